using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>A document's text in one language, section by section.</summary>
public class EditorTests(Office office)
{
    private const string English = "/admin/policies/privacy/edit/en";
    private const string Dari = "/admin/policies/privacy/edit/fa-AF";

    [Fact]
    public async Task A_text_is_written_from_nothing()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var empty = await admin.Get(English);
        var two = await admin.Submit(empty, ("opening-heading", "Privacy"), ("s0-heading", "Your rights"), ("s0-text", "Ask.\r\nUs."), ("do", "add:0"));
        var saved = await admin.Submit(two, ("s1-heading", "Your rights"), ("s1-text", "Twice."));

        Assert.Equal(200, two.Status);
        Assert.Equal((302, English + "?saved=1"), (saved.Status, saved.Location));
        var text = (await office.Draft(school)).Texts["en"];
        Assert.Equal(("Privacy", 2), (text.Title, text.Sections.Length));
        Assert.Equal("your-rights, your-rights-2", Keys(text));
        Assert.Equal("Ask.\nUs.", text.Sections[0].Markdown);
    }

    /// <summary>A section of the newest version, taken out of the draft and out of the form, comes back where it stood and as what it was.</summary>
    [Fact]
    public async Task A_removed_section_is_had_back_from_the_newest_version_with_its_key_and_its_translation()
    {
        var school = await office.School(new SchoolRules
        {
            PolicyLanguage = new SchoolRules().PolicyLanguage with { Authoritative = "en", Precedence = Precedence.AuthoritativePrevails },
        });
        var admin = await office.SignedIn(school, Role.Admin);
        var source = Office.Text("en", "Your name.");
        await office.Publish(school, source, Office.Text("fa-AF", "نام شما.").MadeFrom(source));
        var key = source.Sections[0].Key;

        var page = await admin.Get(English);
        var saved = await admin.Submit(await admin.Submit(page, ("do", "remove:0")));
        await admin.Submit(await admin.Submit(await admin.Get(English), ("do", "add:0")), ("s1-heading", "What we keep"), ("s1-text", "Another."));
        var later = await admin.Get(English);
        var back = await admin.Submit(later, ("do", $"restore:{key}"));
        var nothing = await admin.Submit(back, ("do", "restore:privacy"));
        await admin.Submit(back);
        var draft = (await office.Draft(school)).Texts;

        Assert.Null(page.Page.QuerySelector("[data-removed]"));
        Assert.Equal(302, saved.Status);
        Assert.Equal($"restore:{key}", later.Page.QuerySelector("[data-removed] button")!.GetAttribute("value"));
        Assert.Null(back.Page.QuerySelector("[data-removed]"));
        Assert.NotEqual(500, nothing.Status);
        Assert.Equal((key, source.Sections[0].Hash), (draft["en"].Sections[0].Key, draft["en"].Sections[0].Hash));
        Assert.Equal(source.Sections.Length + 1, draft["en"].Sections.Length);
        Assert.Equal(SectionState.Current, LanguageRules.States(draft["fa-AF"], draft["en"])[key]);
    }

    [Fact]
    public async Task Sections_move_by_buttons_and_keep_their_keys()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var moved = await admin.Submit(await admin.Get(English), ("do", "down:0"));
        await admin.Submit(moved);

        Assert.Equal(0, moved.Page.QuerySelectorAll("#s0-heading[autofocus]").Length);
        Assert.NotNull(moved.Page.QuerySelector("#s1-heading[autofocus]"));
        Assert.Equal("your-rights, what-we-keep", Keys((await office.Draft(school)).Texts["en"]));
    }

    [Theory]
    [InlineData("move:0:1", "your-rights, what-we-keep")]
    [InlineData("move:1:0", "your-rights, what-we-keep")]
    [InlineData("move:1:1", "what-we-keep, your-rights")]
    [InlineData("move:0:9", "what-we-keep, your-rights")]
    [InlineData("move:-1:0", "what-we-keep, your-rights")]
    public async Task A_section_that_is_dragged_stands_where_it_was_dropped(string act, string keys)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var moved = await admin.Submit(await admin.Get(English), ("do", act));
        await admin.Submit(moved.Status == 200 ? moved : await admin.Get(English));

        Assert.Equal(keys, Keys((await office.Draft(school)).Texts["en"]));
    }

    [Fact]
    public async Task Saving_what_was_loaded_changes_no_word()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var text = Office.Text("en", "  - a list\n\n\tand a tab  \n");
        await office.Publish(school, text);

        await admin.Submit(await admin.Get(English));

        Assert.Equal(text.Hash, (await office.Draft(school)).Texts["en"].Hash);
    }

    [Fact]
    public async Task A_translators_work_is_current_until_the_text_beside_it_changes()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var blank = await admin.Get(Dari);
        await admin.Submit(blank, ("opening-heading", "پالیسی"), ("s0-heading", "چه نگه می‌داریم"), ("s0-text", "نام شما."));
        var half = await admin.Get(Dari);
        await admin.Submit(await admin.Get(English), ("s0-text", "Your name and your country."));
        var stale = await admin.Get(Dari);
        await admin.Submit(stale, ("s0-ok", "true"), ("s0-reason", "“Country” is in it already."));
        var confirmed = await admin.Get(Dari);

        Assert.Equal(["Missing", "Missing", "Missing"], States(blank.Page));
        Assert.Equal(["Current", "Current", "Missing"], States(half.Page));
        Assert.Equal(["Current", "Stale", "Missing"], States(stale.Page));
        Assert.Equal("and your country", stale.Page.QuerySelector("[data-key=what-we-keep] [data-marks] ins")!.TextContent
            .Replace("[Added: ", "", StringComparison.Ordinal).Trim(' ', ']'));
        Assert.Contains("3 words", stale.Page.QuerySelector("[data-key=what-we-keep] [data-state=Stale]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Current", "Current", "Missing"], States(confirmed.Page));
        Assert.Contains("“Country” is in it already.", confirmed.Page.QuerySelector("[data-key=what-we-keep] [data-confirmed]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("what-we-keep", Keys((await office.Draft(school)).Texts["fa-AF"]));
    }

    [Fact]
    public async Task Still_correct_needs_a_reason_and_leaves_the_section_as_it_was()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."), Office.Text("fa-AF", "نام شما.").MadeFrom(Office.Text("en", "Your name.")));
        await admin.Submit(await admin.Get(English), ("s0-text", "Your full name."));

        var refused = await admin.Submit(await admin.Get(Dari), ("s0-ok", "true"), ("s0-reason", "  "));

        Assert.Equal((422, "policy.still_correct_reason_needed"), (refused.Status, refused.Code));
        Assert.Equal("#s0-reason", refused.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        Assert.Equal(["Current", "Stale", "Current"], States((await admin.Get(Dari)).Page));
    }

    [Fact]
    public async Task What_waits_for_the_translator_is_listed_and_one_click_away()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        var dari = Office.Text("fa-AF", "نام شما.").MadeFrom(Office.Text("en", "Your name."));
        await office.Publish(school, dari with { Sections = [dari.Sections[0], dari.Sections[1] with { Key = "gone" }] });
        await admin.Submit(await admin.Get(English), ("s0-text", "Your full name."));

        var page = (await admin.Get(Dari)).Page;
        var links = page.QuerySelectorAll("[data-to-do] a").Select(link => link.GetAttribute("href")!).ToArray();

        Assert.Equal(["#at-what-we-keep", "#at-your-rights", "#at-gone"], links);
        Assert.All(links, link => Assert.NotNull(page.QuerySelector(link)));
        Assert.Equal("1. What we keep", page.QuerySelector("[data-to-do] a")!.TextContent.Trim());
        Assert.Contains("not in the prevailing text", page.QuerySelector("[data-key=gone] [data-state]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await admin.Get(English)).Page.QuerySelectorAll("[data-to-do]"));
    }

    [Fact]
    public async Task A_translation_of_unknown_origin_says_so_and_shows_no_made_up_marks()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."), Office.Text("fa-AF", "نام شما."));

        var section = (await admin.Get(Dari)).Page.QuerySelector("[data-key=what-we-keep]")!;

        Assert.Equal("Stale", section.QuerySelector("[data-state]")!.GetAttribute("data-state"));
        Assert.Null(section.QuerySelector("[data-marks]"));
        Assert.Contains("not known from which text", section.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_translation_saved_after_its_source_changed_is_kept_and_is_not_called_current()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var (author, translator) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var old = await translator.Get(Dari);
        await author.Submit(await author.Get(English), ("s0-text", "Your name and your country."));

        var saved = await translator.Submit(old, ("s0-heading", "چه نگه می‌داریم"), ("s0-text", "نام شما."));
        var page = (await translator.Get(Dari)).Page;

        Assert.Equal(302, saved.Status);
        Assert.Equal("نام شما.", (await office.Draft(school)).Texts["fa-AF"].Sections[0].Markdown);
        Assert.Equal("Stale", page.QuerySelector("[data-key=what-we-keep] [data-state]")!.GetAttribute("data-state"));
        Assert.Contains("and your country", page.QuerySelector("[data-key=what-we-keep] [data-marks] ins")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_column_has_its_own_language_and_direction()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var page = (await admin.Get(Dari, "ar")).Page;

        var beside = page.QuerySelector("[data-key=what-we-keep] [data-beside]")!;
        var typed = page.QuerySelector("#s0-text")!;
        Assert.Equal(("en", "ltr"), (beside.GetAttribute("lang"), beside.GetAttribute("dir")));
        Assert.Equal(("fa-AF", "rtl"), (typed.GetAttribute("lang"), typed.GetAttribute("dir")));
        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
    }

    [Fact]
    public async Task Two_editors_of_different_sections_both_keep_their_words()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(one, ("s0-text", "Your name and age."));

        var refused = await second.Submit(other, ("s1-text", "You can write to us."));
        await second.Submit(refused);

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Null(refused.Page.QuerySelector("[data-theirs]"));
        Assert.Equal("Your name and age. You can write to us.", Bodies((await office.Draft(school)).Texts["en"]));
    }

    [Fact]
    public async Task Two_editors_of_one_section_see_both_texts_and_decide()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(one, ("s0-text", "Only your first name."), ("s1-text", "Ask first."));

        var refused = await second.Submit(other, ("s0-text", "Your full name."));
        var again = await second.Submit(refused);

        Assert.Equal(409, refused.Status);
        Assert.Equal("Your full name.", refused.Page.QuerySelector("#s0-text")!.TextContent);
        Assert.Contains("Only your first name.", refused.Page.QuerySelector("[data-theirs] textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, again.Status);
        Assert.Equal("Your full name. Ask first.", Bodies((await office.Draft(school)).Texts["en"]));
    }

    [Fact]
    public async Task What_both_changed_is_shown_from_where_both_began()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(one, ("s0-text", "Your first name."));

        var told = await second.Submit(other, ("s0-text", "Your name, once."), ("s0-text-before", "Your name."));
        var lied = await second.Submit(other, ("s0-text", "Your name, once."), ("s0-text-before", "Never said."));

        Assert.Equal(["editor.theirs_changed", "editor.yours_changed"], Ways(told.Page));
        Assert.Equal(["first", "once"], told.Page.QuerySelectorAll("[data-way] ins").Select(added => string.Concat(added.TextContent.Where(char.IsAsciiLetter))[5..]));
        Assert.Equal(["admin_policy.theirs"], Ways(lied.Page));
    }

    [Fact]
    public async Task What_is_saved_while_typing_answers_in_words_and_brings_others_sections_in()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(one, ("s0-text", "Your first name."));

        var saved = await second.Submit(other, ("s1-text", "Ask."), ("do", "auto"));
        var reply = JsonDocument.Parse(saved.Body).RootElement;
        var parts = reply.GetProperty("parts");

        Assert.Equal(200, saved.Status);
        Assert.StartsWith("Saved ", reply.GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.Equal((await office.Draft(school)).Revision.ToString(CultureInfo.InvariantCulture), reply.GetProperty("mark").GetString());
        Assert.Equal("Your first name.", parts[1].GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, parts[2].GetProperty("text").ValueKind);
        Assert.Equal("Your first name. Ask.", Bodies((await office.Draft(school)).Texts["en"]));
    }

    [Fact]
    public async Task What_clashes_while_typing_is_not_saved_over_and_waits_for_her()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(one, ("s0-text", "Your first name."));

        var saved = await second.Submit(other, ("s0-text", "Your nickname."), ("do", "auto"));

        Assert.Equal(409, saved.Status);
        Assert.Contains("somebody else changed the same text", JsonDocument.Parse(saved.Body).RootElement.GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Your first name.", Bodies((await office.Draft(school)).Texts["en"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_somebody_removed_does_not_come_back_while_another_types()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(await first.Submit(one, ("do", "remove:1")));

        var saved = await second.Submit(other, ("s0-text", "Your nickname."), ("do", "auto"));

        Assert.Equal(409, saved.Status);
        Assert.Equal("what-we-keep", Keys((await office.Draft(school)).Texts["en"]));
    }

    [Fact]
    public async Task A_new_order_and_new_numbers_are_not_undone_by_whoever_types_meanwhile()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(await first.Submit(one, ("do", "down:0")), ("s0-number", "A."), ("s1-number", "B."));

        var auto = await second.Submit(other, ("s1-text", "Ask."), ("do", "auto"));
        var refused = await second.Submit(other, ("s1-text", "Ask."));
        var again = await second.Submit(refused);

        Assert.Equal((409, 409, 302), (auto.Status, refused.Status, again.Status));
        Assert.Null(refused.Page.QuerySelector("[data-theirs], [data-their-order]"));
        var text = (await office.Draft(school)).Texts["en"];
        Assert.Equal("your-rights, what-we-keep", Keys(text));
        Assert.Equal(["A.", "B."], text.Sections.Select(section => section.Number));
        Assert.Equal("Ask. Your name.", Bodies(text));
    }

    [Fact]
    public async Task A_number_of_somebody_else_comes_in_while_she_types_and_one_that_both_changed_is_shown()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        await office.Publish(school, Office.Text("en", "Your name."));
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(one, ("s0-number", "A."));

        var auto = await second.Submit(other, ("s0-text", "Your nickname."), ("do", "auto"));
        var both = await second.Submit(other, ("s0-number", "I."));

        Assert.Equal(200, auto.Status);
        Assert.Equal("A.", JsonDocument.Parse(auto.Body).RootElement.GetProperty("parts")[1].GetProperty("number").GetString());
        Assert.Equal(["A.", "2."], (await office.Draft(school)).Texts["en"].Sections.Select(section => section.Number));
        Assert.Equal(409, both.Status);
        Assert.Contains("A.", both.Page.QuerySelector("[data-key=what-we-keep] [data-their-number]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("I.", both.Page.QuerySelector("#s0-number")!.GetAttribute("value"));
    }

    /// <summary>Nobody types a level; an import changes it.</summary>
    [Fact]
    public async Task A_level_that_was_imported_meanwhile_stays()
    {
        var school = await office.School();
        var second = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        var other = await second.Get(English);
        var text = Office.Text("en", "Your name.");
        await office.Draft(school, text with { Sections = text.Sections.SetItem(1, text.Sections[1] with { Level = 2 }) });

        var auto = await second.Submit(other, ("s0-text", "Your nickname."), ("do", "auto"));

        Assert.Equal(200, auto.Status);
        Assert.Equal(2, JsonDocument.Parse(auto.Body).RootElement.GetProperty("parts")[2].GetProperty("level").GetInt32());
        Assert.Equal([1, 2], (await office.Draft(school)).Texts["en"].Sections.Select(section => section.Level));
    }

    [Fact]
    public async Task Two_orders_that_differ_are_shown_and_she_decides()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        var text = Office.Text("en", "Your name.");
        await office.Publish(school, text with { Sections = text.Sections.Add(new PolicySection("children", 1, "3.", "Children", "None.")) });
        var (one, other) = (await first.Get(English), await second.Get(English));
        await first.Submit(await first.Submit(one, ("do", "down:0")));

        var hers = await second.Submit(other, ("do", "up:2"));
        var refused = await second.Submit(hers);
        var shown = refused.Page.QuerySelectorAll("[data-their-order] li").Select(line => line.TextContent.Trim()).ToArray();
        var before = Keys((await office.Draft(school)).Texts["en"]);
        await second.Submit(refused);

        Assert.Equal(409, refused.Status);
        Assert.Equal(["2. Your rights", "1. What we keep", "3. Children"], shown);
        Assert.Equal("your-rights, what-we-keep, children", before);
        Assert.Equal("what-we-keep, children, your-rights", Keys((await office.Draft(school)).Texts["en"]));
    }

    [Fact]
    public async Task A_section_too_long_to_show_is_refused_and_every_word_of_it_stays_on_the_form()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get(English);
        var words = string.Join(' ', Enumerable.Repeat("word", 20_000));

        var refused = await admin.Submit(page, ("s0-heading", "Long"), ("s0-text", words));
        var far = await admin.Submit(page, ("s0-heading", "Longer"), ("s0-text", new string('w', (2 << 20) + 1)));

        Assert.Equal((422, "policy.text_section_too_long"), (refused.Status, refused.Code));
        Assert.Equal(words, refused.Page.QuerySelector("#s0-text")!.TextContent);
        Assert.Equal(400, far.Status);
        Assert.Equal(0, (await office.Draft(school)).Revision);
    }

    [Fact]
    public async Task Signs_that_turn_the_text_round_are_taken_out_of_a_heading()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        await admin.Submit(await admin.Get(English), ("s0-heading", "Your \u202Esthgir\u202C\u2066 \u200Fحق"), ("s0-text", "Ask."));

        Assert.Equal("Your sthgir \u200Fحق", (await office.Draft(school)).Texts["en"].Sections[0].Heading);
    }

    [Fact]
    public async Task A_form_from_before_a_publishing_is_not_saved_over_what_was_published()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        var old = await admin.Get(English);
        await office.Publish(school, Office.Text("en", "Your name and age."));

        var refused = await admin.Submit(old, ("s1-text", "Ask first."));

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Equal("Your name and age.", refused.Page.QuerySelector("#s0-text")!.TextContent);
        Assert.False((await office.Draft(school)).IsSaved);
    }

    [Theory]
    [InlineData("/admin/policies/privacy/edit/und")]
    [InlineData("/admin/policies/privacy/edit/%3Cscript%3E")]
    [InlineData("/admin/policies/privacy/edit/english_language")]
    [InlineData("/admin/policies/privacy/preview/klingon-language-of-war")]
    [InlineData("/admin/policies/no-such-document")]
    [InlineData("/admin/policies/no-such-document/edit/en")]
    public async Task What_is_no_language_or_no_document_has_no_page(string path)
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        Assert.Equal(404, (await admin.Get(path)).Status);
    }

    [Fact]
    public async Task A_language_has_one_address()
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        Assert.Equal(Dari, (await admin.Get("/admin/policies/privacy/edit/prs")).Location);
    }

    [Fact]
    public async Task Whatever_is_typed_is_shown_and_never_run()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        const string Evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3))";

        await admin.Submit(await admin.Get(English), ("opening-heading", Evil), ("s0-heading", Evil), ("s0-text", Evil), ("s0-number", Evil[..40]));

        foreach (var path in new[] { English, "/admin/policies/privacy", "/admin/policies/privacy/preview/en", "/admin/policies/privacy/publish" })
        {
            var page = (await admin.Get(path)).Page;
            Assert.Empty(page.QuerySelectorAll("main script:not([src]), main img, main [onerror], main a[href^=javascript]"));
        }

        Assert.Contains("<script>", (await admin.Get("/admin/policies/privacy/preview/en")).Page.QuerySelector("article h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_no_page_could_show_is_refused_where_it_stands()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await admin.Submit(await admin.Get(English), ("s0-heading", "Deep"), ("s0-text", new string('>', 5000) + " x"));

        Assert.Equal((422, "policy.text_too_deep"), (refused.Status, refused.Code));
        Assert.Equal("#s0-text", refused.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        Assert.Equal(0, (await office.Draft(school)).Revision);
    }

    private static string[] Ways(IDocument page) =>
        [.. page.QuerySelectorAll("[data-way]").Select(way => way.GetAttribute("data-way")!)];

    private static string Keys(PolicyText text) => string.Join(", ", text.Sections.Select(section => section.Key));

    private static string Bodies(PolicyText text) => string.Join(' ', text.Sections.Select(section => section.Markdown));

    private static string[] States(IDocument page) =>
        [.. page.QuerySelectorAll("section [data-state]").Select(badge => badge.GetAttribute("data-state")!)];
}
