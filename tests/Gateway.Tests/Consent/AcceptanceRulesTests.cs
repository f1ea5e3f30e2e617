using AngleSharp.Html.Dom;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>What is recorded of an agreement, how it is taken back, and for whom a policy is.</summary>
public class AcceptanceRulesTests(Campus campus)
{
    [Fact]
    [Trait("Rule", "N01"), Trait("Rule", "T51")]
    public async Task Use_that_a_policy_calls_express_consent_is_recorded_as_implied_with_the_policys_words()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.TermsAbovePolicy);
        var ada = await campus.SignedIn(school);
        await ada.Get("/");
        await ada.Get("/courses");

        var act = Assert.Single(await campus.Acts(school, ada));

        Assert.Equal((ConsentType.Implied, AcceptanceMode.ContinuedUse), (act.Type, act.Mode));
        Assert.Equal(("you agree and expressly consent", "/courses"), (act.ControlLabel, act.Surface));
    }

    [Fact]
    [Trait("Rule", "E23")]
    public async Task Taking_an_agreement_back_asks_for_no_more_than_giving_it_did()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);

        var question = await ada.Get("/consent/privacy");
        Assert.Equal(302, (await ada.Browser.Submit(question, ("agree", "true"))).Status);
        var own = await ada.Get("/account/privacy");
        Assert.Equal(302, (await ada.Browser.Submit(own)).Status);

        Assert.Equal([ConsentAct.Accepted, ConsentAct.Withdrawn], (await campus.Acts(school, ada)).Select(act => act.Act));
        Assert.InRange(Steps(own.Form()), 1, Steps(question.Form()));
        Assert.NotNull(own.Page.QuerySelector("header a[href='/account/privacy']")); // one step from every page
    }

    // What there is to tick or to fill in, and the button.
    private static int Steps(IHtmlFormElement form) => form.QuerySelectorAll("input:not([type=hidden]), select, textarea").Length + 1;

    [Fact]
    [Trait("Rule", "E10")]
    public async Task Beside_the_question_stands_the_way_out()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);

        var page = (await ada.Get("/consent/privacy")).Page;

        Assert.NotNull(page.QuerySelector("form:has(input[value=refuse]) button"));
        Assert.Contains("without joining or continuing courses", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"main a[href='mailto:{school.Profile.Contact}']"));
    }

    [Theory]
    [Trait("Rule", "Q04")]
    [InlineData(Role.Student)]
    [InlineData(Role.Instructor)]
    public async Task Trainers_and_trainees_are_shown_the_same_policy(Role role)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var person = await campus.SignedIn(school, roles: role);

        var told = await person.Get("/");

        Assert.Equal("1", told.Page.QuerySelector("[role=region][data-document=privacy]")!.GetAttribute("data-version"));
        Assert.Equal(ConsentAct.NoticeServed, Assert.Single(await campus.Ledger(school, person)).Act);
        Assert.Equal(200, (await person.Get("/policies/privacy")).Status);
    }
}
