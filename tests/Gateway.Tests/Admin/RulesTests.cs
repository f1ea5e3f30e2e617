using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>What the school's policy asks of the software.</summary>
public class RulesTests(Office office)
{
    private const string Rules = "/admin/school/rules";

    [Fact]
    public async Task Every_answer_becomes_a_rule()
    {
        var school = await office.School();
        var (admin, account) = await office.Enter(school, Role.Admin);

        var saved = await admin.Submit(
            await admin.Get(Rules),
            ("precedence", "AuthoritativePrevails"),
            ("authoritative", "prs"), // another name of Dari
            ("confirm", "true"),
            ("on_missing", "BlockAcceptance"),
            ("on_stale", "ShowAuthoritative"),
            ("acceptance", "Checkbox"),
            ("acceptance_label", "I agree"),
            ("refusal", "PartialFunctions"),
            ("sign_up_fields", "Mobile"),
            ("instructor_fields", "Name"),
            ("age", "Fixed"),
            ("age_years", "۱۸"),
            ("ordinary", "Notice"),
            ("significant", "AskAgain"),
            ("new_purpose", "true"),
            ("date_required", "true"),
            ("summary_required", "true"));

        Assert.Equal((302, "/admin/school/rules?saved=1"), (saved.Status, saved.Location));
        var rules = (await office.Now(school))!.Rules;
        Assert.Equal(
            new LanguageRule(
                "fa-AF",
                Precedence.AuthoritativePrevails,
                MissingAction.BlockAcceptance,
                StaleAction.ShowAuthoritative,
                new Confirmation(account.Id.Value, office.Site.Clock.GetUtcNow())),
            rules.PolicyLanguage);
        Assert.Equal(new AcceptanceRule(AcceptanceMode.Checkbox, "I agree"), rules.Acceptance);
        Assert.Equal([SignUpField.Email, SignUpField.Password, SignUpField.Mobile], rules.SignUpFields);
        Assert.Equal([SignUpField.Name], rules.InstructorFields);
        Assert.Equal(new AgeRule(AgeBasis.Fixed, 18), rules.Age);
        Assert.Equal(
            new ChangeRule(ChangeTreatment.Notice, ChangeTreatment.AskAgain, false, true, true, true), rules.Change);
        Assert.Equal(RefusalAction.PartialFunctions, rules.Refusal);
    }

    [Fact]
    [Trait("Rule", "T03")]
    public async Task Another_answer_about_languages_has_to_be_confirmed_again()
    {
        var rules = RulesPresets.ConvenienceTranslations("fa-AF");
        var confirmed = rules with { PolicyLanguage = rules.PolicyLanguage with { Confirmed = new("system", office.Site.Clock.GetUtcNow()) } };
        var school = await office.School(confirmed);
        var admin = await office.SignedIn(school, Role.Admin);

        await admin.Submit(await admin.Get(Rules), ("on_stale", "ShowAuthoritative"));
        var kept = (await office.Now(school))!.Rules.PolicyLanguage.Confirmed;
        await admin.Submit(await admin.Get(Rules), ("authoritative", "ar"));

        Assert.NotNull(kept);
        Assert.Null((await office.Now(school))!.Rules.PolicyLanguage.Confirmed);
    }

    [Theory]
    [InlineData("precedence", "AuthoritativePrevails", "admin_rules.language_missing")]
    [InlineData("precedence", "OtherDocumentPrevails", "admin_rules.document_missing")]
    [InlineData("authoritative", "<b>english", "admin_rules.language_bad")]
    [InlineData("acceptance", "Button", "admin_rules.label_missing")]
    [InlineData("age", "Fixed", "admin_rules.age_bad")]
    public async Task What_is_missing_is_asked_for(string field, string value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await admin.Submit(await admin.Get(Rules), (field, value));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal(school.Revision, (await office.Now(school))!.Revision);
    }

    [Theory]
    [InlineData("acceptance", "99")]
    [InlineData("precedence", "1")]
    [InlineData("ordinary", "everything")]
    public async Task An_answer_that_is_none_leaves_the_rule_as_it_was(string field, string value)
    {
        var school = await office.School(RulesPresets.DatedChanges);
        var admin = await office.SignedIn(school, Role.Admin);

        await admin.Submit(await admin.Get(Rules), (field, value));

        var rules = (await office.Now(school))!.Rules;
        Assert.Equal(RulesPresets.DatedChanges.Acceptance, rules.Acceptance);
        Assert.Equal(RulesPresets.DatedChanges.PolicyLanguage, rules.PolicyLanguage);
        Assert.Equal(RulesPresets.DatedChanges.Change, rules.Change);
    }

    [Fact]
    public async Task A_second_admin_gets_the_conflict_and_keeps_her_answers()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        var (one, other) = (await first.Get(Rules), await second.Get(Rules));
        await first.Submit(one, ("ordinary", "Notice"));

        var refused = await second.Submit(other, ("significant", "AskAgain"));

        Assert.Equal((409, "tenancy.changed"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Page.QuerySelector("input[name=significant][value=AskAgain][checked]"));
        Assert.NotNull(refused.Page.QuerySelector("[data-theirs] li"));
    }
}
