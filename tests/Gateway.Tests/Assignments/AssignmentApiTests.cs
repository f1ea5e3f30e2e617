using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Assignments;

/// <summary>Handing in over the API, with a person's session.</summary>
public class AssignmentApiTests(Campus campus)
{
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    private const string Work = "/api/v1/me/enrollments/algebra/lessons/essay/assignment";

    [Fact]
    public async Task She_writes_adds_a_file_hands_in_and_reads_what_was_said()
    {
        var workshop = await Workshop.Open(campus);
        var png = Made.Png(3, 2);

        var before = Json(await workshop.Ada.Get(Work));
        var saved = await Send(workshop, workshop.Ada, HttpMethod.Put, Work + "/draft", new { number = 1, text = "My essay.\r\nTwo lines.", seen = 0 });
        var stale = await Send(workshop, workshop.Ada, HttpMethod.Put, Work + "/draft", new { number = 1, text = "Older.", seen = 0 });
        var added = await Upload(workshop, "sketch.png", png);
        var twice = await Upload(workshop, "sketch.png", png);
        var odd = await Upload(workshop, "photo.png", "GIF no"u8.ToArray());
        var file = Json(added).GetProperty("id").GetString();
        var draft = Json(await workshop.Ada.Get(Work)).GetProperty("draft");
        var early = await Send(workshop, workshop.Ada, HttpMethod.Put, Work + "/submissions/1", new { version = 1, seen = 1 });
        var handed = await Send(workshop, workshop.Ada, HttpMethod.Put, Work + "/submissions/1", new { version = 1, seen = draft.GetProperty("revision").GetInt32() });
        var again = await Send(workshop, workshop.Ada, HttpMethod.Put, Work + "/submissions/1", new { version = 1, seen = 0 });
        await campus.Site.In(workshop.School, grains => grains.SubmissionBook(workshop.Ada.Person, Workshop.Algebra, Workshop.Essay)
            .Grade(new GradeWork(1, 0, 15, None, None, "Well done.")));
        var paper = Json(await workshop.Ada.Get(Work + "/submissions/1"));
        var given = await workshop.Ada.Get($"{Work}/submissions/1/files/{file}");

        Assert.Equal((3, 20m, 0), (before.GetProperty("files").GetInt32(), before.GetProperty("points").GetDecimal(), before.GetProperty("submissions").GetArrayLength()));
        Assert.Equal("My essay.\nTwo lines.", Json(saved).GetProperty("text").GetString());
        Assert.Equal((409, "assignment.stale"), (stale.Status, Code(stale)));
        Assert.Equal((200, 200, added.Body), (added.Status, twice.Status, twice.Body));
        Assert.Equal((422, "media.not_a_image"), (odd.Status, Code(odd)));
        Assert.Equal("sketch.png", Assert.Single(draft.GetProperty("files").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("assignment.stale", Code(early));
        Assert.Equal((200, 200, handed.Body), (handed.Status, again.Status, again.Body));
        Assert.Equal("submitted", Json(handed).GetProperty("state").GetString());
        Assert.Equal(
            ("graded", 15m, "Well done."),
            (paper.GetProperty("submission").GetProperty("state").GetString(), paper.GetProperty("submission").GetProperty("points").GetDecimal(), paper.GetProperty("feedback").GetString()));
        Assert.Equal((200, "nosniff"), (given.Status, given.Headers["x-content-type-options"]));
        Assert.Equal(png, given.Bytes);
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task A_file_goes_again_and_nobody_else_reaches_it()
    {
        var workshop = await Workshop.Open(campus);
        var eve = await campus.SignedIn(workshop.School, name: "Eve");
        var added = await Upload(workshop, "notes.txt", "plain"u8.ToArray());
        var file = Json(added).GetProperty("id").GetString();
        var (address, content) = ($"{Work}/draft/1/files/{file}", $"{Work}/submissions/1/files/{file}");

        var outside = await eve.Get(Work);
        await workshop.Enrol(eve);
        var hers = await eve.Get(content);
        var theirs = await Send(workshop, eve, HttpMethod.Delete, address);
        var kept = await workshop.Ada.Get(content);
        var removed = await Send(workshop, workshop.Ada, HttpMethod.Delete, address);
        var twice = await Send(workshop, workshop.Ada, HttpMethod.Delete, address);

        Assert.Equal((404, "assignment.no_assignment"), (outside.Status, Code(outside)));
        Assert.Equal((404, 204, 200), (hers.Status, theirs.Status, kept.Status));
        Assert.Equal((204, 204, 404), (removed.Status, twice.Status, (await workshop.Ada.Get(content)).Status));
    }

    private Task<Answer> Upload(Workshop workshop, string name, byte[] content) => Ask(
        workshop, workshop.Ada, HttpMethod.Put, $"{Work}/draft/1/files?name={name}", new ByteArrayContent(content) { Headers = { ContentType = new("application/octet-stream") } });

    private Task<Answer> Send(Workshop workshop, Learner learner, HttpMethod method, string path, object? body = null) =>
        Ask(workshop, learner, method, path, body is null ? null : JsonContent.Create(body));

    private Task<Answer> Ask(Workshop workshop, Learner learner, HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Origin", $"http://{workshop.School.Hosts[0]}:{campus.Site.Port}");
        return learner.Browser.Send(request);
    }

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Body).RootElement;

    private static string? Code(Answer answer) => Json(answer).GetProperty("code").GetString();
}
