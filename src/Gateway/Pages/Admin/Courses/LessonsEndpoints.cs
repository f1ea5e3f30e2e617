using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>One lesson of a course.</summary>
internal static class LessonsEndpoints
{
    public static void MapAdminLessons(this IEndpointRouteBuilder course)
    {
        var lessons = course.MapGroup("/lessons");

        lessons.MapGet("/new", New);
        lessons.MapPost("/new", Create);
        lessons.MapGet("/{lesson}", Show);
        lessons.MapPost("/{lesson}", Save);
    }

    private static async Task<IResult> New(Id<Course> course, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? Lesson(new LessonModel(outline.Description, LessonForm.Empty))
            : Results.NotFound();

    private static async Task<IResult> Create(Id<Course> course, IFormCollection form, TenantRequest request, TimeProvider clock) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? await Put(outline, Id<Lesson>.New(clock), isNew: true, form, request)
            : Results.NotFound();

    private static async Task<IResult> Show(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? saved) =>
        await Find(course, lesson, request) is var (outline, content)
            ? Lesson(new LessonModel(outline.Description, LessonForm.Of(content)) { Saved = saved is "1" })
            : Results.NotFound();

    private static async Task<IResult> Save(Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not var (outline, content))
            return Results.NotFound();

        var typed = LessonForm.Read(form);

        if (typed.Seen == LessonForm.Of(content).Seen || form.ContainsKey("look"))
            return await Put(outline, lesson, isNew: false, form, request);

        // Somebody saved this lesson since the form was filled; saving again is done with both in sight.
        var model = new LessonModel(outline.Description, typed with { Seen = LessonForm.Of(content).Seen }) { Theirs = content };
        return Lesson(model, CourseErrors.Changed(0, outline.Revision));
    }

    private static async Task<IResult> Put(
        CourseOutline outline, Id<Lesson> lesson, bool isNew, IFormCollection form, TenantRequest request)
    {
        var course = outline.Description;
        var typed = LessonForm.Read(form);

        if (PolicyMarkdown.Check(typed.Markdown) is { } bad)
            return Lesson(new LessonModel(course, typed), bad with { Field = "markdown" });

        if (form.ContainsKey("look"))
            return Lesson(new LessonModel(course, typed) { Preview = true });

        if (typed.Title.Length == 0)
            return Lesson(new LessonModel(course, typed), Error.Invalid("admin_course.title_missing", "Write the title.", "title"));

        var outcome = await request.Grains.Course(course.Slug).PutLesson(new LessonContent(lesson, typed.Title, typed.Markdown));

        if (!outcome.Succeeded(out _, out var refusal))
            return Lesson(new LessonModel(course, typed), refusal);

        return Results.Redirect(isNew
            ? AdminPlaces.Course(course.Slug) + "?done=added#lessons"
            : AdminPlaces.Lesson(course.Slug, lesson) + "?saved=1");
    }

    // A lesson is found through its course: one of another course is not here (SEC-B07).
    private static async Task<(CourseOutline Outline, LessonContent Content)?> Find(
        Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
        && outline.Lessons.Any(head => head.Id == lesson)
        && await request.Grains.Lesson(course, lesson).Content() is { } content
            ? (outline, content)
            : null;

    private static RazorComponentResult<LessonPage> Lesson(LessonModel model, Error? refusal = null) =>
        Page.Of<LessonPage, LessonModel>(model, refusal);
}

/// <param name="Course">Whose lesson it is; its language is the lesson's.</param>
public sealed record LessonModel(CourseDescription Course, LessonForm Form)
{
    /// <summary>What is saved now, where that is not what the form was filled from.</summary>
    public LessonContent? Theirs { get; init; }

    /// <summary>Show what was typed as a learner would see it.</summary>
    public bool Preview { get; init; }

    public bool Saved { get; init; }
}

/// <param name="Seen">Hash of the lesson that the form was filled from; empty for a new one.</param>
public sealed record LessonForm(string Title, string Markdown, string Seen)
{
    internal static LessonForm Empty { get; } = new("", "", "");

    internal static LessonForm Of(LessonContent lesson) =>
        new(lesson.Title, lesson.Markdown, PolicyHash.OfSection(lesson.Title, lesson.Markdown));

    internal static LessonForm Read(IFormCollection form) =>
        new(form.Line("title", CourseForm.LongestTitle), form.Block("markdown"), form.Line("seen", 64));
}
