using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What publishing asks, as answered.</summary>
/// <param name="Revision">The draft's revision that was looked at.</param>
/// <param name="Content">What the draft said then: its hashes by language, in one line.</param>
/// <param name="Class">How much it changes; null until she says so.</param>
/// <param name="EffectiveOn">From which day it is in force; null for at once.</param>
/// <param name="StatedDate">The date the text itself carries.</param>
public sealed record PublishForm(
    int Revision,
    string Content,
    ChangeClass? Class,
    bool? NewPurpose,
    ImmutableDictionary<string, string> Summaries,
    DateOnly? EffectiveOn,
    DateOnly? StatedDate)
{
    /// <summary>Why the class is another than proposed, in her words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Languages that this version leaves out, because their translation is not finished.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    internal static PublishForm Read(IFormCollection form, IEnumerable<string> languages)
    {
        ImmutableArray<string> all = [.. languages];

        return new PublishForm(
            form.Number("revision"),
            form.Line("content", 4000),
            form.Choice<ChangeClass>("class"),
            FormText.First(form, "new_purpose") switch { "true" => true, "false" => false, _ => null },
            all.Select(language => (language, text: form.Block($"summary-{language}")))
                .Where(summary => summary.text.Length > 0)
                .ToImmutableDictionary(summary => summary.language, summary => summary.text, StringComparer.Ordinal),
            form.Day("effective"),
            form.Day("stated"))
        {
            Reason = form.Line("reason", ClassDecision.LongestReason),
            Without = [.. all.Where(language => FormText.First(form, $"stale-{language}") is "hide")],
        };
    }

    /// <summary>The hashes of texts by language, in one line; equal for equal texts only.</summary>
    internal static string ContentOf(IEnumerable<KeyValuePair<string, string>> hashes) =>
        string.Join(' ', hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <summary>The part of <see cref="Content"/> that is published.</summary>
    internal string Published => ContentOf(Content.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2 && !Without.Contains(pair[0], StringComparer.Ordinal))
        .Select(pair => KeyValuePair.Create(pair[0], pair[1])));
}
