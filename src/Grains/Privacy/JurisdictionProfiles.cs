namespace Darsgah.Grains.Privacy;

/// <summary>All jurisdiction profiles, and which of their rows are in force for whom.</summary>
/// <param name="All">In the order of their ids.</param>
public sealed record JurisdictionProfiles(ImmutableArray<JurisdictionProfile> All)
{
    private static readonly Lazy<JurisdictionProfiles> Ours = new(() => ProfileFiles.Read(ProfileFiles.Shipped()));

    /// <summary>The profiles that ship. Loaded once; hosts load them when they start.</summary>
    /// <exception cref="FormatException">A file is broken; the message names file, row and what is wrong.</exception>
    public static JurisdictionProfiles Shipped => Ours.Value;

    /// <summary>Reads and checks all that ships, so that a host with a broken table does not start.</summary>
    /// <exception cref="FormatException">A file is broken; the message names file, row and what is wrong.</exception>
    public static void Load() => _ = (Shipped, AgeOfMajority.Shipped);

    /// <summary>Rows in force on a day, in the profiles' order.</summary>
    /// <param name="reader">Her country, ISO 3166-1 alpha-2; empty where it is not known, and then only the school's counts.</param>
    /// <param name="school">The school's country, or empty.</param>
    public ImmutableArray<LawInForce> InForce(DateOnly day, string reader, string school) =>
    [
        .. from profile in All
           from row in profile.Rows
           where row.IsInForce(day)
           let byReader = profile.ReachesReaders && Holds(profile, row, reader)
           where byReader || (profile.ReachesSchools && Holds(profile, row, school))
           select new LawInForce(row, byReader ? reader : school, byReader, profile.Region is null ? null : profile.UnknownRegion),
    ];

    private static bool Holds(JurisdictionProfile profile, LawRow row, string country) =>
        country.Length > 0 && (row.Countries.IsEmpty ? profile.Countries : row.Countries).Contains(country, StringComparer.Ordinal);
}
