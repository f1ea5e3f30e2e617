using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A live session for the calendar of whoever is in its course.</summary>
internal static class LiveSessionEndpoints
{
    public static void MapLiveSessions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/courses/{slug}/lessons/{lesson}/session.ics", Calendar).RequireSignedIn();

    // Through the enrolment, as the lesson's page: the link is for who can read the lesson (SEC-B04).
    private static async Task<IResult> Calendar(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, PageContext context)
    {
        var read = await request.Grains.Enrollment(request.Account!.Id, slug).Read(lesson);

        if (!read.Succeeded(out var published, out var refusal))
            return Results.StatusCode(refusal.Kind.ToStatusCode());

        if (published.Content.Live is not { } live)
            return Results.NotFound();

        var address = $"{request.Origin}/courses/{slug}/lessons/{lesson}";
        var text = CalendarFile.Of(
            new CalendarEvent($"{lesson}.{slug}@{new Uri(request.Origin).Host}", published.Version, published.Content.Title, live.At, live.Minutes, live.Link, address),
            context.Zone,
            request.Clock.GetUtcNow());

        return Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", $"{lesson}.ics");
    }
}
