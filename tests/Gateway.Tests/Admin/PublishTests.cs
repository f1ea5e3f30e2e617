using System.Collections.Immutable;
using AngleSharp.Dom;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The last look at a draft, and the act that makes it a version for ever.</summary>
public class PublishTests(Office office)
{
    private const string Publish = "/admin/policies/privacy/publish";
    private const string English = "/admin/policies/privacy/edit/en";

    private static readonly Id<Grains.Common.Document> Terms = Id<Grains.Common.Document>.Parse("terms");

    [Fact]
    [Trait("Rule", "T56")]
    public async Task A_new_version_shows_its_words_and_what_it_does_to_people()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name and your location, shared with partners.");

        var page = (await admin.Get(Publish)).Page;

        Assert.Contains("location", string.Concat(page.QuerySelectorAll("[data-change=en] ins").Select(added => added.TextContent)), StringComparison.Ordinal);
        Assert.Contains("Significant change", page.QuerySelector("#class .hint")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("input[name=class][checked]"));
        Assert.Contains(
            "Everybody gets an e-mail", page.QuerySelector("input[name=class][value=Significant]")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M45"), Trait("Rule", "T56")]
    public async Task Publishing_keeps_what_was_answered()
    {
        var school = await office.School(RulesPresets.DatedChanges);
        var (admin, account) = await office.Enter(school, Role.Owner);
        await Write(admin, "Your name.");

        var published = await admin.Submit(
            await admin.Get(Publish),
            ("class", "Ordinary"), ("new_purpose", "true"), ("summary-en", "We keep less."), ("effective", "2026-04-01"), ("stated", "2024-08-20"));

        Assert.Equal((302, "/admin/policies/privacy?done=published"), (published.Status, published.Location));
        var head = (await office.Overview(school)).Versions.Single();
        Assert.Equal((ChangeClass.Ordinary, true, account.Id.Value), (head.Class, head.NewPurpose, head.PublishedBy));
        Assert.Equal("We keep less.", head.Summaries["en"]);
        Assert.Equal(new DateOnly(2024, 8, 20), head.StatedDate);
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 19, 30, 0, TimeSpan.Zero), head.EffectiveAt); // midnight in Kabul
        Assert.False((await office.Draft(school)).IsSaved);
    }

    [Theory]
    [Trait("Rule", "B42"), Trait("Rule", "T16"), Trait("Rule", "T56")]
    [InlineData("class", null, 422, "admin_policy.class_missing")]
    [InlineData("new_purpose", null, 422, "admin_policy.purpose_missing")]
    [InlineData("effective", "tomorrow", 422, "admin_policy.date_bad")]
    [InlineData("effective", null, 422, "policy.effective_date_needed")]
    [InlineData("effective", "2020-01-01", 422, "policy.effective_before_published")]
    [InlineData("revision", "99", 409, "policy.draft_changed")]
    public async Task What_is_missing_is_asked_for_and_nothing_typed_is_lost(string field, string? value, int status, string code)
    {
        var school = await office.School(RulesPresets.DatedChanges);
        var admin = await WithDraft(school, "Your name and age.");

        var refused = await admin.Submit(await admin.Get(Publish), Answers(("summary-en", "In short."), (field, value)));

        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Equal("In short.", refused.Page.QuerySelector("#summary-en")!.TextContent);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    [Trait("Rule", "M44")]
    public async Task A_significant_version_needs_its_summary_where_the_school_promised_one()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name and age.");

        var refused = await admin.Submit(await admin.Get(Publish), Answers(("class", "Significant")));

        Assert.Equal((422, "policy.summary_needed"), (refused.Status, refused.Code));
        Assert.Equal("#summary-en", refused.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Pressing_twice_publishes_once()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name and age.");
        var page = await admin.Get(Publish);

        var both = await Task.WhenAll(admin.Submit(page, Answers()), admin.Submit(page, Answers()));
        var later = await admin.Submit(page, Answers());

        Assert.All([.. both, later], answer => Assert.Equal((302, "/admin/policies/privacy?done=published"), (answer.Status, answer.Location)));
        Assert.Equal(2, (await office.Overview(school)).Versions.Length);
    }

    [Fact]
    public async Task Of_two_admins_at_once_one_publishes_and_the_other_loses_nothing()
    {
        var school = await office.School();
        var first = await WithDraft(school, "Your name and age.");
        var second = await office.SignedIn(school, Role.Admin);
        var (one, other) = (await first.Get(Publish), await second.Get(Publish));

        var answers = await Task.WhenAll(
            first.Submit(one, Answers(("summary-en", "First."))), second.Submit(other, Answers(("summary-en", "Second."))));

        var loser = Assert.Single(answers, answer => answer.Status == 409);
        Assert.Equal("policy.draft_changed", loser.Code);
        Assert.Single(answers, answer => answer.Status == 302);
        Assert.Matches("^(First|Second)[.]$", loser.Page.QuerySelector("#summary-en")!.TextContent);
        Assert.Equal(2, (await office.Overview(school)).Versions.Length);
    }

    [Fact]
    public async Task A_draft_that_changed_since_it_was_looked_at_is_not_published_unseen()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name and age.");
        var colleague = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get(Publish);
        await Write(colleague, "Your name, age and fingerprints.");

        var refused = await admin.Submit(page, Answers());

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Contains("fingerprints", refused.Page.QuerySelector("[data-change=en]")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    [Trait("Rule", "T56")]
    public async Task A_lighter_class_than_proposed_needs_a_reason_which_is_kept_with_the_version()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name, shared with partners.");
        var page = await admin.Get(Publish);

        var refused = await admin.Submit(page, Answers());
        var published = await admin.Submit(refused, Answers(("reason", "The partners were named before, elsewhere.")));
        await Write(admin, "Your name, shared with partners we name.");
        var later = await admin.Get(Publish);

        Assert.Contains("shared", page.Page.QuerySelector("[data-cues]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((422, "policy.class_reason_needed"), (refused.Status, refused.Code));
        Assert.Equal("#reason", refused.Page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        Assert.Equal(302, published.Status);
        var decision = (await office.Overview(school)).Versions[0].Decision!;
        Assert.Equal((ChangeClass.Significant, "The partners were named before, elsewhere."), (decision.Proposed, decision.Reason));
        Assert.Contains(decision.Cues, cue => cue is { Code: "recipient", SectionKey: "what-we-keep" });
        Assert.Contains("The partners were named before", later.Page.QuerySelector("[data-decided]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M44")]
    [Trait("Rule", "M46")]
    public async Task Who_is_asked_or_told_stands_there_with_counts_laws_and_the_letter_in_each_language()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name, shared with partners.");
        await office.SignedIn(school, Role.Student);

        var page = await admin.Submit(
            await admin.Get(Publish), Answers(("class", "Significant"), ("summary-en", "Partners see it."), ("effective", "2026-12-01"), ("do", "check")));
        var effect = page.Page.QuerySelector("[data-effect=Significant]")!;

        Assert.Equal(200, page.Status);
        Assert.Contains("The school has 2 members.", page.Page.QuerySelector("[data-people]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("NoticeAndMail", effect.GetAttribute("data-treatment"));
        Assert.Contains("Up to 2 letters", effect.TextContent, StringComparison.Ordinal);
        Assert.Contains("Everybody is asked again", effect.QuerySelector("[data-law]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Nothing", page.Page.QuerySelector("[data-effect=Editorial]")!.GetAttribute("data-treatment"));
        Assert.Equal(["en", "fa-AF", "ar"], page.Page.QuerySelectorAll("[data-letter]").Select(letter => letter.GetAttribute("data-letter")));
        Assert.All(page.Page.QuerySelectorAll("[data-letter]"), letter => Assert.Contains("Partners see it.", letter.TextContent, StringComparison.Ordinal));
        Assert.Contains("days before", page.Page.QuerySelector("#effective-hint")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task An_unfinished_language_is_left_out_and_stays_in_the_draft()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name and age.");
        await admin.Submit(await admin.Get("/admin/policies/privacy/edit/fa-AF"), ("s0-heading", "چه نگه می‌داریم"), ("s0-text", "نام شما."));

        var page = await admin.Get(Publish);
        var published = await admin.Submit(page, Answers(("stale-fa-AF", "hide")));

        Assert.Equal("publish", page.Page.QuerySelector("input[name='stale-fa-AF'][checked]")!.GetAttribute("value"));
        Assert.Equal(302, published.Status);
        Assert.Equal(["en"], (await office.Overview(school)).Versions[0].Hashes.Keys);
        var draft = await office.Draft(school);
        Assert.Equal((true, 2, "نام شما."), (draft.IsSaved, draft.BasedOn, draft.Texts["fa-AF"].Sections[0].Markdown));
    }

    [Fact]
    public async Task The_text_that_prevails_is_never_left_out()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your name and age.");

        var refused = await admin.Submit(await admin.Get(Publish), Answers(("stale-en", "hide")));

        Assert.Equal((422, "policy.binding_left_out"), (refused.Status, refused.Code));
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task Old_and_new_stand_in_one_text_or_side_by_side()
    {
        var admin = await WithDraft(await office.School(), "Your first name.");

        var (inline, side) = ((await admin.Get(Publish)).Page, (await admin.Get(Publish + "?view=side")).Page);
        var columns = side.QuerySelectorAll("[data-side] > div");

        Assert.Empty(inline.QuerySelectorAll("[data-side]"));
        Assert.Equal(2, columns.Length);
        Assert.Empty(columns[0].QuerySelectorAll("ins"));
        Assert.Contains("first", string.Concat(columns[1].QuerySelectorAll("ins").Select(added => added.TextContent)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_the_changes_in_another_way_keeps_what_was_typed_and_publishes_nothing()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your first name.");
        var page = await admin.Get(Publish);

        var side = await admin.Submit(page, [("summary-en", "Half a sentence"), ("do", "side")]);
        var inline = await admin.Submit(side, [("do", "inline")]);

        Assert.NotEmpty(side.Page.QuerySelectorAll("[data-side]"));
        Assert.Empty(inline.Page.QuerySelectorAll("[data-side]"));
        Assert.Equal("Half a sentence", inline.Page.QuerySelector("#summary-en")!.TextContent);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task A_form_of_a_version_that_is_not_live_any_more_publishes_nothing()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your first name.");
        var old = await admin.Get(Publish);
        await office.Publish(school, Office.Text("en", "Your last name."));

        var refused = await admin.Submit(old, Answers(("summary-en", "First.")));

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Equal("First.", refused.Page.QuerySelector("#summary-en")!.TextContent);
        Assert.Equal(2, (await office.Overview(school)).Versions.Length);
    }

    [Theory]
    [InlineData("visitor", "Nothing is asked of her")]
    [InlineData("student", "I agree to the terms")]
    [InlineData("instructor", "Full name")]
    [InlineData("member", "Significant change")]
    public async Task A_draft_is_looked_at_as_each_audience_and_is_found_by_nobody(string audience, string says)
    {
        var school = await office.School(RulesPresets.ExplicitConsent with
        {
            Acceptance = new(AcceptanceMode.Checkbox, "I agree to the terms"),
            InstructorFields = [SignUpField.Name],
        });
        var admin = await WithDraft(school, "Your first name.");

        var page = (await admin.Get($"/admin/policies/privacy/preview/en?audience={audience}&screen=phone")).Page;

        Assert.Contains(says, page.QuerySelector($"[data-audience={audience}]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.Contains("Your first name.", page.QuerySelector("[data-screen=phone].phone article")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[data-audience] input:not([disabled]), [data-audience] button:not([disabled])"));
    }

    [Fact]
    public async Task A_preview_carries_the_notices_that_readers_will_see()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await WithDraft(school, "Your first name.");
        await admin.Submit(await admin.Get("/admin/policies/privacy/edit/fa-AF"), ("s0-heading", "چه نگه می‌داریم"), ("s0-text", "نام شما."));

        var page = (await admin.Get("/admin/policies/privacy/preview/fa-AF?audience=nobody&screen=wall")).Page;

        Assert.NotNull(page.QuerySelector("[data-audience=visitor]"));
        var screen = page.QuerySelector("[data-screen=desktop]")!;
        Assert.Equal(("fa-AF", "rtl"), (screen.GetAttribute("lang"), screen.GetAttribute("dir")));
        Assert.Contains("متن انگلیسی", screen.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[data-screen] .section-note"));
    }

    /// <summary>A document says itself whom it is for and when they are asked; the step before publishing says no more than that.</summary>
    [Theory]
    [InlineData("only_read", "Nobody is asked and no notice is shown", "NoticeAndMail", "Nothing", "3 of them", "Up to 3 letters")]
    [InlineData("instructors", "Everybody gets an e-mail", "Nothing", "NoticeAndMail", "1 of them", "1 letter")]
    [InlineData("visitors", "Nobody is asked and no notice is shown", "NoticeAndMail", null, "for no members", null)]
    public async Task What_is_said_of_people_is_true_of_the_document_at_hand(string kind, string hint, string not, string? treatment, string whom, string? letters)
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en") with { Documents = Documents(kind) });
        var (admin, _) = (await office.SignedIn(school, Role.Admin, Role.Student), await office.SignedIn(school, Role.Instructor));
        await office.SignedIn(school, Role.Student);
        await office.Publish(school, Terms, Office.Text("en", "Be kind."));
        await admin.Submit(await admin.Get("/admin/policies/terms/edit/en"), ("s0-text", "Be kind to partners."));

        var page = (await admin.Get("/admin/policies/terms/publish")).Page;
        var people = page.QuerySelector("[data-people]")!;
        var effect = people.QuerySelector("[data-effect=Significant]");

        Assert.Contains(hint, page.QuerySelector("input[name=class][value=Significant]")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains(whom, people.TextContent, StringComparison.Ordinal);
        Assert.Equal(treatment, effect?.GetAttribute("data-treatment"));
        Assert.NotEqual(not, effect?.GetAttribute("data-treatment"));
        Assert.Equal(letters is null, !(effect?.TextContent ?? "").Contains(letters ?? "letter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_finished_language_is_left_out_of_a_version_or_taken_out_of_the_draft()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        var english = Office.Text("en", "Your name.");
        await office.Draft(school, english, Office.Text("fa-AF", "نام شما.").MadeFrom(english), Office.Text("ar", "اسمك.").MadeFrom(english));

        var page = await admin.Get(Publish);
        var offered = page.Page.QuerySelectorAll("[data-finished] input[type=checkbox]").Select(box => box.GetAttribute("name"));
        await admin.Submit(page, Answers(("stale-fa-AF", "hide")));
        var version = (await office.Overview(school)).Versions[0];
        var document = await admin.Get("/admin/policies/privacy");
        var removed = await admin.Submit(document, new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "leave" }, "[data-leave=fa-AF] form");
        var late = await admin.Submit(document, new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "leave" }, "[data-leave=fa-AF] form");
        var draft = await office.Draft(school);

        Assert.Equal(["stale-ar", "stale-fa-AF"], offered);
        Assert.Equal(["ar", "en"], version.Hashes.Keys.Order(StringComparer.Ordinal));
        Assert.Null(document.Page.QuerySelector("[data-leave=en]"));
        Assert.Equal((302, "/admin/policies/privacy?done=left"), (removed.Status, removed.Location));
        Assert.Equal((409, "policy.draft_changed"), (late.Status, late.Code));
        Assert.Equal(["ar", "en"], draft.Texts.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa-AF")]
    public async Task The_language_that_prevails_and_one_that_is_not_there_stay(string language)
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var draft = await office.Draft(school, Office.Text("en", "Your name."), Office.Text("ar", "اسمك."));

        var left = await office.Site.In(school, grains => grains.Policy(DocumentSet.Privacy).Leave(language, draft.Revision, "test"));

        Assert.Equal("policy.binding_left_out", left.Error!.Code);
    }

    [Fact]
    public async Task A_first_version_that_is_only_read_asks_nobody()
    {
        var school = await office.School(RulesPresets.ExplicitConsent);
        var admin = await office.SignedIn(school, Role.Admin, Role.Student);
        await admin.Submit(await admin.Get("/admin/policies/terms/edit/en"), ("s0-heading", "Kind"), ("s0-text", "Be kind."));

        var first = (await admin.Get("/admin/policies/terms/publish")).Page.QuerySelector("[data-people] [data-first]")!;

        Assert.Contains("nobody is asked", first.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_documents_own_control_in_the_readers_language_and_what_stands_above()
    {
        var rules = RulesPresets.ExplicitConsent with { Acceptance = new(AcceptanceMode.Checkbox, "I agree to the policy") };
        var school = await office.School(rules with { Documents = Documents("students", above: true) });
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        await admin.Submit(await admin.Get("/admin/policies/terms/edit/fa-AF"), ("s0-heading", "مهربانی"), ("s0-text", "مهربان باشید."));

        async Task<IElement> Meets(string audience) =>
            (await admin.Get($"/admin/policies/terms/preview/fa-AF?audience={audience}")).Page.QuerySelector("main")!;

        var student = await Meets("student");

        Assert.Equal("fa-AF", student.QuerySelector("label.check .check-text")!.GetAttribute("lang"));
        Assert.Contains("شرایط", student.QuerySelector("label.check")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("privacy", student.QuerySelector("[data-screen] [data-above]")!.GetAttribute("data-above"));
        Assert.NotNull((await Meets("instructor")).QuerySelector("[data-not-asked]"));
        Assert.NotNull((await Meets("minor")).QuerySelector("[data-not-asked]"));
    }

    /// <summary>As a child whose guardian agrees: of a school that takes her, of a document that is for her.</summary>
    [Theory]
    [InlineData("minors", MinorAction.Guardian, true)]
    [InlineData("students", MinorAction.Guardian, true)]
    [InlineData("instructors", MinorAction.Guardian, false)]
    [InlineData("minors", MinorAction.Refuse, false)]
    public async Task A_preview_as_a_minor_says_that_her_guardian_is_asked(string kind, MinorAction action, bool asked)
    {
        var school = await office.School(RulesPresets.ExplicitConsent with
        {
            Age = new(AgeBasis.Fixed, 16),
            Guardians = new(action, 7),
            Documents = Documents(kind),
        });
        var admin = await office.SignedIn(school, Role.Admin);
        await admin.Submit(await admin.Get("/admin/policies/terms/edit/en"), ("s0-heading", "Kind"), ("s0-text", "Be kind."));

        var meets = (await admin.Get("/admin/policies/terms/preview/en?audience=minor")).Page.QuerySelector("[data-audience=minor]")!;

        Assert.Equal(asked, meets.TextContent.Contains("Her guardian is asked", StringComparison.Ordinal));
        Assert.Equal(!asked, meets.QuerySelector("[data-not-asked]") is not null);
        Assert.Null(meets.QuerySelector("input"));

        // What her guardian meets: a yes and a no, and neither is answered beforehand.
        var guardian = (await admin.Get("/admin/policies/terms/preview/en?audience=guardian")).Page.QuerySelector("[data-audience=guardian]")!;

        Assert.Equal(asked ? 2 : 0, guardian.QuerySelectorAll("fieldset[disabled] input[type=radio]:not([checked])").Length);
        Assert.Equal(!asked, guardian.QuerySelector("[data-not-asked]") is not null);
    }

    [Fact]
    public async Task A_draft_is_thrown_away_only_as_it_was_seen()
    {
        var school = await office.School();
        var admin = await WithDraft(school, "Your name and age.");
        var page = await admin.Get("/admin/policies/privacy");
        await Write(admin, "Your name, age and country.");

        var refused = await admin.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "main form[method=post]");
        var gone = await admin.Submit(await admin.Get("/admin/policies/privacy"), new Dictionary<string, string?>(StringComparer.Ordinal), "main form[method=post]");

        Assert.Equal(409, refused.Status);
        Assert.Equal(302, gone.Status);
        Assert.False((await office.Draft(school)).IsSaved);
    }

    private static DocumentSet Documents(string kind, bool above = false)
    {
        var terms = DocumentSet.Usual[1];
        ImmutableArray<DocumentTrigger> always = [DocumentTrigger.SignUp, DocumentTrigger.Change];
        terms = kind switch
        {
            "students" => terms with { Audience = [Audience.Student], Asked = always },
            "instructors" => terms with { Audience = [Audience.Instructor], Asked = always },
            "minors" => terms with { Audience = [Audience.Minor], Asked = always },
            "visitors" => terms with { Audience = [Audience.Visitor] },
            _ => terms,
        };

        return new() { Arranged = [DocumentSet.Usual[0], terms], Precedence = above ? new("test", default) : null };
    }

    private async Task<Visitor> WithDraft(School school, string body)
    {
        await office.Publish(school, Office.Text("en", "Your name."));
        var admin = await office.SignedIn(school, Role.Admin);
        await Write(admin, body);
        return admin;
    }

    private static async Task Write(Visitor admin, string body) =>
        Assert.Equal(302, (await admin.Submit(await admin.Get(English), ("s0-heading", "What we keep"), ("s0-text", body))).Status);

    private static Dictionary<string, string?> Answers(params (string Name, string? Value)[] more)
    {
        var answers = new Dictionary<string, string?>(StringComparer.Ordinal) { ["class"] = "Ordinary", ["new_purpose"] = "false" };

        foreach (var (name, value) in more)
            answers[name] = value;

        return answers;
    }
}
