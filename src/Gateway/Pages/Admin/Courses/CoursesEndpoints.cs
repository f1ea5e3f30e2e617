using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>The school's courses: what their pages say, and their lessons in order.</summary>
internal static class CoursesEndpoints
{
    public static void MapAdminCourses(this IEndpointRouteBuilder admin)
    {
        var courses = admin.MapGroup("/courses");

        courses.MapGet("/", async (TenantRequest request) =>
            Page.Of<CoursesPage, CoursesModel>(new CoursesModel(await request.Grains.Catalogue.Cards())));
        courses.MapGet("/new", (TenantRequest request) =>
            Page.Of<CoursePage, CourseModel>(new CourseModel(CourseForm.Empty(request.School.Profile.DefaultLanguage), [])));
        courses.MapPost("/new", Create);
    }

    public static void MapAdminCourse(this IEndpointRouteBuilder course)
    {
        course.MapGet("/", Show);
        course.MapPost("/", Save);
    }

    private static async Task<IResult> Create(IFormCollection form, TenantRequest request)
    {
        var typed = CourseForm.Read(form, slug: null) with { Revision = 0 };

        var outcome = typed.ToDescription().Succeeded(out var description, out var refusal)
            ? await request.Grains.Course(description.Slug).Describe(description, expectedRevision: 0)
            : refusal;

        return outcome.Succeeded(out var course, out refusal)
            ? Results.Redirect(AdminPlaces.Course(course.Description.Slug) + "?done=created")
            : Page.Of<CoursePage, CourseModel>(new CourseModel(typed, []), refusal);
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, string? done) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? Page.Of<CoursePage, CourseModel>(new CourseModel(CourseForm.Of(outline), outline.Lessons) { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Save(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        var grain = request.Grains.Course(course);

        if (await grain.Outline() is not { } outline)
            return Results.NotFound();

        if (FormText.First(form, "do").Split(':') is [var act, var place])
            return await Arrange(grain, outline, act, place);

        var typed = CourseForm.Read(form, course);

        var outcome = typed.ToDescription().Succeeded(out var description, out var refusal)
            ? await grain.Describe(description, typed.Revision)
            : refusal;

        if (outcome.Succeeded(out _, out refusal))
            return Results.Redirect(AdminPlaces.Course(course) + "?done=saved");

        if (refusal.Kind != ErrorKind.Conflict || await grain.Outline() is not { } now)
            return Page.Of<CoursePage, CourseModel>(new CourseModel(typed, outline.Lessons), refusal);

        // Lessons count into a course's revision, so what differs may be none of these fields; both are shown.
        var model = new CourseModel(typed with { Revision = now.Revision }, now.Lessons) { Theirs = now.Description };
        return Page.Of<CoursePage, CourseModel>(model, refusal);
    }

    private static async Task<IResult> Arrange(ICourseGrain grain, CourseOutline outline, string act, string place)
    {
        var url = AdminPlaces.Course(outline.Description.Slug);

        if (!Id<Lesson>.TryParse(place, out var lesson) || Place(outline, lesson) is not (>= 0 and var at))
            return Page.Of<CoursePage, CourseModel>(
                new CourseModel(CourseForm.Of(outline), outline.Lessons),
                CourseErrors.NoSuchLesson(place.Length > 64 ? place[..64] : place));

        var outcome = act switch
        {
            "up" => await grain.MoveLesson(lesson, Math.Max(0, at - 1)),
            "down" => await grain.MoveLesson(lesson, at + 1),
            "remove" => await grain.RemoveLesson(lesson),
            _ => outline,
        };

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{url}?done={(act is "remove" ? "removed" : "moved")}#lessons")
            : Page.Of<CoursePage, CourseModel>(new CourseModel(CourseForm.Of(outline), outline.Lessons), refusal);
    }

    private static int Place(CourseOutline outline, Id<Lesson> lesson) =>
        outline.Lessons.IndexOf(outline.Lessons.FirstOrDefault(head => head.Id == lesson)!);
}

public sealed record CoursesModel(ImmutableArray<CourseCard> Cards);

/// <param name="Form">With revision 0 for a course that is not made yet.</param>
public sealed record CourseModel(CourseForm Form, ImmutableArray<LessonHead> Lessons)
{
    /// <summary>What is saved now, where that is not what the form was filled from.</summary>
    public CourseDescription? Theirs { get; init; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    public bool IsNew => Form.Revision == 0;
}
