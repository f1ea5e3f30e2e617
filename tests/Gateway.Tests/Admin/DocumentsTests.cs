using System.Text.Json.Nodes;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Adding documents, arranging them, and taking them out of use; by hand and by a program.</summary>
public class DocumentsTests(Office office)
{
    private const string Api = "/api/v1/school/documents";

    private static readonly string[] languages = ["en", "fa-AF", "ar"];

    private static readonly Id<Document> Refunds = Id<Document>.Parse("refund-policy");

    [Fact]
    public async Task A_document_of_ones_own_is_added_written_published_and_read_under_its_name()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var added = await admin.Submit(await admin.Get("/admin/policies/new"), Name("Refund policy <b>&"));
        var written = await Publish(school, Refunds);
        var page = (await admin.Get("/admin/policies")).Page;
        var read = await office.Site.Visit(school).Get("/policies");

        Assert.Equal("/admin/policies/refund-policy-b?done=added", added.Location);
        Assert.Equal(1, written.Number);
        Assert.Equal("Refund policy <b>&", page.QuerySelector("[data-document=refund-policy-b] bdi")!.TextContent);
        Assert.NotNull(read.Page.QuerySelector("main [data-document=refund-policy]"));
        Assert.Equal(200, (await admin.Get("/admin/policies/refund-policy-b/edit/en")).Status);
    }

    [Fact]
    public async Task Its_name_is_in_the_readers_language_and_what_turns_text_is_left_out()
    {
        var school = await Offering(languages);
        var admin = await office.SignedIn(school, Role.Admin);
        await admin.Submit(await admin.Get("/admin/policies/new"), Name("Refund policy\u202E", ("name_fa-AF", "پالیسی برگشت پول")));
        await Publish(school, Refunds);
        var visitor = office.Site.Visit(school);

        var names = await Task.WhenAll(languages.Select(async language =>
            (await visitor.Get("/policies", language)).Page.QuerySelector("main [data-document=refund-policy] bdi")!.TextContent));

        // Arabic has none, so the name in the school's first language stands in.
        Assert.Equal(["Refund policy", "پالیسی برگشت پول", "Refund policy"], names);
    }

    [Fact]
    [Trait("Rule", "N02")]
    [Trait("Rule", "T03")]
    public async Task The_order_is_moved_one_place_and_prevails_only_once_somebody_confirms_it()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        await admin.Submit(await admin.Get("/admin/policies"), Do("up:terms"));
        var moved = (await admin.Get("/admin/policies")).Page;
        await admin.Submit(await admin.Get("/admin/policies"), Do("prevails"));
        var confirmed = await office.Now(school);
        await admin.Submit(await admin.Get("/admin/policies"), Do("down:terms"));
        var again = await office.Now(school);

        Assert.Equal(["terms", "privacy", "cookies", "children"], moved.QuerySelectorAll("[data-document]").Select(row => row.GetAttribute("data-document")));
        Assert.Null(moved.QuerySelector("[data-prevails]"));
        Assert.NotNull(confirmed!.Rules.Documents.Precedence);
        Assert.Equal("terms", DocumentPrecedence.Above(confirmed.Rules, DocumentSet.Privacy)[0].Value);
        Assert.Null(again!.Rules.Documents.Precedence);
    }

    [Fact]
    public async Task Two_admins_at_once_lose_nothing()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var seen = await admin.Get("/admin/policies");
        await admin.Submit(await admin.Get("/admin/policies/new"), Name("Refund policy"));

        var late = await admin.Submit(seen, Do("up:terms"));

        Assert.Equal(409, late.Status);
        Assert.True((await office.Now(school))!.Rules.Documents.Has(Refunds));
        Assert.Equal("privacy", (await office.Now(school))!.Rules.Documents.Listed()[0].Id.Value);
    }

    [Fact]
    public async Task What_was_never_published_is_removed_what_was_is_withdrawn_and_comes_back()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await admin.Submit(await admin.Get("/admin/policies/new"), Name("Refund policy"));
        await admin.Submit(await admin.Get("/admin/policies/new"), Name("House rules"));
        await Publish(school, Refunds);

        var removed = await admin.Submit(await admin.Get("/admin/policies/house-rules/about"), Do("remove"));
        var kept = await admin.Submit(await admin.Get("/admin/policies/refund-policy/about"), Do("remove"));
        var withdrawn = await admin.Submit(await admin.Get("/admin/policies/refund-policy/about"), Do("withdraw"));
        var gone = (await office.Now(school))!.Rules.Documents.Of(Refunds).Withdrawn;
        var back = await admin.Submit(await admin.Get("/admin/policies/refund-policy/about"), Do("bring_back"));

        Assert.Equal("/admin/policies?done=removed", removed.Location);
        Assert.Equal(404, (await admin.Get("/admin/policies/house-rules")).Status);
        Assert.Equal((409, "document.published"), (kept.Status, kept.Code));
        Assert.Equal(("/admin/policies/refund-policy?done=withdrawn", true), (withdrawn.Location, gone is not null));
        Assert.Null((await office.Now(school))!.Rules.Documents.Of(Refunds).Withdrawn);
        Assert.Equal("/admin/policies/refund-policy?done=brought-back", back.Location);
    }

    [Fact]
    [Trait("Rule", "M48")]
    public async Task Publishing_waits_for_a_document_that_this_one_depends_on()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await admin.Submit(await admin.Get("/admin/policies/privacy/about"), ("depends_on", "terms"));
        await Save(school, DocumentSet.Privacy);

        var early = await Published(school, DocumentSet.Privacy);
        await Publish(school, Id<Document>.Parse("terms"));
        var late = await Published(school, DocumentSet.Privacy);

        Assert.Equal("policy.findings_open", early.Error!.Code);
        Assert.Contains("lint.document_missing", early.Error.Message, StringComparison.Ordinal);
        Assert.Null(late.Error);
    }

    [Fact]
    public async Task A_scheduled_version_is_called_off_on_the_documents_page()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Save(school, DocumentSet.Privacy);
        await Published(school, DocumentSet.Privacy, office.Site.Clock.GetUtcNow().AddDays(10));
        var page = await admin.Get("/admin/policies/privacy");

        var off = await admin.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "form[action$='call-off']");
        var after = (await admin.Get("/admin/policies/privacy")).Page.QuerySelector("[data-version='1']")!;

        Assert.Equal("/admin/policies/privacy?done=called-off", off.Location);
        Assert.Equal("calledoff", after.QuerySelector("[data-standing]")!.GetAttribute("data-standing"));
        Assert.Null(after.QuerySelector("form"));
    }

    [Fact]
    public async Task A_draft_is_started_from_a_version_that_was_called_off_on_the_page_and_over_the_api()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await Save(school, DocumentSet.Privacy);
        await Published(school, DocumentSet.Privacy);
        await office.Site.In(school, async grains =>
        {
            var policy = grains.Policy(DocumentSet.Privacy);
            return await policy.Save(Office.Text("en", "Planned for {{school.name}}."), (await policy.Draft()).Revision, "test");
        });
        await Published(school, DocumentSet.Privacy, office.Site.Clock.GetUtcNow().AddDays(10));
        await admin.Submit(await admin.Get("/admin/policies/privacy"), new Dictionary<string, string?>(StringComparer.Ordinal), "form[action$='call-off']");
        var page = await admin.Get("/admin/policies/privacy");

        var started = await admin.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "form[action$='versions/2/draft']");
        var draft = await office.Site.In(school, grains => grains.Policy(DocumentSet.Privacy).Draft());
        var again = await admin.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "form[action$='versions/2/draft']");
        using var api = new ApiClient(admin);
        var refused = await api.Post("/api/v1/policies/privacy/versions/1/draft", new { });
        await api.Delete("/api/v1/policies/privacy/draft");
        var over = await api.Post("/api/v1/policies/privacy/versions/2/draft", new { });

        Assert.Null(page.Page.QuerySelector("form[action$='versions/1/draft']")); // editing starts from it anyway
        Assert.Equal("/admin/policies/privacy?done=started", started.Location);
        Assert.True(draft is { IsSaved: true, BasedOn: 2 });
        Assert.Contains("Planned for {{school.name}}.", draft.Texts["en"].Sections.Select(section => section.Markdown));
        Assert.Equal(409, again.Status);
        Assert.Equal((409, "policy.draft_saved"), (refused.Status, refused.Body.GetProperty("code").GetString()));
        Assert.Equal((200, 2), (over.Status, over.Body.GetProperty("basedOn").GetInt32()));
        Assert.Equal(404, (await api.Post("/api/v1/policies/privacy/versions/9/draft", new { })).Status);
    }

    [Fact]
    public async Task A_withdrawn_document_has_no_new_version_by_page_or_api()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var terms = Id<Grains.Common.Document>.Parse("terms");
        await Publish(school, terms);
        await admin.Submit(await admin.Get("/admin/policies/terms/about"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "withdraw" }, "form:has([name=revision])");
        await Save(school, terms);
        var revision = (await office.Site.In(school, grains => grains.Policy(terms).Draft())).Revision;

        var page = await admin.Submit(
            await admin.Get("/admin/policies/terms/publish"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["class"] = "Ordinary", ["new_purpose"] = "false" }, "#publish");
        using var api = new ApiClient(admin);
        var over = await api.Post("/api/v1/policies/terms/versions", new { revision, @class = "ordinary" });

        Assert.Equal((409, "policy.document_withdrawn"), (page.Status, page.Code));
        Assert.Equal((409, "policy.document_withdrawn"), (over.Status, over.Body.GetProperty("code").GetString()));
        Assert.Single((await office.Site.In(school, grains => grains.Policy(terms).Overview())).Versions);
    }

    [Fact]
    public async Task Saving_the_schools_rules_leaves_its_documents_as_they_are()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await admin.Submit(await admin.Get("/admin/policies/new"), Name("Refund policy"));

        var saved = await admin.Submit(await admin.Get("/admin/school/rules"), Do(null));
        var now = (await office.Now(school))!;
        var changed = await office.Site.In(school, grains => grains.School.ChangeRules(new SchoolRules(), now.Revision));

        Assert.Equal("/admin/school/rules?saved=1", saved.Location);
        Assert.True(changed.Value!.Rules.Documents.Has(Refunds));
    }

    [Theory]
    [InlineData("""{"revision":REV,"names":{"en":"Refunds"},"dependsOn":["refunds"]}""", 422, "document.circle")]
    [InlineData("""{"revision":REV,"names":{"en":"Refunds"},"dependsOn":["nowhere"]}""", 422, "document.unknown")]
    [InlineData("""{"revision":REV,"names":{"en":"\u202Esdnufer"}}""", 422, "document.bad_name")]
    [InlineData("""{"revision":REV,"names":{"dari":"Refunds"}}""", 422, "policy.bad_language")]
    [InlineData("""{"revision":REV,"names":{"en":null}}""", 422, "document.bad_name")]
    [InlineData("""{"revision":REV,"names":{"en":"Refunds"},"audience":[]}""", 422, "document.no_audience")]
    [InlineData("""{"revision":REV}""", 422, "document.bad_name")]
    [InlineData("""{"revision":999,"names":{"en":"Refunds"}}""", 409, "tenancy.changed")]
    [InlineData("""{"revision":REV,"names":{"en":"Refunds"},"asked":["checkout"]}""", 400, null)]
    [InlineData("""{"revision":REV,"names":{"en":"Refunds <b>"},"audience":["lead","minor"],"asked":["signUp","change"],"dependsOn":["terms"]}""", 200, null)]
    public async Task A_program_gets_the_reason_of_a_refusal(string body, int status, string? code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var put = new HttpRequestMessage(HttpMethod.Put, $"{Api}/refunds")
        {
            Content = new StringContent(body.Replace("REV", $"{school.Revision}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json"),
        };
        put.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        put.Headers.TryAddWithoutValidation("Origin", admin.Origin.GetLeftPart(UriPartial.Authority));

        var answer = await admin.Send(put);

        Assert.Equal((status, code), (answer.Status, status == 200 || code is null ? null : (string?)JsonNode.Parse(answer.Body)!["code"]));
        Assert.Equal(status == 200, (await office.Now(school))!.Rules.Documents.Has(Id<Document>.Parse("refunds")));
    }

    [Theory]
    [InlineData("/admin/policies/nowhere")]
    [InlineData("/admin/policies/nowhere/about")]
    [InlineData("/admin/policies/No Where/about")]
    public async Task A_document_that_is_none_of_the_schools_has_no_page(string path)
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        Assert.Equal(404, (await admin.Get(path)).Status);
    }

    private async Task<School> Offering(string[] offered)
    {
        var school = await office.School();
        return (await office.Site.In(
            school, grains => grains.School.ChangeProfile(school.Profile with { Languages = [.. offered] }, school.Revision))).Value!;
    }

    private async Task<PolicyVersionHead> Publish(School school, Id<Document> document)
    {
        await Save(school, document);
        return (await Published(school, document)).Value!;
    }

    private Task<Outcome<PolicyDraft>> Save(School school, Id<Document> document) => office.Site.In(school, async grains =>
        await grains.Policy(document).Save(Office.Text("en", "We keep it for a year."), (await grains.Policy(document).Draft()).Revision, "test"));

    private Task<Outcome<PolicyVersionHead>> Published(School school, Id<Document> document, DateTimeOffset? effective = null) =>
        office.Site.In(school, async grains => await grains.Policy(document).Publish(new PublishPolicy(
            (await grains.Policy(document).Draft()).Revision, ChangeClass.Ordinary, NewPurpose: false,
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, effective, null, "test")));

    private static Dictionary<string, string?> Name(string name, params (string Field, string Value)[] more) => new(
        more.Select(pair => KeyValuePair.Create<string, string?>(pair.Field, pair.Value)).Append(new("name_en", name)), StringComparer.Ordinal);

    private static Dictionary<string, string?> Do(string? what) => new(StringComparer.Ordinal) { ["do"] = what };
}
