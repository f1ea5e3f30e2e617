using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Sections that a setting is from: said at the section, and warned of where one goes.</summary>
public class RequiredClausesTests(Office office)
{
    private const string Editor = "/admin/policies/privacy/edit/en";

    [Fact]
    [Trait("Rule", "B44")]
    public async Task A_section_says_which_setting_asks_for_it_and_taking_it_out_warns_until_another_one_is_bound()
    {
        var school = await office.School(new SchoolRules
        {
            Clauses = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("acceptance.refusal", "Your rights")]),
        });
        await office.Publish(school, Office.Text("en", "Your name."));
        var ada = await office.SignedIn(school, Role.Admin);

        var page = await ada.Get(Editor);
        var asked = page.Page.QuerySelectorAll("[data-required]").Select(tag => tag.Closest("section")!.GetAttribute("data-key"));
        var removed = await ada.Submit(page, ("do", "remove:1"));
        var saved = await ada.Submit(removed, ("s0-text", "Your name and nothing else."));
        var publish = await ada.Get("/admin/policies/privacy/publish");
        var stopped = await ada.Submit(publish, new Dictionary<string, string?> { ["class"] = "Significant", ["new_purpose"] = "false" }, "#publish");
        var findings = await ada.Get("/admin/policies/privacy/findings");
        await ada.Submit(findings, new Dictionary<string, string?> { ["do"] = "decide", [$"note-{Lost(findings).Id![2..]}"] = "It stands in the terms." }, "#" + Lost(findings).Id + " form:has(textarea)");
        var published = await ada.Submit(
            await ada.Get("/admin/policies/privacy/publish"), new Dictionary<string, string?> { ["class"] = "Significant", ["new_purpose"] = "false" }, "#publish");
        var after = await ada.Get(Editor);
        var promises = await ada.Get("/admin/policies/privacy/promises");
        await ada.Submit(
            promises,
            new Dictionary<string, string?> { ["keeper"] = "acceptance.refusal", ["note"] = "", ["do"] = "bind" },
            "[data-promise=what-we-keep] form:has(select)");
        var bound = await ada.Get(Editor);

        Assert.Equal(["your-rights"], asked);
        Assert.Null(page.Page.QuerySelector("[data-lost]"));
        Assert.Contains("Your rights", removed.Page.QuerySelector("[data-lost] [data-section=your-rights]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("en", removed.Page.QuerySelector("[data-lost] [data-section=your-rights] bdi")!.GetAttribute("lang"));
        Assert.Equal(302, saved.Status);
        Assert.NotNull(publish.Page.QuerySelector("[data-finding='lint.required_lost']"));
        Assert.Equal((422, "policy.findings_open"), (stopped.Status, stopped.Code));
        Assert.Contains("Your rights", Lost(findings).QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, published.Status); // decided, and the decision is kept
        Assert.NotNull(after.Page.QuerySelector("[data-lost] [data-section=your-rights] [data-required='acceptance.refusal']"));
        Assert.NotNull(after.Page.QuerySelector("[data-lost]")!.ParentElement!.QuerySelector("a[href='/admin/policies/privacy/promises']"));
        Assert.Null(bound.Page.QuerySelector("[data-lost]"));
        Assert.NotNull(bound.Page.QuerySelector("section[data-key=what-we-keep] [data-required='acceptance.refusal']"));
        Assert.Null((await ada.Get("/admin/policies/privacy/findings")).Page.QuerySelector("section[data-finding='lint.required_lost']"));

        static AngleSharp.Dom.IElement Lost(Answer page) => page.Page.QuerySelector("section[data-finding='lint.required_lost']")!;
    }

    /// <summary>The settings' clauses are of the privacy policy; a section of the terms with the same number promises nothing of theirs.</summary>
    [Fact]
    public async Task Clauses_of_the_privacy_policy_are_looked_for_in_no_other_document()
    {
        var school = await office.School(new SchoolRules
        {
            Clauses = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("acceptance.refusal", "2")]),
        });
        var terms = Id<Grains.Common.Document>.Parse("terms");
        await office.Publish(school, Office.Text("en", "Your name."));
        await office.Publish(school, terms, Office.Text("en", "Be kind."));
        var ada = await office.SignedIn(school, Role.Admin);

        var privacy = (await ada.Get(Editor)).Page;
        var other = (await ada.Get("/admin/policies/terms/edit/en")).Page;
        var register = await office.Site.In(school, grains => grains.Promises(terms).Register());

        Assert.NotNull(privacy.QuerySelector("section[data-key=your-rights] [data-required='acceptance.refusal']"));
        Assert.Null(other.QuerySelector("[data-required]"));
        Assert.All(register.Promises, promise => Assert.Equal((PromiseKind.Uncovered, 0), (promise.Kind, promise.Keepers.Length)));
    }

    [Fact]
    public async Task A_clause_by_number_stays_with_its_section_when_another_one_takes_the_number()
    {
        var school = await office.School(new SchoolRules
        {
            Clauses = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("acceptance.refusal", "2")]),
        });
        await office.Publish(school, Office.Text("en", "Your name."));
        var ada = await office.SignedIn(school, Role.Admin);

        await ada.Submit(await ada.Get(Editor), ("s0-number", "2."), ("s1-number", "3."));
        var page = (await ada.Get(Editor)).Page;
        await ada.Submit(await ada.Get("/admin/policies/privacy/publish"), new Dictionary<string, string?> { ["class"] = "Ordinary", ["new_purpose"] = "false" }, "#publish");
        var register = await office.Site.In(school, grains => grains.Promises(DocumentSet.Privacy).Register());

        Assert.Equal(["your-rights"], page.QuerySelectorAll("[data-required]").Select(tag => tag.Closest("section")!.GetAttribute("data-key")));
        Assert.NotNull(page.QuerySelector("section[data-key=your-rights] [data-parted]"));
        Assert.Equal(2, register.Version);
        Assert.Equal(["your-rights"], register.Promises.Where(promise => !promise.Keepers.IsEmpty).Select(promise => promise.Section));
    }

    [Fact]
    public async Task An_emptied_section_is_gone_too_and_a_translation_shows_what_asks_for_the_section_it_is_made_from()
    {
        var school = await office.School(new SchoolRules
        {
            Clauses = ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("acceptance.refusal", "Your rights")]),
            PolicyLanguage = new SchoolRules().PolicyLanguage with { Authoritative = "en", Precedence = Precedence.AuthoritativePrevails },
        });
        await office.Publish(school, Office.Text("en", "Your name."));
        var ada = await office.SignedIn(school, Role.Admin);

        var emptied = await ada.Submit(await ada.Get(Editor), ("s1-heading", ""), ("s1-text", ""), ("do", "up:0"));
        var translation = await ada.Get("/admin/policies/privacy/edit/fa-AF");

        Assert.NotNull(emptied.Page.QuerySelector("[data-lost] [data-section=your-rights]"));
        Assert.NotNull(translation.Page.QuerySelector("section[data-key=your-rights] [data-required='acceptance.refusal']"));
        Assert.Null(translation.Page.QuerySelector("[data-lost]"));
    }

    [Fact]
    [Trait("Rule", "M01")]
    public async Task From_a_translations_contents_each_section_leads_to_the_same_one_of_the_text_that_prevails()
    {
        var school = await office.School(new SchoolRules
        {
            PolicyLanguage = new SchoolRules().PolicyLanguage with { Authoritative = "en", Precedence = Precedence.AuthoritativePrevails },
        });
        await office.Publish(school, Office.Text("en", "Your name."), Office.Text("fa-AF", "نام شما."));
        var visitor = office.Site.Visit(school);

        var translation = (await visitor.Get("/policies/privacy?lang=fa-AF")).Page;
        var ways = translation.QuerySelectorAll(".reading-contents a.same-section").Select(way => way.GetAttribute("href")!).ToList();
        var prevailing = (await visitor.Get(ways[1].Split('#')[0])).Page;

        Assert.Equal(["/policies/privacy/versions/1?lang=en#what-we-keep", "/policies/privacy/versions/1?lang=en#your-rights"], ways);
        Assert.Equal("en", prevailing.GetElementById(ways[1].Split('#')[1])!.GetAttribute("lang"));
        Assert.Empty(prevailing.QuerySelectorAll("a.same-section"));
    }
}
