using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Policies.Variables;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Policies.Lint;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Values that stand in a text by name.</summary>
public class PolicyVariablesTests
{
    private static readonly VariableValues Values = new(
        Linting.Context().Profile with
        {
            Names = ImmutableDictionary<string, string>.Empty.Add("en", "North [School]").Add("fa-AF", "مکتب شمال"),
            Controller = new ControllerIdentity("North Ltd", "", "Street 1\nKabul"),
        },
        "north.example",
        new DateOnly(2026, 11, 22),
        3);

    [Theory]
    [InlineData("en", "{{school.name}}", @"North \[School\]")]
    [InlineData("fa-AF", "{{school.name}}", "مکتب شمال")]
    [InlineData("ar", "{{ school.name }}", @"North \[School\]")]
    [InlineData("en", "Write to {{contact.email}}.", "Write to office@north.example.")]
    [InlineData("en", "{{controller.name}}, {{controller.address}}", "North Ltd, Street 1, Kabul")]
    [InlineData("en", "[site]({{school.site}})", "[site](https://north.example)")]
    [InlineData("en", "From {{effective.date}}", "From 22 November 2026")]
    [InlineData("fa-AF", "از {{effective.date}}", "از ۱ قوس ۱۴۰۵")]
    [InlineData("ar", "من {{effective.date}}", "من 22 نوفمبر 2026")]
    [InlineData("ps", "{{effective.date}}", "2026-11-22")]
    [InlineData("fa-AF", "{{version.number}}", "۳")]
    [InlineData("en", "{{controller.licence}} {{nothing.such}} {{}} {{a b}} { {school.name} }", "{{controller.licence}} {{nothing.such}} {{}} {{a b}} { {school.name} }")]
    public void A_name_gives_its_value_in_the_language_of_the_text(string language, string written, string said) => Assert.Equal(
        said, PolicyVariables.Fill(Texts(Text(language, written)), Values)[language].Section("keep")!.Markdown);

    [Fact]
    public void A_title_is_no_Markdown_so_nothing_in_it_is_escaped() => Assert.Equal(
        "Policy of North [School]", PolicyVariables.Fill(Texts(Text("en", "x") with { Title = "Policy of {{school.name}}" }), Values)["en"].Title);

    [Fact]
    public void A_current_translation_stays_current_and_a_stale_one_stale()
    {
        var english = Text("en", "{{school.name}} keeps it.");
        var dari = Text("fa-AF", "{{school.name}} نگه می‌دارد.").MadeFrom(english);
        var arabic = Text("ar", "تحتفظ به.").MadeFrom(Text("en", "Other."));
        var own = arabic with { Sections = [.. arabic.Sections, new PolicySection("own", 1, null, "Own", "Only here.")] };

        var filled = PolicyVariables.Fill(Texts(english, dari, own), Values);

        Assert.Equal(SectionState.Current, LanguageRules.States(filled["fa-AF"], filled["en"])["keep"]);
        Assert.Equal(SectionState.Stale, LanguageRules.States(filled["ar"], filled["en"])["keep"]);
        Assert.Null(filled["ar"].Section("own")!.BasedOn);
    }

    [Fact]
    public void A_text_without_names_is_the_same_to_the_letter_and_filling_twice_is_once()
    {
        var plain = Texts(Text("en", "  - plain {x}\n"));
        var once = PolicyVariables.Fill(Texts(Text("en", "{{school.name}}")), Values);

        Assert.Equal(plain["en"], PolicyVariables.Fill(plain, Values)["en"]);
        Assert.Equal(once["en"], PolicyVariables.Fill(once, Values)["en"]);
    }

    [Fact]
    public void A_name_without_a_value_stops_publishing_and_is_named()
    {
        var findings = Linting.Of(Linting.Text("en", "{{nothing.such}} and {{controller.licence}} and {{nothing.such}}"))
            .Where(finding => finding.Rule.Contains("variable", StringComparison.Ordinal)).ToList();

        Assert.Equal("variable_empty variable_unknown", Linting.Codes(findings));
        Assert.All(findings, finding => Assert.Equal(LintSeverity.Error, finding.Severity));
        Assert.Equal("nothing.such", findings.Single(finding => finding.Rule == "lint.variable_unknown").Values["name"]);
    }

    [Fact]
    [Trait("Rule", "M03")]
    public void What_is_published_is_filled_and_the_next_draft_starts_from_the_names()
    {
        var monday = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var nothing = ImmutableDictionary<string, PolicyText>.Empty;
        var draft = new PolicyVersions().Save(Text("en", "{{school.name}}"), 0, nothing, "ada", monday).Value!;

        var version = draft.Publish(
            new PublishPolicy(1, ChangeClass.Ordinary, false, ImmutableDictionary<string, string>.Empty, null, null, "ada"), RulesPresets.NoticeOnly, monday,
            (texts, _, number) => PolicyVariables.Fill(texts, Values with { Number = number })).Value!;

        Assert.Equal(Text("en", @"North \[School\]").Hash, version.Head.Hashes["en"]);
        Assert.Equal(version.Head.Hashes["en"], version.Head.BindingHash);
        Assert.Equal(PolicyVersionTexts.HashOf(Texts(Text("en", "{{school.name}}"))), version.Written);
        Assert.NotEqual(version.Content, version.Written);
    }

    private static ImmutableDictionary<string, PolicyText> Texts(params PolicyText[] texts) =>
        texts.ToImmutableDictionary(text => text.Language, StringComparer.Ordinal);

    private static PolicyText Text(string language, string body) => new(language, [new PolicySection("keep", 1, "1.", "Heading", body)], "Policy");
}
