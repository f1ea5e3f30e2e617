using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Api;

/// <summary>A signed-in person's learning: being in a course, reading it, what she has earned.</summary>
internal static class LearningApi
{
    public static void MapLearningApi(this RouteGroupBuilder api)
    {
        var mine = api.MapGroup("/me/enrollments").WithTags("Learning").On(Hosts.School).For(ApiRole.Person);

        mine.MapGet("/", List).WithSummary("The courses she is in, oldest first.").Produces<ListOf<Learning>>();
        mine.MapGet("/{course}", Show).WithSummary("How far she is in a course.").Produces<Learning>();
        mine.MapPut("/{course}", Enroll).WithSummary("Enrols her in a free course.").Produces<Learning>();
        mine.MapGet("/{course}/lessons/{lesson}", Read).WithSummary("A lesson of a course she is in.").Produces<LessonContent>();
        mine.MapPut("/{course}/lessons/{lesson}", Complete).WithSummary("Notes that she finished a lesson.").Produces<Learning>();

        api.MapGet("/me/search", Search).WithTags("Learning").On(Hosts.School).For(ApiRole.Person)
            .WithSummary("Searches her courses: their pages, the lessons that are open to her and what is said in them, her notes.").Produces<Finds>();
    }

    private static async Task<IResult> Search(TenantRequest request, string? q) =>
        TypedResults.Ok(Finds.Of(await StudySearch.Of(request, q)));

    private static async Task<IResult> List(TenantRequest request, string? after, int? limit)
    {
        var page = (await request.Grains.Enrollments(request.Account!.Id).Courses()).Page(after, limit, course => course.Value);
        var standings = await Task.WhenAll(page.Items.Select(course => Of(request, course)));

        return TypedResults.Ok(new ListOf<Learning>([.. standings.OfType<Learning>()], page.Next));
    }

    private static async Task<IResult> Show(string course, TenantRequest request) =>
        Id<Course>.TryParse(course, out var id) && await Of(request, id) is { } learning
            ? TypedResults.Ok(learning)
            : Problems.Of(LearningErrors.NotEnrolled(course));

    private static Task<IResult> Enroll(string course, TenantRequest request) =>
        In(course, request, enrollment => enrollment.Enroll());

    private static async Task<IResult> Read(string course, string lesson, TenantRequest request)
    {
        // To anybody else the content does not exist (SEC-B04).
        if (!Id<Course>.TryParse(course, out var id) || await Of(request, id) is null)
            return Problems.Of(LearningErrors.NotEnrolled(course));

        if (!Id<Lesson>.TryParse(lesson, out var read))
            return Problems.Of(CourseErrors.NoSuchLesson(lesson));

        var enrollment = request.Grains.Enrollment(request.Account!.Id, id);
        var opened = await enrollment.Read(read);

        if (opened.Succeeded(out _, out _))
            await enrollment.Opened(read);

        // The answer key of a quiz never leaves the server.
        return opened.ToResult(published => TypedResults.Ok(published.Content with { Quiz = null }));
    }

    private static Task<IResult> Complete(string course, string lesson, TenantRequest request) =>
        Id<Lesson>.TryParse(lesson, out var id)
            ? In(course, request, enrollment => enrollment.CompleteLesson(id, CompletedBy.Reading))
            : Task.FromResult(Problems.Of(CourseErrors.NoSuchLesson(lesson)));

    private static async Task<IResult> In(
        string course, TenantRequest request, Func<IEnrollmentGrain, Task<Outcome<Enrollment>>> work)
    {
        if (!Id<Course>.TryParse(course, out var id))
            return Problems.Of(CourseErrors.NoSuchCourse(course));

        var done = await work(request.Grains.Enrollment(request.Account!.Id, id));

        return !done.Succeeded(out _, out var refusal) ? Problems.Of(refusal) : TypedResults.Ok(await Of(request, id));
    }

    private static async Task<Learning?> Of(TenantRequest request, Id<Course> course) =>
        await request.Grains.Course(course).Outline() is { } outline
        && await request.Grains.Enrollment(request.Account!.Id, course).Standing() is { } enrollment
            ? Learning.Of(new CourseWay(outline, enrollment) { Now = request.Clock.GetUtcNow() })
            : null;
}

/// <summary>How far a person is in a course.</summary>
/// <param name="Course">Its slug.</param>
/// <param name="Title">Its title.</param>
/// <param name="EnrolledAt">When she came in, UTC.</param>
/// <param name="Lessons">Its lessons in their order.</param>
/// <param name="Done">How many of them she has finished.</param>
/// <param name="Finished">She finished it; lessons that were added since may be left.</param>
/// <param name="Next">The lesson to go on with; null where none is left.</param>
/// <param name="Certificate">What she earned; null before she has fetched it.</param>
public sealed record Learning(
    Id<Course> Course,
    string Title,
    DateTimeOffset EnrolledAt,
    ImmutableArray<LessonStanding> Lessons,
    int Done,
    bool Finished,
    Id<Lesson>? Next,
    Certificate? Certificate)
{
    internal static Learning Of(CourseWay way) => new(
        way.Enrollment.Course,
        way.Outline.Description.Title,
        way.Enrollment.EnrolledAt,
        [.. way.Outline.Lessons.Select(lesson => Standing(way, lesson))],
        way.Done,
        way.IsFinished,
        way.Continue?.Id,
        way.Enrollment.Certificate);

    private static LessonStanding Standing(CourseWay way, LessonHead lesson)
    {
        var release = way.Release(lesson);

        return new(lesson.Id, lesson.Title, way.IsDone(lesson.Id))
        {
            Kind = lesson.Kind,
            Section = way.Outline.Sections.FirstOrDefault(section => section.Id == lesson.Section)?.Title ?? "",
            Optional = lesson.Terms.Optional,
            Open = release.IsOpen,
            OpensAt = release.OpensAt,
        };
    }
}

/// <summary>A lesson on a person's way.</summary>
/// <param name="Id">Names it in its course.</param>
/// <param name="Title">Its title.</param>
/// <param name="Done">She has finished it.</param>
public sealed record LessonStanding(Id<Lesson> Id, string Title, bool Done)
{
    /// <summary>What it asks of her.</summary>
    public LessonKind Kind { get; init; }

    /// <summary>Title of the section it stands in; empty for none.</summary>
    public string Section { get; init; } = "";

    /// <summary>The course is finished without it too.</summary>
    public bool Optional { get; init; }

    /// <summary>It is open to her.</summary>
    public bool Open { get; init; }

    /// <summary>When it opens, where that is a matter of time, UTC.</summary>
    public DateTimeOffset? OpensAt { get; init; }
}
