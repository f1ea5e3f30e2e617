using System.Net;
using AngleSharp.Dom;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>What each kind of school asks of a signed-in person, at first and when version 2 is published.</summary>
public class AgreementGateTests(Campus campus)
{
    private const string Notice = "[role=region][data-document=privacy]";

    [Fact]
    [Trait("Rule", "M04")]
    public async Task Where_use_accepts_the_notice_comes_first_and_the_next_use_accepts_once()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await campus.SignedIn(school);

        var first = await ada.Get("/courses");
        var before = await campus.Acts(school, ada);
        var second = await ada.Get("/courses");

        Assert.Equal("1", first.Page.QuerySelector(Notice)!.GetAttribute("data-version"));
        Assert.Empty(before);
        Assert.Null(second.Page.QuerySelector(Notice));

        foreach (var path in Enumerable.Repeat("/courses", 10))
            await ada.Get(path);

        var act = Assert.Single(await campus.Acts(school, ada));
        Assert.Equal((ConsentAct.Accepted, ConsentType.Implied, AcceptanceMode.ContinuedUse, 1), (act.Act, act.Type, act.Mode, act.Shown.Version));
        Assert.Equal(1, act.NoticeNumber);
    }

    [Fact]
    [Trait("Rule", "M44"), Trait("Rule", "M46")]
    public async Task A_change_at_such_a_school_is_announced_with_its_summary_and_then_accepted_by_use()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await AtHome(school);
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));

        var told = (await ada.Get("/")).Page.QuerySelector(Notice)!;
        await ada.Get("/");

        Assert.Equal("2", told.GetAttribute("data-version"));
        Assert.Contains("We keep less.", told.TextContent, StringComparison.Ordinal);
        Assert.Contains("/policies/privacy", told.QuerySelectorAll("a").Select(link => link.GetAttribute("href")), StringComparer.Ordinal);
        Assert.Equal([1, 2], (await campus.Acts(school, ada)).Select(act => act.Shown.Version));
    }

    [Fact]
    [Trait("Rule", "B43")]
    public async Task Belimon_announces_a_dated_change_and_takes_use_for_acceptance()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.DatedChanges);
        var ada = await AtHome(school);
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));

        var told = (await ada.Get("/")).Page.QuerySelector(Notice);
        await ada.Get("/");

        Assert.NotNull(told);
        Assert.Equal(2, (await campus.Acts(school, ada))[^1].Shown.Version);
    }

    [Fact]
    public async Task Math_academy_asks_before_anything_and_no_page_goes_around_it()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        await campus.Course(school, "algebra");
        var ada = await campus.SignedIn(school);

        string[] pages = ["/", "/courses", "/courses/algebra", "/learn", "/courses/algebra/lessons/lesson-1"];
        var answers = await Task.WhenAll(pages.Select(page => ada.Get(page)));

        Assert.All(answers, answer => Assert.StartsWith("/consent/privacy?return=", answer.Location, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Equal(303, answer.Status));
    }

    [Fact]
    public async Task A_form_that_is_sent_does_not_go_around_the_question_either()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        await campus.Course(school, "algebra");
        var ada = await campus.SignedIn(school);
        var page = await ada.Get("/courses/algebra");
        var changed = await campus.Site.In(school, grains => grains.School.ChangeRules(RulesPresets.ExplicitConsent, school.Revision));

        var sent = await ada.Browser.Submit(page);
        var standing = await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Id<Course>.Parse("algebra")).Standing());

        Assert.Null(changed.Error);
        Assert.Equal("/consent/privacy?return=%2F", sent.Location);
        Assert.Null(standing);
    }

    [Fact]
    public async Task What_she_needs_to_decide_or_to_leave_stays_open()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);

        string[] open = ["/consent/privacy", "/policies", "/policies/privacy", "/policies/privacy/versions/1/text", "/account/privacy", "/verify", "/brand.css"];
        var answers = await Task.WhenAll(open.Select(page => ada.Get(page)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    [Trait("Rule", "E60"), Trait("Rule", "T27")]
    public async Task Math_academy_takes_use_for_a_changed_text_but_asks_again_for_a_new_purpose()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);
        await Agree(ada);

        await campus.Publish(school, Campus.Text("en", "We keep nothing."));
        var told = await ada.Get("/");
        await ada.Get("/");
        await campus.Publish(school, Documents.Privacy, ChangeClass.Ordinary, newPurpose: true, Campus.Text("en", "We analyse."));
        var asked = await ada.Get("/");

        Assert.NotNull(told.Page.QuerySelector(Notice));
        Assert.Equal(303, asked.Status);
        Assert.Equal(
            [ConsentType.ExplicitlyExpressed, ConsentType.Implied], (await campus.Acts(school, ada)).Select(act => act.Type));
    }

    [Fact]
    [Trait("Rule", "Q18"), Trait("Rule", "T46")]
    public async Task Qalam_serves_its_notice_once_accepts_nothing_and_tells_nobody_of_changes()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var ada = await campus.SignedIn(school);

        var first = await ada.Get("/");
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));
        var later = await ada.Get("/");
        await ada.Get("/");
        var history = await ada.Get("/policies/privacy/versions");

        Assert.NotNull(first.Page.QuerySelector(Notice));
        Assert.Null(later.Page.QuerySelector(Notice));
        Assert.Empty(await campus.Acts(school, ada));
        Assert.Equal(
            ["2", "1"],
            history.Page.QuerySelectorAll("li[data-version]").Select(row => row.GetAttribute("data-version")),
            StringComparer.Ordinal);
    }

    [Theory]
    [Trait("Rule", "N04")]
    [InlineData("DE", 303, false)]
    [InlineData("US", 200, true)]
    [InlineData("AF", 200, false)]
    public async Task Where_the_readers_law_decides_the_same_change_asks_tells_or_does_nothing(string country, int status, bool told)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.TermsAbovePolicy);
        var ada = await AtHome(school, country);
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));

        var answer = await ada.Get("/");

        Assert.Equal(status, answer.Status);
        Assert.Equal(told, answer.Page.QuerySelector(Notice) is not null);
    }

    /// <summary>The same change and the same two readers at schools that answer it in opposite ways.</summary>
    [Theory]
    [Trait("Rule", "T15")]
    [Trait("Rule", "M46")]
    [InlineData("mbtelm", "DE", 303)] // defers to her law, which asks for an act
    [InlineData("mbtelm", "AF", 200)]
    [InlineData("belimon", "DE", 200)] // keeps its own words on changes
    [InlineData("belimon", "AF", 200)]
    public async Task A_policy_that_defers_to_law_and_one_that_does_not_treat_one_change_differently(string kind, string country, int status)
    {
        var rules = kind is "mbtelm" ? RulesPresets.ConvenienceTranslations("fa-AF") : RulesPresets.DatedChanges;
        var school = await campus.SchoolWithPolicy(rules);
        var ada = await AtHome(school, country);
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));

        Assert.Equal(status, (await ada.Get("/")).Status);
    }

    /// <summary>Implied agreement to a document is none to a purpose (A0): the law raises it at every school.</summary>
    [Theory]
    [Trait("Rule", "M04")]
    [Trait("Rule", "T27")]
    [InlineData("DE", 303)]
    [InlineData("AE", 303)]
    [InlineData("AF", 200)]
    public async Task A_new_purpose_asks_for_an_act_where_her_law_does_whatever_the_policy_says(string country, int status)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.DatedChanges);
        var ada = await AtHome(school, country);
        await campus.Publish(school, Documents.Privacy, ChangeClass.Ordinary, newPurpose: true, Campus.Text("en", "We sell it."));

        Assert.Equal(status, (await ada.Get("/")).Status);
    }

    [Fact]
    public async Task An_editorial_change_is_never_announced()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.DatedChanges);
        var ada = await AtHome(school);
        await campus.Publish(
            school, Documents.Privacy, ChangeClass.Editorial, newPurpose: false, Campus.Text("en", "We keep your Name."));

        var answer = await ada.Get("/");

        Assert.Null(answer.Page.QuerySelector(Notice));
    }

    [Fact]
    [Trait("Rule", "M04")]
    public async Task An_answer_that_carries_no_notice_does_not_count_as_notice()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await campus.SignedIn(school);

        await ada.Get("/verify?code=abc");

        Assert.Empty(await campus.Ledger(school, ada));
        Assert.NotNull((await ada.Get("/")).Page.QuerySelector(Notice));
    }

    [Fact]
    [Trait("Rule", "M46"), Trait("Rule", "B43")]
    public async Task A_version_asks_nothing_before_the_day_it_comes_into_force()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(RulesPresets.DatedChanges);
        var ada = await own.SignedIn(school);
        await ada.Get("/");
        await ada.Get("/");
        await own.PublishFor(school, own.Site.Clock.GetUtcNow().AddHours(2), Campus.Text("en", "We keep nothing."));

        var before = await ada.Get("/");
        own.Site.Clock.Advance(TimeSpan.FromHours(3));
        var after = await ada.Get("/");

        Assert.Null(before.Page.QuerySelector(Notice));
        Assert.Equal("2", after.Page.QuerySelector(Notice)!.GetAttribute("data-version"));
        Assert.Single(await own.Acts(school, ada));
    }

    [Fact]
    public async Task A_visitor_who_is_not_signed_in_just_reads()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);

        var answer = await campus.Site.Visit(school).Get("/");

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Page.QuerySelector(Notice));
    }

    [Fact]
    [Trait("Rule", "M02")]
    public async Task Nobody_is_locked_out_by_a_question_that_cannot_be_answered()
    {
        var rules = RulesPresets.ExplicitConsent with
        {
            PolicyLanguage = new("fa-AF", Precedence.AuthoritativePrevails, MissingAction.BlockAcceptance, StaleAction.Banner, null),
        };
        var school = await campus.SchoolWithPolicy(rules);
        var ada = await campus.SignedIn(school);

        var answer = await ada.Get("/courses");
        var question = await ada.Get("/consent/privacy");

        Assert.Equal(200, answer.Status);
        Assert.Equal(((int)HttpStatusCode.Conflict, "consent.acceptance_blocked"), (question.Status, question.Code));
    }

    [Fact]
    [Trait("Rule", "M02")]
    public async Task Use_accepts_nothing_while_the_school_lets_nobody_accept()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF") with
        {
            PolicyLanguage = new("fa-AF", Precedence.AuthoritativePrevails, MissingAction.BlockAcceptance, StaleAction.Banner, null),
        });
        var ada = await campus.SignedIn(school);

        var told = await ada.Get("/");
        var later = await ada.Get("/");

        Assert.NotNull(told.Page.QuerySelector(Notice));
        Assert.Equal(200, later.Status);
        Assert.Empty(await campus.Acts(school, ada));
    }

    [Fact]
    public async Task Whoever_runs_the_school_reaches_its_administration_unasked()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var owner = await campus.SignedIn(school, roles: Role.Owner);

        var admin = await owner.Get("/admin");
        var home = await owner.Get("/");

        Assert.NotEqual(303, admin.Status);
        Assert.Equal(303, home.Status);
    }

    /// <summary>A version that needs an act comes while she types: what she sends then is not lost to the question.</summary>
    [Theory]
    [InlineData(Role.Drafter)]
    [InlineData(Role.Reviewer)]
    public async Task Whoever_works_on_the_documents_reaches_them_unasked_and_nothing_else(Role role)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var browser = await campus.SignedIn(school, roles: role);

        var comments = await browser.Get("/admin/policies/privacy/comments");
        var draft = await browser.Get("/api/v1/policies/privacy/draft");
        var said = await browser.Browser.Submit(comments, new Dictionary<string, string?> { ["section"] = "opening", ["text"] = "Shorter, please." }, "main form");

        Assert.Equal((200, 200, 302), (comments.Status, draft.Status, said.Status));
        Assert.StartsWith("/admin/policies/privacy/comments", said.Location, StringComparison.Ordinal);
        Assert.Equal(303, (await browser.Get("/")).Status);
        Assert.Equal(403, (await browser.Get("/api/v1/me/enrollments")).Status);
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("fa-AF", "rtl")]
    [InlineData("ar", "rtl")]
    public async Task The_notice_speaks_the_readers_language(string language, string direction)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await campus.SignedIn(school);

        var answer = await ada.Get("/", language);
        var title = Localization.Find(language).Format("consent.notice_title", ("policy", Localization.Find(language)["policy.mention_privacy"]));

        Assert.Equal(direction, answer.Page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(title, answer.Page.QuerySelector(Notice)!.QuerySelector(".notice-title")!.TextContent);
    }

    private async Task<Learner> AtHome(School school, string country = "AF")
    {
        var learner = await campus.SignedIn(school, country);
        await learner.Get("/");
        await learner.Get("/");

        Assert.Equal(1, Assert.Single(await campus.Acts(school, learner)).Shown.Version);
        return learner;
    }

    private static async Task Agree(Learner learner)
    {
        var page = await learner.Get("/consent/privacy");
        var answer = await learner.Browser.Submit(page, ("agree", "true"));

        Assert.Equal(302, answer.Status);
    }

    /// <summary>The clock is set back across the day on which a version came into force, and forward again: nobody is asked twice.</summary>
    [Fact]
    [Trait("Rule", "M46")]
    public async Task A_clock_set_back_across_an_effective_date_asks_nobody_twice()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("en"));
        await own.PublishFor(school, own.Site.Clock.GetUtcNow().AddDays(2), Campus.Text("en", "We keep nothing."));
        var ada = await own.SignedIn(school);
        var early = await InForce();
        await Use();

        own.Site.Clock.Set(own.Site.Clock.GetUtcNow().AddDays(3));
        var due = await InForce();
        await Use();
        own.Site.Clock.Set(own.Site.Clock.GetUtcNow().AddDays(-2));
        var back = await InForce();
        await Use();
        own.Site.Clock.Set(own.Site.Clock.GetUtcNow().AddDays(2));
        await Use();

        Assert.Equal(("1", "2", "1"), (early, due, back));
        Assert.Equal([1, 2], (await own.Acts(school, ada)).Select(act => act.Shown.Version));
        Assert.Null(await own.Site.In(school, grains => grains.ConsentLedger(ada.Person).Broken()));

        async Task<string> InForce() =>
            (await own.Site.Visit(school).Get("/policies/privacy")).Body.Contains("We keep nothing.", StringComparison.Ordinal) ? "2" : "1";

        // A notice, where there is one, and then use.
        async Task Use()
        {
            foreach (var path in Enumerable.Repeat("/courses", 3))
                Assert.Equal(200, (await ada.Get(path)).Status);
        }
    }

    private static class Localization
    {
        public static Gateway.Localization.Texts Find(string tag) =>
            Gateway.Localization.Texts.Of(Gateway.Localization.UiLanguages.Find(tag)!);
    }
}
