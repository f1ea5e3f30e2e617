using System.Text.Json;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>Who may call the API, and what it answers to what it does not understand.</summary>
[Collection("people")] // one after another, because some of them count hashes
public class ApiTests(PeopleSite people)
{
    private static readonly string[] English = ["en"];

    [Fact]
    public async Task Without_a_key_the_operators_part_answers_401_and_how_to_sign_in()
    {
        using var visitor = people.Site.Visit(Site.PlatformHost);

        var answer = await visitor.Get("/api/v1/schools");

        Assert.Equal((401, "Bearer"), (answer.Status, answer.Headers["www-authenticate"]));
        Assert.StartsWith("application/problem+json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal("api.not_signed_in", Code(JsonDocument.Parse(answer.Body).RootElement));
    }

    [Fact]
    [Trait("Threat", "SEC-C15")]
    public async Task A_schools_key_opens_that_school_and_nothing_else()
    {
        var (mine, other) = (await people.School(), await people.School());
        var key = await people.Site.Schools.IssueAdminKey(mine.Id, "office", "test");

        Assert.Equal(200, (await At(mine.Hosts[0], key).Get("/api/v1/people")).Status);
        Assert.Equal(401, (await At(other.Hosts[0], key).Get("/api/v1/people")).Status);
        Assert.Equal(401, (await At(Site.PlatformHost, key).Get("/api/v1/schools")).Status);
        Assert.Equal(404, (await At(mine.Hosts[0], key).Get("/api/v1/schools")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C15")]
    public async Task A_revoked_key_opens_nothing()
    {
        var school = await people.School();
        var key = await people.Site.Schools.IssueAdminKey(school.Id, "office", "test");

        await people.Site.In(school, async tenant =>
        {
            await tenant.ApiKey(key).Revoke();
            return Done.Value;
        });

        Assert.Equal(401, (await At(school.Hosts[0], key).Get("/api/v1/people")).Status);
    }

    [Fact]
    public async Task One_idempotency_key_is_one_operation()
    {
        var console = await Console();

        var first = await console.Post("/api/v1/schools", School("once-only"), once: "k1");
        var again = await console.Post("/api/v1/schools", School("once-only"), once: "k1");
        var other = await console.Post("/api/v1/schools", School("another-one"), once: "k1");

        Assert.Equal((201, 201), (first.Status, again.Status));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal((422, "api.idempotency_key_reused"), (other.Status, Code(other.Body)));
        Assert.Equal(404, (await console.Get("/api/v1/schools/another-one")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C15")]
    public async Task A_key_made_over_the_api_is_listed_without_itself_ended_there_and_not_told_twice()
    {
        var school = await people.School();
        using var console = await Console();
        var keys = $"/api/v1/schools/{school.Slug}/keys";

        var made = await console.Post(keys, new { name = "office" }, once: "key-" + school.Slug);
        var again = await console.Post(keys, new { name = "office" }, once: "key-" + school.Slug);
        var key = made.Body.GetProperty("key").GetString()!;
        using var office = At(school.Hosts[0], key);
        var second = await office.Post("/api/v1/keys", new { name = "desk" });
        var listed = (await office.Get("/api/v1/keys?limit=1")).Body;
        var rest = (await office.Get("/api/v1/keys?after=" + listed.GetProperty("next").GetString())).Body;

        Assert.Equal((201, JsonValueKind.Null), (again.Status, again.Body.GetProperty("key").ValueKind));
        Assert.Equal(made.Body.GetProperty("id").GetString(), again.Body.GetProperty("id").GetString());
        Assert.Equal("desk", listed.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal("key:office", listed.GetProperty("items")[0].GetProperty("issuedBy").GetString());
        Assert.Equal(("dgs_", key[^4..]), (rest.GetProperty("items")[0].GetProperty("prefix").GetString(), rest.GetProperty("items")[0].GetProperty("lastFour").GetString()));
        Assert.DoesNotContain(key, rest.GetRawText(), StringComparison.Ordinal);

        Assert.Equal(200, (await office.Delete($"/api/v1/keys/{second.Body.GetProperty("id").GetString()}")).Status);
        Assert.Equal(401, (await At(school.Hosts[0], second.Body.GetProperty("key").GetString()!).Get("/api/v1/keys")).Status);
        Assert.Equal(404, (await office.Delete($"/api/v1/keys/{new string('0', 40)}")).Status);
        Assert.Equal(401, (await At(Site.PlatformHost, key).Get("/api/v1/operator-keys")).Status);
        Assert.NotEmpty((await console.Get("/api/v1/operator-keys")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(200, (await console.Delete($"{keys}/{made.Body.GetProperty("id").GetString()}")).Status);
        Assert.Equal(401, (await office.Get("/api/v1/keys")).Status);
    }

    [Fact]
    public async Task An_edit_made_before_a_version_was_published_is_not_put_over_it()
    {
        var school = await people.School();
        using var office = At(school.Hosts[0], await people.Site.Schools.IssueAdminKey(school.Id, "office", "test"));
        await people.Publish(school, "One.");
        var seen = (await office.Whole(HttpMethod.Get, "/api/v1/policies/privacy/draft", null)).Headers["etag"];
        await people.Publish(school, "Two.");

        var refused = await office.Whole(HttpMethod.Put, "/api/v1/policies/privacy/draft/texts/en", Text(), ("If-Match", seen));
        var foreign = await office.Whole(HttpMethod.Put, "/api/v1/policies/privacy/draft/texts/en", Text(), ("If-Match", "\"x\""));
        var now = (await office.Whole(HttpMethod.Get, "/api/v1/policies/privacy/draft", null)).Headers["etag"];
        var taken = await office.Whole(HttpMethod.Put, "/api/v1/policies/privacy/draft/texts/en", Text(), ("If-Match", now));
        var discarded = await office.Whole(HttpMethod.Delete, "/api/v1/policies/privacy/draft", null, ("If-Match", now));

        Assert.Equal((412, "policy.draft_changed"), (refused.Status, Code(JsonDocument.Parse(refused.Body).RootElement)));
        Assert.Equal((412, 200, 412), (foreign.Status, taken.Status, discarded.Status));
        Assert.NotEqual(now, taken.Headers["etag"]);
        Assert.Equal(200, (await office.Whole(HttpMethod.Delete, "/api/v1/policies/privacy/draft", null, ("If-Match", taken.Headers["etag"]))).Status);
    }

    [Theory]
    [InlineData("""{"slug":"x-school","host":"x.example","surprise":1}""")]
    [InlineData("""{"slug":"x-school","slug":"y-school","host":"x.example"}""")]
    [InlineData("""{"slug":""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_body_that_is_not_understood_is_refused_and_changes_nothing(string body)
    {
        var console = await Console();

        var answer = await console.Send(
            HttpMethod.Post, "/api/v1/schools", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(400, answer.Status);
        Assert.Equal(404, (await console.Get("/api/v1/schools/x-school")).Status);
    }

    [Fact]
    public async Task A_refusal_names_its_field()
    {
        var console = await Console();

        var answer = await console.Post("/api/v1/schools", School("admin"));

        Assert.Equal((422, "tenancy.reserved_slug"), (answer.Status, Code(answer.Body)));
        Assert.Equal("/slug", answer.Body.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Lists_are_paged_by_cursor()
    {
        var console = await Console();
        await people.School();
        await people.School();

        var first = (await console.Get("/api/v1/schools?limit=1")).Body;
        var next = (await console.Get("/api/v1/schools?limit=1&after=" + first.GetProperty("next").GetString())).Body;

        Assert.Equal(1, first.GetProperty("items").GetArrayLength());
        Assert.NotEqual(
            first.GetProperty("items")[0].GetProperty("id").GetString(), next.GetProperty("items")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_description_names_every_operation()
    {
        var school = await people.School();
        using var visitor = people.Site.Visit(school);

        var answer = await visitor.Get("/openapi/v1.json");

        Assert.Equal(200, answer.Status);
        var paths = JsonDocument.Parse(answer.Body).RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/schools", paths);
        Assert.Contains("/api/v1/policies/{document}/versions", paths);
        Assert.Contains("/api/v1/me/enrollments/{course}", paths);
        Assert.All(paths, path => Assert.StartsWith("/api/v1/", path, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "SEC-D01")]
    public async Task A_session_acts_only_from_the_schools_own_pages()
    {
        var school = await people.School();
        var ada = await people.Member(school, "ada@api.example");

        var outside = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/enrollments/algebra");
        outside.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        var inside = new HttpRequestMessage(HttpMethod.Put, "/api/v1/me/enrollments/algebra");
        inside.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");

        Assert.Equal(403, (await ada.Send(outside)).Status);
        Assert.Equal(404, (await ada.Send(inside)).Status);
    }

    private static StringContent Text() => new("# Privacy\n\n## Data\n\nMine.\n", null, "text/markdown");

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();

    private static object School(string slug) => new
    {
        slug,
        host = $"{slug}.example",
        profile = new
        {
            names = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = slug },
            taglines = new Dictionary<string, string>(StringComparer.Ordinal),
            languages = English,
            colour = "#0b6e4f",
            timeZone = "UTC",
            country = "",
            contact = "",
        },
        preset = "notice-only",
    };

    private async Task<ApiClient> Console() =>
        At(Site.PlatformHost, await people.Site.Schools.IssueAdminKey(TenantKey.Platform, "test", "test"));

    private ApiClient At(string host, string key) => new(people.Site.Visit(host), key);
}
