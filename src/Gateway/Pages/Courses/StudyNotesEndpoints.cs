using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A student's own notes and bookmarks.</summary>
internal static class StudyNotesEndpoints
{
    public static void MapStudyNotes(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/courses/{slug}/lessons/{lesson}/notes", Write).RequireSignedIn();
        routes.MapGet("/learn/notes", Show).RequireSignedIn();
    }

    private static async Task<IResult> Write(Id<Course> slug, Id<Lesson> lesson, IFormCollection form, TenantRequest request)
    {
        var person = request.Account!.Id;

        // Beside a lesson that she can read, and beside no other (SEC-B06).
        if (!(await request.Grains.Enrollment(person, slug).Read(lesson)).Succeeded(out _, out var refusal))
            return Results.StatusCode(refusal.Kind.ToStatusCode());

        var notes = request.Grains.StudyNotes(person, slug);
        var typed = form.Block("note");
        var done = FormText.First(form, "do") switch
        {
            "mark" => await notes.Mark(lesson, marked: true),
            "unmark" => await notes.Mark(lesson, marked: false),
            _ => await notes.Write(lesson, typed, form.Line("seen", 64) is { Length: > 0 } seen ? seen : null),
        };

        // A script shows words in its one line, and goes on from what is kept now.
        if (FormText.First(form, "do") is "auto")
        {
            return done.Succeeded(out _, out refusal)
                ? Results.Text(StudyNotes.MarkOf(typed))
                : Results.Text(request.Texts.Refusal(refusal), statusCode: refusal.Kind.ToStatusCode());
        }

        if (done.Succeeded(out _, out refusal))
            return Results.Redirect($"/courses/{slug}/lessons/{lesson}#notes");

        return await CourseEndpoints.Open(slug, lesson, request) is { } open
            ? Page.Of<LessonPage, LessonPageModel>(open with { TypedNote = typed }, refusal)
            : Results.StatusCode(refusal.Kind.ToStatusCode());
    }

    private static async Task<IResult> Show(TenantRequest request)
    {
        var ways = await CourseWays.Of(request);
        var notes = await Task.WhenAll(ways.Ways.Select(async way =>
            new CourseNotes(way, await request.Grains.StudyNotes(request.Account!.Id, way.Outline.Description.Slug).All())));

        return Page.Of<StudyNotesPage, StudyNotesModel>(new([.. notes.Where(of => !of.IsEmpty)]));
    }
}

/// <param name="Courses">Her courses with something in them, the one she was in last first.</param>
public sealed record StudyNotesModel(ImmutableArray<CourseNotes> Courses);

/// <summary>What she wrote and marked in one course.</summary>
public sealed record CourseNotes(CourseWay Way, StudyNotes Notes)
{
    public bool IsEmpty => Notes.Notes.IsEmpty && Notes.Marks.IsEmpty;

    /// <summary>Lessons with a note or a mark, in the course's order; then notes beside lessons that are gone.</summary>
    public IEnumerable<(LessonHead? Lesson, string Note, bool Marked)> Lines => Way.Outline.Lessons
        .Where(lesson => Notes.Of(lesson.Id).Length > 0 || Notes.Marks.Contains(lesson.Id))
        .Select(lesson => ((LessonHead?)lesson, Notes.Of(lesson.Id), Notes.Marks.Contains(lesson.Id)))
        .Concat(Notes.Notes.Where(note => Way.Outline.Find(note.Lesson) is null).Select(note => ((LessonHead?)null, note.Text, false)));
}
