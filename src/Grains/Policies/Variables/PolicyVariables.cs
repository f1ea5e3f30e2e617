using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Variables;

/// <summary>Values that stand in a text by name, <c>{{school.name}}</c>, and are filled in when it is published.</summary>
/// <remarks>
/// What is published, hashed and accepted is the filled text, so that a later change of the school's profile changes no
/// version. The draft keeps the names, and so does the draft of the next version.
/// </remarks>
public static partial class PolicyVariables
{
    /// <summary>Every text with its values; a translation made from an unfilled section is made from the filled one.</summary>
    public static ImmutableDictionary<string, PolicyText> Fill(ImmutableDictionary<string, PolicyText> texts, VariableValues values)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(values);
        var filled = texts.ToImmutableDictionary(pair => pair.Key, pair => Fill(pair.Value, values), StringComparer.Ordinal);

        return filled.ToImmutableDictionary(pair => pair.Key, pair => Rebased(pair.Value, texts, filled), StringComparer.Ordinal);
    }

    /// <summary>Every name in a text, in order, once each.</summary>
    public static IEnumerable<string> In(string text) => Names().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    private static PolicyText Fill(PolicyText text, VariableValues values)
    {
        return text with
        {
            Title = Plain(text.Title),
            PreambleMarkdown = text.PreambleMarkdown is { } preamble ? Marked(preamble) : null,
            Sections = [.. text.Sections.Select(section => section with { Heading = Plain(section.Heading), Markdown = Marked(section.Markdown) })],
        };

        string Plain(string words) => Filled(words, values, text.Language, isMarkdown: false);

        string Marked(string words) => Filled(words, values, text.Language, isMarkdown: true);
    }

    private static PolicyText Rebased(
        PolicyText text, ImmutableDictionary<string, PolicyText> before, ImmutableDictionary<string, PolicyText> after) => text with
        {
            OpeningBasedOn = Base(text.Language, text.Opening, before, after),
            Sections = [.. text.Sections.Select(section => section with { BasedOn = Base(text.Language, section, before, after) })],
        };

    private static string? Base(
        string language, PolicySection made, ImmutableDictionary<string, PolicyText> before, ImmutableDictionary<string, PolicyText> after)
    {
        if (made.BasedOn is null)
            return null;

        var from = before.Values.FirstOrDefault(text => text.Language != language && text.Section(made.Key)?.Hash == made.BasedOn);
        return from is null ? made.BasedOn : after[from.Language].Section(made.Key)!.Hash;
    }

    // A value that nobody knows, or that is not set, stays as it is written; the linter names it.
    private static string Filled(string text, VariableValues values, string language, bool isMarkdown) => Names().Replace(
        text,
        match => values.Of(match.Groups["name"].Value, language) is { Length: > 0 } value
            ? isMarkdown ? MarkdownEscapes.Inline(value) : value
            : match.Value);

    [GeneratedRegex(@"\{\{\s{0,3}(?<name>[^{}\s]{1,60})\s{0,3}\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
