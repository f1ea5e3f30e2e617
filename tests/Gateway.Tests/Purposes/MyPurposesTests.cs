using System.Text.Json;
using AngleSharp.Dom;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Purposes;

/// <summary>What a person sees of the purposes her data are used for, and her yes and no to them.</summary>
public class MyPurposesTests(Office office)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fa-AF")]
    [InlineData("ar")]
    public async Task Every_purpose_says_why_which_data_who_gets_them_how_long_and_on_what_it_rests(string language)
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var ada = await office.SignedIn(school, Role.Student);

        var page = (await ada.Get(Registers.Mine, language)).Page;
        var articles = page.QuerySelectorAll("article[data-purpose]").ToList();
        var news = page.QuerySelector("article[data-purpose='news']")!;

        Assert.Equal(BuiltInPurposes.All.Select(purpose => purpose.Key.Value).Append("news").Order(StringComparer.Ordinal), articles.Select(article => article.GetAttribute("data-purpose")!).Order(StringComparer.Ordinal));
        Assert.All(articles, article => Assert.InRange(article.QuerySelectorAll("dt").Length, 5, 7));
        Assert.All(articles, article => Assert.All(article.QuerySelectorAll("h3, p, dd"), text => Assert.NotEqual("", text.TextContent.Trim())));
        Assert.Contains(Registers.Terms.Titles[language], news.TextContent, StringComparison.Ordinal);
        Assert.Contains("Post house", news.TextContent, StringComparison.Ordinal);
        Assert.Equal("news", Assert.Single(articles, article => article.QuerySelector("form") is not null).GetAttribute("data-purpose"));
        Assert.DoesNotContain("purpose.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "E23")]
    [Trait("Rule", "M17")]
    public async Task Giving_and_taking_back_take_one_press_each_and_count_at_once()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var (ada, account) = await office.Enter(school, Role.Student);

        var before = await ada.Standing();
        var given = await ada.Press("agree");
        var between = await ada.Standing();
        var taken = await ada.Press("withdraw");
        var after = await ada.Standing();
        var entries = await office.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries());

        Assert.Equal(("asked", "given", "withdrawn"), (before, between, after));
        Assert.Equal((302, 302), (given.Status, taken.Status));
        Assert.Equal([ConsentAct.Accepted, ConsentAct.Withdrawn], entries.Select(entry => entry.Act));
        Assert.Equal((ConsentType.ExplicitlyExpressed, "Yes, I agree to: News & offers"), (entries[0].Type, entries[0].ControlLabel));
        Assert.Equal((account.Id.Value, "/account/privacy/purposes/news"), (entries[0].Actor, entries[0].Surface));
    }

    /// <summary>She may leave it: nothing of it is used until she says yes to it alone, and her school goes on for her.</summary>
    [Fact]
    [Trait("Rule", "M09")]
    public async Task Special_categories_are_hers_to_give_and_take_a_yes_of_their_own()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms with { Categories = [DataCategory.Contact, DataCategory.Special] });
        var (ada, account) = await office.Enter(school, Role.Student);
        var admin = await office.SignedIn(school, Role.Admin);

        var (silent, before) = (await ada.Standing(), await People(admin));
        var learns = await ada.Get("/courses");
        await ada.Press("agree");
        var entry = Assert.Single(await office.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries()));

        Assert.Equal(("asked", 200), (silent, learns.Status));
        Assert.DoesNotContain(account.Email, before);
        Assert.Equal((ConsentType.ExplicitlyExpressed, "given"), (entry.Type, await ada.Standing()));
        Assert.Contains(account.Email, await People(admin));
    }

    /// <summary>She says no to all that is hers to refuse; keeping accounts safe, and what her school says goes on, goes on.</summary>
    [Fact]
    [Trait("Rule", "B12")]
    public async Task What_survives_restriction_goes_on_whatever_she_says()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms with { Basis = LawfulBasis.LegitimateInterest, Withdrawable = true, SurvivesRestriction = true });
        var ada = await office.SignedIn(school, Role.Student);
        var page = await ada.Get(Registers.Mine);

        foreach (var purpose in new[] { "security", "news" })
        {
            var refused = await ada.PostJson($"/api/v1/me/purposes/{purpose}/answers", """{"answer":"refuse","version":1,"hash":"","language":"en"}""");

            Assert.Null(page.Page.QuerySelector($"article[data-purpose='{purpose}'] form"));
            Assert.Contains("\"purposes.no_choice\"", refused.Body, StringComparison.Ordinal);
            Assert.Equal("notNeeded", await ada.Standing(purpose));
        }
    }

    [Fact]
    public async Task What_was_shown_and_is_no_longer_so_is_asked_again_and_says_why()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var (ada, account) = await office.Enter(school, Role.Student);
        var stale = await ada.Get(Registers.Mine);
        await office.Put(school, Registers.Terms with { Recipients = [new("Somebody else", RecipientRole.Partner)] });

        var refused = await ada.Press("agree", page: stale);

        Assert.Equal((409, "purposes.version_superseded"), (refused.Status, refused.Code));
        Assert.Contains("Somebody else", refused.Page.QuerySelector("article[data-purpose='news']")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await office.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries()));
        Assert.Equal((302, "given"), ((await ada.Press("agree", page: refused)).Status, await ada.Standing()));
    }

    [Fact]
    [Trait("Rule", "T27")]
    public async Task What_is_added_later_is_asked_for_itself_and_a_no_leaves_what_she_agreed_to()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var ada = await office.SignedIn(school, Role.Student);
        await ada.Press("agree");
        await office.Put(school, Registers.Terms with { Categories = [DataCategory.Contact, DataCategory.Learning] });

        var asked = await ada.Get(Registers.Mine);
        await ada.Press("refuse");
        var kept = await ada.Get(Registers.Mine);
        await ada.Press("agree");

        Assert.Equal("givenInPart", asked.Page.QuerySelector("[data-purpose=news]")!.GetAttribute("data-answer"));
        Assert.Equal("Learning", Assert.Single(asked.Page.QuerySelectorAll("[data-added] li")).TextContent.Trim());
        Assert.Equal(("givenInPart", true), (kept.Page.QuerySelector("[data-purpose=news]")!.GetAttribute("data-answer"), kept.Body.Contains("said no to the addition", StringComparison.Ordinal)));
        Assert.Equal("given", await ada.Standing());
    }

    [Fact]
    [Trait("Rule", "E18")]
    public async Task A_goal_that_is_reached_ends_consents_and_their_receipts_say_so()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var ada = await office.SignedIn(school, Role.Student);
        await ada.Press("agree");
        var receipt = (await ada.Get("/account/privacy/receipts/1.jws")).Body;
        await office.Put(school, Registers.Terms, PurposeState.Achieved);

        var verified = await ada.PostJson("/api/v1/receipts/verify", JsonSerializer.Serialize(new { receipt }));

        Assert.Equal("expired", await ada.Standing());
        Assert.Contains("\"consent\":\"expired\"", verified.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LawfulBasis.Consent, true)]
    [InlineData(LawfulBasis.LegitimateInterest, false)]
    [Trait("Rule", "B38")]
    [Trait("Rule", "E28")]
    [Trait("Rule", "E41")]
    [Trait("Rule", "N14")]
    public async Task At_schools_of_opposite_bases_silence_means_the_opposite_and_a_no_the_same(LawfulBasis basis, bool silenceIsNo)
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms with { Basis = basis, Withdrawable = true });
        var (ada, account) = await office.Enter(school, Role.Student);
        var admin = await office.SignedIn(school, Role.Admin);

        var silent = await People(admin);
        await ada.Press("refuse");
        var refused = await People(admin);
        await ada.Press("agree");
        var agreed = await People(admin);

        Assert.Equal(!silenceIsNo, silent.Contains(account.Email, StringComparer.Ordinal));
        Assert.DoesNotContain(account.Email, refused);
        Assert.Contains(account.Email, agreed);
    }

    [Fact]
    [Trait("Rule", "E16")]
    [Trait("Rule", "M35")]
    public async Task The_receipt_of_a_consent_says_what_it_was_given_to()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var ada = await office.SignedIn(school, Role.Student);
        await ada.Press("agree");
        await office.Put(school, Registers.Terms with { Titles = Registers.Texts("Another name", "نام دیگر", "اسم آخر") });

        using var file = JsonDocument.Parse((await ada.Get("/account/privacy/receipts/1.jsonld")).Bytes);
        var processing = file.RootElement.GetProperty("record").GetProperty("processing")[0];
        var missing = file.RootElement.GetProperty("not_stated").EnumerateArray().Select(field => field.GetString()).ToList();
        var page = await ada.Get("/account/privacy/receipts/1");

        Assert.Equal(("News & offers", "dpv:DirectMarketing", "dpv:ExplicitlyExpressedConsent"), (Text("purpose"), Text("purpose_type"), Text("lawful_basis")));
        Assert.Equal(("pd:Contact", "contact"), (processing.GetProperty("pii_information")[0].GetProperty("pii_type").GetString(), processing.GetProperty("pii_information")[0].GetProperty("category").GetString()));
        Assert.Equal("Post house", processing.GetProperty("recipient_third_parties")[0].GetProperty("party_name").GetString());
        Assert.Equal("untilWithdrawn", processing.GetProperty("retention_period").GetProperty("kind").GetString());
        Assert.Equal("dpv:Use", processing.GetProperty("processing_method")[0].GetString());
        Assert.Contains("processing.storage_locations", missing);
        Assert.DoesNotContain("processing.purpose", missing);
        Assert.Contains("News & offers", page.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        string? Text(string name) => processing.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("no-such-purpose", "agree", 404)]
    [InlineData("theirs", "agree", 404)]
    [InlineData("teaching", "refuse", 409)]
    [InlineData("news", "perhaps", 400)]
    public async Task What_is_not_hers_to_answer_is_not_recorded(string purpose, string answer, int status)
    {
        var (school, other) = (await office.School(), await office.School());
        await office.Put(school, Registers.Terms);
        await office.Site.In(other, grains => grains.Purposes.Put(
            new PutPurpose(Grains.Common.Id<Purpose>.Parse("theirs"), PurposeState.Enabled, Registers.Terms), 0));
        var (ada, account) = await office.Enter(school, Role.Student);
        var form = (await ada.Get(Registers.Mine)).Form("article[data-purpose='news'] form");
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answered = await ada.Post($"{Registers.Mine}/{purpose}", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("answer", answer),
            KeyValuePair.Create("version", "1"), KeyValuePair.Create("hash", "x"), KeyValuePair.Create("textLanguage", "en"),
        ]));

        Assert.Equal(status, answered.Status);
        Assert.Empty(await office.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries()));
    }

    [Fact]
    public async Task Markup_in_a_title_is_text()
    {
        var school = await office.School();
        const string title = "<script>alert(1)</script><b>News</b>";
        await office.Put(school, Registers.Terms with { Titles = Registers.Texts(title, title, title) });
        var ada = await office.SignedIn(school, Role.Student);

        var page = (await ada.Get(Registers.Mine)).Page;

        Assert.Contains(title, page.QuerySelector("[data-purpose=news] h3")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main script, article b"));
    }

    private static async Task<List<string>> People(Visitor admin)
    {
        using var answer = JsonDocument.Parse((await admin.Get("/api/v1/purposes/news/people?categories=contact")).Bytes);
        return [.. answer.RootElement.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("email").GetString()!)];
    }
}
