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
        return await Put(model, blank, form, request, context);
    }

    private static async Task<IResult> Show(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? saved) =>
        await Find(course, lesson, request) is var (outline, content)
            ? Lesson(Model(outline, content) with { Saved = saved })
            : Results.NotFound();

    private static async Task<IResult> Save(
        Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (await Find(course, lesson, request) is not var (outline, content))
            return Results.NotFound();

        return await Put(Model(outline, content) with { Seen = form.Line("seen", 64) }, content, form, request, context);
    }

    // Somebody saved this lesson since the form was filled; saving again is done with both in sight.
    private static LessonModel Clash(LessonModel now, LessonContent typed, LessonTerms terms, IFormCollection form) => now with
    {
        Content = typed,
        Typed = form,
        Theirs = now.Content,
        Head = now.Head with { Terms = terms },
        TermsDiffer = terms != now.Head.Terms,
    };

    private static async Task<IResult> Put(LessonModel model, LessonContent was, IFormCollection form, TenantRequest request, PageContext context)
    {
        var plain = was with { Title = form.Line("title", CourseForm.LongestTitle), Markdown = form.Block("markdown") };
        var course = request.Grains.Course(model.Course.Slug);
        var (isNew, isAuto) = (model.IsNew, FormText.First(form, "do") is "auto");
        var read = LessonTermsForm.Read(form, context.Zone);
        model = model with { Content = plain, Typed = form, Head = model.Head with { Kind = was.Kind, Terms = read.Value ?? model.Head.Terms } };

        if (LessonMarkdown.Check(plain.Markdown) is { } bad)
            return Refused(model, bad with { Field = "markdown" });

        if (form.ContainsKey("look"))
            return Lesson(model with { Preview = true });

        if (plain.Title.Length == 0)
            return Refused(model, Error.Invalid("admin_course.title_missing", "Write the title.", "title"));

        if (!LessonFormReading.Read(form, was, context.Zone).Succeeded(out var content, out var refusal) || !read.Succeeded(out var terms, out refusal))
            return Refused(model, refusal);

        if (!(await MediaInput.Read(form).ToMedia(was.Kind, request)).Succeeded(out var media, out refusal))
            return Refused(model, refusal);

        content = content with { Media = media };
        var saved = await course.SaveLesson(content, terms, isNew ? model.Section : null, isNew ? null : model.Seen);

        if (!saved.Succeeded(out var outline, out refusal))
        {
            return refusal.Kind == ErrorKind.Conflict && await Find(model.Course.Slug, content.Id, request) is var (now, theirs)
                ? Refused(Clash(Model(now, theirs), content, terms, form), refusal)
                : Refused(model, refusal);
        }

        if (isAuto)
            return LessonReply.Of(Model(outline, content).Seen, context, request.Clock.GetUtcNow());

        // A new quiz is published from the page on which its questions are written.
        var publish = FormText.First(form, "do") is "publish" && !(isNew && content.Kind == LessonKind.Quiz);

        // What is saved and cannot be shown is a draft, and goes on as one.
        if (publish && !(await course.PublishLesson(content.Id)).Succeeded(out _, out refusal))
            return Lesson(Model(outline, content), refusal);

        // The questions of a quiz, and what an assignment asks, have pages of their own.
        return Results.Redirect((isNew, content.Kind) switch
        {
            (true, LessonKind.Quiz) => $"{AdminPlaces.Lesson(model.Course.Slug, content.Id)}/quiz",
            (true, LessonKind.Assignment) => $"{AdminPlaces.Lesson(model.Course.Slug, content.Id)}/assignment",
            (true, _) => AdminPlaces.Course(model.Course.Slug) + "?done=added#lessons",
            _ => AdminPlaces.Lesson(model.Course.Slug, content.Id) + (publish ? "?saved=published" : "?saved=1"),
        });

        // What a script saves while she types is answered in words for its one line.
        IResult Refused(LessonModel shown, Error why) => isAuto ? LessonReply.Of(why, context) : Lesson(shown, why);
    }

    private static LessonModel Model(CourseOutline outline, LessonContent content)
    {
        var head = outline.Find(content.Id)!;
        return new LessonModel(outline, content, head, LessonMark.Of(head));
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

    private static IResult Lesson(LessonModel model, Error? refusal = null) =>
        Page.Of<LessonPage, LessonModel>(model, refusal);
}

/// <param name="Outline">Whose lesson it is, as authored.</param>
/// <param name="Content">What it says, as kept or as typed.</param>
/// <param name="Head">With its terms, as kept or as typed; without an id for a new one.</param>
/// <param name="Seen">Mark of the draft and of the terms that the form was filled from; empty for a new one.</param>
public sealed record LessonModel(CourseOutline Outline, LessonContent Content, LessonHead Head, string Seen)
{
    /// <summary>The form that was refused, for fields whose value could not be read; else null.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>What is saved now, where that is not what the form was filled from.</summary>
    public LessonContent? Theirs { get; init; }

    /// <summary>When it opens or what completes it is saved otherwise than it was typed.</summary>
    public bool TermsDiffer { get; init; }

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
