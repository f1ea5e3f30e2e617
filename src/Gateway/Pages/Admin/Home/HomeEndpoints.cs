using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Pages.Admin.Home;

/// <summary>Where an admin arrives: what is left to do, and how the school stands.</summary>
internal static class HomeEndpoints
{
    public static void MapAdminHome(this IEndpointRouteBuilder admin) => admin.MapGet("/", Show);

    private static async Task<IResult> Show(TenantRequest request)
    {
        var policy = request.Grains.Policy(Documents.Privacy);
        var overview = await policy.Overview();
        var draft = await policy.Draft();
        var courses = await request.Grains.Catalogue.Counts();

        var model = new OverviewModel(
            request.School.Profile.NameIn(request.UiLanguage.Tag),
            request.Origin,
            FirstSteps.Of(request.School, overview, draft, courses),
            await request.Grains.Members.Count(),
            courses.All,
            courses.Published,
            overview.Versions.FirstOrDefault(head => head.Number == overview.Current),
            overview.DraftRevision > 0);

        return Page.Of<OverviewPage, OverviewModel>(model);
    }
}
