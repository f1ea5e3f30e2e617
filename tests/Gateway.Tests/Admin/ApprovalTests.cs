using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Publishing with a second person, where the school wants one.</summary>
public class ApprovalTests(Office office)
{
    private const string Publish = "/admin/policies/privacy/publish";
    private const string English = "/admin/policies/privacy/edit/en";
    private const string Api = "/api/v1/policies/privacy";
    private const string Deciding = "form[data-answer]";

    private static readonly SchoolRules TwoPeople = RulesPresets.NoticeOnly with { Approval = PublishApproval.SecondPerson };

    [Fact]
    [Trait("Rule", "T56")]
    public async Task A_version_is_published_when_another_admin_has_approved_exactly_it()
    {
        var (school, asker, narges) = await Asked();
        var (second, sara) = await office.Enter(school, Role.Owner);

        var page = await second.Get(Publish);
        var none = (await office.Overview(school)).Versions;
        var approved = await Approve(second, page);
        var again = await Approve(second, page);

        Assert.Equal("holds", page.Page.QuerySelector("[data-waiting]")!.GetAttribute("data-waiting"));
        Assert.Contains("We keep less.", page.Page.QuerySelector("[data-waiting]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(none);
        Assert.Equal((302, "/admin/policies/privacy?done=published"), (approved.Status, approved.Location));
        Assert.Equal(approved.Location, again.Location);
        var head = Assert.Single((await office.Overview(school)).Versions);
        Assert.Equal((narges.Id.Value, sara.Id.Value, "We keep less."), (head.PublishedBy, head.ApprovedBy, head.Summaries["en"]));
        Assert.Equal(302, (await asker.Get(Publish)).Status);
    }

    [Fact]
    public async Task Whoever_asked_cannot_approve_on_the_page_or_over_the_API()
    {
        var (school, asker, _) = await Asked();
        var page = await asker.Get(Publish);
        var (request, content) = Names(page);
        using var api = new ApiClient(asker);

        var forged = await asker.Submit(page, Values(("do", "approve")), Deciding);
        var posted = await api.Post(Api + "/publish-request/approval", new { request, content });

        Assert.Null(page.Page.QuerySelector("button[value=approve]"));
        Assert.Equal((403, "policy.approval_by_same_person"), (forged.Status, forged.Code));
        Assert.Equal((403, "policy.approval_by_same_person"), (posted.Status, posted.Body.GetProperty("code").GetString()));
        Assert.Empty((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task No_key_asks_or_approves_whoever_made_it()
    {
        var (school, asker, _) = await Asked();
        var (request, content) = Names(await asker.Get(Publish));
        var schools = office.Site.Services.GetRequiredService<Schools>();
        using var schoolKey = new ApiClient(office.Site.Visit(school), await schools.IssueAdminKey(school.Id, "hers", "test"));
        using var operatorKey = new ApiClient(office.Site.Visit(school), (await schools.OnPlatform(grains => ApiKeys.Issue(grains, "olga"), "test")).Value!.Key);

        foreach (var key in new[] { schoolKey, operatorKey })
        {
            var approved = await key.Post(Api + "/publish-request/approval", new { request, content });
            var published = await key.Post(Api + "/versions", new { revision = (await office.Draft(school)).Revision, @class = "significant" });

            Assert.Equal((403, "policy.approval_needs_person"), (approved.Status, approved.Body.GetProperty("code").GetString()));
            Assert.Equal((403, "policy.approval_needs_person"), (published.Status, published.Body.GetProperty("code").GetString()));
        }

        Assert.Empty((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task Nobody_gets_round_it_past_the_pages()
    {
        var (school, _, narges) = await Asked();
        var revision = (await office.Draft(school)).Revision;
        var command = new PublishPolicy(
            revision, ChangeClass.Ordinary, NewPurpose: false, ImmutableDictionary<string, string>.Empty, null, null, narges.Id.Value);

        var published = await office.Site.In(school, grains => grains.Policy(Documents.Privacy).Publish(command));
        var (_, student) = await office.Enter(school, Role.Student);
        var request = (await office.Site.In(school, grains => grains.Policy(Documents.Privacy).PublishRequest()))!;
        var approved = await office.Site.In(school, grains => grains.Policy(Documents.Privacy)
            .ApprovePublish(new ApprovePublish(request.Id, request.Content, student.Id.Value)));

        Assert.Equal("policy.approval_needed", published.Error!.Code);
        Assert.Equal("policy.approval_needs_person", approved.Error!.Code);
    }

    [Fact]
    public async Task An_edit_after_asking_ends_the_request()
    {
        var (school, asker, _) = await Asked();
        var second = await office.SignedIn(school, Role.Admin);
        var page = await second.Get(Publish);
        await Write(asker, "Your name, and the names of your friends.");

        var refused = await Approve(second, page);
        var now = await second.Get(Publish);

        Assert.Equal((409, "policy.publish_request_changed"), (refused.Status, refused.Code));
        Assert.Equal("lapsed", now.Page.QuerySelector("[data-waiting]")!.GetAttribute("data-waiting"));
        Assert.Null(now.Page.QuerySelector("button[value=approve]"));
        Assert.Empty((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task A_request_is_turned_down_and_the_draft_stays()
    {
        var (school, _, _) = await Asked();
        var second = await office.SignedIn(school, Role.Admin);
        var page = await second.Get(Publish);

        var withdrawn = await second.Submit(page, Values(("do", "withdraw")), Deciding);
        var late = await Approve(second, page);

        Assert.Equal((302, Publish + "?done=withdrawn"), (withdrawn.Status, withdrawn.Location));
        Assert.Equal((404, "policy.no_publish_request"), (late.Status, late.Code));
        Assert.True((await office.Draft(school)).IsSaved);
    }

    [Fact]
    public async Task Over_the_API_one_session_asks_and_another_approves()
    {
        var school = await office.School(TwoPeople);
        var (asker, narges) = await office.Enter(school, Role.Admin);
        await Write(asker, "Your name.");
        using var first = new ApiClient(asker);
        using var second = new ApiClient(await office.SignedIn(school, Role.Admin));

        var asked = await first.Post(Api + "/versions", new { revision = (await office.Draft(school)).Revision, @class = "ordinary", summaries = new { en = "First." } });
        var waiting = await second.Get(Api + "/publish-request");
        var approved = await second.Post(
            Api + "/publish-request/approval",
            new { request = waiting.Body.GetProperty("request").GetString(), content = waiting.Body.GetProperty("content").GetString() });
        var gone = await second.Get(Api + "/publish-request");

        Assert.Equal((202, 200, 201, 404), (asked.Status, waiting.Status, approved.Status, gone.Status));
        Assert.Equal(narges.Id.Value, waiting.Body.GetProperty("by").GetString());
        Assert.True(waiting.Body.GetProperty("holds").GetBoolean());
        Assert.Equal(1, approved.Body.GetProperty("number").GetInt32());
    }

    /// <summary>A request that is named is turned down, and not one that was made a moment ago.</summary>
    [Fact]
    public async Task Over_the_API_a_named_request_is_turned_down_and_no_other()
    {
        var (school, asker, _) = await Asked();
        using var api = new ApiClient(asker);
        var request = (await api.Get(Api + "/publish-request")).Body.GetProperty("request").GetString();

        var other = await api.Delete(Api + "/publish-request?request=another");
        var waits = await api.Get(Api + "/publish-request");
        var named = await api.Delete($"{Api}/publish-request?request={request}");

        Assert.Equal((404, "policy.no_publish_request"), (other.Status, other.Body.GetProperty("code").GetString()));
        Assert.Equal((200, 200), (waits.Status, named.Status));
        Assert.Null(await office.Site.In(school, grains => grains.Policy(Documents.Privacy).PublishRequest()));
    }

    /// <summary>Summaries are mailed to everybody: what a program sends keeps the rules of the page.</summary>
    [Theory]
    [InlineData("en", 2000, null, 201, "")]
    [InlineData("en", 2001, null, 422, "policy.summary_long")]
    [InlineData("en", null, null, 422, "policy.summary_long")]
    [InlineData("no_language", 5, null, 422, "policy.bad_language")]
    [InlineData("en", 5, "new", 404, "policy.no_such_document")]
    [InlineData("en", 5, "nowhere", 404, "policy.no_such_document")]
    public async Task Over_the_API_summaries_and_documents_are_checked(string language, int? length, string? document, int status, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Write(admin, "Your name.");
        using var api = new ApiClient(admin);
        var summaries = new Dictionary<string, string?> { [language] = length is { } many ? new string('x', many) : null };

        var sent = await api.Post(
            $"/api/v1/policies/{document ?? "privacy"}/versions", new { revision = (await office.Draft(school)).Revision, @class = "ordinary", summaries });

        Assert.Equal(status, sent.Status);
        Assert.Equal(code, sent.Body.TryGetProperty("code", out var said) ? said.GetString() : "");

        if (document is not null)
            Assert.Equal(404, (await api.Get($"/api/v1/policies/{document}/draft")).Status);
    }

    [Fact]
    public async Task Two_schools_each_by_its_own_setting()
    {
        var (alone, two) = (await office.School(RulesPresets.NoticeOnly), await office.School(TwoPeople));
        var answers = new List<(string?, int)>();

        foreach (var school in new[] { alone, two })
        {
            var admin = await office.SignedIn(school, Role.Admin);
            await Write(admin, "Your name.");
            var sent = await admin.Submit(await admin.Get(Publish), ("class", "Ordinary"), ("new_purpose", "false"));
            answers.Add((sent.Location, (await office.Overview(school)).Versions.Length));
        }

        Assert.Equal([("/admin/policies/privacy?done=published", 1), (Publish + "?done=asked", 0)], answers);
    }

    private async Task<(School School, Visitor Asker, PersonAccount Account)> Asked()
    {
        var school = await office.School(TwoPeople);
        var (asker, account) = await office.Enter(school, Role.Admin);
        await Write(asker, "Your name.");
        var asked = await asker.Submit(
            await asker.Get(Publish), ("class", "Ordinary"), ("new_purpose", "false"), ("summary-en", "We keep less."));

        Assert.Equal((302, Publish + "?done=asked"), (asked.Status, asked.Location));
        return (school, asker, account);
    }

    private static Task<Answer> Approve(Visitor admin, Answer page) => admin.Submit(page, Values(("do", "approve")), Deciding);

    private static (string? Request, string? Content) Names(Answer page) => (
        page.Page.QuerySelector($"{Deciding} [name=request]")!.GetAttribute("value"),
        page.Page.QuerySelector($"{Deciding} [name=content]")!.GetAttribute("value"));

    private static async Task Write(Visitor admin, string body) =>
        Assert.Equal(302, (await admin.Submit(await admin.Get(English), ("s0-heading", "What we keep"), ("s0-text", body))).Status);

    private static Dictionary<string, string?> Values(params (string Name, string? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
}
