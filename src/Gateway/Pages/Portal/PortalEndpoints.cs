using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Portal;

/// <summary>The school's front page.</summary>
public static class PortalEndpoints
{
    /// <summary>Maps <c>/</c>.</summary>
    public static void MapPortal(this IEndpointRouteBuilder routes) => routes.MapGet("/", Show);

    private static async Task<IResult> Show(TenantRequest request)
    {
        var cards = await request.Grains.Catalogue.Cards();
        var hers = await CourseWays.Of(request);

        return Page.Of<PortalPage, PortalPageModel>(new([.. cards.Where(card => card.Published)], hers.Continue));
    }
}

/// <param name="Cards">Published courses.</param>
/// <param name="Continue">The course she was in last, for somebody who is signed in and in one.</param>
public sealed record PortalPageModel(ImmutableArray<CourseCard> Cards, CourseWay? Continue);
