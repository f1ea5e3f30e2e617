using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Community;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
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
        routes.MapGet(Places.LearningSearch, async (TenantRequest request, [FromQuery] string? q) =>
            Page.Of<SearchPage, StudySearch>(await StudySearch.Of(request, q))).RequireSignedIn();
        routes.MapStudyNotes();
        routes.MapLiveSessions();
    }

    /// <summary>State of a page that shows the catalogue.</summary>
    internal static async Task<string> Catalogue(TenantRequest request, RouteValueDictionary route)
    {
        var (courses, ratings) = (await request.Grains.Catalogue.Revision(), await request.Grains.Ratings.Revision());
        return string.Create(CultureInfo.InvariantCulture, $"{courses} {ratings}");
    }

    // Whether it takes people is a matter of the hour, and who teaches it may have got another name.
    private static async Task<string> Course(TenantRequest request, RouteValueDictionary route)
    {
        if (!Id<Course>.TryParse(route["slug"] as string, out var slug) || await request.Grains.Course(slug).Outline() is not { } outline)
            return "";

        var rating = await request.Grains.Reviews(slug).Rating();
        var taking = JoinRules.Check(outline.Description, request.Clock.GetUtcNow())?.Code;
        var names = string.Join('\n', await TeacherNames.Of(request, outline.Teachers));
        var before = outline.Description.Prerequisites.IsEmpty ? "" : await Catalogue(request, route);
        return string.Create(
            CultureInfo.InvariantCulture, $"{outline.Revision}\n{rating.Count} {rating.Stars}\n{taking}\n{before}\n{names}");
    }

    private static async Task<IResult> List(TenantRequest request, [FromQuery] string? q, [FromQuery] string? page) =>
        Page.Of<CourseListPage, CourseListModel>(await CourseListModel.Of(request.Grains.Catalogue, q, Number(page)) with
        {
            Ratings = await request.Grains.Ratings.All(),
        });

    // What is no number is the first page: an address that was typed leads somewhere.
    private static int Number(string? page) =>
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private static async Task<IResult> ShowCourse(Id<Course> slug, TenantRequest request) =>
        await Find(slug, request) is { } found
            ? Page.Of<CoursePage, CoursePageModel>(found with
            {
                Rating = await request.Grains.Reviews(slug).Rating(),
                Teaches = CourseSeat.Teaching(request.Account, found.Outline),
            })
            : Results.NotFound();

    private static async Task<IResult> Enroll(Id<Course> slug, TenantRequest request)
    {
        var enrolled = await request.Grains.Enrollment(request.Account!.Id, slug).Enroll();

        if (enrolled.Succeeded(out _, out var refusal))
            return Results.Redirect($"/courses/{slug}");

        // Why not is said on the course's own page, where it is hers to see.
        return refusal.Kind != ErrorKind.NotFound && await Find(slug, request) is { } course
            ? Page.Of<CoursePage, CoursePageModel>(course, refusal)
            : Results.StatusCode(refusal.Kind.ToStatusCode());
    }

    private static async Task<IResult> ShowLesson(Id<Course> slug, Id<Lesson> lesson, TenantRequest request)
    {
        if (await Find(slug, request) is not { } course || course.Outline.Find(lesson) is not { } head)
            return Results.NotFound();

        // To anybody else the content does not exist (SEC-B04): she gets the course's page, which says how to join.
        if (course.Enrollment is not { } enrollment)
            return Page.Of<CoursePage, CoursePageModel>(course, LearningErrors.NotEnrolled(slug.Value));

        var read = await request.Grains.Enrollment(request.Account!.Id, slug).Read(lesson);

        if (!read.Succeeded(out var published, out var refusal))
        {
            return refusal.Kind == ErrorKind.Forbidden
                ? Page.Of<LessonClosedPage, LessonClosedModel>(new(course.Way!, head), refusal: null, StatusCodes.Status403Forbidden)
                : Results.StatusCode(refusal.Kind.ToStatusCode());
        }

        await request.Grains.Enrollment(request.Account.Id, slug).Opened(lesson);
        return Page.Of<LessonPage, LessonPageModel>(await Lesson(request, course, enrollment, published));
    }

    private static async Task<IResult> Finish(Id<Course> slug, Id<Lesson> lesson, TenantRequest request)
    {
        var finished = await request.Grains.Enrollment(request.Account!.Id, slug).CompleteLesson(lesson, CompletedBy.Reading);

        if (!finished.Succeeded(out var enrollment, out var refusal))
            return await Refused(slug, lesson, request, refusal);

        var outline = await request.Grains.Course(slug).Outline();
        var way = new CourseWay(outline!, enrollment) { Now = request.Clock.GetUtcNow() };

        return Results.Redirect(way switch
        {
            _ when way.Done == way.Total => $"/courses/{slug}?done=yes",
            _ when way.After(lesson) is { } next => $"/courses/{slug}/lessons/{next.Id}",
            _ => $"/courses/{slug}",
        });
    }

    // A lesson that asks for more than reading says so in its place.
    private static async Task<IResult> Refused(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, Error refusal) =>
        refusal.Kind == ErrorKind.Conflict && await Open(slug, lesson, request) is { } open
            ? Page.Of<LessonPage, LessonPageModel>(open, refusal)
            : Results.StatusCode(refusal.Kind.ToStatusCode());

    /// <summary>A lesson that she can read; else null.</summary>
    internal static async Task<LessonPageModel?> Open(Id<Course> slug, Id<Lesson> lesson, TenantRequest request) =>
        await Find(slug, request) is { Enrollment: { } enrollment } course
        && (await request.Grains.Enrollment(request.Account!.Id, slug).Read(lesson)).Succeeded(out var published, out _)
            ? await Lesson(request, course, enrollment, published)
            : null;

    private static async Task<LessonPageModel> Lesson(
        TenantRequest request, CoursePageModel course, Enrollment enrollment, PublishedLesson published)
    {
        var notes = await request.Grains.StudyNotes(request.Account!.Id, course.Description.Slug).All();

        return new LessonPageModel(course.Outline, enrollment, published, course.Now)
        {
            Note = notes.Of(published.Content.Id),
            Bookmarked = notes.Marks.Contains(published.Content.Id),
            Rules = await request.Grains.LearningRules.Rules(),
        };
    }

    private static async Task<IResult> Learn(TenantRequest request) =>
        Page.Of<LearnPage, LearnPageModel>(await CourseWays.Of(request));

    // A course that is not published is there for those who are in it.
    private static async Task<CoursePageModel?> Find(Id<Course> slug, TenantRequest request)
    {
        var outline = await request.Grains.Course(slug).Outline();

        if (outline is null)
            return null;

        var kept = request.Account is { } account ? await request.Grains.Enrollment(account.Id, slug).Kept() : null;
        var enrollment = kept?.IsOpen(request.Clock.GetUtcNow()) is true ? kept : null;

        if (!outline.Description.Published && kept is null)
            return null;

        return new CoursePageModel(outline, enrollment, request.Account is not null, request.Clock.GetUtcNow())
        {
            Former = enrollment is null ? kept : null,
            Teachers = await TeacherNames.Of(request, outline.Teachers),
            Prerequisites = outline.Description.Prerequisites.IsEmpty ? []
                : (await request.Grains.Catalogue.Of(outline.Description.Prerequisites)).RemoveAll(card => !card.Published),
        };
    }
}
