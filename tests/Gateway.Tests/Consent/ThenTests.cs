using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>What held for a person on a day: texts, answers, what was asked, and the settings of that day.</summary>
public class ThenTests
{
    [Fact, Trait("Rule", "M01"), Trait("Rule", "M46")]
    public async Task A_day_shows_the_text_the_settings_the_law_and_the_answer_of_that_day()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var site = own.Site;
        var school = await own.SchoolWithPolicy(RulesPresets.DatedChanges);
        var founded = Day(site);
        var (ada, bob) = (await own.SignedIn(school), await own.SignedIn(school, country: "DE"));

        // She is told and accepts by use on the first day; nothing else happens for three days.
        await ada.Get("/");
        await ada.Get("/");
        site.Clock.Advance(TimeSpan.FromDays(3));
        var first = Day(site, -1);

        // Then the school asks for a tick, and publishes a version that says so.
        await site.In(school, async grains =>
        {
            var now = (await grains.School.School())!;
            return await grains.School.ChangeRules(now.Rules with { Acceptance = new(AcceptanceMode.Checkbox, "I agree"), Change = now.Rules.Change with { Significant = ChangeTreatment.AskAgain } }, now.Revision);
        });
        await own.Publish(school, Campus.Text("en", "We keep nothing."));
        site.Clock.Advance(TimeSpan.FromDays(3));
        var second = Day(site, -1);

        var before = await ada.Get($"/account/privacy/then?date={first}");
        var after = await ada.Get($"/account/privacy/then?date={second}");
        var nothing = await ada.Get($"/account/privacy/then?date={Day(site, -60)}");

        Assert.Equal(("1", "Nothing", "continuedUse"), (Version(before), Demand(before), Setting(before)));
        Assert.Equal(("2", "Ask", "checkbox"), (Version(after), Demand(after), Setting(after)));
        Assert.Equal(2, before.Page.QuerySelectorAll("section[aria-labelledby=then-entries] [data-act]").Length);
        Assert.Null(nothing.Page.QuerySelector("[data-then]"));
        Assert.Null(nothing.Page.QuerySelector("[data-path]"));
        Assert.Equal(("1", "Nothing"), (Version(await ada.Get($"/account/privacy/then?date={founded}")), Demand(before)));

        var admin = await own.SignedIn(school, roles: Role.Admin);
        await site.In(school, grains => grains.ConsentLedger(admin.Person).Accept(new AcceptDocument(
            new ShownText(Documents.Privacy, 2, "en", "shown", "en", "shown"), AcceptanceMode.Checkbox, "agree", "I agree", [], "/", Explicit: true)));

        // An admin sees the same of her, and of somebody under another law what that law asks.
        var hers = await Of(admin, ada, first);
        Assert.Equal((200, "1", "continuedUse"), (hers.Status, Version(hers), Setting(hers)));
        Assert.Equal("ServeNotice", Demand(await Of(admin, bob, first)));
        Assert.Equal(404, (await admin.Get("/admin/people/nobody/then")).Status);
        Assert.Equal(200, (await ada.Get("/account/privacy/then?date=2026-13-45<b>")).Status);

        static Task<Answer> Of(Learner who, Learner whom, string day) => who.Get($"/admin/people/{whom.Person}/then?date={day}");
    }

    [Fact]
    public async Task A_ledger_at_a_moment_has_no_later_line()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(RulesPresets.DatedChanges);
        var ada = await own.SignedIn(school);
        await ada.Get("/");
        var told = own.Site.Clock.GetUtcNow();
        own.Site.Clock.Advance(TimeSpan.FromHours(1));
        await ada.Get("/");

        var then = Assert.Single(await own.Site.In(school, grains => grains.ConsentLedger(ada.Person).Then(told, "AF")));
        var now = Assert.Single(await own.Site.In(school, grains => grains.ConsentLedger(ada.Person).Then(own.Site.Clock.GetUtcNow(), "AF")));

        Assert.Equal((Documents.Privacy, GateDemand.RecordUse, null), (then.Document, then.Demand, then.Answer));
        Assert.Equal((GateDemand.Nothing, ConsentAct.Accepted), (now.Demand, now.Answer!.Act));
    }

    private static string Day(Site site, int days = 0) =>
        site.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Version(Answer page) => page.Page.QuerySelector("[data-then=privacy]")?.GetAttribute("data-version");

    private static string? Demand(Answer page) => page.Page.QuerySelector("[data-then=privacy]")?.GetAttribute("data-demand");

    private static string? Setting(Answer page) => page.Page.QuerySelector("[data-path='acceptance.initial.mode']")?.GetAttribute("data-value");
}
