using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>A section that something asks for.</summary>
/// <param name="Section">Its key.</param>
/// <param name="Heading">Its heading, with its printed number.</param>
/// <param name="Setting">The setting that the school's rules say is from this section.</param>
/// <param name="Laws">Rows of law in force at the school that ask for the same setting; none for the school's own word alone.</param>
/// <param name="Parted">The clause as the settings name it, where another section answers to that name by now; else empty.</param>
public sealed record RequiredSection(
    string Section, string Heading, PrivacySetting Setting, ImmutableArray<LawInForce> Laws, string Parted = "")
{
    /// <summary>Language of the heading; null where that is not known.</summary>
    public string? Language { get; init; }
}

/// <summary>Which sections of a text a setting or a law asks for: text, settings, law and what people bound decide.</summary>
public static class RequiredSections
{
    /// <param name="settings">As they count at the school today.</param>
    /// <param name="clauses">The clauses that the settings name, by path, for those that were never looked up; none in another document than theirs.</param>
    /// <param name="places">Where the clauses of the settings stand, and what people bound; by section key, however a section is numbered.</param>
    public static ImmutableArray<RequiredSection> Of(PolicyText text, ImmutableArray<ResolvedSetting> settings, ImmutableDictionary<string, string> clauses, ClausePlaces places)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(clauses);
        ArgumentNullException.ThrowIfNull(places);
        var bound = places.Bindings.ToLookup(binding => binding.Setting, binding => binding.Section, StringComparer.Ordinal);

        return
        [
            .. from resolved in settings
               let place = places.Places.GetValueOrDefault(resolved.Setting.Path)
               let clause = clauses.GetValueOrDefault(resolved.Setting.Path, "")
               from key in (place?.Sections ?? ClauseReference.Sections(clause, text)).Concat(bound[resolved.Setting.Path]).Distinct(StringComparer.Ordinal)
               let section = text.Section(key)
               where section is not null
               select new RequiredSection(
                   key,
                   $"{section.Number} {section.Heading}".Trim(),
                   resolved.Setting,
                   [.. resolved.Words.Select(word => word.Law).OfType<LawInForce>()],
                   place is not null && place.Sections.Contains(key, StringComparer.Ordinal) && IsElsewhere(key, ClauseReference.Sections(place.Clause, text)) ? place.Clause : "")
               {
                   Language = text.Language,
               },
        ];
    }

    /// <summary>Settings whose clause has left the text, and that nobody has bound to another section since.</summary>
    /// <param name="kept">Keys of the sections that the text has.</param>
    public static ImmutableArray<RequiredSection> Gone(IEnumerable<string> kept, ImmutableArray<ResolvedSetting> settings, ClausePlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var left = kept.ToHashSet(StringComparer.Ordinal);

        return
        [
            .. from resolved in settings
               let place = places.Places.GetValueOrDefault(resolved.Setting.Path)
               where place is not null && !place.Sections.Any(left.Contains)
                   && !places.Bindings.Any(binding => binding.Setting == resolved.Setting.Path && left.Contains(binding.Section))
               select new RequiredSection(place.Sections[0], place.Clause, resolved.Setting, []),
        ];
    }

    /// <summary>
    /// All that a new text is held against: the sections of the newest one that are asked for, and the settings whose clause is from
    /// an older one, kept by any section that they stand in or were bound to.
    /// </summary>
    public static ImmutableArray<RequiredText> Wanted(
        PolicyText? newest, ImmutableArray<ResolvedSetting> settings, ImmutableDictionary<string, string> clauses, ClausePlaces places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var asked = newest is null ? [] : Of(newest, settings, clauses, places);

        return
        [
            .. asked.Select(one => new RequiredText(one.Section, one.Heading, one.Setting.Path, [one.Section])),
            .. Gone([], settings, places with { Bindings = [] }).Select(one => new RequiredText(
                one.Section,
                asked.FirstOrDefault(other => other.Section == one.Section)?.Heading ?? one.Heading,
                one.Setting.Path,
                [
                    .. places.Places[one.Setting.Path].Sections,
                    .. places.Bindings.Where(binding => binding.Setting == one.Setting.Path).Select(binding => binding.Section),
                ])),
        ];
    }

    /// <summary>Keys of the sections that say something: a title alone is no opening.</summary>
    public static IEnumerable<string> Said(PolicyText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Parts.Where(part => part.Markdown.Length > 0 || (part.Key != PolicyText.OpeningKey && part.Heading.Length > 0)).Select(part => part.Key);
    }

    // A number that leads nowhere any more misleads nobody.
    private static bool IsElsewhere(string key, ImmutableArray<string> named) => !named.IsEmpty && !named.Contains(key, StringComparer.Ordinal);

    /// <summary>Those of an earlier text that a later one has no more.</summary>
    /// <param name="kept">Keys of the sections that the later one has.</param>
    public static ImmutableArray<RequiredSection> Without(this ImmutableArray<RequiredSection> earlier, IEnumerable<string> kept)
    {
        var left = kept.ToHashSet(StringComparer.Ordinal);
        return [.. earlier.Where(required => !left.Contains(required.Section))];
    }
}
