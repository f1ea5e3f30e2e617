using System.Collections.Immutable;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Quizzes;

/// <summary>A school with a course whose only lesson is a quiz, a student in it, and who runs the school.</summary>
internal sealed record Exam(Campus Campus, School School, Learner Ada)
{
    public static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    public static readonly Id<Lesson> Test = Id<Lesson>.Parse("test");

    /// <summary>Where a student answers.</summary>
    public const string Place = "/courses/algebra/lessons/test/quiz";

    /// <summary>Where an author writes.</summary>
    public const string Desk = "/admin/courses/algebra/lessons/test/quiz";

    /// <summary>One question of each kind; whatever of it is part of the key starts with "key-".</summary>
    public static ImmutableArray<Question> Questions { get; } =
    [
        new() { Id = "one", Kind = QuestionKind.OneChoice, Text = "Which?", Feedback = "key-general", Options = [new("key-a", "Alpha") { IsRight = true, Feedback = "key-said" }, new("key-b", "Beta")] },
        new() { Id = "many", Kind = QuestionKind.ManyChoices, Text = "Which ones?", Options = [new("key-c", "Gamma") { IsRight = true }, new("key-d", "Delta") { IsRight = true }, new("key-e", "Epsilon")] },
        new() { Id = "truth", Kind = QuestionKind.TrueFalse, Text = "Is it?", IsTrue = true },
        new() { Id = "short", Kind = QuestionKind.ShortText, Text = "What?", Accepted = ["key-short"] },
        new() { Id = "number", Kind = QuestionKind.Number, Text = "How many?", Value = 271828, Tolerance = 1 },
        new() { Id = "match", Kind = QuestionKind.Matching, Text = "What to what?", Options = [new("key-f", "Kabul") { Match = "Afghanistan" }, new("key-g", "Cairo") { Match = "Egypt" }] },
        new() { Id = "order", Kind = QuestionKind.Ordering, Text = "In which order?", Options = [new("key-h", "First"), new("key-i", "Second"), new("key-j", "Third")] },
        new() { Id = "gaps", Kind = QuestionKind.FillIn, Text = "It is [[key-gap]]." },
        new() { Id = "essay", Kind = QuestionKind.Essay, Text = "Why?" },
    ];

    public static async Task<Exam> Open(Campus campus, QuizSettings? settings = null, string language = "en", params Question[] questions)
    {
        var school = await campus.School();
        var ada = await campus.SignedIn(school);
        var exam = new Exam(campus, school, ada);
        await campus.Site.In(school, grains => grains.Course(Algebra).Describe(
            new CourseDescription(Algebra, language, "Algebra", "", "", "", Published: true), 0));
        await exam.Publish(settings ?? new QuizSettings(), questions.Length > 0 ? [.. questions] : Questions);
        await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Algebra).Enroll());
        return exam;
    }

    public Task<CourseOutline?> Publish(QuizSettings settings, ImmutableArray<Question> questions) => Campus.Site.In(School, async grains =>
    {
        await grains.Course(Algebra).PutLesson(new LessonContent(Test, "Test", "Read first.")
        {
            Kind = LessonKind.Quiz,
            Quiz = new Quiz { Settings = settings, Questions = questions },
        });
        return (await grains.Course(Algebra).PublishLesson(Test)).Value;
    });

    /// <summary>Begins an attempt and opens its page.</summary>
    public async Task<Answer> Start()
    {
        var begun = await Ada.Browser.Submit(await Ada.Get("/courses/algebra/lessons/test"), new Dictionary<string, string?>(StringComparer.Ordinal), "[data-quiz-entry] form");
        return await Ada.Get(begun.Location!);
    }

    /// <summary>Ends it and opens its result.</summary>
    public async Task<Answer> End(int number = 1)
    {
        var ended = await Ada.Browser.Submit(await Ada.Get($"{Place}/{number}/end"));
        return await Ada.Get(ended.Location!);
    }

    public Task<QuizStanding> Standing() => Campus.Site.In(School, grains => grains.QuizBook(Ada.Person, Algebra, Test).Standing());

    public async Task<Learner> Office() => await Campus.SignedIn(School, name: "Grace", roles: Role.Admin);
}
