using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What a version of a class does to people who know an older one.</summary>
/// <param name="Treatment">By the school's rules and the law of its own country; nothing where the document is not put before members.</param>
/// <param name="Mails">Members are written to.</param>
/// <param name="ByLaw">Where the reader's law asks for something else.</param>
public sealed record ClassEffect(ChangeClass Class, ChangeTreatment Treatment, bool Mails, ImmutableArray<LawEffect> ByLaw)
{
    /// <summary>The effects of every class. Nobody's record is read for them.</summary>
    /// <param name="isFirst">There is no older version, so nobody knows one.</param>
    public static ImmutableArray<ClassEffect> Of(School school, DocumentReach reach, bool newPurpose, bool isFirst, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(reach);

        ChangeTreatment For(SchoolRules rules, ChangeClass change) =>
            reach.AsksAtChange ? rules.Change.For(change, newPurpose) : ChangeTreatment.Nothing;

        var own = SettingResolver.InForce(school, "", now);
        var readers = JurisdictionProfiles.Shipped.All.Where(profile => profile.ReachesReaders)
            .SelectMany(profile => profile.Countries.Select(country => (profile.Name, country)))
            .Select(reader => (reader.Name, Rules: SettingResolver.InForce(school, reader.country, now)))
            .ToList();

        return
        [
            .. Enum.GetValues<ChangeClass>().Select(change =>
            {
                var treatment = For(own, change);
                var others = readers.Select(reader => new LawEffect(reader.Name, For(reader.Rules, change)))
                    .Where(effect => effect.Treatment != treatment).Distinct();

                return isFirst
                    ? new ClassEffect(change, ChangeTreatment.Nothing, Mails: false, [])
                    : new ClassEffect(change, treatment, reach.Members > 0 && school.Rules.Change.Mails(change), [.. others]);
            }),
        ];
    }
}

/// <param name="Law">The jurisdiction's name: EU-GDPR.</param>
public sealed record LawEffect(string Law, ChangeTreatment Treatment);
