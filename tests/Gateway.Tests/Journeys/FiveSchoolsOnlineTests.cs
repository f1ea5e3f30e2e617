using System.Collections.Immutable;
using System.Text.Json;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>The whole story over HTTP, on the real policies of five schools, each with its own rules.</summary>
[Collection("people")] // one after another, because some of them count hashes
public class FiveSchoolsOnlineTests(PeopleSite people)
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");

    private static readonly Dictionary<string, RealSchool> Schools = new(StringComparer.Ordinal)
    {
        ["mbtelm"] = new("mbtelm.en.txt", "convenience-translations", ["fa-AF", "en"], "en", "fa-AF", []),
        ["belimon"] = new("belimon.en.txt", "dated-changes", ["en"], "en", null, [("name", "Ada Lovelace")]),
        ["mathacademy"] = new(
            "mathacademyequation.en.txt",
            "explicit-consent",
            ["en"],
            "en",
            null,
            [("first_name", "Ada"), ("mobile", "+971501234567"), ("age", "true"), ("consent", "true")]),
        ["qalam"] = new("qalam.ar.txt", "notice-only", ["ar"], "ar", null, [("name", "آدا لوفلايس")]),
        ["11classes"] = new(
            "11classes.en.txt",
            "terms-above-policy",
            ["en"],
            "en",
            null,
            [("name", "Ada Lovelace"), ("user_name", "ada"), ("country", "DE")]),
    };

    [Theory]
    [Trait("Rule", "M03"), Trait("Rule", "M44"), Trait("Rule", "B03")]
    [InlineData("mbtelm", 1, 2, "")]
    [InlineData("belimon", 1, 2, "lint.contact_missing")]
    [InlineData("mathacademy", 1, 2, "")]
    [InlineData("qalam", 0, 0, "lint.contact_free_mail")]
    [InlineData("11classes", 1, 1, "lint.contact_missing")]
    public async Task A_school_goes_online_teaches_and_changes_its_policy(
        string slug, int acceptedAtFirst, int acceptedInTheEnd, string decided)
    {
        var real = Schools[slug];
        var text = RealPolicies.Read(real.File);
        var (school, admin) = await Open(slug, real);

        // The policy: imported as it lies there, what is wrong in it decided, published, read by a visitor.
        await Publish(admin, real, text, "Version one.", decided);
        var visitor = people.Site.Visit($"{slug}.localhost");
        visitor.Language = real.Reads;
        var policy = await visitor.Get("/policies/privacy");
        Assert.Equal(200, policy.Status);
        Assert.NotEmpty(policy.Page.QuerySelectorAll("nav a[href^='#']"));
        Assert.Equal(slug == "mbtelm", policy.Page.QuerySelector("[data-prevails=fa-AF]") is not null);
        var first = Article(await visitor.Get("/policies/privacy/versions/1?lang=" + real.Reads));

        // A course, a student who signs up by this school's rules, a certificate.
        Assert.Equal(200, (await admin.PutText($"/api/v1/courses/algebra?language={real.Reads}", Course(), "text/markdown")).Status);
        var student = await Member(slug, real);
        Assert.Equal(200, (await student.Follow("/courses/algebra")).Status);
        Assert.Equal(200, (await student.Follow("/courses/algebra")).Status);
        var code = await Learn(student);
        Assert.Equal(200, (await visitor.Get("/verify/" + code)).Status);
        Assert.Equal(404, (await visitor.Get("/verify/" + new string('0', 26))).Status);
        Assert.Equal(acceptedAtFirst, (await Entries(school, real)).Count(entry => entry.Act == ConsentAct.Accepted));

        // Version two: what was decided still holds; she is treated as the rules say, and version one stays as it was.
        await Publish(admin, real, [.. text, .. "\n\nOne more line about something new.\n"u8], "Version two.", decided: "");
        var asked = await student.Get("/learn");
        Assert.Equal(slug == "11classes", asked.Location?.StartsWith("/consent/privacy", StringComparison.Ordinal) == true);
        await student.Follow("/learn");
        await student.Follow("/learn");
        Assert.Equal(acceptedInTheEnd, (await Entries(school, real)).Count(entry => entry.Act == ConsentAct.Accepted));
        Assert.Equal(first, Article(await visitor.Get("/policies/privacy/versions/1?lang=" + real.Reads)));

        // What she was told by mail is what the rules say.
        var told = slug is "mbtelm" or "belimon" ? 1 : 0;

        // Beside them: to confirm her address, that she is in the course, and her certificate.
        const int Service = 3;
        await people.Post.Wait(real.Email(slug), number: Service + told);

        Assert.Equal(Service + told, people.Post.To(real.Email(slug)).Count);
    }

    [Fact]
    [Trait("Rule", "M08")]
    public async Task The_same_address_at_two_schools_is_two_people()
    {
        var one = await people.School();
        var other = await people.School();
        await people.Publish(one);
        await people.Publish(other);

        var first = await people.Member(one, "same@everywhere.example");
        var second = people.Site.Visit(other);
        await PeopleSite.SignUp(second, "same@everywhere.example", ("password", "another password at all"));
        await second.Submit(await second.Get(PostOffice.PathIn(await people.Post.Wait("same@everywhere.example", number: 2))));

        var here = await people.Account(one, "same@everywhere.example");
        var there = await people.Account(other, "same@everywhere.example");
        Assert.NotEqual(here!.Id, there!.Id);
        Assert.Equal(422, (await PeopleSite.SignIn(people.Site.Visit(other), "same@everywhere.example")).Status);

        // Her cookie of the first school is worthless at the second (SEC-A03).
        var stranger = people.Site.Visit(other);

        foreach (System.Net.Cookie cookie in first.Cookies.GetAllCookies())
            stranger.Cookies.Add(stranger.Origin, new System.Net.Cookie(cookie.Name, cookie.Value));

        Assert.True(await PeopleSite.IsSignedIn(first));
        Assert.False(await PeopleSite.IsSignedIn(stranger));
    }

    private static byte[] Course() =>
        "# Algebra\n> Three lessons.\nInstructor: Emmy\n\nText.\n\n## One {#one}\nA.\n\n## Two {#two}\nB.\n\n## Three {#three}\nC.\n"u8.ToArray();

    private static string Article(Answer page)
    {
        Assert.Equal(200, page.Status);
        var start = page.Body.IndexOf("<article id=\"policy-text\"", StringComparison.Ordinal);
        var end = page.Body.IndexOf("</article>", start, StringComparison.Ordinal);
        return page.Body[start..end];
    }

    private static async Task<string> Learn(Visitor student)
    {
        var course = await student.Get("/courses/algebra");
        Assert.Equal(302, (await student.Submit(course, PeopleSite.NoValues)).Status);

        foreach (var lesson in new[] { "one", "two", "three" })
        {
            var page = await student.Get("/courses/algebra/lessons/" + lesson);
            Assert.Equal(200, page.Status);
            Assert.Equal(302, (await student.Submit(page, PeopleSite.NoValues)).Status);
        }

        var certificate = await student.Follow("/certificates/algebra");

        var asked = await student.Submit(certificate, ("name", "Ada Lovelace"));
        Assert.Equal(302, asked.Status);
        var given = await student.Get(asked.Location!);

        return given.Page.QuerySelector("main a[href^='/verify/']")!.GetAttribute("href")!["/verify/".Length..];
    }

    private async Task<(Grains.Tenancy.School School, ApiClient Admin)> Open(string slug, RealSchool real)
    {
        var key = await people.Site.Schools.IssueAdminKey(TenantKey.Platform, "journey", "test");
        using var console = new ApiClient(people.Site.Visit(Site.PlatformHost), key);
        var profile = new
        {
            names = new Dictionary<string, string>(StringComparer.Ordinal) { [real.Languages[0]] = slug },
            taglines = new Dictionary<string, string>(StringComparer.Ordinal),
            languages = real.Languages,
            colour = "#0b6e4f",
            timeZone = "Asia/Kabul",
            country = "AF",
            contact = $"office@{slug}.example",
        };
        var body = new { slug, host = $"{slug}.localhost", profile, preset = real.Preset, authoritative = real.Authoritative };

        var made = await console.Post("/api/v1/schools", body, once: "make-" + slug);
        var again = await console.Post("/api/v1/schools", body, once: "make-" + slug);
        Assert.Equal(201, made.Status);
        Assert.Equal((201, made.Body.GetProperty("id").GetString()), (again.Status, again.Body.GetProperty("id").GetString()));

        var issued = await console.Post($"/api/v1/schools/{slug}/keys", new { name = "office" });
        var school = (await people.Site.Schools.Find(slug)).Value!;
        return (school, new ApiClient(people.Site.Visit(school), issued.Body.GetProperty("key").GetString()!));
    }

    private async Task Publish(ApiClient admin, RealSchool real, byte[] text, string summary, string decided)
    {
        var imported = await admin.PutText($"/api/v1/policies/privacy/draft/texts/{real.Reads}", text);
        Assert.Equal(200, imported.Status);
        await Findings.Decide(admin, "We know, and mend it with the next version.", decided);

        var published = await admin.Post("/api/v1/policies/privacy/versions", new
        {
            revision = imported.Body.GetProperty("revision").GetInt32(),
            @class = "significant",
            summaries = new Dictionary<string, string>(StringComparer.Ordinal) { [real.Reads] = summary },
            effectiveOn = DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime),
        });
        Assert.True(published.Status == 201, JsonSerializer.Serialize(published.Body));
    }

    private async Task<Visitor> Member(string slug, RealSchool real)
    {
        var student = people.Site.Visit($"{slug}.localhost");
        student.Language = real.Reads;

        // Eleven Classes asks for the date of birth first, before anything about her.
        if (slug == "11classes")
        {
            var gate = await student.Get("/sign-up");
            Assert.Equal(302, (await student.Submit(gate, ("birth_day", "10"), ("birth_month", "12"), ("birth_year", "1995"))).Status);
        }

        var posted = await PeopleSite.SignUp(student, real.Email(slug), [.. real.Fields]);
        Assert.Equal((200, null), (posted.Status, posted.Code));
        var confirmed = await student.Submit(await student.Get(PostOffice.PathIn(await people.Post.Wait(real.Email(slug)))));
        Assert.Equal(302, confirmed.Status);
        return student;
    }

    private async Task<ImmutableArray<ConsentEntry>> Entries(Grains.Tenancy.School school, RealSchool real)
    {
        var account = await people.Account(school, real.Email(school.Slug));
        return await people.Site.In(school, tenant => tenant.ConsentLedger(account!.Id).Entries());
    }

    private sealed record RealSchool(
        string File, string Preset, string[] Languages, string Reads, string? Authoritative, (string Name, string? Value)[] Fields)
    {
        public string Email(string slug) => $"ada@{slug}.example";
    }
}
