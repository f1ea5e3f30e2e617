using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

[Collection("people")] // one after another, because they count hashes
public class SignUpConsentTests(PeopleSite people)
{
    private const string Label = "I consent to the processing of personal data";

    [Fact]
    [Trait("Rule", "E06")]
    public async Task A_box_starts_empty_and_ticking_it_is_explicit_consent_in_its_own_words()
    {
        var school = await people.School(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, Label) });
        var head = await people.Publish(school);
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");

        var unticked = await PeopleSite.SignUp(ada, "box@two.example");
        var ticked = await PeopleSite.SignUp(ada, "box@two.example", ("consent", "true"));

        Assert.False(form.Page.QuerySelector("#consent")!.HasAttribute("checked"));
        Assert.Equal((422, "people.consent_needed"), (unticked.Status, unticked.Code));
        Assert.Equal(200, ticked.Status);

        var (notice, act) = await Ledger(school, "box@two.example");
        Assert.Equal(ConsentAct.NoticeServed, notice.Act);
        Assert.Equal(
            (ConsentType.ExplicitlyExpressed, AcceptanceMode.Checkbox, Label), (act!.Type, act.Mode, act.ControlLabel));
        Assert.Equal(["email", "password"], act.FieldsPresent);
        Assert.Equal(head.Hashes["en"], act.Shown.ShownHash);
        Assert.Equal(notice.Number, act.NoticeNumber);
    }

    [Fact]
    [Trait("Rule", "E07"), Trait("Rule", "E08"), Trait("Rule", "T25")]
    public async Task The_named_button_with_its_fields_is_expressed_consent_and_without_them_none()
    {
        var rules = new SchoolRules
        {
            SignUpFields = [SignUpField.FirstName, SignUpField.Email, SignUpField.Mobile, SignUpField.Password],
            Acceptance = new(AcceptanceMode.CheckboxOrButton, Label),
        };
        var school = await people.School(rules);
        await people.Publish(school);
        var ada = people.Site.Visit(school);

        var noMobile = await PeopleSite.SignUp(ada, "e07@two.example", ("first_name", "Ada"));
        Assert.Equal(422, noMobile.Status);
        Assert.Null(await people.Account(school, "e07@two.example"));

        var byEnter = await PeopleSite.SignUp(
            ada, "e07@two.example", ("first_name", "Ada"), ("mobile", "+93701234567"), ("act", null));
        Assert.Equal((422, "people.consent_needed"), (byEnter.Status, byEnter.Code));

        await PeopleSite.SignUp(ada, "e07@two.example", ("first_name", "Ada"), ("mobile", "+93701234567"));
        var (_, act) = await Ledger(school, "e07@two.example");
        Assert.Equal(
            (ConsentType.Expressed, AcceptanceMode.Button, "Create account"), (act!.Type, act.Mode, act.ControlLabel));
        Assert.Equal(["first_name", "email", "mobile", "password"], act.FieldsPresent);
    }

    [Theory]
    [Trait("Rule", "Q18")]
    [InlineData(AcceptanceMode.None)]
    [InlineData(AcceptanceMode.ContinuedUse)]
    public async Task Where_nothing_is_accepted_here_only_the_notice_is_recorded(AcceptanceMode mode)
    {
        var school = await people.School(new SchoolRules { Acceptance = new(mode, "") });
        await people.Publish(school);
        var ada = people.Site.Visit(school);
        var email = $"{mode}@two.example";
        var form = await ada.Get("/sign-up");
        await PeopleSite.SignUp(ada, email);

        var (notice, act) = await Ledger(school, email);

        Assert.NotNull(form.Page.QuerySelector("main form a[href='/policies/privacy']"));
        Assert.Equal("/sign-up", notice.Surface);
        Assert.Null(act);
    }

    [Fact]
    public async Task A_text_that_changed_while_she_read_is_shown_again()
    {
        var school = await people.School(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, Label) });
        await people.Publish(school);
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");
        await people.Publish(school, "We keep more.");

        var refused = await ada.Submit(
            form, ("email", "late@two.example"), (
                "password", PeopleSite.Password), ("consent", "true"), ("act", "sign_up"));

        Assert.Equal((409, "consent.version_superseded"), (refused.Status, refused.Code));
        Assert.Equal("2", refused.Page.QuerySelector("input[name=version]")!.GetAttribute("value"));
        Assert.Null(await people.Account(school, "late@two.example"));
    }

    [Fact]
    [Trait("Rule", "M02"), Trait("Rule", "T01")]
    public async Task Without_the_binding_text_a_school_can_block_sign_up()
    {
        var blocking = new LanguageRule(
            "fa-AF", Precedence.AuthoritativePrevails, MissingAction.BlockAcceptance, StaleAction.Banner, new(
                "test", default));
        var school = await people.School(
            new SchoolRules { PolicyLanguage = blocking, Acceptance = new(AcceptanceMode.ContinuedUse, "") });
        await people.Publish(school);

        Assert.Equal(409, (await people.Site.Visit(school).Get("/sign-up")).Status);

        var warning = blocking with { OnMissing = MissingAction.PublishWithWarning };
        var open = await people.School(
            new SchoolRules { PolicyLanguage = warning, Acceptance = new(AcceptanceMode.ContinuedUse, "") });
        await people.Publish(open);
        await PeopleSite.SignUp(people.Site.Visit(open), "m02@two.example");

        Assert.Null((await Ledger(open, "m02@two.example")).Notice.Shown.BindingHash);
    }

    [Fact]
    public async Task Where_consent_needs_an_act_and_no_text_is_in_force_nobody_signs_up()
    {
        var school = await people.School(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, Label) });

        var page = await people.Site.Visit(school).Get("/sign-up");

        Assert.Equal((409, "sign_up.closed"), (page.Status, page.Code));
    }


    private async Task<(ConsentEntry Notice, ConsentEntry? Act)> Ledger(School school, string email)
    {
        var account = await people.Account(school, email);
        var entries = await people.Site.In(school, grains => grains.ConsentLedger(account!.Id).Entries());
        return (entries[0], entries.SingleOrDefault(entry => entry.Act == ConsentAct.Accepted));
    }
}
