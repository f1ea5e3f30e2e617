using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Courses.Texts;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>One lesson of a course: its draft, when it opens, what completes it.</summary>
internal static class LessonsEndpoints
{
    public static void MapAdminLessons(this IEndpointRouteBuilder course)
    {
        var lessons = course.MapGroup("/lessons");

        lessons.MapGet("/new", New);
        lessons.MapPost("/new", Create);
        lessons.MapGet("/{lesson}", Show);
        lessons.MapPost("/{lesson}", Save);
        lessons.MapLessonVersions();
    }

    private static async Task<IResult> New(Id<Course> course, TenantRequest request, string? kind, string? section) =>
        await request.Grains.Course(course).Draft() is { } outline
            ? Lesson(new LessonModel(outline, Blank(kind ?? ""), new LessonHead(default, ""), "") { Section = Known(outline, section ?? "") })
            : Results.NotFound();

    private static async Task<IResult> Create(Id<Course> course, IFormCollection form, TenantRequest request, PageContext context, TimeProvider clock)
    {
        if (await request.Grains.Course(course).Draft() is not { } outline)
            return Results.NotFound();

        var blank = Blank(FormText.First(form, "kind")) with { Id = Id<Lesson>.New(clock) };
        var model = new LessonModel(outline, blank, new LessonHead(default, ""), "") { Section = Known(outline, FormText.First(form, "section")) };
        return await Put(model, blank, isNew: true, form, request, context);
    }

    private static async Task<IResult> Show(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? saved) =>
        await Find(course, lesson, request) is var (outline, content)
            ? Lesson(new LessonModel(outline, content, outline.Find(lesson)!, LessonMark.Of(content)) { Saved = saved })
            : Results.NotFound();

    private static async Task<IResult> Save(
        Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (await Find(course, lesson, request) is not var (outline, content))
            return Results.NotFound();

        var model = new LessonModel(outline, content, outline.Find(lesson)!, LessonMark.Of(content));

        if (form.Line("seen", 64) == model.Seen || form.ContainsKey("look"))
            return await Put(model, content, isNew: false, form, request, context);

        // Somebody saved this lesson since the form was filled; saving again is done with both in sight.
        LessonFormReading.Read(form, content, context.Zone).Succeeded(out var typed, out _);
        return Lesson(model with { Content = typed ?? content, Typed = form, Theirs = content }, CourseErrors.Changed(0, outline.Revision));
    }

    private static async Task<IResult> Put(
        LessonModel model, LessonContent was, bool isNew, IFormCollection form, TenantRequest request, PageContext context)
    {
        var plain = was with { Title = form.Line("title", CourseForm.LongestTitle), Markdown = form.Block("markdown") };
        var terms = LessonTermsForm.Read(form, context.Zone);
        model = model with { Content = plain, Typed = form, Head = model.Head with { Kind = was.Kind, Terms = terms } };

        if (LessonMarkdown.Check(plain.Markdown) is { } bad)
            return Lesson(model, bad with { Field = "markdown" });

        if (form.ContainsKey("look"))
            return Lesson(model with { Preview = true });

        if (plain.Title.Length == 0)
            return Lesson(model, Error.Invalid("admin_course.title_missing", "Write the title.", "title"));

        if (!LessonFormReading.Read(form, was, context.Zone).Succeeded(out var content, out var refusal))
            return Lesson(model, refusal);

        if (!(await MediaInput.Read(form).ToMedia(was.Kind, request)).Succeeded(out var media, out refusal))
            return Lesson(model, refusal);

        content = content with { Media = media };
        var course = request.Grains.Course(model.Course.Slug);
        var outcome = await course.PutLesson(content);

        if (isNew && outcome.Succeeded(out _, out _) && model.Section is { } section)
            outcome = await course.PlaceLesson(content.Id, section, int.MaxValue);

        if (outcome.Succeeded(out _, out _))
            outcome = await course.SetLesson(content.Id, terms);

        // A new quiz is published from the page on which its questions are written.
        if (outcome.Succeeded(out _, out _) && FormText.First(form, "do") is "publish" && !(isNew && content.Kind == LessonKind.Quiz))
            outcome = await course.PublishLesson(content.Id);

        if (!outcome.Succeeded(out _, out refusal))
            return Lesson(isNew ? model : model with { Seen = LessonMark.Of(content) }, refusal);

        // The questions of a quiz, and what an assignment asks, have pages of their own.
        if (isNew && content.Kind == LessonKind.Quiz)
            return Results.Redirect($"{AdminPlaces.Lesson(model.Course.Slug, content.Id)}/quiz");

        if (isNew && content.Kind == LessonKind.Assignment)
            return Results.Redirect($"{AdminPlaces.Lesson(model.Course.Slug, content.Id)}/assignment");

        return Results.Redirect(isNew
            ? AdminPlaces.Course(model.Course.Slug) + "?done=added#lessons"
            : AdminPlaces.Lesson(model.Course.Slug, content.Id) + (FormText.First(form, "do") is "publish" ? "?saved=published" : "?saved=1"));
    }

    // A lesson is found through its course: one of another course is not here (SEC-B07).
    internal static async Task<(CourseOutline Outline, LessonContent Content)?> Find(
        Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await request.Grains.Course(course).Draft() is { } outline
        && outline.Find(lesson) is not null
        && await request.Grains.Lesson(course, lesson).Content() is { } content
            ? (outline, content)
            : null;

    private static LessonContent Blank(string kind) => new(default, "", "")
    {
        Kind = Enum.TryParse<LessonKind>(kind, out var known) && LessonFormReading.Offered.Contains(known) ? known : LessonKind.Text,
    };

    private static Id<Section>? Known(CourseOutline outline, string section) =>
        outline.Sections.FirstOrDefault(known => known.Id.Value == section)?.Id;

    private static PageResult<LessonPage> Lesson(LessonModel model, Error? refusal = null) =>
        Page.Of<LessonPage, LessonModel>(model, refusal);
}

/// <param name="Outline">Whose lesson it is, as authored.</param>
/// <param name="Content">What it says, as kept or as typed.</param>
/// <param name="Head">With its terms, as kept or as typed; without an id for a new one.</param>
/// <param name="Seen">Mark of the draft that the form was filled from; empty for a new one.</param>
public sealed record LessonModel(CourseOutline Outline, LessonContent Content, LessonHead Head, string Seen)
{
    /// <summary>The form that was refused, for fields whose value could not be read; else null.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>What is saved now, where that is not what the form was filled from.</summary>
    public LessonContent? Theirs { get; init; }

    /// <summary>Show what was typed as a learner would see it.</summary>
    public bool Preview { get; init; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Saved { get; init; }

    /// <summary>Where a new lesson goes; null for the end.</summary>
    public Id<Section>? Section { get; init; }

    public CourseDescription Course => Outline.Description;

    public bool IsNew => Head.Id.IsEmpty;

    /// <summary>The value of a field: as it was typed, else as it is kept.</summary>
    public string Value(string name, string kept) => Typed is { } form && form.ContainsKey(name) ? FormText.First(form, name) : kept;
}
