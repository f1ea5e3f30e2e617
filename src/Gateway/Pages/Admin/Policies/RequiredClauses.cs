using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What asks for the sections of a draft, by the school's settings and the law of its country today.</summary>
internal static class RequiredClauses
{
    /// <summary>Sections of a text that a setting or a law asks for; none of no text.</summary>
    public static async Task<ImmutableArray<RequiredSection>> Of(TenantRequest request, Id<Document> document, PolicyText? text)
    {
        if (text is null)
            return [];

        var clauses = document == DocumentSet.Privacy ? request.School.Rules.Clauses : ImmutableDictionary<string, string>.Empty;

        return RequiredSections.Of(text, Settings(request), clauses, await request.Grains.Promises(document).Places());
    }

    /// <summary>Those that the newest version has, or had once, and the text as it is now has not.</summary>
    /// <param name="newest">The text in that version; null where there is none.</param>
    /// <param name="kept">Keys of the sections that say something now.</param>
    public static async Task<ImmutableArray<RequiredSection>> Lost(
        TenantRequest request, Id<Document> document, PolicyText? newest, IReadOnlyCollection<string> kept)
    {
        if (newest is null)
            return [];

        var lost = (await Of(request, document, newest)).Without(kept);
        var gone = RequiredSections.Gone(kept, Settings(request), await request.Grains.Promises(document).Places());

        return [.. lost.Concat(gone).DistinctBy(one => (one.Section, one.Setting.Path))];
    }

    private static ImmutableArray<ResolvedSetting> Settings(TenantRequest request) => SettingResolver.All(
        JurisdictionProfiles.Shipped.InForce(request.School.DayAt(request.Clock.GetUtcNow()), "", request.School.Profile.Country),
        request.School.Rules);
}
