using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Purposes;

/// <summary>What a school's languages, settings and law allow its purposes to be.</summary>
/// <param name="Languages">UI languages of the school; each has to have title and description.</param>
/// <param name="Bases">Bases that both law and the school's settings leave.</param>
/// <param name="Unlawful">Bases that a law takes away, with the profile that does: AE.</param>
/// <param name="Forbidden">Categories that the school's settings forbid (E11).</param>
public sealed record PurposeLimits(
    ImmutableArray<string> Languages,
    ImmutableArray<LawfulBasis> Bases,
    ImmutableDictionary<LawfulBasis, string> Unlawful,
    ImmutableArray<DataCategory> Forbidden)
{
    /// <summary>Path of the setting that names the bases.</summary>
    public const string BasesPath = "purpose.lawfulBases";

    /// <summary>Those of a school on a day. The law that binds schools counts; a reader's own counts when her standing is asked.</summary>
    /// <param name="rules">Rules to go by in place of the school's own: those of a file that is not applied yet.</param>
    public static PurposeLimits Of(School school, DateTimeOffset now, SchoolRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(school);

        var law = JurisdictionProfiles.Shipped.InForce(school.DayAt(now), reader: "", school.Profile.Country);
        var own = rules ?? school.Rules;
        var bases = SettingResolver.Resolve(SettingCatalogue.Find(BasesPath)!, law, own);
        var unlawful = ImmutableDictionary.CreateBuilder<LawfulBasis, string>();

        foreach (var word in bases.Words.Where(word => word.Law is not null))
        {
            foreach (var basis in Enum.GetValues<LawfulBasis>().Except(Read(word.Value)))
                unlawful[basis] = JurisdictionProfiles.Shipped.All.First(profile => profile.Id == word.Law!.Row.Profile).Name;
        }

        return new(school.Profile.Languages, Read(bases.Value), unlawful.ToImmutable(), own.ForbiddenCategories);
    }

    private static ImmutableArray<LawfulBasis> Read(string list) =>
        [.. PrivacySetting.Split(list).Select(DataCategories.Read<LawfulBasis>).OfType<LawfulBasis>()];
}
