using System.Collections.Immutable;
using System.Text.Json;
using Darsgah.Gateway.Tests.Purposes;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Purposes that a school offers at sign-up: a box each, empty, and refusing changes nothing else.</summary>
[Collection("people")]
public class SignUpPurposesTests(PeopleSite people)
{
    /// <summary>The same answers at two schools with opposite settings.</summary>
    [Theory]
    [Trait("Rule", "E06"), Trait("Rule", "E07"), Trait("Rule", "N19")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ticked_box_is_a_consent_of_its_own_and_an_empty_one_changes_nothing(bool offered)
    {
        var school = await School(offered);
        var (yes, no) = ($"yes@{offered}.example".ToLowerInvariant(), $"no@{offered}.example".ToLowerInvariant());
        using var first = people.Site.Visit(school);
        using var second = people.Site.Visit(school);
        var form = await first.Get("/sign-up");

        var ticked = await PeopleSite.SignUp(first, yes, ("purpose-news", "true"));
        var empty = await PeopleSite.SignUp(second, no);
        var (given, left) = (await Ledger(school, yes), await Ledger(school, no));

        Assert.Equal(offered, form.Page.QuerySelector("#purpose-news") is not null);
        Assert.Empty(form.Page.QuerySelectorAll("main input[checked]"));
        Assert.Equal((200, 200), (ticked.Status, empty.Status));
        Assert.Equal(
            PeopleSite.WithoutToken(ticked.Body).Replace(yes, "", StringComparison.Ordinal),
            PeopleSite.WithoutToken(empty.Body).Replace(no, "", StringComparison.Ordinal));
        Assert.Equal(offered ? 1 : 0, given.Length);
        Assert.Empty(left);
        Assert.All(given, entry => Assert.Equal(
            (ConsentAct.Accepted, ConsentType.ExplicitlyExpressed, AcceptanceMode.Checkbox, "purpose-news", "news"),
            (entry.Act, entry.Type, entry.Mode, entry.ControlId, entry.Purpose!.Key.Value)));
        Assert.All(given, entry => Assert.Contains("News & offers", entry.ControlLabel, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "E06"), Trait("Threat", "SEC-L04")]
    public async Task Words_that_changed_meanwhile_are_shown_again_and_a_later_empty_box_takes_an_earlier_tick_back()
    {
        var school = await School(offered: true);
        using var ada = people.Site.Visit(school);
        var old = await ada.Get("/sign-up");
        await Put(school, Registers.Terms with { Categories = [DataCategory.Contact, DataCategory.Profile] });

        var stale = await ada.Submit(old, ("email", "ada@meanwhile.example"), ("password", PeopleSite.Password), ("act", "sign_up"), ("purpose-news", "true"));
        var none = await people.Account(school, "ada@meanwhile.example");
        await PeopleSite.SignUp(ada, "ada@meanwhile.example", ("purpose-news", "true"));
        await PeopleSite.SignUp(ada, "ada@meanwhile.example");
        var acts = await Ledger(school, "ada@meanwhile.example");

        Assert.Equal((409, "purposes.version_superseded"), (stale.Status, stale.Code));
        Assert.Null(none);
        Assert.Equal([ConsentAct.Accepted, ConsentAct.Withdrawn], acts.Select(entry => entry.Act));
    }

    [Fact]
    [Trait("Rule", "N19")]
    public async Task Over_the_API_the_same_is_offered_and_answered()
    {
        var school = await School(offered: true);
        using var ada = people.Site.Visit(school);
        using var asks = JsonDocument.Parse((await ada.Get("/api/v1/sign-up")).Bytes);
        var offer = asks.RootElement.GetProperty("purposes")[0];
        var hash = offer.GetProperty("hash").GetString();

        var answer = await ada.PostJson("/api/v1/sign-up", """
            {"email":"api@optional.example","password":"correct horse battery",
             "purposes":{"news":{"version":1,"language":"en","hash":"HASH","ticked":true}}}
            """.Replace("HASH", hash, StringComparison.Ordinal));

        Assert.Equal(202, answer.Status);
        Assert.Equal("news", offer.GetProperty("purpose").GetString());
        Assert.Equal(offer.GetProperty("boxLabel").GetString(), Assert.Single(await Ledger(school, "api@optional.example")).ControlLabel);
    }

    private async Task<School> School(bool offered)
    {
        var school = await people.School(new SchoolRules { SignUpPurposes = offered ? [Registers.News] : [] });
        await Put(school, Registers.Terms);
        return school;
    }

    private Task<Purpose> Put(School school, PurposeTerms terms) => people.Site.In(school, async grains => (await grains.Purposes.Put(
        new PutPurpose(Registers.News, PurposeState.Enabled, terms), (await grains.Purposes.All()).Revision)).Value!);

    private async Task<ImmutableArray<ConsentEntry>> Ledger(School school, string email)
    {
        var account = (await people.Account(school, email))!;
        return await people.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries());
    }
}
