using System.Text.Json;
using System.Text.Json.Nodes;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>The whole story over <c>/api/v1</c> and nothing else, at two schools whose policies ask for opposite things.</summary>
[Collection("people")] // one after another, because some of them count hashes
public class TheStoryOverTheApi(PeopleSite people)
{
    private static readonly string[] Persian = ["fa-AF", "en"];
    private static readonly string[] English = ["en"];

    /// <summary>Mbtelm: use accepts, Dari prevails, people are told.</summary>
    [Fact]
    public async Task At_Mbtelm_use_accepts_and_a_change_is_told()
    {
        var text = RealPolicies.Read("mbtelm.en.txt");
        var admin = await Opened("api-mbtelm", "convenience-translations", Persian);

        // The language that prevails is a decision of the school, made over the API like everything else.
        var school = JsonNode.Parse((await admin.Get("/api/v1/school")).Body.GetRawText())!;
        school["rules"]!["policyLanguage"]!["authoritative"] = "fa-AF";
        var ruled = await admin.Put("/api/v1/school/rules", new { rules = school["rules"], revision = school["revision"] });
        Assert.Equal((200, "fa-AF"), (ruled.Status, ruled.Body.GetProperty("rules").GetProperty("policyLanguage").GetProperty("authoritative").GetString()));
        await Publish(admin, text, "Version one.");

        // A visitor: school, courses, the policy with what she must know about it, its history.
        using var visitor = new ApiClient(people.Site.Visit("api-mbtelm.localhost"));
        Assert.Equal("api-mbtelm", (await visitor.Get("/api/v1/school/profile")).Body.GetProperty("slug").GetString());
        Assert.Equal("algebra", Items(await visitor.Get("/api/v1/courses"))[0].GetProperty("slug").GetString());
        var reading = (await visitor.Get("/api/v1/policies/privacy?language=en")).Body;
        Assert.Equal("fa-AF", reading.GetProperty("prevailingLanguage").GetString());
        Assert.Contains("prevailing_language", Codes(reading.GetProperty("shown").GetProperty("notices")));
        Assert.Contains("prevailing_text_missing", Codes(reading.GetProperty("shown").GetProperty("notices")));
        Assert.NotEqual(0, reading.GetProperty("sections").GetArrayLength());
        Assert.Single(Items(await visitor.Get("/api/v1/policies/privacy/versions")));

        using var ada = new ApiClient(people.Site.Visit("api-mbtelm.localhost"));
        var asks = await SignUp(ada, "ada@api-mbtelm.example");
        Assert.Equal("continuedUse", asks.GetProperty("control").GetProperty("mode").GetString());
        Assert.Empty(Acts(await ada.Get("/api/v1/me/consents")));

        // Her first use after the notice accepts.
        await Learn(ada, visitor);
        Assert.Equal((1, 1), Accepted(await ada.Get("/api/v1/me/consents")));

        await Publish(admin, [.. text, .. "\n\nOne more line about something new.\n"u8], "Version two.");
        var told = await ada.Whole(HttpMethod.Get, "/api/v1/me/enrollments", content: null);
        Assert.Equal((200, true), (told.Status, told.Headers["link"].Contains("/api/v1/me/policies/privacy", StringComparison.Ordinal)));
        var due = (await ada.Get("/api/v1/me/policies/privacy?language=en")).Body;
        Assert.Equal(("serveNotice", "Version two."), (due.GetProperty("demand").GetString(), due.GetProperty("summary").GetString()));

        var served = await ada.Post("/api/v1/me/policies/privacy/notices", Shown(due));
        Assert.Equal((201, "noticeServed"), (served.Status, served.Body.GetProperty("act").GetString()));
        Assert.Equal((1, 1), Accepted(await ada.Get("/api/v1/me/consents")));
        Assert.Equal(200, (await ada.Get("/api/v1/me/enrollments")).Status);
        Assert.Equal((2, 2), Accepted(await ada.Get("/api/v1/me/consents")));
        Assert.Equal("nothing", (await ada.Get("/api/v1/me/policies/privacy")).Body.GetProperty("demand").GetString());
        await people.Post.Wait("ada@api-mbtelm.example", number: 2);
    }

    /// <summary>Eleven Classes: a hard age, the terms stand above, people of the EU are asked again.</summary>
    [Fact]
    public async Task At_Eleven_Classes_age_is_asked_first_and_a_change_asks_again()
    {
        var text = RealPolicies.Read("11classes.en.txt");
        var admin = await Opened("api-11classes", "terms-above-policy", English);
        await Publish(admin, text, "Version one.", "lint.contact_missing");
        using var visitor = new ApiClient(people.Site.Visit("api-11classes.localhost"));
        var reading = (await visitor.Get("/api/v1/policies/privacy")).Body;
        Assert.Contains("other_document_prevails", Codes(reading.GetProperty("shown").GetProperty("notices")));

        // A child is refused, and a second answer changes nothing.
        using var child = new ApiClient(people.Site.Visit("api-11classes.localhost"));
        Assert.Equal((403, "people.too_young"), Refusal(await child.Post("/api/v1/sign-up/age", Born("2020"))));
        Assert.Equal((403, "people.too_young"), Refusal(await child.Post("/api/v1/sign-up/age", Born("1995"))));
        Assert.Equal((403, "people.too_young"), Refusal(await child.Post("/api/v1/sign-up", Answers("kim@api-11classes.example", (await child.Get("/api/v1/sign-up")).Body))));

        using var ada = new ApiClient(people.Site.Visit("api-11classes.localhost"));
        Assert.Equal((409, "sign_up.age_not_asked"), Refusal(await ada.Post("/api/v1/sign-up", Answers("ada@api-11classes.example", (await ada.Get("/api/v1/sign-up")).Body))));
        Assert.Equal(200, (await ada.Post("/api/v1/sign-up/age", Born("1995"))).Status);
        await SignUp(ada, "ada@api-11classes.example");
        await Learn(ada, visitor);
        Assert.Equal((1, 1), Accepted(await ada.Get("/api/v1/me/consents")));
        var old = (await ada.Get("/api/v1/me/policies/privacy")).Body;

        await Publish(admin, [.. text, .. "\n\nOne more line about something new.\n"u8], "Version two.");
        Assert.Equal((403, "consent.needed"), Refusal(await ada.Get("/api/v1/me/enrollments")));
        var due = (await ada.Get("/api/v1/me/policies/privacy")).Body;
        Assert.Equal("ask", due.GetProperty("demand").GetString());
        Assert.Equal((409, "consent.version_superseded"), Refusal(await ada.Post("/api/v1/me/policies/privacy/answers", Answer("agree", old))));
        Assert.Equal("refused", (await ada.Post("/api/v1/me/policies/privacy/answers", Answer("refuse", due))).Body.GetProperty("act").GetString());
        Assert.Equal((403, "consent.needed"), Refusal(await ada.Get("/api/v1/me/enrollments")));

        var agreed = await ada.Post("/api/v1/me/policies/privacy/answers", Answer("agree", due), once: "yes");
        var again = await ada.Post("/api/v1/me/policies/privacy/answers", Answer("agree", due), once: "yes");
        Assert.Equal((201, "accepted"), (agreed.Status, agreed.Body.GetProperty("act").GetString()));
        Assert.Equal(agreed.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal(200, (await ada.Get("/api/v1/me/enrollments")).Status);

        // The receipt names what she was shown.
        var number = agreed.Body.GetProperty("number").GetInt32();
        var receipt = await ada.Get($"/api/v1/me/consents/{number}/receipt");
        Assert.Equal(
            due.GetProperty("shown").GetProperty("hash").GetString(),
            receipt.Body.GetProperty("record").GetProperty("processing")[0].GetProperty("privacy_notice").GetProperty("shown_sha256").GetString());
        Assert.Equal(number - 1, (await ada.Get($"/api/v1/me/consents/{number - 1}")).Body.GetProperty("number").GetInt32());
        Assert.Equal(404, (await ada.Get("/api/v1/me/consents/99/receipt")).Status);

        // She takes it back, and is asked again.
        Assert.Equal("withdrawn", (await ada.Post("/api/v1/me/policies/privacy/withdrawals")).Body.GetProperty("act").GetString());
        Assert.Equal((403, "consent.needed"), Refusal(await ada.Get("/api/v1/me/enrollments")));
    }

    private async Task<ApiClient> Opened(string slug, string preset, string[] languages)
    {
        var key = await people.Site.Schools.IssueAdminKey(TenantKey.Platform, "story", "test");
        using var console = new ApiClient(people.Site.Visit(Site.PlatformHost), key);
        var profile = new
        {
            names = new Dictionary<string, string>(StringComparer.Ordinal) { [languages[0]] = slug },
            taglines = new Dictionary<string, string>(StringComparer.Ordinal),
            languages,
            colour = "#0b6e4f",
            timeZone = "Asia/Kabul",
            country = "AF",
            contact = $"office@{slug}.example",
        };

        var made = await console.Post("/api/v1/schools", new { slug, host = $"{slug}.localhost", profile, preset, authoritative = "en" }, once: slug);
        Assert.Equal(201, made.Status);
        var routed = await console.Post($"/api/v1/schools/{slug}/hosts", new { host = $"www.{slug}.localhost" }, once: slug + "-host");
        Assert.Equal(2, routed.Body.GetProperty("hosts").GetArrayLength());
        var issued = await console.Post($"/api/v1/schools/{slug}/keys", new { name = "office" }, once: slug + "-key");

        var admin = new ApiClient(people.Site.Visit($"www.{slug}.localhost"), issued.Body.GetProperty("key").GetString());
        var course = "# Algebra\n> Three lessons.\nInstructor: Emmy\n\nText.\n\n## One {#one}\nA.\n\n## Two {#two}\nB.\n\n## Three {#three}\nC.\n"u8;
        Assert.Equal(200, (await admin.PutText("/api/v1/courses/algebra?language=en", course.ToArray(), "text/markdown")).Status);
        return admin;
    }

    private async Task Publish(ApiClient admin, byte[] text, string summary, string decided = "")
    {
        var imported = await admin.PutText("/api/v1/policies/privacy/draft/texts/en", text);
        Assert.Equal(200, imported.Status);
        await Findings.Decide(admin, "The contact follows.", decided);

        var published = await admin.Post("/api/v1/policies/privacy/versions", new
        {
            revision = imported.Body.GetProperty("revision").GetInt32(),
            @class = "significant",
            summaries = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = summary },
            effectiveOn = DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime),
        });
        Assert.True(published.Status == 201, published.Body.GetRawText());
    }

    // What the school asks is read first, answered, and confirmed by the letter's link; then out and in again.
    private async Task<JsonElement> SignUp(ApiClient ada, string email)
    {
        var asks = (await ada.Get("/api/v1/sign-up?language=en")).Body;
        Assert.True(asks.GetProperty("open").GetBoolean(), asks.GetRawText());
        Assert.Equal(202, (await ada.Post("/api/v1/sign-up", Answers(email, asks))).Status);

        var letter = new Uri(PostOffice.LinkIn(await people.Post.Wait(email)));
        var token = Uri.UnescapeDataString(letter.Query["?token=".Length..]);
        var confirmed = await ada.Post("/api/v1/sign-up/confirm", new { token });
        Assert.Equal((200, "signedIn"), (confirmed.Status, confirmed.Body.GetProperty("standing").GetString()));

        Assert.Equal(204, (await ada.Post("/api/v1/sign-out")).Status);
        Assert.Equal(401, (await ada.Get("/api/v1/me")).Status);
        Assert.Equal(200, (await ada.Post("/api/v1/sign-in", new { login = email, password = PeopleSite.Password })).Status);
        Assert.Equal(email, (await ada.Get("/api/v1/me")).Body.GetProperty("email").GetString());
        return asks;
    }

    private static async Task Learn(ApiClient ada, ApiClient visitor)
    {
        Assert.Equal(403, (await ada.Get("/api/v1/me/enrollments/algebra/lessons/one")).Status);
        Assert.Equal(200, (await ada.Put("/api/v1/me/enrollments/algebra")).Status);

        foreach (var lesson in new[] { "one", "two", "three" })
        {
            Assert.Equal(200, (await ada.Get($"/api/v1/me/enrollments/algebra/lessons/{lesson}")).Status);
            Assert.Equal(200, (await ada.Put($"/api/v1/me/enrollments/algebra/lessons/{lesson}")).Status);
        }

        var progress = (await ada.Get("/api/v1/me/enrollments/algebra")).Body;
        Assert.Equal((3, true), (progress.GetProperty("done").GetInt32(), progress.GetProperty("finished").GetBoolean()));
        var certificate = await ada.Put("/api/v1/me/enrollments/algebra/certificate", new { name = "Ada Lovelace" });
        var code = certificate.Body.GetProperty("code").GetString();
        Assert.Equal("Ada Lovelace", (await visitor.Get($"/api/v1/certificates/{code}")).Body.GetProperty("name").GetString());
        Assert.Equal(404, (await visitor.Get($"/api/v1/certificates/{new string('0', 26)}")).Status);
    }

    private static Dictionary<string, object?> Answers(string email, JsonElement asks)
    {
        var known = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["email"] = email,
            ["password"] = PeopleSite.Password,
            ["name"] = "Ada Lovelace",
            ["user_name"] = "ada",
            ["country"] = "DE",
        };
        var control = asks.GetProperty("control");
        var shown = asks.GetProperty("shown");
        var answers = asks.GetProperty("fields").EnumerateArray().ToDictionary(
            field => field.GetString()!, field => known[field.GetString()!], StringComparer.Ordinal);

        answers["language"] = "en";
        answers["consent"] = control.GetProperty("boxLabel").ValueKind == JsonValueKind.String ? "checkbox"
            : control.GetProperty("buttonConsents").GetBoolean() ? "button" : "none";
        answers["shown"] = new
        {
            version = shown.GetProperty("version").GetInt32(),
            language = shown.GetProperty("language").GetString(),
            hash = shown.GetProperty("hash").GetString(),
        };
        return answers;
    }

    private static object Answer(string answer, JsonElement due) => new { answer, shown = Shown(due), ticked = answer is "agree" };

    private static object Shown(JsonElement due)
    {
        var shown = due.GetProperty("shown");
        return new
        {
            version = shown.GetProperty("version").GetInt32(),
            language = shown.GetProperty("language").GetString(),
            hash = shown.GetProperty("hash").GetString(),
        };
    }

    private static object Born(string year) => new { year, month = "12", day = "10" };

    private static (int, string?) Refusal((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.TryGetProperty("code", out var code) ? code.GetString() : null);

    private static JsonElement[] Items((int Status, JsonElement Body) list) => [.. list.Body.GetProperty("items").EnumerateArray()];

    private static string?[] Codes(JsonElement notices) => [.. notices.EnumerateArray().Select(notice => notice.GetProperty("code").GetString())];

    private static JsonElement[] Acts((int Status, JsonElement Body) consents) =>
        [.. Items(consents).Where(entry => entry.GetProperty("act").GetString() is not "noticeServed")];

    // How often she accepted, and which version last.
    private static (int Times, int Version) Accepted((int Status, JsonElement Body) consents)
    {
        var accepted = Acts(consents).Where(entry => entry.GetProperty("act").GetString() is "accepted").ToList();
        return (accepted.Count, accepted[^1].GetProperty("shown").GetProperty("version").GetInt32());
    }
}
