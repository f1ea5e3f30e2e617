using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Assignments;

/// <summary>The draft of an assignment, with the lesson and the course that it is in.</summary>
public sealed record AssignmentDraft(CourseOutline Outline, LessonContent Lesson)
{
    public Assignment Assignment => Lesson.Assignment ?? new Assignment();

    public CourseDescription Course => Outline.Description;

    /// <summary>Language of the content.</summary>
    public string Language => Course.Language;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    public string Direction => Course.HtmlDirection;

    /// <summary>Where it is worked on.</summary>
    public string Address => $"{AdminPlaces.Lesson(Course.Slug, Lesson.Id)}/assignment";

    /// <summary>What was handed in for it.</summary>
    public string Submissions => $"{Address}/submissions";

    /// <summary>When it is due for one person, and her hand-ins.</summary>
    public string Person(Id<Person> person) => $"{Address}/people/{person}";

    /// <summary>One hand-in.</summary>
    public string Submission(Id<Person> person, int number) => string.Create(CultureInfo.InvariantCulture, $"{Address}/people/{person}/{number}");

    /// <summary>The draft; null where the lesson is no assignment of the course (SEC-B07).</summary>
    internal static async Task<AssignmentDraft?> Find(Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await request.Grains.Course(course).Draft() is { } outline
        && outline.Find(lesson) is not null
        && await request.Grains.Lesson(course, lesson).Content() is { Kind: LessonKind.Assignment } content
            ? new AssignmentDraft(outline, content)
            : null;

    /// <summary>Keeps the draft with another assignment in it.</summary>
    internal async Task<Outcome<CourseOutline>> Save(Assignment assignment, TenantRequest request) =>
        await request.Grains.Course(Course.Slug).PutLesson(Lesson with { Assignment = assignment });
}
