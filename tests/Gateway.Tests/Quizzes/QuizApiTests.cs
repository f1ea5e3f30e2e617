using System.Net.Http.Json;
using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Quizzes;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Quizzes;

/// <summary>A quiz over the API, with a person's session.</summary>
public class QuizApiTests(Campus campus)
{
    private const string Quiz = "/api/v1/me/enrollments/algebra/lessons/test/quiz";

    [Fact]
    [Trait("SEC", "B04")]
    public async Task She_begins_answers_and_hands_in_and_learns_what_was_right_only_then()
    {
        var exam = await Exam.Open(campus, new QuizSettings { Attempts = 1, Minutes = 30 }, "en", Exam.Questions[2], Exam.Questions[4], Exam.Questions[8]);

        var begun = await Send(exam, HttpMethod.Post, Quiz + "/attempts");
        var kept = await Send(exam, HttpMethod.Put, Quiz + "/attempts/1/answers", Answers(("truth", "true", 0), ("number", "۲۷۱٬۸۲۸", 0), ("essay", "Because.", 0)));
        var late = await Send(exam, HttpMethod.Put, Quiz + "/attempts/1/answers", Answers(("truth", "false", 0)));
        var open = await exam.Ada.Get(Quiz + "/attempts/1");
        var ended = Json(await Send(exam, HttpMethod.Put, Quiz + "/attempts/1/end"));
        var after = await Send(exam, HttpMethod.Put, Quiz + "/attempts/1/answers", Answers(("truth", "false", 1)));
        var overview = Json(await exam.Ada.Get(Quiz));

        Assert.Equal((201, Quiz + "/attempts/1"), (begun.Status, begun.Location));
        Assert.Equal((1, "truth"), (Json(kept).GetProperty("questions")[0].GetProperty("seen").GetInt32(), Json(late).GetProperty("stale")[0].GetString()));
        Assert.Equal("true", Json(late).GetProperty("questions")[0].GetProperty("values")[0].GetString());
        Assert.All([begun, open], answer => Assert.DoesNotMatch("271,?828", answer.Body.Replace("۲۷۱٬۸۲۸", "", StringComparison.Ordinal)));
        Assert.All(Json(open).GetProperty("questions").EnumerateArray(), question =>
            Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (question.GetProperty("right").ValueKind, question.GetProperty("earned").ValueKind)));
        Assert.Equal(
            ("waiting", 2m),
            (ended.GetProperty("attempt").GetProperty("state").GetString(), ended.GetProperty("attempt").GetProperty("points").GetDecimal()));
        Assert.Contains("271,828", ended.GetProperty("questions")[1].GetProperty("right").GetString(), StringComparison.Ordinal);
        Assert.Equal((409, "quiz.ended"), (after.Status, Json(after).GetProperty("code").GetString()));
        Assert.Equal((0, 1), (overview.GetProperty("attemptsLeft").GetInt32(), overview.GetProperty("attempts").GetArrayLength()));
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task What_the_author_never_shows_the_api_shows_never()
    {
        var exam = await Exam.Open(campus, new QuizSettings { Answers = AnswersShown.Never }, "en", Exam.Questions[4]);

        await Send(exam, HttpMethod.Post, Quiz + "/attempts");
        var ended = await Send(exam, HttpMethod.Put, Quiz + "/attempts/1/end");

        Assert.DoesNotMatch("271,?828", ended.Body);
        Assert.Equal(JsonValueKind.Null, Json(ended).GetProperty("questions")[0].GetProperty("earned").ValueKind);
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task Nobody_elses_attempt_and_no_quiz_of_who_is_not_in_the_course_is_there()
    {
        var exam = await Exam.Open(campus);
        await Send(exam, HttpMethod.Post, Quiz + "/attempts");
        var eve = exam with { Ada = await campus.SignedIn(exam.School, name: "Eve") };

        var outside = await Send(eve, HttpMethod.Post, Quiz + "/attempts");
        await campus.Site.In(exam.School, grains => grains.Enrollment(eve.Ada.Person, Exam.Algebra).Enroll());
        var hers = await eve.Ada.Get(Quiz + "/attempts/1");
        var saved = await Send(eve, HttpMethod.Put, Quiz + "/attempts/1/answers", Answers(("truth", "true", 0)));

        Assert.Equal((404, 404, 404), (outside.Status, hers.Status, saved.Status));
    }

    [Theory]
    [InlineData("""{}""", 200)]
    [InlineData("""{"answers":null}""", 200)]
    [InlineData("""{"answers":[null]}""", 200)]
    [InlineData("""{"answers":[{"question":"truth","values":[null,"x"],"seen":-1}]}""", 200)]
    [InlineData("""{"answers":[{"values":["x"],"seen":0}]}""", 404)]
    [InlineData("""{"answers":[{"question":"nothing","values":["x"],"seen":0}]}""", 404)]
    [InlineData("""{"answers":{}}""", 400)]
    public async Task A_body_that_makes_no_sense_is_refused_and_harms_nothing(string body, int status)
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[2]);
        await Send(exam, HttpMethod.Post, Quiz + "/attempts");

        var answer = await Send(exam, HttpMethod.Put, Quiz + "/attempts/1/answers", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(status, answer.Status);
        Assert.Equal(AttemptState.Open, Assert.Single((await exam.Standing()).Attempts).State);
    }

    private static JsonContent Answers(params (string Question, string Value, int Seen)[] answers) =>
        JsonContent.Create(new { answers = answers.Select(answer => new { question = answer.Question, values = new[] { answer.Value }, seen = answer.Seen }) });

    private Task<Answer> Send(Exam exam, HttpMethod method, string path, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body ?? JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("Origin", $"http://{exam.School.Hosts[0]}:{campus.Site.Port}");
        return exam.Ada.Browser.Send(request);
    }

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Body).RootElement;
}
