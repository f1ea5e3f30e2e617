using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Which text a reader sees, and which text binds (M01–M03, Q01, T01–T03).</summary>
public static class LanguageRules
{
    /// <summary>The rendering of one version for one reader; null when it has no text at all.</summary>
    /// <param name="texts">By canonical language; each in its own <see cref="PolicyText.Language"/>.</param>
    /// <param name="requested">The language the reader asked for; ignored when it is no language tag.</param>
    /// <param name="userInterface">The interface's language; ignored when it is no language tag.</param>
    /// <remarks>
    /// Shown is the first that exists of: the requested language, its wider forms (<c>fa</c> for <c>fa-AF</c>), the
    /// same language elsewhere (<c>fa-AF</c> for <c>fa</c>), the interface's language likewise, the authoritative
    /// language, the first of the others by tag.
    /// </remarks>
    public static PolicyRendering? Render(
        LanguageSettings settings,
        IReadOnlyDictionary<string, PolicyText> texts,
        string? requested,
        string? userInterface = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
            return null;

        var binding = AuthoritativeLanguage(settings, texts);
        var authoritative = binding is null ? null : texts.GetValueOrDefault(binding);
        var shown = texts[Choose(texts, [requested, userInterface, binding])];
        var parts = Parts(shown, authoritative, settings.OnTranslationStale);
        var missing = binding is not null && authoritative is null;
        var prevailing = settings.Precedence == Precedence.AuthoritativePrevails ? binding : null;

        return new(
            shown.Language,
            parts[0],
            parts[1..],
            ConvenienceNotice: prevailing is not null && !Same(prevailing, shown.Language),
            prevailing,
            missing,
            AcceptanceBlocked: (missing && settings.OnAuthoritativeMissing != MissingAction.PublishWithWarning)
                || (settings.OnTranslationStale == StaleAction.BlockAcceptance
                    && parts.Any(part => part.State == SectionState.Stale)),
            settings.Precedence == Precedence.OtherDocumentPrevails ? settings.PrevailingDocument : null,
            AsShown(shown, parts).Hash,
            missing ? null : authoritative?.Language ?? shown.Language,
            missing ? null : (authoritative ?? AsShown(shown, parts)).Hash,
            Alternates(shown, authoritative, texts));
    }

    /// <summary>
    /// The language that binds: the stated one, or the only one; null when there are several and none was stated.
    /// </summary>
    public static string? AuthoritativeLanguage(
        LanguageSettings settings, IReadOnlyDictionary<string, PolicyText> texts)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(texts);

        if (settings.Authoritative is { Length: > 0 } stated)
            return LanguageTag.Canonical(stated);

        return texts.Count == 1 ? texts.Keys.First() : null;
    }

    /// <summary>True when the school does not publish these texts without the authoritative one.</summary>
    public static bool BlocksPublishing(LanguageSettings settings, IReadOnlyDictionary<string, PolicyText> texts) =>
        settings is { OnAuthoritativeMissing: MissingAction.BlockPublish }
        && AuthoritativeLanguage(settings, texts) is { } language && !texts.ContainsKey(language);

    /// <summary>
    /// How each part of a translation stands to the authoritative text, by key; the opening included.
    /// </summary>
    public static ImmutableDictionary<string, SectionState> States(PolicyText translation, PolicyText authoritative)
    {
        ArgumentNullException.ThrowIfNull(translation);
        ArgumentNullException.ThrowIfNull(authoritative);
        var made = ByKey(translation);
        var states = authoritative.Parts.ToImmutableDictionary(
            part => part.Key, part => State(made.GetValueOrDefault(part.Key), part), StringComparer.Ordinal);

        return states.AddRange(translation.Sections.Where(section => !states.ContainsKey(section.Key))
            .Select(section => KeyValuePair.Create(section.Key, SectionState.Stale)));
    }

    /// <summary>Sections that stand in some languages only, in the order of the language that has them first.</summary>
    public static ImmutableArray<SectionConflict> Conflicts(IReadOnlyDictionary<string, PolicyText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var languages = texts.Keys.Order(StringComparer.Ordinal).ToList();
        var keys = languages.SelectMany(language => texts[language].Sections.Select(section => section.Key))
            .Distinct(StringComparer.Ordinal);
        var conflicts = ImmutableArray.CreateBuilder<SectionConflict>();

        foreach (var key in keys)
        {
            var found = languages.ToLookup(language => texts[language].Section(key) is not null);
            if (found[false].Any())
                conflicts.Add(new(key, [.. found[true]], [.. found[false]]));
        }

        return conflicts.ToImmutable();
    }

    private static string Choose(IReadOnlyDictionary<string, PolicyText> texts, ReadOnlySpan<string?> wishes)
    {
        foreach (var wish in wishes)
        {
            if (!LanguageTag.TryCanonical(wish, out var tag, out _))
                continue;

            var chain = LanguageTag.Fallbacks(tag);
            var found = chain.FirstOrDefault(texts.ContainsKey) ?? texts.Keys.Order(StringComparer.Ordinal)
                .FirstOrDefault(language => Same(LanguageTag.LanguageOnly(language), chain[^1]));

            if (found is not null)
                return found;
        }

        return texts.Keys.Order(StringComparer.Ordinal).First();
    }

    // The translation's own order; what it lacks is put where the authoritative text has it.
    private static ImmutableArray<RenderedSection> Parts(
        PolicyText shown, PolicyText? authoritative, StaleAction onStale)
    {
        if (authoritative is null || Same(shown.Language, authoritative.Language))
            return [.. shown.Parts.Select(part =>
                new RenderedSection(part, SectionState.Current, StandsIn: false, shown.Language))];

        var made = ByKey(shown);
        var binding = ByKey(authoritative);
        var parts = new List<RenderedSection>();

        foreach (var part in shown.Parts)
        {
            var counterpart = binding.GetValueOrDefault(part.Key);
            var state = counterpart is null ? SectionState.Stale : State(part, counterpart);
            var standsIn = state == SectionState.Stale && onStale == StaleAction.ShowAuthoritative;

            if (!standsIn)
                parts.Add(new(part, state, StandsIn: false, shown.Language));
            else if (counterpart is not null)
                parts.Add(new(counterpart, state, StandsIn: true, authoritative.Language));
        }

        foreach (var (section, index) in authoritative.Sections.Select((section, index) => (section, index)))
        {
            if (made.ContainsKey(section.Key))
                continue;

            var before = index == 0 ? PolicyText.OpeningKey : authoritative.Sections[index - 1].Key;
            var place = parts.FindIndex(part => Same(part.Section.Key, before));
            parts.Insert(place + 1, new(section, SectionState.Missing, StandsIn: true, authoritative.Language));
        }

        return [.. parts];
    }

    private static SectionState State(PolicySection? made, PolicySection from)
    {
        if (made is null)
            return SectionState.Missing;

        var current = string.Equals(made.BasedOn, from.Hash, StringComparison.Ordinal);
        return current ? SectionState.Current : SectionState.Stale;
    }

    private static PolicyText AsShown(PolicyText shown, ImmutableArray<RenderedSection> parts) =>
        parts.Any(part => part.StandsIn)
        ? shown with
        {
            Title = parts[0].Section.Heading,
            PreambleMarkdown = parts[0].Section.Markdown,
            Sections = [.. parts[1..].Select(part => part.Section)],
        }
        : shown with { Sections = [.. parts[1..].Select(part => part.Section)] };

    private static ImmutableArray<PolicyAlternate> Alternates(
        PolicyText shown, PolicyText? authoritative, IReadOnlyDictionary<string, PolicyText> texts) =>
    [
        .. texts.Values.Where(text => !Same(text.Language, shown.Language))
            .Select(text => new PolicyAlternate(
                text.Language,
                authoritative is not null && Same(text.Language, authoritative.Language),
                authoritative is null || Same(text.Language, authoritative.Language)
                    || States(text, authoritative).Values.All(state => state == SectionState.Current)))
            .OrderByDescending(alternate => alternate.Authoritative)
            .ThenBy(alternate => alternate.Language, StringComparer.Ordinal),
    ];

    private static Dictionary<string, PolicySection> ByKey(PolicyText text) =>
        text.Parts.ToDictionary(part => part.Key, StringComparer.Ordinal);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
