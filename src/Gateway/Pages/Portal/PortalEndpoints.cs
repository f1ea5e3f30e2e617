using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Portal;

/// <summary>The school's front page.</summary>
public static class PortalEndpoints
{
    /// <summary>Maps <c>/</c>.</summary>
    public static void MapPortal(this IEndpointRouteBuilder routes) => routes.MapGet("/", Show).Kept(CourseEndpoints.Catalogue);

    private static async Task<IResult> Show(TenantRequest request)
    {
        var first = await request.Grains.Catalogue.Page(words: "", page: 1, PortalPageModel.MostCards);
        var hers = await CourseWays.Of(request);

        return Page.Of<PortalPage, PortalPageModel>(
            new(first.Cards, first.Listed, hers.Continue)
            {
                Ratings = await request.Grains.Ratings.All(),
            });
    }
}

/// <param name="Cards">The first published courses.</param>
/// <param name="Courses">How many are published.</param>
/// <param name="Continue">The course she was in last, for somebody who is signed in and in one.</param>
public sealed record PortalPageModel(ImmutableArray<CourseCard> Cards, int Courses, CourseWay? Continue)
{
    /// <summary>What the reviews of each course come to.</summary>
    public Ratings Ratings { get; init; } = new([]);

    /// <summary>Cards on the front page; the list of courses has them all.</summary>
    public const int MostCards = 12;
}
