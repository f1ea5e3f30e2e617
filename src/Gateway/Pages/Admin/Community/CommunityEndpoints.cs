using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Community;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Community;

namespace Darsgah.Gateway.Pages.Admin.Community;

/// <summary>What a school says about names that others see, and what was reported anywhere in it.</summary>
internal static class CommunityEndpoints
{
    private const int PageSize = 20;

    public static void MapAdminCommunity(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/community", async (TenantRequest request, string? saved) =>
            Page.Of<CommunityPage, CommunityModel>(Model(request, await request.Grains.Community.Rules(), saved is "1")));
        admin.MapPost("/school/community", Save);
        admin.MapGet("/reports", async (TenantRequest request, string? before) =>
            Page.Of<AdminReportsPage, ReportsModel>(new(
                Seat: null, await request.Grains.Reports.Page(before, PageSize), AdminPlaces.Reports)));
    }

    private static async Task<IResult> Save(TenantRequest request, IFormCollection form)
    {
        var notices = request.School.Profile.Languages
            .Select(language => KeyValuePair.Create(language, form.Block("notice-" + language)))
            .Where(notice => notice.Value.Length > 0);
        var rules = new CommunityRules(
            form.Number("revision"),
            form.Choice<ShownName>("name") ?? ShownName.Account,
            ImmutableDictionary.CreateRange(StringComparer.Ordinal, notices));
        var changed = await request.Grains.Community.Change(rules);

        return changed.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Community + "?saved=1")
            : Page.Of<CommunityPage, CommunityModel>(Model(request, rules, saved: false), refusal);
    }

    private static CommunityModel Model(TenantRequest request, CommunityRules rules, bool saved) => new(
        rules,
        [.. request.School.Profile.Languages.Select(tag => UiLanguages.Find(tag)).OfType<UiLanguage>()],
        saved);
}

/// <param name="Languages">Those of the school.</param>
/// <param name="Saved">They were saved just now.</param>
public sealed record CommunityModel(CommunityRules Rules, ImmutableArray<UiLanguage> Languages, bool Saved);
