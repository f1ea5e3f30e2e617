namespace Darsgah.Grains.Privacy;

/// <summary>When a row of law reaches a school's settings.</summary>
public enum LawReach
{
    /// <summary>Whatever the school's policy says.</summary>
    Always = 1,

    /// <summary>
    /// Where the policy itself leaves it to the reader's law (<c>acceptance.onChange = byJurisdiction</c>: N04, M46). Elsewhere
    /// the policy's own words on changes are carried out, and are not taken for more than they are.
    /// </summary>
    WherePolicyDefers = 2,

    /// <summary>Where the school asks for a date of birth and so knows (<c>age.basis = fixed</c>).</summary>
    WhereAgeIsAsked = 3,
}

/// <summary>Where a row of law can be read.</summary>
/// <param name="Law">The law: <c>Regulation (EU) 2016/679</c>.</param>
/// <param name="Article">Its article or section.</param>
/// <param name="Document">A page or document that says so: an address, or a title.</param>
/// <param name="Seen">The day it was looked at; null where it was not, and then the row's note says so.</param>
public sealed record LawSource(string Law, string Article, string Document, DateOnly? Seen);

/// <summary>What a law asks of one setting, from a day on.</summary>
/// <param name="Profile">The profile it stands in: <c>eu-gdpr</c>.</param>
/// <param name="Countries">Countries it holds in; all of the profile's where empty.</param>
/// <param name="Path">The setting.</param>
/// <param name="Value">The least protective value that satisfies it, in its written form.</param>
/// <param name="From">The first day it is in force.</param>
/// <param name="Until">The last day; null where it is in force without end.</param>
/// <param name="Reach">When it reaches a school.</param>
/// <param name="Note">What to know about it.</param>
public sealed record LawRow(
    string Profile,
    ImmutableArray<string> Countries,
    string Path,
    string Value,
    DateOnly From,
    DateOnly? Until,
    LawReach Reach,
    LawSource Source,
    string? Note)
{
    /// <summary>True on the days it is in force.</summary>
    public bool IsInForce(DateOnly on) => From <= on && (Until is null || on <= Until);
}

/// <summary>A row that is in force for somebody.</summary>
/// <param name="Country">The country it reached her, or the school, by.</param>
/// <param name="ByReader">It is her country's law; else the law of the school's own country.</param>
/// <param name="RegionAssumed">
/// Why she is taken to be in the region that the law holds in, though nothing says so; null where the law holds in the whole
/// country.
/// </param>
public sealed record LawInForce(LawRow Row, string Country, bool ByReader, string? RegionAssumed);

/// <summary>One jurisdiction's rows.</summary>
/// <param name="Id">As its file is called: <c>eu-gdpr</c>.</param>
/// <param name="Name">As people write it: EU-GDPR.</param>
/// <param name="Countries">ISO 3166-1 alpha-2.</param>
/// <param name="Region">The part of the country it holds in, ISO 3166-2; null for all of it.</param>
/// <param name="UnknownRegion">Why a person of the country is taken to be in the region; with <paramref name="Region"/> only.</param>
/// <param name="ReachesReaders">It protects people of these countries, whichever school they learn at.</param>
/// <param name="ReachesSchools">It binds schools of these countries, whoever learns there.</param>
public sealed record JurisdictionProfile(
    string Id,
    string Name,
    ImmutableArray<string> Countries,
    string? Region,
    string? UnknownRegion,
    bool ReachesReaders,
    bool ReachesSchools,
    ImmutableArray<LawRow> Rows);
