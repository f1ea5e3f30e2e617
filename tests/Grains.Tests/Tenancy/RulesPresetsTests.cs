using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Tenancy;

/// <summary>Each preset is one that a school can really be founded with, and says what its kind of policy says.</summary>
public class RulesPresetsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, SchoolRules> All => new()
    {
        { nameof(RulesPresets.ConvenienceTranslations), RulesPresets.ConvenienceTranslations("fa-AF") },
        { nameof(RulesPresets.DatedChanges), RulesPresets.DatedChanges },
        { nameof(RulesPresets.ExplicitConsent), RulesPresets.ExplicitConsent },
        { nameof(RulesPresets.NoticeOnly), RulesPresets.NoticeOnly },
        { nameof(RulesPresets.TermsAbovePolicy), RulesPresets.TermsAbovePolicy },
        { nameof(RulesPresets.Cautious), RulesPresets.Cautious("I have read the privacy policy and agree") },
    };

    [Theory, MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void A_school_can_be_founded_with_each(string name, SchoolRules rules)
    {
        var founded = new SchoolRecord().Found(
            new FoundSchool(Id<Tenant>.Parse("north"), "north-school", Profile, rules), Monday);

        Assert.True(founded.Succeeded(out var record, out var refusal), $"{name}: {refusal?.Message}");
        Assert.Equal(rules, record.School!.Rules);
    }

    [Theory, MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void None_claims_that_somebody_confirmed_which_language_prevails(string name, SchoolRules rules) =>
        Assert.True(rules.PolicyLanguage.Confirmed is null, name);

    [Theory]
    [InlineData("acceptance.lable", "4.1")]
    [InlineData("acceptance.label", "")]
    public void A_clause_belongs_to_a_setting_and_says_something(string path, string clause)
    {
        var rules = RulesPresets.NoticeOnly with { Clauses = ImmutableDictionary<string, string>.Empty.Add(path, clause) };
        var none = RulesPresets.NoticeOnly with { Clauses = null! };

        Assert.All([rules, none], bad => Assert.Equal(
            "clauses",
            new SchoolRecord().Found(new FoundSchool(Id<Tenant>.Parse("north"), "north-school", Profile, bad), Monday).Error?.Field));
    }

    [Fact]
    public void Translations_for_convenience_name_the_language_that_prevails()
    {
        var rules = RulesPresets.ConvenienceTranslations("fa-AF");

        Assert.Equal(("fa-AF", Precedence.AuthoritativePrevails), (rules.PolicyLanguage.Authoritative, rules.PolicyLanguage.Precedence));
        Assert.Equal(MissingAction.PublishWithWarning, rules.PolicyLanguage.OnMissing);
        Assert.Equal((ChangeTreatment.Notice, ChangeTreatment.NoticeAndMail), (rules.Change.Ordinary, rules.Change.Significant));
        Assert.True(rules.Change.SummaryRequired);
        Assert.Equal([SignUpField.Name], rules.InstructorFields);
    }

    [Fact]
    public void Dated_changes_wait_for_an_effective_date() =>
        Assert.True(RulesPresets.DatedChanges.Change.EffectiveDateRequired);

    [Fact]
    public void Explicit_consent_is_an_act_with_the_policys_own_words()
    {
        var rules = RulesPresets.ExplicitConsent;

        Assert.Equal(
            new AcceptanceRule(AcceptanceMode.CheckboxOrButton, "I consent to the processing of personal data"), rules.Acceptance);
        Assert.Contains(SignUpField.Mobile, rules.SignUpFields);
        Assert.True(rules.Change.NewPurposeNeedsAct);
        Assert.Equal(RefusalAction.PartialFunctions, rules.Refusal);
    }

    [Fact]
    public void A_notice_only_asks_and_tells_nobody_anything()
    {
        var rules = RulesPresets.NoticeOnly;

        Assert.Equal(AcceptanceMode.None, rules.Acceptance.Mode);
        Assert.Equal((ChangeTreatment.Nothing, ChangeTreatment.Nothing), (rules.Change.Ordinary, rules.Change.Significant));
    }

    [Fact]
    public void Terms_above_the_policy_leave_changes_to_the_readers_law()
    {
        var rules = RulesPresets.TermsAbovePolicy;

        Assert.Equal("terms", rules.PolicyLanguage.PrevailingDocument);
        Assert.True(rules.Change.ByJurisdiction);
        Assert.Equal(new AgeRule(AgeBasis.Fixed, 18), rules.Age);
    }

    [Fact]
    public void The_cautious_preset_asks_by_an_empty_box_and_asks_again()
    {
        var rules = RulesPresets.Cautious("I agree");

        Assert.Equal(new AcceptanceRule(AcceptanceMode.Checkbox, "I agree"), rules.Acceptance);
        Assert.Equal(ChangeTreatment.AskAgain, rules.Change.Significant);
        Assert.True(rules.Change is { NewPurposeNeedsAct: true, EffectiveDateRequired: true, SummaryRequired: true });
        Assert.Equal(MissingAction.BlockPublish, rules.PolicyLanguage.OnMissing);
    }

    private static SchoolProfile Profile { get; } = new(
        ImmutableDictionary<string, string>.Empty.Add("en", "North School"),
        ImmutableDictionary<string, string>.Empty,
        ["en"],
        "#0b6e4f",
        "Asia/Kabul",
        "AF",
        "office@north.example");
}
