using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Assignments;

/// <summary>Where an assignment is, in which language it is written, and what lies on a student's desk for it.</summary>
public sealed record AssignmentPlace(CourseOutline Course, LessonHead Lesson, AssignmentDesk Desk)
{
    /// <summary>Language of the content.</summary>
    public string Language => Course.Description.Language;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    public string Direction => Course.Description.HtmlDirection;

    public string CourseAddress => $"/courses/{Course.Description.Slug}";

    public string LessonAddress => $"{CourseAddress}/lessons/{Lesson.Id}";

    /// <summary>Where the draft is worked on.</summary>
    public string Address => $"{LessonAddress}/assignment";

    /// <summary>Where it is looked at once more before it is handed in.</summary>
    public string HandIn => $"{Address}/hand-in";

    /// <summary>One hand-in.</summary>
    public string Submission(int number) => string.Create(CultureInfo.InvariantCulture, $"{Address}/{number}");

    /// <summary>A file of a hand-in, or of the draft under its coming number.</summary>
    public string File(int number, HandedFile file) => $"{Submission(number)}/files/{file.Id}";

    /// <summary>The place, for who is in the course and to whom the lesson is open; null for everybody else (SEC-B04).</summary>
    internal static async Task<AssignmentPlace?> Find(Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
        && outline.Find(lesson) is { Kind: LessonKind.Assignment } head
        && (await request.Grains.SubmissionBook(request.Account!.Id, course, lesson).Desk()).Succeeded(out var desk, out _)
            ? new AssignmentPlace(outline, head, desk)
            : null;

    /// <summary>
    /// The place of what she handed in, also for who is no longer in the course or to whom the lesson is closed: what she earned, and
    /// what was said of it, stays hers to read.
    /// </summary>
    internal static async Task<AssignmentPlace?> FindHandedIn(Id<Course> course, Id<Lesson> lesson, TenantRequest request)
    {
        if (await Find(course, lesson, request) is { } open)
            return open;

        var me = request.Account!.Id;

        if (await request.Grains.Enrollment(me, course).Kept() is null
            || await request.Grains.Course(course).Outline() is not { } outline
            || outline.Find(lesson) is not { Kind: LessonKind.Assignment } head
            || await request.Grains.SubmissionBook(me, course, lesson).Standing() is not [.., var newest] handed)
        {
            return null;
        }

        var none = Lateness.Of(new LateRule(), due: null, request.Clock.GetUtcNow());
        return new AssignmentPlace(outline, head, new AssignmentDesk(
            Version: 0, new Assignment(), newest.Number + 1, new WorkSheet(), none, AssignmentErrors.Closed, handed));
    }

    internal ISubmissionBookGrain Book(TenantRequest request) =>
        request.Grains.SubmissionBook(request.Account!.Id, Course.Description.Slug, Lesson.Id);

    /// <summary>What a hand-in holds, or the draft under its coming number; null where there is neither.</summary>
    internal async Task<WorkSheet?> Sheet(int number, TenantRequest request) =>
        number == Desk.Number ? Desk.Draft : (await Book(request).Show(number)).Value?.Sheet;

    /// <summary>The assignment that a hand-in answers.</summary>
    internal async Task<Assignment> Answered(TenantRequest request, Submission submission) =>
        submission.Version == Desk.Version
            ? Desk.Assignment
            : (await request.Grains.Lesson(Course.Description.Slug, Lesson.Id).Version(submission.Version))?.Content.Assignment ?? new Assignment();
}

/// <param name="Typed">The text that was typed and not kept; null for none.</param>
public sealed record WorkModel(AssignmentPlace Place, string? Typed = null)
{
    public AssignmentDesk Desk => Place.Desk;

    public bool IsSaved { get; init; }
}

/// <param name="Assignment">What was answered.</param>
public sealed record SubmissionModel(AssignmentPlace Place, HandedWork Work, Assignment Assignment)
{
    /// <summary>It has just been handed in.</summary>
    public bool IsNew { get; init; }
}
