using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>What the linter finds is shown where the text is, stops publishing where it must, and is decided by a person.</summary>
public class FindingsTests(Office office)
{
    private const string Policy = "/admin/policies/privacy";
    private const string Page = Policy + "/findings";
    private const string Stranger = "Write to school@gmail.com.";

    [Fact]
    [Trait("Rule", "Q17")]
    [Trait("Rule", "T41")]
    public async Task A_finding_stops_publishing_until_somebody_decides_to_leave_it()
    {
        var (school, admin) = await WithDraft(Stranger);

        var refused = await Publish(admin);
        Assert.Equal((422, "policy.findings_open"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Page.QuerySelector("[data-finding='lint.contact_free_mail'] a[href^='/admin/policies/privacy/findings#f-']"));

        var decided = await Decide(admin, "lint.contact_free_mail", "It is the school's own mailbox.");
        Assert.Equal(302, decided.Status);
        var page = await admin.Get(decided.Location!.Split('#')[0]);
        Assert.Contains("It is the school's own mailbox.", Panel(page, "lint.contact_free_mail").QuerySelector("[data-decision]")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(302, (await Publish(admin)).Status);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    [Trait("Rule", "Q17")]
    [Trait("Rule", "T41")]
    public async Task Mending_the_text_is_as_good_as_deciding()
    {
        var (_, admin) = await WithDraft(Stranger);
        await Write(admin, "Write to office@school.example.");

        Assert.Equal(302, (await Publish(admin)).Status);
    }

    [Fact]
    public async Task A_decision_lapses_when_its_clause_changes_and_is_kept()
    {
        var (_, admin) = await WithDraft(Stranger);
        await Decide(admin, "lint.contact_free_mail", "Ours.");

        await Write(admin, Stranger + " Another sentence.");
        Assert.Equal(0, Open(await admin.Get(Page)));

        await Write(admin, "Please write to school@gmail.com.");
        var page = await admin.Get(Page);

        Assert.Equal(1, Open(page));
        Assert.Contains("Ours.", page.Page.QuerySelector("[data-lapsed='lint.contact_free_mail']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("policy.findings_open", (await Publish(admin)).Code);
    }

    [Fact]
    public async Task Of_two_admins_the_second_reads_the_firsts_decision_and_can_withdraw_it()
    {
        var (school, first) = await WithDraft(Stranger);
        var second = await office.SignedIn(school, Role.Admin);
        var seen = await second.Get(Page);
        await Decide(first, "lint.contact_free_mail", "Ours.");

        var late = await Decide(second, "lint.contact_free_mail", "Not ours.", seen);
        Assert.Equal((409, "policy.finding_decided"), (late.Status, late.Code));
        Assert.Contains("Ours.", Panel(late, "lint.contact_free_mail").TextContent, StringComparison.Ordinal);

        var panel = Panel(late, "lint.contact_free_mail");
        var withdrawn = await second.Submit(late, Values(("do", "withdraw")), $"#{panel.Id} form:has(button[value=withdraw])");
        Assert.Equal(302, withdrawn.Status);
        Assert.Equal(1, Open(await first.Get(Page)));
    }

    [Fact]
    public async Task A_decision_without_a_reason_is_asked_for_one()
    {
        var (_, admin) = await WithDraft(Stranger);

        var refused = await Decide(admin, "lint.contact_free_mail", " ");

        Assert.Equal((422, "policy.note_needed"), (refused.Status, refused.Code));
        var target = refused.Page.QuerySelector("[role=alert] a")!.GetAttribute("href")!;
        Assert.NotNull(refused.Page.QuerySelector($"textarea[id='{target[1..]}'][aria-invalid=true]"));
    }

    [Fact]
    public async Task The_editor_names_a_finding_at_its_section_and_the_way_goes_both_ways()
    {
        var (_, admin) = await WithDraft(Stranger);

        var editor = (await admin.Get(Policy + "/edit/en")).Page;
        var link = editor.QuerySelector("[data-key=what-we-keep] [data-finding='lint.contact_free_mail'] a")!.GetAttribute("href")!;
        var findings = await admin.Get(link.Split('#')[0]);
        var back = findings.Page.GetElementById(link.Split('#')[1])!.QuerySelector("a[href*='/edit/en#']")!.GetAttribute("href")!;

        Assert.NotNull(editor.GetElementById(back.Split('#')[1]));
    }

    [Fact]
    public async Task An_import_says_what_the_file_brings_before_it_is_saved()
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        var read = await admin.Submit(
            await admin.Get(Policy + "/import"), ("language", "en"), ("source", "# Privacy\n\n## Contact\n\n" + Stranger + "\n"));

        Assert.Equal(200, read.Status);
        Assert.NotNull(read.Page.QuerySelector("[data-lint] [data-finding='lint.contact_free_mail']"));
        Assert.Empty(read.Page.QuerySelectorAll("[data-lint] a"));
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("fa-AF", "rtl")]
    [InlineData("ar", "rtl")]
    public async Task Every_finding_has_its_words_in_the_readers_language(string language, string direction)
    {
        var (_, admin) = await WithDraft(Stranger + " We answer promptly. See Section 9. You can publish or deactivate your account.");
        admin.Language = language;

        var page = (await admin.Get(Page + "?ui=" + language)).Page;

        Assert.Equal(direction, page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(4, page.QuerySelectorAll("[data-finding]").Length);
        Assert.All(page.QuerySelectorAll("[data-finding]"), panel => Assert.DoesNotContain("{", panel.TextContent, StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("[data-finding] blockquote"), quote => Assert.Equal("ltr", quote.GetAttribute("dir")));
    }

    /// <summary>A school that does not publish without the text that binds is not talked out of it by a note.</summary>
    [Fact]
    [Trait("Rule", "T01")]
    public async Task What_the_schools_rules_refuse_is_not_decided_away()
    {
        var rules = RulesPresets.ConvenienceTranslations("fa-AF");
        var school = await office.School(rules with { PolicyLanguage = rules.PolicyLanguage with { OnMissing = MissingAction.BlockPublish } });
        var admin = await office.SignedIn(school, Role.Admin);
        await Write(admin, "Your name. office@school.example");

        var panel = Panel(await admin.Get(Page), "lint.authoritative_missing");

        Assert.Null(panel.QuerySelector("textarea"));
        Assert.Equal("policy.authoritative_missing", (await Publish(admin)).Code);
    }

    [Fact]
    [Trait("Rule", "Q19")]
    public async Task What_a_whole_policy_says_nothing_of_is_listed_and_stops_nothing()
    {
        var (school, admin) = await WithDraft("We keep your name with your consent. Write to office@north.example.");
        await office.Site.In(school, async grains =>
        {
            var draft = await grains.Policy(Documents.Privacy).Draft();
            var text = draft.Texts["en"];
            return await grains.Policy(Documents.Privacy).Save(
                text with
                {
                    Sections = [.. text.Sections, .. Enumerable.Range(1, 5).Select(number => new PolicySection($"more-{number}", 1, null, $"More {number}", "More."))],
                },
                draft.Revision,
                "test");
        });

        var page = await admin.Get(Page);
        var titles = page.Page.QuerySelectorAll(".finding[data-finding='lint.not_covered'] h3").Select(title => title.TextContent).ToList();

        Assert.Equal(3, titles.Distinct(StringComparer.Ordinal).Count()); // age, cookies, rights
        Assert.Contains(titles, title => title.Contains("cookies", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(0, Open(page));
    }

    [Fact]
    public async Task Over_the_API_findings_are_listed_decided_once_and_withdrawn()
    {
        var (school, _) = await WithDraft(Stranger + " We answer promptly.");
        var key = await office.Site.In(school, grains => office.Site.Services.GetRequiredService<Schools>().IssueAdminKey(grains.Tenant, "lint", "test"));
        using var api = new ApiClient(office.Site.Visit(school), key);

        var all = (await api.Get("/api/v1/policies/privacy/findings")).Body.GetProperty("items");
        var none = (await api.Get("/api/v1/policies/privacy/findings?textLanguage=ar")).Body.GetProperty("items");
        Assert.Equal((2, 0), (all.GetArrayLength(), none.GetArrayLength()));
        Assert.Equal(("error", true, "gmail.com"), (
            all[0].GetProperty("severity").GetString(),
            all[0].GetProperty("stopsPublishing").GetBoolean(),
            all[0].GetProperty("words").GetString()!.Split('@')[1]));

        var decision = $"/api/v1/policies/privacy/findings/{all[0].GetProperty("finding").GetString()}/decision";
        Assert.Equal(404, (await api.Delete(decision)).Status);
        Assert.Equal(422, (await api.Put(decision, new { note = "" })).Status);
        Assert.Equal(200, (await api.Put(decision, new { note = "Ours." })).Status);
        Assert.Equal(200, (await api.Put(decision, new { note = "Ours." })).Status);
        Assert.Equal(409, (await api.Put(decision, new { note = "Not ours." })).Status);
        Assert.Equal(404, (await api.Put(decision.Replace("findings/", "findings/0", StringComparison.Ordinal), new { note = "Ours." })).Status);
        Assert.False((await api.Get("/api/v1/policies/privacy/findings")).Body.GetProperty("items")[0].GetProperty("stopsPublishing").GetBoolean());

        Assert.Equal("Ours.", (await api.Delete(decision)).Body.GetProperty("note").GetString());
        var refused = await api.Post("/api/v1/policies/privacy/versions", new { revision = (await office.Draft(school)).Revision, @class = "ordinary" });
        Assert.Equal((422, "policy.findings_open"), (refused.Status, refused.Body.GetProperty("code").GetString()));
    }

    private async Task<(School School, Visitor Admin)> WithDraft(string body)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var revision = (await office.Draft(school)).Revision;
        await office.Site.In(school, grains => grains.Policy(Documents.Privacy).Save(Office.Text("en", body, "It is deleted when you leave."), revision, "test"));
        return (school, admin);
    }

    private static async Task Write(Visitor admin, string body) =>
        Assert.Equal(302, (await admin.Submit(await admin.Get(Policy + "/edit/en"), ("s0-heading", "What we keep"), ("s0-text", body))).Status);

    private static async Task<Answer> Publish(Visitor admin) =>
        await admin.Submit(await admin.Get(Policy + "/publish"), ("class", "Ordinary"), ("new_purpose", "false"));

    private static async Task<Answer> Decide(Visitor admin, string rule, string note, Answer? seen = null)
    {
        var page = seen ?? await admin.Get(Page);
        var panel = Panel(page, rule);

        return await admin.Submit(
            page, Values(("do", "decide"), ($"note-{panel.Id![2..]}", note)), $"#{panel.Id} form:has(textarea)");
    }

    private static AngleSharp.Dom.IElement Panel(Answer page, string rule) => page.Page.QuerySelector($".finding[data-finding='{rule}']")!;

    // How many the page says publishing waits for.
    private static int Open(Answer page) => page.Page.QuerySelectorAll(".finding [data-severity=Error]").Length;

    private static Dictionary<string, string?> Values(params (string Name, string? Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
}
