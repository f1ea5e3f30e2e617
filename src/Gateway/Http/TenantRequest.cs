using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Http;

/// <summary>Whose request this is: the school, its grains, the language of the interface, and who is signed in.</summary>
/// <remarks>Endpoints take it as an argument. It exists on every host that leads to a school or to the platform.</remarks>
public sealed class TenantRequest
{
    private Texts? texts;

    /// <summary>The school; on the console, the platform in the shape of one.</summary>
    public required School School { get; init; }

    /// <summary>The grains of this tenant. The only way from a request to a grain.</summary>
    public required TenantGrains Grains { get; init; }

    /// <summary>Canonical origin of the school, <c>https://school.example.org</c>, for every link that leaves the site.</summary>
    public required string Origin { get; init; }

    /// <summary>Language of the interface; not of policies or lessons.</summary>
    public required UiLanguage UiLanguage { get; set; }

    /// <summary>The texts of the interface in that language, with the names that the school gives its documents.</summary>
    public Texts Texts => texts is { } known && known.Language == UiLanguage
        ? known
        : texts = Texts.Of(UiLanguage).With(Consent.Documents.Names(School, UiLanguage));

    /// <summary>True where the visitor picked that language here, so that nothing else changes it.</summary>
    internal bool LanguageWasChosen { get; init; }

    /// <summary>The signed-in person's account; null for a visitor. Set by the authentication step, and nowhere else.</summary>
    public PersonAccount? Account { get; set; }

    /// <summary>The clock of the product.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>
    /// The school's rules as they hold for whoever this is: raised where the law of her country, or the school's, asks for
    /// more. <see cref="School"/> has what the policy itself says.
    /// </summary>
    public SchoolRules Rules => SettingResolver.InForce(School, Account?.Country ?? "", Clock.GetUtcNow());

    /// <summary>The school's documents as this request found them, so that all parts of an answer go by the same; null before.</summary>
    internal Task<ImmutableArray<PolicyOverview>>? Documents { get; set; }

    /// <summary>Whose grains these are.</summary>
    public Id<Tenant> Tenant => School.Id;

    /// <summary>True on the operators' console.</summary>
    public bool IsPlatform => Tenant == TenantKey.Platform;
}
