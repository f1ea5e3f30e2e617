using System.Security.Cryptography;
using System.Text.Json;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Quizzes;

/// <summary>The draft of a quiz, with the lesson and the course that it is in.</summary>
public sealed record QuizDraft(CourseOutline Outline, LessonContent Lesson)
{
    public Quiz Quiz => Lesson.Quiz ?? new Quiz();

    public CourseDescription Course => Outline.Description;

    /// <summary>Language of the content.</summary>
    public string Language => Course.Language;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    public string Direction => Course.HtmlDirection;

    /// <summary>Where it is worked on.</summary>
    public string Address => $"{AdminPlaces.Lesson(Course.Slug, Lesson.Id)}/quiz";

    public string Question(string id) => $"{Address}/questions/{id}";

    /// <summary>The draft; null where the lesson is no quiz of the course (SEC-B07).</summary>
    internal static async Task<QuizDraft?> Find(Id<Course> course, Id<Lesson> lesson, TenantRequest request) =>
        await request.Grains.Course(course).Draft() is { } outline
        && outline.Find(lesson) is not null
        && await request.Grains.Lesson(course, lesson).Content() is { Kind: LessonKind.Quiz } content
            ? new QuizDraft(outline, content)
            : null;

    /// <summary>Keeps the draft with another quiz in it.</summary>
    internal async Task<Outcome<CourseOutline>> Save(Quiz quiz, TenantRequest request) =>
        await request.Grains.Course(Course.Slug).PutLesson(Lesson with { Quiz = WithItsPools(quiz) });

    /// <summary>A mark of a part of the draft, to see whether somebody changed it since a form was filled from it.</summary>
    internal static string Mark<T>(T part) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(part)).AsSpan(0, 10));

    /// <summary>An id that no question and no answer has had.</summary>
    internal static string NewId() => RandomNumberGenerator.GetHexString(10, lowercase: true);

    // A pool is there as long as a question names it; a new one draws one.
    private static Quiz WithItsPools(Quiz quiz) => quiz with
    {
        Pools =
        [
            .. quiz.Questions.Select(question => question.Pool).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)
                .Select(name => quiz.Pools.FirstOrDefault(pool => pool.Name == name) ?? new QuestionPool(name, 1)),
        ],
    };
}
