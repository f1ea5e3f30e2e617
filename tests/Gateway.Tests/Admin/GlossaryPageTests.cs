using AngleSharp.Dom;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The school's words for terms, and the editor that points at other ones.</summary>
public class GlossaryPageTests(Office office)
{
    private const string Glossary = "/admin/school/glossary";

    [Fact]
    public async Task A_term_is_added_and_the_editor_points_at_a_translation_without_its_word()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var ada = await office.SignedIn(school, Role.Admin);
        var english = Office.Text("en", "We ask for your consent.");
        await office.Publish(school, english, Office.Text("fa-AF", "اجازهٔ شما را می‌پرسیم.").MadeFrom(english));

        var added = await ada.Submit(await ada.Get(Glossary), new Dictionary<string, string?> { ["word-en"] = "consent", ["word-fa-AF"] = "رضایت", ["note"] = "By an act." }, "form[aria-labelledby=new-term]");
        var editor = (await ada.Get("/admin/policies/privacy/edit/fa-AF")).Page;
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/fa-AF"), ("s0-text", "رضایت شما را می‌پرسیم."));
        var mended = (await ada.Get("/admin/policies/privacy/edit/fa-AF")).Page;

        Assert.Equal((302, Glossary + "?done=saved"), (added.Status, added.Location));
        Assert.Contains("consent", editor.QuerySelector("section[data-key=what-we-keep] [data-finding='lint.glossary_word']")!.TextContent, StringComparison.Ordinal);
        Assert.Null(mended.QuerySelector("[data-finding='lint.glossary_word']"));
    }

    [Fact]
    public async Task A_term_is_changed_and_removed_and_what_somebody_else_changed_first_is_not_written_over()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await ada.Submit(await ada.Get(Glossary), new Dictionary<string, string?> { ["word-en"] = "consent", ["word-ar"] = "موافقة" }, "form[aria-labelledby=new-term]");
        var seen = await ada.Get(Glossary);

        var changed = await ada.Submit(seen, new Dictionary<string, string?> { ["word-en"] = "agreement" }, "[data-term] form");
        var late = await ada.Submit(seen, new Dictionary<string, string?> { ["word-en"] = "late" }, "[data-term] form");
        var now = await ada.Get(Glossary);
        var removed = await ada.Submit(now, new Dictionary<string, string?> { ["do"] = "remove" }, "[data-term] form");

        Assert.Equal((302, 409, "glossary.changed"), (changed.Status, late.Status, late.Code));
        Assert.Contains("agreement", now.Page.QuerySelector("[data-term] summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, removed.Status);
        Assert.Null((await ada.Get(Glossary)).Page.QuerySelector("[data-term]"));
    }

    [Fact]
    public async Task A_word_in_one_language_alone_is_refused_and_stays_in_the_form()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);

        var refused = await ada.Submit(await ada.Get(Glossary), new Dictionary<string, string?> { ["word-en"] = "consent" }, "form[aria-labelledby=new-term]");

        Assert.Equal((422, "glossary.words_needed"), (refused.Status, refused.Code));
        Assert.Equal("consent", refused.Page.QuerySelector("#word-en")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_typed_of_a_term_that_somebody_took_away_stands_in_the_form_of_a_new_one()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await ada.Submit(await ada.Get(Glossary), new Dictionary<string, string?> { ["word-en"] = "consent", ["word-ar"] = "موافقة" }, "form[aria-labelledby=new-term]");
        var seen = await ada.Get(Glossary);
        await ada.Submit(seen, new Dictionary<string, string?> { ["do"] = "remove" }, "[data-term] form");

        var late = await ada.Submit(seen, new Dictionary<string, string?> { ["word-en"] = "agreement" }, "[data-term] form");
        var again = await ada.Submit(late, new Dictionary<string, string?>(), "form[aria-labelledby=new-term]");

        Assert.Equal(409, late.Status);
        Assert.Equal("agreement", late.Page.QuerySelector("form[aria-labelledby=new-term] [name=word-en]")!.GetAttribute("value"));
        Assert.Equal(302, again.Status);
    }
}
