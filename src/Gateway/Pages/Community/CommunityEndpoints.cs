using Darsgah.Gateway.People;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>What people of a course write to each other.</summary>
public static class CommunityEndpoints
{
    /// <summary>Maps questions, announcements, messages and reviews of a course, and what its moderators see.</summary>
    public static void MapCommunity(this IEndpointRouteBuilder routes)
    {
        var course = routes.MapGroup("/courses/{slug}").RequireSignedIn();

        course.MapQuestions();
        course.MapAnnouncements();
        course.MapMessages();
        routes.MapReviews();
    }
}
