using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>How far a draft is in one language.</summary>
/// <param name="Binds">It is the language that binds.</param>
/// <param name="Sections">Of its text; 0 where there is none.</param>
/// <param name="States">Of a translation: sections current, stale and missing; null where there is nothing to compare with.</param>
public sealed record DraftLanguage(string Language, bool Binds, int Sections, TranslationStates? States)
{
    /// <summary>All languages of a draft, the one that binds first, even while its text is missing (M02).</summary>
    public static ImmutableArray<DraftLanguage> Of(School school, PolicyDraft draft)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(draft);

        var binding = Binding(school.Rules.PolicyLanguage, draft);
        var authoritative = binding is null ? null : draft.Texts.GetValueOrDefault(binding);
        var languages = draft.Texts.Keys.ToHashSet(StringComparer.Ordinal);

        if (binding is not null)
            languages.Add(binding);

        return
        [
            .. languages.OrderByDescending(language => language == binding).ThenBy(language => language, StringComparer.Ordinal)
                .Select(language => One(language, binding, draft.Texts.GetValueOrDefault(language), authoritative)),
        ];
    }

    /// <summary>The language that binds: the school's rule, or the only one there is; null where neither says (Q01).</summary>
    public static string? Binding(LanguageRule rule, PolicyDraft draft)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(draft);

        return rule.Authoritative.Length > 0 ? rule.Authoritative : draft.Texts.Count == 1 ? draft.Texts.Keys.First() : null;
    }

    private static DraftLanguage One(string language, string? binding, PolicyText? text, PolicyText? authoritative) => new(
        language,
        language == binding,
        text?.Sections.Length ?? 0,
        text is not null && authoritative is not null && language != binding
            ? TranslationStates.Of(LanguageRules.States(text, authoritative).Values)
            : null);
}

/// <summary>Sections of a translation by how they stand to the text that binds, title and preamble counted as one.</summary>
public sealed record TranslationStates(int Current, int Stale, int Missing)
{
    public bool IsComplete => Stale == 0 && Missing == 0;

    internal static TranslationStates Of(IEnumerable<SectionState> states)
    {
        var counts = states.CountBy(state => state).ToDictionary();

        return new(
            counts.GetValueOrDefault(SectionState.Current),
            counts.GetValueOrDefault(SectionState.Stale),
            counts.GetValueOrDefault(SectionState.Missing));
    }
}
