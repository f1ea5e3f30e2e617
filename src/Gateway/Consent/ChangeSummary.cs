using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Consent;

/// <summary>The school's summary of what a version changed.</summary>
/// <param name="Language">Language it is written in.</param>
public sealed record ChangeSummary(string Language, string Text)
{
    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => LanguageTag.HtmlDirection(Language);

    /// <summary>The summary in the first of the languages that has one, else in any; null where the school wrote none.</summary>
    public static ChangeSummary? Of(PolicyVersionHead head, params ReadOnlySpan<string> languages)
    {
        ArgumentNullException.ThrowIfNull(head);

        foreach (var language in languages)
        {
            if (head.Summaries.TryGetValue(language, out var text) && !string.IsNullOrWhiteSpace(text))
                return new(language, text);
        }

        return head.Summaries.Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new ChangeSummary(pair.Key, pair.Value))
            .FirstOrDefault();
    }
}
