using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>Who published a version and how it called itself on that day, so that its printed form never changes either.</summary>
/// <param name="Names">The school's name by language of the interface.</param>
/// <param name="DefaultLanguage">The language of the name where the wanted one is missing.</param>
/// <param name="Host">Its canonical host name; empty for none.</param>
/// <param name="TimeZone">IANA zone that its days were reckoned in.</param>
/// <param name="Prevails">The language whose text prevails by the school's rule; empty where none was stated.</param>
[GenerateSerializer, Immutable, Alias("policies.version_imprint")]
public sealed record VersionImprint(
    ImmutableDictionary<string, string> Names, string DefaultLanguage, string Host, string TimeZone, string Prevails)
{
    /// <summary>The school as it is now.</summary>
    /// <param name="authoritative">The language that binds in the version; empty for none.</param>
    public static VersionImprint Of(School school, string authoritative)
    {
        ArgumentNullException.ThrowIfNull(school);

        return new(
            school.Profile.Names,
            school.Profile.DefaultLanguage,
            school.Hosts.FirstOrDefault(""),
            school.Profile.TimeZone,
            school.Rules.PolicyLanguage.Precedence == Precedence.AuthoritativePrevails ? authoritative : "");
    }

    /// <summary>The name in a language of the interface, or in the default one.</summary>
    public string NameIn(string language) => Names.GetValueOrDefault(language) ?? Names.GetValueOrDefault(DefaultLanguage, "");
}
