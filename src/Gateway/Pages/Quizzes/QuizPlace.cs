using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Quizzes;

/// <summary>Where a quiz is, and in which language it is written.</summary>
public sealed record QuizPlace(CourseOutline Course, LessonHead Lesson)
{
    /// <summary>Language of the content.</summary>
    public string Language => Course.Description.Language;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    public string Direction => Course.Description.HtmlDirection;

    public string CourseAddress => $"/courses/{Course.Description.Slug}";

    public string LessonAddress => $"{CourseAddress}/lessons/{Lesson.Id}";

    /// <summary>Takes a POST that begins an attempt.</summary>
    public string Address => $"{LessonAddress}/quiz";

    public string Attempt(int number) => string.Create(CultureInfo.InvariantCulture, $"{Address}/{number}");

    /// <summary>The place, for who is in the course and to whom the lesson is open; null for everybody else (SEC-B04).</summary>
    internal static async Task<QuizPlace?> Find(Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
        && outline.Lessons.FirstOrDefault(head => head.Id == lesson) is { } head
        && (await request.Grains.Enrollment(request.Account!.Id, course).Read(lesson)).Succeeded(out _, out _)
            ? new QuizPlace(outline, head)
            : null;

    internal IQuizBookGrain Book(TenantRequest request) =>
        request.Grains.QuizBook(request.Account!.Id, Course.Description.Slug, Lesson.Id);

    /// <summary>The quiz of a version.</summary>
    internal async Task<Quiz?> Version(TenantRequest request, int version) =>
        (await request.Grains.Lesson(Course.Description.Slug, Lesson.Id).Version(version))?.Content.Quiz;

    /// <summary>The quiz as it is now.</summary>
    internal async Task<Quiz?> Newest(TenantRequest request) =>
        (await request.Grains.Lesson(Course.Description.Slug, Lesson.Id).Published())?.Content.Quiz;
}
