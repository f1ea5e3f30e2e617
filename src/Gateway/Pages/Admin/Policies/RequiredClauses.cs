using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What asks for the sections of a draft, by the school's settings and the law of its country today.</summary>
internal static class RequiredClauses
{
    /// <summary>Sections of a text that a setting or a law asks for; none of no text.</summary>
    public static ImmutableArray<RequiredSection> Of(TenantRequest request, PolicyText? text)
    {
        if (text is null)
            return [];

        var rules = request.School.Rules;
        var law = JurisdictionProfiles.Shipped.InForce(request.School.DayAt(request.Clock.GetUtcNow()), "", request.School.Profile.Country);

        return RequiredSections.Of(text, SettingResolver.All(law, rules), rules);
    }

    /// <summary>Those that the newest version has, and the text as it is now has not.</summary>
    /// <param name="version">Number of that version; 0 for none.</param>
    /// <param name="kept">Keys of the sections that are there now.</param>
    public static async Task<ImmutableArray<RequiredSection>> Lost(
        TenantRequest request, Id<Document> document, int version, string language, IEnumerable<string> kept) =>
        version > 0 && (await request.Grains.Policy(document).Version(version)).Succeeded(out var published, out _)
            ? Of(request, published.Texts.GetValueOrDefault(language)).Without(kept)
            : [];
}
