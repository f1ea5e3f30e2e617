using System.Collections.Immutable;
using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
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

        var then = Assert.Single(await own.Site.In(school, grains => grains.ConsentLedger(ada.Person).Then(told, Student)));
        var now = Assert.Single(await own.Site.In(school, grains => grains.ConsentLedger(ada.Person).Then(own.Site.Clock.GetUtcNow(), Student)));

        Assert.Equal((Documents.Privacy, GateDemand.RecordUse, null), (then.Document, then.Demand, then.Answer));
        Assert.Equal((GateDemand.Nothing, ConsentAct.Accepted), (now.Demand, now.Answer!.Act));
    }

    /// <summary>A document for those who teach, one that is asked about at changes alone, a newcomer, a guarded child: as the gate has it.</summary>
    [Fact]
    public async Task What_was_asked_is_what_the_gate_asked_at_that_moment()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var (site, teaching, house) = (own.Site, Id<Grains.Common.Document>.Parse("teaching"), Id<Grains.Common.Document>.Parse("house"));
        var rules = RulesPresets.DatedChanges;
        var school = await own.SchoolWithPolicy(rules with
        {
            Documents = rules.Documents with
            {
                Arranged =
                [
                    .. rules.Documents.Listed(),
                    new SchoolDocument(teaching, Titles("Teaching"), [Audience.Instructor], [DocumentTrigger.SignUp, DocumentTrigger.Change], []),
                    new SchoolDocument(house, Titles("House"), [Audience.Student, Audience.Instructor], [DocumentTrigger.Change], []),
                ],
            },
        });
        var joined = site.Clock.GetUtcNow();
        await own.Publish(school, teaching, ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "You mark in a week.", "Teaching"));
        await own.Publish(school, house, ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "We are kind.", "House"));
        var (ada, nadia, child) = (await own.SignedIn(school), await own.SignedIn(school, roles: Role.Instructor), await own.SignedIn(school));
        await site.In(school, async grains =>
        {
            await grains.ConsentLedger(child.Person).Guard(joined.AddDays(900));
            return true;
        });
        await child.Get("/courses");
        site.Clock.Advance(TimeSpan.FromDays(1));
        await own.Publish(school, house, ChangeClass.Significant, newPurpose: false, Campus.Text("en", "We are very kind.", "House"));
        var bob = await own.SignedIn(school);
        site.Clock.Advance(TimeSpan.FromDays(1));
        var now = site.Clock.GetUtcNow();

        foreach (var (who, reader) in new[]
        {
            (ada, Student with { Joined = joined }), (nadia, new GateReader("AF", [Role.Instructor], joined)),
            (child, Student with { Joined = joined }), (bob, Student with { Joined = joined.AddDays(1) }),
        })
        {
            var (then, gates) = await site.In(school, async grains =>
                (await grains.ConsentLedger(who.Person).Then(now, reader), await grains.ConsentLedger(who.Person).Gates(reader)));

            Assert.Equal(
                gates.Select(gate => $"{gate.Document} {gate.Version} {gate.Demand}").Order(StringComparer.Ordinal),
                then.Select(line => $"{line.Document} {line.Head.Number} {line.Demand}").Order(StringComparer.Ordinal));
            Assert.Equal(reader.Roles.Contains(Role.Instructor), then.Any(line => line.Document == teaching));
        }

        // So it is on her page, which says whose country and roles it took.
        var page = await ada.Get("/account/privacy/then");
        Assert.Null(page.Page.QuerySelector("[data-then=teaching]"));
        Assert.NotEqual("Nothing", page.Page.QuerySelector("[data-then=house]")!.GetAttribute("data-demand"));
        Assert.Equal("Nothing", (await bob.Get("/account/privacy/then")).Page.QuerySelector("[data-then=house]")!.GetAttribute("data-demand"));
        Assert.Equal("Nothing", (await child.Get("/account/privacy/then")).Page.QuerySelector("[data-then=privacy]")!.GetAttribute("data-demand"));
        Assert.NotEmpty(page.Page.QuerySelectorAll("main > .hint"));

        static ImmutableDictionary<string, string> Titles(string name) => ImmutableDictionary<string, string>.Empty.Add("en", name);
    }

    /// <summary>A clock that stood ahead for a while and was set right: what came after is not hidden by what came before.</summary>
    [Fact]
    public async Task A_clock_that_was_set_right_hides_no_line()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var site = own.Site;
        var school = await own.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await own.SignedIn(school);

        site.Clock.Set(site.Clock.GetUtcNow().AddDays(10));
        await site.In(school, grains => grains.ConsentLedger(ada.Person).Accept(new AcceptDocument(
            new ShownText(Documents.Privacy, 1, "en", "shown", "en", "shown"), AcceptanceMode.Checkbox, "agree", "I agree", [], "/", Explicit: true)));
        site.Clock.Set(site.Clock.GetUtcNow().AddDays(-10));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.In(school, grains => grains.ConsentLedger(ada.Person).Withdraw(Documents.Privacy, "/"));
        site.Clock.Advance(TimeSpan.FromDays(1));

        var yesterday = await ada.Get($"/account/privacy/then?date={Day(site, -1)}");

        Assert.Equal(["withdrawn"], yesterday.Page.QuerySelectorAll("section[aria-labelledby=then-entries] [data-act]").Select(line => line.GetAttribute("data-act")!).Where(act => act != "noticeserved"));
        Assert.Equal("1", Version(yesterday));
    }

    private static readonly GateReader Student = new("AF", [Role.Student], default);

    private static string Day(Site site, int days = 0) =>
        site.Clock.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Version(Answer page) => page.Page.QuerySelector("[data-then=privacy]")?.GetAttribute("data-version");

    private static string? Demand(Answer page) => page.Page.QuerySelector("[data-then=privacy]")?.GetAttribute("data-demand");

    private static string? Setting(Answer page) => page.Page.QuerySelector("[data-path='acceptance.initial.mode']")?.GetAttribute("data-value");
}
