using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Darsgah.Gateway.Tests.Purposes;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>Purposes and partners of a day, what a policy's acceptance covers of them, and every setting as it holds for one person.</summary>
public class DayOfPurposesTests
{
    [Fact, Trait("Rule", "M19"), Trait("Rule", "E18")]
    public async Task A_day_shows_the_purposes_and_partners_of_that_day_and_a_receipt_what_the_policy_covered_then()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var site = own.Site;
        var school = await own.SchoolWithPolicy(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, "I agree") });
        var ada = await own.SignedIn(school, country: "DE");
        var founded = Day(site);

        // Two days later a partner comes, another two and the purpose has another partner, two more and it is given up.
        site.Clock.Advance(TimeSpan.FromDays(2));
        await Put(own, school, Registers.Terms with { Basis = LawfulBasis.Contract, Recipients = [new("Post house", RecipientRole.Processor)] });
        await site.In(school, grains => grains.ConsentLedger(ada.Person).Accept(new AcceptDocument(
            new ShownText(Gateway.Consent.Documents.Privacy, 1, "en", "shown", "en", "shown"), AcceptanceMode.Checkbox, "agree", "I agree", [], "/consent/privacy", Explicit: true)));
        var first = Day(site);
        site.Clock.Advance(TimeSpan.FromDays(2));
        await Put(own, school, Registers.Terms with { Basis = LawfulBasis.Consent, Recipients = [new("Print house", RecipientRole.Partner)] });
        var second = Day(site);
        site.Clock.Advance(TimeSpan.FromDays(2));
        await Put(own, school, Registers.Terms with { Recipients = [] }, PurposeState.Achieved);
        site.Clock.Advance(TimeSpan.FromDays(1));

        var (before, early, late, now) = (
            await ada.Get($"/account/privacy/then?date={founded}"),
            await ada.Get($"/account/privacy/then?date={first}"),
            await ada.Get($"/account/privacy/then?date={second}"),
            await ada.Get("/account/privacy/then"));
        var admin = await own.SignedIn(school, roles: Role.Admin);
        await site.In(school, grains => grains.ConsentLedger(admin.Person).Accept(new AcceptDocument(
            new ShownText(Gateway.Consent.Documents.Privacy, 1, "en", "shown", "en", "shown"), AcceptanceMode.Checkbox, "agree", "I agree", [], "/", Explicit: true)));
        var office = await admin.Get($"/admin/people/{ada.Person}/then?date={second}");
        using var receipt = JsonDocument.Parse((await ada.Get("/account/privacy/receipts/1.jsonld")).Bytes);

        Assert.Equal((null, null), (News(before), News(now)));
        Assert.Equal(("1", "notNeeded"), News(early));
        Assert.Equal(("2", "asked"), News(late));
        Assert.Equal(("2", "asked"), News(office));
        Assert.Equal([[], ["Post house"], ["Print house"], []], new[] { before, early, late, now }.Select(Partners));
        Assert.NotNull(before.Page.QuerySelector("[data-purpose=accounts]"));

        // The receipt was written today, and says what stood there when she agreed.
        var processing = receipt.RootElement.GetProperty("record").GetProperty("processing").EnumerateArray().ToList();
        var news = Assert.Single(processing, part => part.GetProperty("purpose_key").GetString() is "news");
        Assert.Equal("dpv:Contract", news.GetProperty("lawful_basis").GetString());
        Assert.Equal("Post house", news.GetProperty("recipient_third_parties")[0].GetProperty("party_name").GetString());
        Assert.Equal("contact", news.GetProperty("pii_information")[0].GetProperty("category").GetString());
        Assert.Equal("untilWithdrawn", news.GetProperty("retention_period").GetProperty("kind").GetString());
        Assert.All(processing, part => Assert.Equal(1, part.GetProperty("privacy_notice").GetProperty("version").GetInt32()));
    }

    /// <summary>What rests on a consent of its own no policy's acceptance covers (T27).</summary>
    [Fact, Trait("Rule", "T27"), Trait("Rule", "T28")]
    public async Task A_purpose_that_needs_consent_is_not_on_the_receipt_of_the_policy()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, "I agree") });
        var ada = await own.SignedIn(school);
        await Put(own, school, Registers.Terms);
        var question = await ada.Get("/consent/privacy");

        await ada.Browser.Submit(question, ("agree", "true"));
        using var receipt = JsonDocument.Parse((await ada.Get("/account/privacy/receipts/2.jsonld")).Bytes);

        var keys = receipt.RootElement.GetProperty("record").GetProperty("processing").EnumerateArray()
            .Select(part => part.GetProperty("purpose_key").GetString()).ToList();
        Assert.Contains("accounts", keys);
        Assert.DoesNotContain("news", keys);
    }

    /// <summary>Each value with its layer and clause: the same setting from the school, a law, and the person herself.</summary>
    [Fact, Trait("Rule", "M04"), Trait("Rule", "M46")]
    public async Task Every_setting_is_shown_as_it_holds_for_her_with_its_layer_and_clause()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(new SchoolRules
        {
            Acceptance = new(AcceptanceMode.ContinuedUse, ""),
            Change = RulesPresets.DatedChanges.Change,
            Cookies = RulesPresets.DatedChanges.Cookies,
            Clauses = ImmutableDictionary<string, string>.Empty.Add("acceptance.initial.mode", "§ 1"),
        });
        var (ada, bea) = (await own.SignedIn(school), await own.SignedIn(school, country: "DE"));

        var before = await ada.Get("/account/privacy/settings");
        await own.Site.In(school, grains => grains.ConsentLedger(ada.Person).Refuse(
            new ShownText(Gateway.Consent.Documents.Privacy, 1, "en", "shown", "en", "shown"), "/"));
        var after = await ada.Get("/account/privacy/settings");
        var elsewhere = await bea.Get("/account/privacy/settings");

        Assert.Equal(("continuedUse", "school"), Setting(before, "acceptance.initial.mode"));
        Assert.Contains("§ 1", before.Page.QuerySelector("[data-path='acceptance.initial.mode']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("button", "person"), Setting(after, "acceptance.initial.mode"));
        Assert.Equal(("browser", "school"), Setting(after, "cookies.control"));
        Assert.Equal(("banner", "law"), Setting(elsewhere, "cookies.control"));
        Assert.Contains("2002/58/EC", elsewhere.Page.QuerySelector("[data-path='cookies.control']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            Darsgah.Grains.Privacy.SettingCatalogue.All.Select(setting => setting.Path),
            before.Page.QuerySelectorAll("[data-path]").Select(row => row.GetAttribute("data-path")!));
    }

    private static Task<Purpose> Put(Campus own, School school, PurposeTerms terms, PurposeState state = PurposeState.Enabled) =>
        own.Site.In(school, async grains => (await grains.Purposes.Put(
            new PutPurpose(Registers.News, state, terms), (await grains.Purposes.All()).Revision)).Value!);

    private static (string?, string?)? News(Answer page) => page.Page.QuerySelector("[data-purpose=news]") is { } row
        ? (row.GetAttribute("data-purpose-version"), row.GetAttribute("data-answer"))
        : null;

    private static ImmutableArray<string?> Partners(Answer page) =>
        [.. page.Page.QuerySelectorAll("[data-partner]").Select(row => row.GetAttribute("data-partner"))];

    private static (string?, string?) Setting(Answer page, string path) => page.Page.QuerySelector($"[data-path='{path}']") is { } row
        ? (row.GetAttribute("data-value"), row.GetAttribute("data-layer"))
        : (null, null);

    private static string Day(Site site) => site.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
