using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Privacy;

/// <summary>The four layers, from the one that nothing lowers to the one that lowers nothing.</summary>
public enum SettingLayer
{
    /// <summary>The platform's least.</summary>
    Floor = 1,

    /// <summary>A jurisdiction's law.</summary>
    Law = 2,

    /// <summary>The school's policy.</summary>
    School = 3,

    /// <summary>The person herself.</summary>
    Person = 4,
}

/// <summary>What one layer says of a setting.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Value">Its own word, whether or not it counts.</param>
/// <param name="Clause">Where the school's policy says it, or what the person did; null for a law, whose row says it.</param>
/// <param name="Law">The row of law; null for another layer.</param>
public sealed record LayerWord(SettingLayer Layer, string Value, string? Clause, LawInForce? Law);

/// <summary>A setting with the value that counts and where it comes from.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="From">The word that counts; its value is <see cref="Value"/> unless two lists were cut to what they share.</param>
/// <param name="Value">What counts, in its written form.</param>
/// <param name="Words">Every layer's own word, the higher ones first.</param>
public sealed record ResolvedSetting(PrivacySetting Setting, LayerWord From, string Value, ImmutableArray<LayerWord> Words)
{
    /// <summary>True where the school's own word protects less than what counts: it is kept, and does not count.</summary>
    public bool SchoolIsOverruled =>
        From.Layer < SettingLayer.School
        && Words.FirstOrDefault(word => word.Layer == SettingLayer.School) is { } own
        && !Setting.AtLeast(own.Value, Value);
}

/// <summary>What a person did that asks for more protection. Only what the software acts on.</summary>
/// <param name="Refused">She refused or withdrew, so use no longer accepts for her: she is asked (M04).</param>
public sealed record PersonWord(bool Refused)
{
    /// <summary>Nothing.</summary>
    public static PersonWord None { get; } = new(Refused: false);
}

/// <summary>Puts the four layers together: a lower layer adds protection and never takes any away.</summary>
public static class SettingResolver
{
    private const int MostKept = 256;

    // What holds for a reader follows from nothing but the school's rules, the day and two countries, and each request asks for
    // it several times. Goes with the rules it was made from.
    private static readonly ConditionalWeakTable<SchoolRules, ConcurrentDictionary<(DateOnly, string, string), SchoolRules>> kept = [];

    /// <summary>What counts of one setting, and why.</summary>
    /// <param name="law">Rows in force, in any order.</param>
    /// <param name="school">The school's rules, as its policy has them.</param>
    public static ResolvedSetting Resolve(
        PrivacySetting setting, ImmutableArray<LawInForce> law, SchoolRules school, PersonWord? person = null)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(school);

        if (setting.Floor is { } floor)
        {
            var only = new LayerWord(SettingLayer.Floor, floor, Clause: null, Law: null);
            return new(setting, only, floor, [only]);
        }

        ImmutableArray<LayerWord> words =
        [
            .. law.Where(row => row.Row.Path == setting.Path && Reaches(row.Row.Reach, school))
                .OrderBy(row => row.Row.Profile, StringComparer.Ordinal)
                .ThenBy(row => row.Row.From)
                .ThenBy(row => row.Row.Value, StringComparer.Ordinal)
                .Select(row => new LayerWord(SettingLayer.Law, row.Row.Value, Clause: null, row)),
            new(SettingLayer.School, setting.Read(school), school.Clauses.GetValueOrDefault(setting.Path), Law: null),
            .. HerWords(setting, person),
        ];

        var (from, value) = (words[0], words[0].Value);

        foreach (var word in words[1..])
        {
            // Of two words that weigh the same, the school's own counts: it is asked for its clause. Otherwise the higher one.
            var next = word.Layer == SettingLayer.School
                ? setting.Stricter(word.Value, value)
                : setting.Stricter(value, word.Value);

            if (next == word.Value && (next != value || word.Layer == SettingLayer.School))
                from = word;

            value = next;
        }

        return new(setting, from, value, words);
    }

    /// <summary>Everything, in the catalogue's order.</summary>
    public static ImmutableArray<ResolvedSetting> All(
        ImmutableArray<LawInForce> law, SchoolRules school, PersonWord? person = null) =>
        [.. SettingCatalogue.All.Select(setting => Resolve(setting, law, school, person))];

    /// <summary>The rules to act on: the school's, raised where a law or the person asks for more.</summary>
    public static SchoolRules InForce(ImmutableArray<LawInForce> law, SchoolRules school, PersonWord? person = null)
    {
        ArgumentNullException.ThrowIfNull(school);

        if (law.IsEmpty && person is null or { Refused: false })
            return school;

        return SettingCatalogue.Schools.Where(setting => setting.Compares)
            .Select(setting => Resolve(setting, law, school, person))
            .Where(resolved => resolved.From.Layer != SettingLayer.School)
            .Aggregate(school, (rules, resolved) => resolved.Setting.Write(rules, resolved.Value));
    }

    /// <summary>The rules to act on for somebody at a school, on the day it is there.</summary>
    /// <param name="reader">Her country, or empty.</param>
    public static SchoolRules InForce(School school, string reader, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(school);

        var (day, country) = (school.DayAt(now), school.Profile.Country);
        var known = kept.GetValue(school.Rules, _ => new());

        if (known.TryGetValue((day, reader, country), out var rules))
            return rules;

        // Days pass, and a country can be any text.
        if (known.Count >= MostKept)
            known.Clear();

        return known[(day, reader, country)] = InForce(JurisdictionProfiles.Shipped.InForce(day, reader, country), school.Rules);
    }

    /// <summary>The day that a moment falls on in the school's zone.</summary>
    public static DateOnly DayAt(this School school, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(school);

        return DateOnly.FromDateTime(TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var zone)
            ? TimeZoneInfo.ConvertTime(moment, zone).DateTime
            : moment.UtcDateTime);
    }

    private static bool Reaches(LawReach reach, SchoolRules school) => reach switch
    {
        LawReach.WherePolicyDefers => school.Change.ByJurisdiction,
        LawReach.WhereAgeIsAsked => school.Age.Basis == AgeBasis.Fixed,
        _ => true,
    };

    private static IEnumerable<LayerWord> HerWords(PrivacySetting setting, PersonWord? person)
    {
        if (setting.Path == "acceptance.initial.mode" && person is { Refused: true })
            yield return new LayerWord(SettingLayer.Person, "button", "refused", Law: null);
    }
}
