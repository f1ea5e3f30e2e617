using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>A section that something asks for.</summary>
/// <param name="Section">Its key.</param>
/// <param name="Heading">Its heading, with its printed number.</param>
/// <param name="Setting">The setting that the school's rules say is from this section.</param>
/// <param name="Laws">Rows of law in force at the school that ask for the same setting; none for the school's own word alone.</param>
public sealed record RequiredSection(string Section, string Heading, PrivacySetting Setting, ImmutableArray<LawInForce> Laws);

/// <summary>Which sections of a text a setting or a law asks for. Nothing here is stored: text, settings and law decide.</summary>
public static class RequiredSections
{
    /// <param name="settings">As they count at the school today.</param>
    /// <param name="rules">The school's rules: which clause each setting is from.</param>
    public static ImmutableArray<RequiredSection> Of(PolicyText text, ImmutableArray<ResolvedSetting> settings, SchoolRules rules)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(rules);

        return
        [
            .. from resolved in settings
               where rules.Clauses.ContainsKey(resolved.Setting.Path)
               from key in ClauseReference.Sections(rules.Clauses[resolved.Setting.Path], text)
               let section = text.Section(key)
               where section is not null
               select new RequiredSection(
                   key, $"{section.Number} {section.Heading}".Trim(), resolved.Setting, [.. resolved.Words.Select(word => word.Law).OfType<LawInForce>()]),
        ];
    }

    /// <summary>Those of an earlier text that a later one has no more.</summary>
    /// <param name="kept">Keys of the sections that the later one has.</param>
    public static ImmutableArray<RequiredSection> Without(this ImmutableArray<RequiredSection> earlier, IEnumerable<string> kept)
    {
        var left = kept.ToHashSet(StringComparer.Ordinal);
        return [.. earlier.Where(required => !left.Contains(required.Section))];
    }
}
