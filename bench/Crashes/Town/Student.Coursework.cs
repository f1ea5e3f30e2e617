using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Crashes.Town;

/// <summary>What she answers, hands in, and allows of cookies.</summary>
internal sealed partial class Student
{
    private const string Lessons = Way + Seed.Exercises + "/lessons/";
    private const string Attempts = Lessons + Seed.Quiz + "/quiz/attempts";
    private const string Work = Lessons + Seed.Work + "/assignment";

    private static readonly string[] functional = ["functional"];
    private static readonly string[] nobody = [];
    private static readonly string[] yes = ["true"];

    /// <summary>She allows the school's own cookies of one category.</summary>
    public Deed AnswerCookies => new(
        $"cookie answer of {email}",
        async _ =>
        {
            var version = Read(await Call(HttpMethod.Get, "/api/v1/cookies/answer")).GetProperty("version").GetInt32();
            var answer = new { version, allow = functional, without = nobody };
            return async () => (await Put("/api/v1/cookies/answer", JsonContent.Create(answer))).Expect(200);
        },
        schools => See(schools, async (grains, account) =>
            CookieAnswer.Of(await grains.ConsentLedger(account.Id).Entries()) is { Kind: CookieAnswerKind.Chosen, Allowed: [CookieCategory.Functional] }
                ? null
                : "missing"));

    /// <summary>She begins the one attempt that there is, and answers its question.</summary>
    public Deed Answer => new(
        $"answer of {email}",
        async _ =>
        {
            (await Call(HttpMethod.Post, Attempts)).Expect(201);
            var answers = new { answers = new[] { new { question = Seed.Question, values = yes, seen = 0 } } };
            return async () => (await Put(Attempts + "/1/answers", JsonContent.Create(answers))).Expect(200);
        },
        schools => Exercising(schools, async (quiz, _, _) =>
            (await quiz.Sheet(1)).Value is { } sheet && sheet.Answers.GetValueOrDefault(Seed.Question) is { Values: ["true"] } ? null : "missing"));

    /// <summary>She hands the attempt in: it is graded at once, and the lesson is finished by it.</summary>
    public Deed EndAttempt => Deed.Of(
        $"attempt of {email}",
        async () => (await Put(Attempts + "/1/end")).Expect(200),
        schools => Exercising(schools, async (quiz, _, standing) =>
            (await quiz.Standing()).Attempts is not [{ State: AttemptState.Graded, Points: 1 }] ? "missing"
            : standing.Grades.Count(grade => grade.Lesson.Value == Seed.Quiz) != 1 ? "not among her grades once"
            : standing.Completed.Count(done => done.Lesson.Value == Seed.Quiz) != 1 ? "not among what she finished once"
            : null));

    public Deed AddFile => Deed.Of(
        $"file of {email}",
        async () =>
        {
            var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"The work of {email}."));
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            (await Put(Work + "/draft/1/files?name=work.txt", file)).Expect(200);
        },
        schools => Exercising(schools, async (_, work, _) =>
        {
            var files = (await work.Show(1)).Value?.Sheet.Files ?? (await work.Desk()).Value?.Draft.Files ?? [];
            return files is [{ Name: "work.txt" }] ? null : files.IsEmpty ? "missing" : "there twice";
        }));

    public Deed HandIn => new(
        $"work of {email}",
        async _ =>
        {
            var desk = Read(await Call(HttpMethod.Get, Work));
            var command = new
            {
                version = desk.GetProperty("version").GetInt32(),
                seen = desk.GetProperty("draft").GetProperty("revision").GetInt32(),
            };
            return async () => (await Put(Work + "/submissions/1", JsonContent.Create(command))).Expect(200);
        },
        schools => Exercising(schools, async (_, work, _) =>
            await work.Standing() is [{ Number: 1 }] && (await work.Show(1)).Value is { Sheet.Files.Length: 1 } ? null : "missing"))
    {
        Waits = true,
    };

    /// <summary>What is wrong with a grade that the teacher gave her.</summary>
    public Task<string?> GradeFault(Gateway.Operations.Schools schools, decimal points) => Exercising(schools, async (_, work, standing) =>
        await work.Standing() is not [{ State: SubmissionState.Graded } graded] || graded.Points != points ? "missing"
        : standing.Grades.Count(grade => grade.Lesson.Value == Seed.Work && grade.Points == points) != 1 ? "not among her grades once"
        : null);

    private static JsonElement Read(Answer answer) => JsonDocument.Parse(answer.Expect(200).Bytes).RootElement;

    private Task<string?> Exercising(
        Gateway.Operations.Schools schools, Func<IQuizBookGrain, ISubmissionBookGrain, Enrollment, Task<string?>> look) =>
        Learning(schools, Seed.Exercises, (grains, account, standing) => look(
            grains.QuizBook(account.Id, standing.Course, Id<Lesson>.Parse(Seed.Quiz)),
            grains.SubmissionBook(account.Id, standing.Course, Id<Lesson>.Parse(Seed.Work)),
            standing));
}
