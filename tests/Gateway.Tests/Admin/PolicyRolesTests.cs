using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Who writes documents without publishing them, and who reviews them without writing. The whole table is in access.txt.</summary>
public class PolicyRolesTests(Office office)
{
    private const string Document = "/admin/policies/privacy";
    private const string Api = "/api/v1/policies/privacy";

    [Fact, Trait("SEC", "B01")]
    public async Task A_drafter_writes_and_publishes_discards_and_decides_nothing()
    {
        var school = await office.School();
        await office.Publish(school, Office.Text("en", "Your name."));
        var drafter = await office.SignedIn(school, Role.Drafter);
        using var api = new ApiClient(drafter);

        var saved = await drafter.Submit(await drafter.Get(Document + "/edit/en"), ("s0-text", "Your name and nothing else."));
        var page = await drafter.Get(Document);
        var token = page.Page.QuerySelector("input[type=hidden][name*=Token]")!;
        var revision = (await office.Draft(school)).Revision;

        foreach (var (path, button) in new[] { ("/publish", ""), ("", "discard"), ("/findings", "decide"), ("/versions/1/call-off", ""), ("/about", "") })
        {
            var sent = await drafter.Post(Document + path, new FormUrlEncodedContent(
                [new(token.GetAttribute("name")!, token.GetAttribute("value")), new("do", button), new("revision", $"{revision}"), new("class", "Ordinary"), new("new_purpose", "false")]));
            Assert.Equal(404, sent.Status);
        }

        Assert.Equal(302, saved.Status);
        Assert.Equal(404, (await drafter.Get(Document + "/publish")).Status);
        Assert.Equal(403, (await api.Post(Api + "/versions", new { revision, @class = "ordinary" })).Status);
        Assert.Equal(403, (await api.Delete(Api + "/draft")).Status);
        Assert.Equal(200, (await api.Get(Api + "/draft")).Status);
        Assert.Equal((1, true), ((await office.Overview(school)).Versions.Length, (await office.Draft(school)).IsSaved));
        Assert.Equal(["/admin/policies"], Ways(page, ".desk-nav a"));
        Assert.All(Ways(page, "main a").Where(way => way.StartsWith("/admin", StringComparison.Ordinal)), way => Assert.DoesNotMatch("/(publish|about|promises|rules)$", way));
        Assert.All(Ways(page, "main a").Where(way => way.StartsWith("/admin", StringComparison.Ordinal)), way => Assert.Equal(200, Status(drafter, way)));
    }

    [Fact, Trait("SEC", "B01"), Trait("Rule", "T56")]
    public async Task A_reviewer_comments_and_approves_and_writes_and_asks_for_nothing()
    {
        var school = await office.School(RulesPresets.NoticeOnly with { Approval = PublishApproval.SecondPerson });
        var asker = await office.SignedIn(school, Role.Admin);
        var (reviewer, sara) = await office.Enter(school, Role.Reviewer);
        await asker.Submit(await asker.Get(Document + "/edit/en"), ("opening-heading", "Privacy"), ("s0-heading", "Who"), ("s0-text", "Your name."));

        var early = await reviewer.Get(Document + "/publish");
        var hers = await reviewer.Post(Document + "/publish", Sent(early.Page.QuerySelector("input[type=hidden][name*=Token]")!, ("class", "Ordinary"), ("new_purpose", "false"), ("revision", "1")));
        await asker.Submit(await asker.Get(Document + "/publish"), new Dictionary<string, string?> { ["class"] = "Significant", ["new_purpose"] = "false" }, "#publish");
        var said = await reviewer.Submit(await reviewer.Get(Document + "/comments"), ("text", "Which name?"));
        var page = await reviewer.Get(Document + "/publish");
        var approved = await reviewer.Submit(page, new Dictionary<string, string?> { ["do"] = "approve" }, "form[data-answer]");

        Assert.Equal((200, 404), (early.Status, hers.Status));
        Assert.Null(early.Page.QuerySelector("#publish"));
        Assert.Equal(302, said.Status);
        Assert.Equal(404, (await reviewer.Get(Document + "/edit/en")).Status);
        Assert.Equal(404, (await reviewer.Get(Document + "/import")).Status);
        Assert.Equal((302, Document + "?done=published"), (approved.Status, approved.Location));
        Assert.Equal(sara.Id.Value, Assert.Single((await office.Overview(school)).Versions).ApprovedBy);
        var document = await reviewer.Get(Document);
        Assert.All(Ways(document, "main a").Where(way => way.StartsWith("/admin", StringComparison.Ordinal)), way => Assert.Equal(200, Status(reviewer, way)));
    }

    [Fact, Trait("SEC", "B01")]
    public async Task Over_the_API_both_talk_about_a_section_and_only_an_admin_changes_the_glossary()
    {
        var school = await office.School();
        await office.Publish(school, Office.Text("en", "Your name."));
        using var drafter = new ApiClient(await office.SignedIn(school, Role.Drafter));
        using var reviewer = new ApiClient(await office.SignedIn(school, Role.Reviewer));
        using var admin = new ApiClient(await office.SignedIn(school, Role.Admin));
        using var student = new ApiClient(await office.SignedIn(school, Role.Student));
        var term = new { words = new { en = "consent", ar = "موافقة" }, revision = 0 };

        var begun = await drafter.Post(Api + "/comments", new { section = "what-we-keep", text = "Which name?" });
        var nowhere = await drafter.Post(Api + "/comments", new { section = "nowhere", text = "Which name?" });
        var thread = $"{Api}/comments/{begun.Body.GetProperty("id").GetString()}";
        var replied = await reviewer.Post(thread + "/replies", new { text = "The first." });
        var settled = await drafter.Put(thread + "/settled");
        var threads = await reviewer.Get(Api + "/comments");
        var gone = await reviewer.Delete(thread);
        var outside = await student.Get(Api + "/comments");
        var refused = await drafter.Post("/api/v1/glossary/terms", term);
        var added = await admin.Post("/api/v1/glossary/terms", term);
        var read = await drafter.Get("/api/v1/glossary");

        Assert.Equal((201, 422, 200, 200), (begun.Status, nowhere.Status, replied.Status, settled.Status));
        var comments = Assert.Single(threads.Body.GetProperty("items").EnumerateArray()).GetProperty("comments");
        Assert.Equal(["Which name?", "The first."], comments.EnumerateArray().Select(comment => comment.GetProperty("text").GetString()));
        Assert.Equal((200, 403, 403, 200), (gone.Status, outside.Status, refused.Status, added.Status));
        Assert.Equal("موافقة", Assert.Single(read.Body.GetProperty("terms").EnumerateArray()).GetProperty("words").GetProperty("ar").GetString());
    }

    /// <summary>An admin who made reviewers would choose who approves what she publishes.</summary>
    [Theory, Trait("Rule", "T56")]
    [InlineData(Role.Admin, Role.Drafter, true)]
    [InlineData(Role.Admin, Role.Reviewer, false)]
    [InlineData(Role.Owner, Role.Reviewer, true)]
    public async Task Reviewers_are_made_and_stopped_by_owners_alone(Role by, Role role, bool isMade)
    {
        var school = await office.School();
        var actor = await office.SignedIn(school, by);
        var (_, person) = await office.Enter(school, Role.Student);
        var (_, made) = await office.Enter(school, role);

        var page = await actor.Get($"/admin/people/{person.Id}");
        var offered = page.Page.QuerySelectorAll("input[name=roles]").Select(box => box.GetAttribute("value"));
        var given = await actor.Submit(page, ("roles", role.ToString()), ("do", "roles"));
        var theirs = await actor.Get($"/admin/people/{made.Id}");

        Assert.Equal(isMade, offered.Contains(role.ToString()));
        Assert.Equal(isMade ? 302 : 403, given.Status);
        Assert.Equal(isMade, theirs.Page.QuerySelector("button[value=block]") is not null);
    }

    [Fact]
    public async Task A_school_that_is_being_set_up_is_open_to_those_who_write_its_documents()
    {
        var school = (await office.Site.Schools.Create(
            new NewSchool("being-set-up", "being-set-up.localhost", Site.Profile("being-set-up"), new SchoolRules(), Prepare: true), "operator:test")).Value!;
        var drafter = await office.SignedIn(school, Role.Drafter);

        Assert.Equal((200, 503), ((await drafter.Get(Document)).Status, (await drafter.Get("/")).Status));
    }

    private static List<string> Ways(Answer page, string where) =>
        [.. page.Page.QuerySelectorAll(where).Select(link => link.GetAttribute("href")!.Split('#')[0]).Distinct(StringComparer.Ordinal)];

    private static int Status(Visitor visitor, string path) => visitor.Get(path).GetAwaiter().GetResult().Status;

    private static FormUrlEncodedContent Sent(AngleSharp.Dom.IElement token, params (string Name, string Value)[] fields) => new(
        fields.Append((Name: token.GetAttribute("name")!, Value: token.GetAttribute("value")!)).Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
