using AngleSharp.Dom;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Words in all sections and languages of a draft.</summary>
public class FindTests(Office office)
{
    private const string Find = "/admin/policies/privacy/find";

    [Fact]
    public async Task Words_are_found_however_they_were_typed_replaced_where_ticked_and_taken_back()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var ada = await office.SignedIn(school, Role.Admin);
        var english = Office.Text("en", "The book.");
        await office.Publish(school, english, Office.Text("fa-AF", "كتاب و کِتاب").MadeFrom(english));

        var found = await ada.Get(Find + "?q=کتاب");
        var preview = await ada.Submit(found, new Dictionary<string, string?> { ["replacement"] = "دفتر", ["do"] = "preview" }, "#replace");
        var unsaved = (await office.Draft(school)).IsSaved;
        var replaced = await ada.Submit(preview, new Dictionary<string, string?> { ["do"] = "replace" }, "#replace");
        var text = (await office.Draft(school)).Texts["fa-AF"].Section("what-we-keep")!.Markdown;
        var undone = await ada.Submit(await ada.Get(Find), new Dictionary<string, string?> { ["do"] = "undo" }, "[data-undo]");

        Assert.Equal(["كتاب", "کِتاب"], found.Page.QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Equal(["دفتر", "دفتر"], preview.Page.QuerySelectorAll("ins").Select(mark => mark.TextContent));
        Assert.False(unsaved);
        Assert.Equal((302, "دفتر و دفتر"), (replaced.Status, text));
        Assert.Equal(302, undone.Status);
        Assert.Equal("كتاب و کِتاب", (await office.Draft(school)).Texts["fa-AF"].Section("what-we-keep")!.Markdown);
    }

    [Fact]
    public async Task A_draft_that_changed_since_the_preview_is_looked_at_again()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your data."));
        var preview = await ada.Submit(await ada.Get(Find + "?q=data"), new Dictionary<string, string?> { ["replacement"] = "facts", ["do"] = "preview" }, "#replace");
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/en"), ("s0-text", "All your data."));

        var refused = await ada.Submit(preview, new Dictionary<string, string?> { ["do"] = "replace" }, "#replace");

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Equal("All your data.", (await office.Draft(school)).Texts["en"].Sections[0].Markdown);
    }

    [Fact]
    public async Task Nothing_ticked_replaces_nothing()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your data."));

        var refused = await ada.Submit(await ada.Get(Find + "?q=data"), new Dictionary<string, string?> { ["replacement"] = "facts", ["do"] = "replace" }, "#replace");

        Assert.Equal((422, "policy.find_none", false), (refused.Status, refused.Code, (await office.Draft(school)).IsSaved));
    }

    [Fact]
    public async Task What_is_looked_for_is_shown_as_words()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your <b>data</b>."));

        var page = (await ada.Get(Find + "?q=" + Uri.EscapeDataString("<b>"))).Page;

        Assert.Equal("<b>", Assert.Single(page.QuerySelectorAll("mark")).TextContent);
        Assert.Equal("0", (await ada.Get(Find + "?q=nowhere")).Page.QuerySelector("[data-found]")!.GetAttribute("data-found"));
    }
}
