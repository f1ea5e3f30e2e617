using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>The policies of five real schools, and exactly what is to be found in each.</summary>
public class RealPolicyLintTests
{
    [Fact]
    [Trait("Rule", "N25")]
    [Trait("Rule", "N32")]
    [Trait("Rule", "T47")]
    [Trait("Rule", "T48")]
    [Trait("Rule", "T49")]
    [Trait("Rule", "T50")]
    [Trait("Rule", "T51")]
    [Trait("Rule", "T52")]
    public void In_the_policy_of_Eleven_Classes() => Expect(
        "11classes.en.txt", "en", RulesPresets.TermsAbovePolicy,
        "card_numbers consent_by_use contact_missing! contradiction_selling disclosed_not_collected document_missing "
        + "marketing_without_opt_out not_covered:controller not_covered:rights reference_dangling statement_stale statement_stale term_undefined time_vague");

    [Fact]
    [Trait("Rule", "T16")]
    [Trait("Rule", "T18")]
    [Trait("Rule", "T19")]
    [Trait("Rule", "T20")]
    [Trait("Rule", "T22")]
    [Trait("Rule", "T24")]
    public void In_the_policy_of_Belimon() => Expect(
        "belimon.en.txt", "en", RulesPresets.DatedChanges,
        "contact_missing! contradiction_anonymous contradiction_payment date_missing! document_missing marketing_without_opt_out "
        + "not_covered:age not_covered:controller period_missing time_vague time_vague time_vague");

    [Fact]
    [Trait("Rule", "T26")]
    [Trait("Rule", "T27")]
    [Trait("Rule", "T28")]
    [Trait("Rule", "T29")]
    [Trait("Rule", "T31")]
    [Trait("Rule", "T32")]
    [Trait("Rule", "T33")]
    [Trait("Rule", "T34")]
    [Trait("Rule", "T35")]
    [Trait("Rule", "T36")]
    [Trait("Rule", "T38")]
    [Trait("Rule", "T39")]
    [Trait("Rule", "T40")]
    public void In_the_policy_of_Math_Academy() => Expect(
        "mathacademyequation.en.txt", "en", RulesPresets.ExplicitConsent,
        "contact_unnamed contradiction_consent contradiction_cookies contradiction_deletion contradiction_refusal "
        + "contradiction_retention contradiction_verification contradiction_withdrawal period_without_start period_without_start "
        + "purpose_without_period purpose_without_period purpose_without_period purposes_packed time_vague time_vague");

    [Fact]
    [Trait("Rule", "T01")]
    [Trait("Rule", "T03")]
    [Trait("Rule", "T04")]
    [Trait("Rule", "T05")]
    [Trait("Rule", "T07")]
    [Trait("Rule", "T08")]
    [Trait("Rule", "T09")]
    [Trait("Rule", "T10")]
    [Trait("Rule", "T12")]
    [Trait("Rule", "M49")]
    public void In_the_policy_of_Mbtelm() => Expect(
        "mbtelm.en.txt", "en", RulesPresets.ConvenienceTranslations("fa-AF"),
        "authoritative_missing contact_other_domain contact_postal_missing contradiction_advertising contradiction_anonymous contradiction_payment "
        + "contradiction_visibility document_missing heading_twice link_lost link_lost link_lost not_covered:age precedence_unconfirmed "
        + "reference_dangling sensitive_data time_vague word_mistranslated word_mistranslated word_mistranslated");

    [Fact]
    [Trait("Rule", "Q17")]
    [Trait("Rule", "T41")]
    [Trait("Rule", "T44")]
    [Trait("Rule", "T46")]
    [Trait("Rule", "Q19")]
    public void In_the_policy_of_Qalam() => Expect(
        "qalam.ar.txt", "ar", RulesPresets.NoticeOnly, "changes_unannounced contact_free_mail! document_missing "
        + "not_covered:age not_covered:basis not_covered:controller not_covered:cookies not_covered:rights time_vague");

    /// <summary>The date is entered when a version is published, and that is enough.</summary>
    [Fact]
    [Trait("Rule", "T16")]
    public void Belimon_waits_for_its_date_no_longer_once_it_is_entered()
    {
        var context = Linting.Context(RulesPresets.DatedChanges) with { Effective = Linting.Today };

        Assert.DoesNotContain(
            Linting.Of(RealPolicies.Import("belimon.en.txt", "en").Text, context), finding => finding.Rule == "lint.date_missing");
    }

    /// <summary>Every line of the web page that an import takes out would be found if it had stayed.</summary>
    [Fact]
    [Trait("Rule", "T42")]
    public void What_the_import_leaves_out_is_found_where_it_stays()
    {
        var bytes = RealPolicies.Bytes("qalam.ar.txt");
        var whole = PolicyImport.Read(bytes, new("ar") { RemoveResidue = false }).Value!.Text;

        Assert.Equal(5, Linting.Of(whole, Linting.Context(RulesPresets.NoticeOnly)).Count(finding => finding.Rule == "lint.residue"));
    }

    private static string Topic(LintFinding finding) => finding.Values.TryGetValue("topic", out var topic) ? ":" + topic : "";

    // An exclamation mark is an error. A school that has published nothing else, at a domain of its own.
    private static void Expect(string file, string language, SchoolRules rules, string expected)
    {
        var findings = Linting.Of(RealPolicies.Import(file, language).Text, Linting.Context(rules) with { Published = [] });

        Assert.Equal(expected, string.Join(
            ' ', findings.Select(finding => finding.Rule["lint.".Length..] + Topic(finding) + (finding.Severity == LintSeverity.Error ? "!" : ""))
                .Order(StringComparer.Ordinal)));
        Assert.All(
            findings.Where(finding => finding.Quote.Length > 0),
            finding => Assert.Contains(finding.Values["words"], finding.Quote, StringComparison.Ordinal));
    }
}
