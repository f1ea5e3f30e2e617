using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Demo;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.Purposes;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The register of promises: every clause of the text in force, what keeps it, what proves it, how often it was done.</summary>
public class PromisesTests(Office office)
{
    private const string Page = "/admin/policies/privacy/promises";
    private const string Public = "/policies/privacy/promises";

    [Fact]
    public async Task Every_clause_is_there_with_what_keeps_it_and_the_figures_of_the_year()
    {
        var school = await office.School(Rules(("acceptance.initial.mode", "1"), ("change.any.channels", "2")));
        await office.Publish(school, Office.Text("en", "We keep your name."));
        var admin = await office.SignedIn(school, Role.Admin);

        var page = await admin.Get((await admin.Get("/admin/policy/promises")).Location!);

        Assert.Equal(["what-we-keep", "your-rights"], Sections(page));
        Assert.Equal(["acceptance.initial.mode"], Keepers(page, "what-we-keep"));
        Assert.Equal("Enforced", Kind(page, "what-we-keep"));
        Assert.Contains("1 version published", Clause(page, "your-rights").QuerySelector("[data-figure='policy.published']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("payment.storePan", page.Page.QuerySelectorAll("section[aria-labelledby=beside] [data-path]").Select(item => item.GetAttribute("data-path")));
    }

    /// <summary>Of two purposes each has its own figures; what nothing counts says so.</summary>
    [Fact]
    public async Task A_purpose_has_its_own_figures_and_what_is_not_counted_says_so()
    {
        var school = await office.School(Rules(("acceptance.initial.mode", "1"), ("account.staffSetsPassword", "1")));
        await office.Publish(school, Office.Text("en", "We keep your name."));
        await office.Put(school, Registers.Terms with { Clause = "2" });
        await office.Site.In(school, async grains => await grains.Purposes.Put(
            new PutPurpose(Id<Purpose>.Parse("other"), PurposeState.Enabled, Registers.Terms with { Clause = "2" }), (await grains.Purposes.All()).Revision));
        var (ada, _) = await office.Enter(school, Role.Student);
        await ada.Press("agree");
        var admin = await office.SignedIn(school, Role.Admin);

        var page = await admin.Get(Page);
        var api = await admin.Get("/api/v1/policies/privacy/promises");

        Assert.Equal("1 agreement recorded", Figure("news"));
        Assert.Equal("0 agreements recorded", Figure("other"));
        Assert.NotNull(Clause(page, "what-we-keep").QuerySelector("[data-path='account.staffSetsPassword'] [data-not-counted]"));
        Assert.Null(Clause(page, "what-we-keep").QuerySelector("[data-path='acceptance.initial.mode'] [data-not-counted]"));
        Assert.Contains("\"news\":{", api.Body, StringComparison.Ordinal);

        string Figure(string purpose) =>
            Clause(page, "your-rights").QuerySelector($"[data-purpose={purpose}] [data-figure='consent.accepted']")!.TextContent.Trim();
    }

    [Fact]
    public async Task A_person_says_what_keeps_a_clause_and_a_new_version_lets_it_lapse()
    {
        var school = await office.School();
        await office.Publish(school, Office.Text("en", "We keep your name."));
        var (admin, account) = await office.Enter(school, Role.Admin);
        var before = await admin.Get(Page);

        var refused = await Say(admin, before, "what-we-keep", "procedure", " ");
        Assert.Equal((422, "promise.note_needed"), (refused.Status, refused.Code));
        var said = await Say(admin, before, "what-we-keep", "procedure", "The office reads the list each month. <b>");
        Assert.Equal(302, said.Status);

        var after = await admin.Get(Page);
        Assert.Equal(("Uncovered", "Procedural"), (Kind(before, "what-we-keep"), Kind(after, "what-we-keep")));
        Assert.Contains("The office reads the list each month. <b>", Clause(after, "what-we-keep").TextContent, StringComparison.Ordinal);
        Assert.Contains(account.Name, Clause(after, "what-we-keep").TextContent, StringComparison.Ordinal);

        await office.Publish(school, Office.Text("en", "We keep your name and address."));
        var late = await Say(admin, after, "what-we-keep", "statement", "Nothing to do.");
        Assert.Equal((409, "promise.clause_changed"), (late.Status, late.Code));
        var later = await admin.Get(Page);
        Assert.Equal("Uncovered", Kind(later, "what-we-keep"));
        var lapsed = later.Page.QuerySelector("section[aria-labelledby=lapsed] [data-binding=Procedure]")!;
        Assert.Contains("each month", lapsed.TextContent, StringComparison.Ordinal);

        var back = await admin.Submit(later, new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "unbind" }, "section[aria-labelledby=lapsed] form");
        Assert.Equal(302, back.Status);
        Assert.Null((await admin.Get(Page)).Page.QuerySelector("[data-binding]"));
    }

    [Fact]
    [Trait("Rule", "Q14")]
    public async Task A_clause_that_asks_nothing_of_the_software_is_noted_as_a_statement()
    {
        var school = await office.School();
        await office.Publish(school, Office.Text("en", "You keep your password secret; we are not liable for it."));
        var admin = await office.SignedIn(school, Role.Admin);

        await Say(admin, await admin.Get(Page), "what-we-keep", "statement", "It says what she does.");

        Assert.Equal("StatementOnly", Kind(await admin.Get(Page), "what-we-keep"));
    }

    [Fact]
    public async Task Everybody_sees_it_where_the_school_wants_and_nobody_else_where_not()
    {
        var school = await office.School(Rules(("acceptance.initial.mode", "1")));
        await office.Publish(school, Office.Text("en", "We keep your name."));
        var (admin, account) = await office.Enter(school, Role.Admin);
        await Say(admin, await admin.Get(Page), "your-rights", "procedure", "By letter.");
        var visitor = office.Site.Visit(school);

        Assert.Equal(404, (await visitor.Get(Public)).Status);
        await admin.Submit(await admin.Get(Page), new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "publish" }, "form:has(button[value=publish])");
        var shown = await visitor.Get(Public);

        Assert.Equal(200, shown.Status);
        Assert.Equal("Enforced", Kind(shown, "what-we-keep"));
        Assert.Contains("By letter.", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(account.Name, shown.Body, StringComparison.Ordinal);
        Assert.Empty(shown.Page.QuerySelectorAll("[data-promise] form"));

        await admin.Submit(await admin.Get(Page), new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "hide" }, "form:has(button[value=hide])");
        Assert.Equal(404, (await visitor.Get(Public)).Status);
    }

    [Fact]
    public async Task Before_anything_is_published_the_page_says_so()
    {
        var page = await (await office.SignedIn(await office.School(), Role.Admin)).Get(Page);

        Assert.Equal(200, page.Status);
        Assert.NotNull(page.Page.QuerySelector(".empty"));
    }

    [Theory]
    [InlineData("mbtelm")]
    [InlineData("belimon")]
    [InlineData("mathacademy")]
    [InlineData("qalam")]
    [InlineData("11classes")]
    public async Task Every_clause_that_a_demo_schools_settings_name_is_in_its_text(string slug)
    {
        var rules = DemoSchools.RulesOf(slug);
        var school = await office.School(rules);
        var prefix = $"Demo/Schools/{slug}/policies/privacy.";

        foreach (var resource in typeof(DemoSchools).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var file = new MemoryStream();
            await typeof(DemoSchools).Assembly.GetManifestResourceStream(resource)!.CopyToAsync(file, TestContext.Current.CancellationToken);
            await office.Site.In(school, grains => PolicyTexts.Import(
                grains, Documents.Privacy, resource[prefix.Length..^3], file.ToArray(), ImportFormat.Markdown, revision: null, rules, "test"));
        }

        await office.Publish(school);
        var page = await (await office.SignedIn(school, Role.Admin)).Get(Page);
        var kept = page.Page.QuerySelectorAll("[data-promise] [data-path]").Select(item => item.GetAttribute("data-path")!).ToHashSet(StringComparer.Ordinal);

        Assert.All(
            rules.Clauses.Where(clause => !clause.Value.StartsWith("decided by default", StringComparison.Ordinal)),
            clause => Assert.True(kept.Contains(clause.Key), $"{slug}: no clause '{clause.Value}' for {clause.Key}"));
    }

    private static SchoolRules Rules(params (string Path, string Clause)[] clauses) => new()
    {
        Clauses = System.Collections.Immutable.ImmutableDictionary.ToImmutableDictionary(
            clauses, clause => clause.Path, clause => clause.Clause, StringComparer.Ordinal),
    };

    private static Task<Answer> Say(Visitor admin, Answer page, string section, string keeper, string note) => admin.Submit(
        page,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["keeper"] = keeper, ["note"] = note, ["do"] = "bind" },
        $"[data-promise={section}] form:has(select)");

    private static IEnumerable<string> Sections(Answer page) =>
        page.Page.QuerySelectorAll("[data-promise]").Select(clause => clause.GetAttribute("data-promise")!);

    private static AngleSharp.Dom.IElement Clause(Answer page, string section) => page.Page.QuerySelector($"[data-promise='{section}']")!;

    private static string Kind(Answer page, string section) => Clause(page, section).GetAttribute("data-kind")!;

    private static IEnumerable<string> Keepers(Answer page, string section) =>
        Clause(page, section).QuerySelectorAll("[data-path]").Select(item => item.GetAttribute("data-path")!);
}
