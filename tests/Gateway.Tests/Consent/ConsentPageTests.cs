using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>Being asked, and every way to answer.</summary>
public class ConsentPageTests(Campus campus)
{
    [Fact]
    [Trait("Rule", "E06")]
    public async Task The_box_starts_empty_and_carries_the_schools_own_words()
    {
        var ada = await campus.SignedIn(await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent));

        var page = (await ada.Get("/consent/privacy")).Page;
        var box = page.QuerySelector("main input[type=checkbox]")!;

        Assert.False(box.HasAttribute("checked"));
        Assert.Contains("I consent to the processing of personal data", page.QuerySelector("label[for=agree]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("We keep your name.", page.QuerySelector("#policy-text")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "E06"), Trait("Rule", "T25")]
    public async Task Agreeing_records_what_was_shown_and_how_and_leads_on()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);

        var page = await ada.Get("/consent/privacy?return=%2Flearn");
        var answer = await ada.Browser.Submit(page, ("agree", "true"));
        var act = Assert.Single(await campus.Acts(school, ada));

        Assert.Equal("/learn", answer.Location);
        Assert.Equal((ConsentType.ExplicitlyExpressed, AcceptanceMode.Checkbox), (act.Type, act.Mode));
        Assert.Equal("I consent to the processing of personal data", act.ControlLabel);
        Assert.Equal(Campus.Text("en", "We keep your name.").Hash, act.Shown.ShownHash);
        Assert.Equal(1, act.NoticeNumber);
        Assert.Equal(200, (await ada.Get("/learn")).Status);
    }

    [Fact]
    [Trait("Rule", "E06")]
    public async Task An_empty_box_is_refused_and_nothing_is_recorded()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);

        var answer = await ada.Browser.Submit(await ada.Get("/consent/privacy"));

        Assert.Equal((422, "consent.choose"), (answer.Status, answer.Code));
        Assert.Empty(await campus.Acts(school, ada));
    }

    [Fact]
    public async Task Agreeing_to_a_text_that_changed_meanwhile_shows_the_new_one_and_why()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);
        var page = await ada.Get("/consent/privacy");
        await campus.Publish(school, Campus.Text("en", "We keep everything."));

        var answer = await ada.Browser.Submit(page, ("agree", "true"));

        Assert.Equal((409, "consent.version_superseded"), (answer.Status, answer.Code));
        Assert.Contains("We keep everything.", answer.Page.QuerySelector("#policy-text")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await campus.Acts(school, ada));
    }

    [Fact]
    [Trait("Rule", "M04")]
    public async Task Who_says_no_where_use_must_stop_keeps_only_what_is_hers()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent with { Refusal = RefusalAction.StopUsing });
        var ada = await campus.SignedIn(school);

        var refused = await Refuse(ada);
        var home = await ada.Get("/");
        var page = (await ada.Get(refused.Location!)).Page;

        Assert.Equal(ConsentAct.Refused, Assert.Single(await campus.Acts(school, ada)).Act);
        Assert.Equal(303, home.Status);
        Assert.Contains("/account/privacy", page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")), StringComparer.Ordinal);
    }

    [Fact]
    [Trait("Rule", "E09"), Trait("Rule", "T26")]
    public async Task Who_says_no_where_a_part_stays_open_goes_on_with_the_public_part_only()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        await campus.Course(school, "algebra");
        var ada = await campus.SignedIn(school);

        await Refuse(ada);

        Assert.Equal(200, (await ada.Get("/")).Status);
        Assert.Equal(200, (await ada.Get("/courses/algebra")).Status);
        Assert.Equal(303, (await ada.Get("/learn")).Status);
    }

    [Fact]
    public async Task A_refusal_can_be_changed_into_agreement()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school);
        await Refuse(ada);

        await ada.Browser.Submit(await ada.Get("/consent/privacy"), ("agree", "true"));

        Assert.Equal([ConsentAct.Refused, ConsentAct.Accepted], (await campus.Acts(school, ada)).Select(act => act.Act));
        Assert.Equal(200, (await ada.Get("/learn")).Status);
    }

    [Fact]
    [Trait("Rule", "M46"), Trait("Rule", "N04")]
    public async Task A_law_that_asks_for_an_act_gets_a_button_where_the_policy_knows_only_use()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.TermsAbovePolicy);
        var ada = await campus.SignedIn(school, "DE");
        await ada.Get("/");
        await ada.Get("/");
        await campus.Publish(school, Campus.Text("en", "We keep nothing."));

        await ada.Browser.Submit(await ada.Get("/consent/privacy"));
        var act = (await campus.Acts(school, ada))[^1];

        Assert.Equal((ConsentType.ExplicitlyExpressed, AcceptanceMode.Button, 2), (act.Type, act.Mode, act.Shown.Version));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task The_way_on_never_leaves_the_site(string wanted)
    {
        var ada = await campus.SignedIn(await campus.SchoolWithPolicy(RulesPresets.ExplicitConsent));
        var page = await ada.Get("/consent/privacy?return=" + Uri.EscapeDataString(wanted));

        var answer = await ada.Browser.Submit(page, ("agree", "true"));

        Assert.Equal("/", answer.Location);
    }

    [Fact]
    public async Task A_document_nobody_published_cannot_be_asked_about()
    {
        var ada = await campus.SignedIn(await campus.School(RulesPresets.ExplicitConsent));

        Assert.Equal(404, (await ada.Get("/consent/privacy")).Status);
    }

    private static async Task<TestKit.Answer> Refuse(Learner learner)
    {
        var page = await learner.Get("/consent/privacy");

        return await learner.Browser.Submit(
            page, new Dictionary<string, string?>(StringComparer.Ordinal), "form:has(input[value=refuse])");
    }
}
