using System.Collections.Immutable;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>Sections that something asks for and that a text has lost.</summary>
public class RequiredRulesTests
{
    private static readonly PolicyText Text = Linting.Text("en", "We keep your name.");

    public static TheoryData<string, PolicyText, string[], bool> Cases => new()
    {
        { "there", Text, ["general"], false },
        { "another one is enough", Text, ["rights", "general"], false },
        { "gone", Text, ["rights"], true },
        { "emptied", Text with { Sections = Text.Sections.SetItem(0, Text.Sections[0] with { Heading = "", Markdown = "" }) }, ["general"], true },
        { "a title is no opening", Text, [PolicyText.OpeningKey], true },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    [Trait("Rule", "B44")]
    public void A_section_that_is_asked_for_and_gone_stops_publishing(string what, PolicyText text, string[] keptBy, bool lost)
    {
        var found = Linting.Of(text, Linting.Context() with { Required = [new RequiredText(keptBy[0], "4. Rights", "acceptance.refusal", [.. keptBy])] })
            .Where(finding => finding.Rule == LintRules.RequiredLost.Code).ToList();

        Assert.True(found.Count == (lost ? 1 : 0), what);
        Assert.All(found, finding => Assert.Equal(
            (LintSeverity.Error, true, "4. Rights", "acceptance.refusal"),
            (finding.Severity, finding.Decidable, finding.Values["heading"], finding.Values["settings"])));
    }

    /// <summary>A text that comes to prevail, imported say, never had the sections of the one that did.</summary>
    [Theory]
    [InlineData("en", LintSeverity.Error)]
    [InlineData("fa-AF", LintSeverity.Warning)]
    public void What_a_text_of_another_language_had_stops_nothing(string had, LintSeverity severity)
    {
        var required = new RequiredText("rights", "4. Rights", "acceptance.refusal", ["rights"]) { Languages = [had] };

        Assert.Equal(severity, Linting.Of(Text, Linting.Context() with { Required = [required] }).Single(finding => finding.Rule == LintRules.RequiredLost.Code).Severity);
    }

    /// <summary>What a section was called does not matter to who decided about it; which one it is does.</summary>
    [Fact]
    public void A_decision_holds_for_the_section_and_not_for_its_number()
    {
        string Fingerprint(string section, string heading, params string[] settings) => Linting.Of(
            Text, Linting.Context() with { Required = [.. settings.Select(setting => new RequiredText(section, heading, setting, [section]))] })
            .Single(finding => finding.Rule == LintRules.RequiredLost.Code).Fingerprint;

        Assert.Equal(Fingerprint("rights", "4. Rights", "acceptance.refusal"), Fingerprint("rights", "4", "acceptance.refusal", "change.significant"));
        Assert.NotEqual(Fingerprint("rights", "4. Rights", "acceptance.refusal"), Fingerprint("refusing", "4. Rights", "acceptance.refusal"));
    }
}
