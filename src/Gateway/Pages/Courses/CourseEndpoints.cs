using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>Choosing a course, being in it, and going through its lessons.</summary>
public static class CourseEndpoints
{
    /// <summary>Maps <c>/courses</c>, everything below it, and <c>/learn</c>.</summary>
    public static void MapCourses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses", List).Kept(Catalogue);
        routes.MapGet("/courses/{slug}", ShowCourse).Kept(Course);
        routes.MapPost("/courses/{slug}", Enroll).RequireSignedIn();
        routes.MapGet("/courses/{slug}/lessons/{lesson}", ShowLesson);
        routes.MapPost("/courses/{slug}/lessons/{lesson}", Finish).RequireSignedIn();
        routes.MapGet("/learn", Learn).RequireSignedIn();
    }

    /// <summary>State of a page that shows the catalogue.</summary>
    internal static async Task<string> Catalogue(TenantRequest request, RouteValueDictionary route) =>
        (await request.Grains.Catalogue.Revision()).ToString(CultureInfo.InvariantCulture);

    private static async Task<string> Course(TenantRequest request, RouteValueDictionary route) =>
        Id<Course>.TryParse(route["slug"] as string, out var slug) && await request.Grains.Course(slug).Outline() is { } outline
            ? outline.Revision.ToString(CultureInfo.InvariantCulture)
            : "";

    private static async Task<IResult> List(TenantRequest request, [FromQuery] string? q, [FromQuery] string? page)
    {
        var cards = await request.Grains.Catalogue.Cards();

        return Page.Of<CourseListPage, CourseListModel>(CourseListModel.Of(cards, q, Number(page)));
    }

    // What is no number is the first page: an address that was typed leads somewhere.
    private static int Number(string? page) =>
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private static async Task<IResult> ShowCourse(Id<Course> slug, TenantRequest request) =>
        await Find(slug, request) is { } found
            ? Page.Of<CoursePage, CoursePageModel>(found)
            : Results.NotFound();

    private static async Task<IResult> Enroll(Id<Course> slug, TenantRequest request)
    {
        var enrolled = await request.Grains.Enrollment(request.Account!.Id, slug).Enroll();

        if (!enrolled.Succeeded(out _, out var refusal))
            return Results.StatusCode(refusal.Kind.ToStatusCode());

        return Results.Redirect($"/courses/{slug}");
    }

    private static async Task<IResult> ShowLesson(Id<Course> slug, Id<Lesson> lesson, TenantRequest request)
    {
        if (await Find(slug, request) is not { } course || course.Outline.Lessons.All(head => head.Id != lesson))
            return Results.NotFound();

        // To anybody else the content does not exist (SEC-B04): she gets the course's page, which says how to join.
        if (course.Enrollment is not { } enrollment)
            return Page.Of<CoursePage, CoursePageModel>(course, LearningErrors.NotEnrolled(slug.Value));

        return await request.Grains.Lesson(slug, lesson).Published() is { } published
            ? Page.Of<LessonPage, LessonPageModel>(new(course.Outline, enrollment, published))
            : Results.NotFound();
    }

    private static async Task<IResult> Finish(Id<Course> slug, Id<Lesson> lesson, TenantRequest request)
    {
        var finished = await request.Grains.Enrollment(request.Account!.Id, slug).CompleteLesson(lesson, CompletedBy.Reading);

        if (!finished.Succeeded(out var enrollment, out var refusal))
            return Results.StatusCode(refusal.Kind.ToStatusCode());

        var outline = await request.Grains.Course(slug).Outline();
        var way = new CourseWay(outline!, enrollment);

        return Results.Redirect(way switch
        {
            { IsFinished: true } => $"/courses/{slug}?done=yes",
            _ when way.After(lesson) is { } next => $"/courses/{slug}/lessons/{next.Id}",
            _ => $"/courses/{slug}",
        });
    }

    private static async Task<IResult> Learn(TenantRequest request) =>
        Page.Of<LearnPage, LearnPageModel>(await CourseWays.Of(request));

    // A course that is not published is there for those who are in it.
    private static async Task<CoursePageModel?> Find(Id<Course> slug, TenantRequest request)
    {
        var outline = await request.Grains.Course(slug).Outline();

        if (outline is null)
            return null;

        var enrollment = request.Account is { } account ? await request.Grains.Enrollment(account.Id, slug).Standing() : null;

        return outline.Description.Published || enrollment is not null
            ? new CoursePageModel(outline, enrollment, request.Account is not null)
            : null;
    }
}
