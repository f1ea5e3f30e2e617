using System.Collections.Immutable;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>The conflict list: what two languages of one document do not say alike.</summary>
public class ConflictRulesTests
{
    [Theory]
    [Trait("Rule", "M01")]
    [InlineData("Deleted within 30 days.", "ظرف ۱۴ روز حذف می‌شود.", "۱۴ روز", "30 days")]
    [InlineData("Kept for 12 months.", "برای ۲ سال نگه می‌داریم.", "۲ سال", "12 months")]
    [InlineData("Not for children under 16.", "برای اطفال زیر ۱۸ سال نیست.", "۱۸ سال", "16")]
    [InlineData("Write to office@north.example.", "به office@south.example بنویسید.", "office@south.example", "office@north.example")]
    [InlineData("Call +93 70 123 4567.", "زنگ بزنید: ‎+93 70 123 4568", "+93 70 123 4568", "+93 70 123 4567")]
    [InlineData("See [the list](https://north.example/list).", "[فهرست](https://south.example/list)", "south.example", "north.example")]
    [InlineData("A fee of 5,000 afghani.", "فیس ۵۰۰ افغانی.", "۵۰۰", "5,000")]
    [InlineData("We answer within three days.", "پاسخ می‌دهیم.", "–", "three days")]
    [InlineData("We delete it.", "پس از ۳ ماه حذف می‌کنیم.", "۳ ماه", "–")]
    public void What_a_section_states_otherwise_in_another_language_is_found(string english, string dari, string here, string there)
    {
        var finding = Assert.Single(Different(english, ("fa-AF", dari)));

        Assert.Equal(("fa-AF", "general", here, there, "en"), (
            finding.Language, finding.Section, finding.Values["here"], finding.Values["there"], finding.Values["language"]));
    }

    [Theory]
    [Trait("Rule", "M01")]
    [InlineData("en", "fa-AF", "Deleted within thirty (30) days.", "ظرف سی روز حذف می‌شود.")]
    [InlineData("en", "fa-AF", "Within 24 hours, and 2 weeks at most.", "ظرف یک روز، و حداکثر ۱۴ روز.")]
    [InlineData("en", "ar", "Kept for 12 months, then 2 months more.", "نحتفظ بها سنة واحدة ثم شهرين.")]
    [InlineData("en", "ar", "Under eighteen years of age.", "دون ١٨ عاما.")]
    [InlineData("en", "fa-AF", "In force since 1 March 2026.", "از ۱۰ حوت ۱۴۰۴ نافذ است.")]
    [InlineData("en", "fa-AF", "Deleted after 45 days.", "پس از چهل و پنج روز حذف می‌شود.")]
    [InlineData("en", "ar", "Deleted after 45 days.", "تحذف بعد خمسة وأربعين يوما.")]
    [InlineData("en", "ar", "Answered in twenty-four hours.", "الرد خلال ٢٤ ساعة.")]
    [InlineData("en", "fa-AF", "Two copies, see 6.2 and Regulation 2016/679.", "دو نسخه، ۶.۲.")]
    [InlineData("en", "fa-AF", "Write to Office@North.example or https://www.north.example/en.", "به office@north.example یا https://north.example/fa بنویسید.")]
    public void What_is_said_alike_in_other_words_is_not(string one, string other, string text, string translation) =>
        Assert.Empty(Different(text, (other, translation), one));

    [Fact]
    [Trait("Rule", "M01")]
    public void A_section_of_one_language_only_weighs_more_where_the_prevailing_text_lacks_it()
    {
        var english = Linting.Text("en", "All of it.");
        var dari = Linting.Text("fa-AF", "همه.");
        var more = dari with { Sections = dari.Sections.Add(new PolicySection("rights", 1, "3.", "حقوق", "بپرسید.")) };

        var unstated = Assert.Single(Of("", english, more), finding => finding.Rule == "lint.section_in_some");
        var lacking = Assert.Single(Of("en", english, more), finding => finding.Rule == "lint.section_in_some");
        var untranslated = Assert.Single(Of("fa-AF", english, more), finding => finding.Rule == "lint.section_in_some");

        Assert.Equal(
            (LintSeverity.Warning, "rights", "حقوق", "fa-AF", "en"),
            (unstated.Severity, unstated.Section, unstated.Quote, unstated.Values["languages"], unstated.Values["missing"]));
        Assert.Equal((LintSeverity.Warning, LintSeverity.Advice), (lacking.Severity, untranslated.Severity));
        Assert.DoesNotContain(Of("", english, dari), finding => finding.Rule == "lint.section_in_some");
    }

    /// <summary>A decision to leave a difference holds until one of the two languages says something else.</summary>
    [Fact]
    public void A_difference_is_another_one_when_the_other_language_changes()
    {
        var was = Assert.Single(Different("Deleted within 30 days.", ("fa-AF", "ظرف ۱۴ روز حذف می‌شود.")));
        var same = Assert.Single(Different("Deleted at last within 30 days.", ("fa-AF", "ظرف ۱۴ روز حذف می‌شود.")));
        var other = Assert.Single(Different("Deleted within 60 days.", ("fa-AF", "ظرف ۱۴ روز حذف می‌شود.")));

        Assert.Equal(was.Fingerprint, same.Fingerprint);
        Assert.NotEqual(was.Fingerprint, other.Fingerprint);
    }

    private static IEnumerable<LintFinding> Different(string text, (string Language, string Text) other, string language = "en") =>
        Of("", Linting.Text(language, text), Linting.Text(other.Language, other.Text)).Where(finding => finding.Rule == "lint.languages_differ");

    private static ImmutableArray<LintFinding> Of(string binding, params PolicyText[] texts)
    {
        var rules = new SchoolRules();

        return PolicyLint.Of(
            texts.ToImmutableDictionary(text => text.Language, StringComparer.Ordinal),
            Linting.Context(rules with { PolicyLanguage = rules.PolicyLanguage with { Authoritative = binding } }));
    }
}
