using System.Collections.Immutable;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>Which sections of a text a setting or a law asks for.</summary>
public class RequiredSectionsTests
{
    private static readonly DateOnly today = new(2026, 11, 22);

    private static readonly PolicyText text = new(
        "en",
        [
            new PolicySection("keep", 1, "1.", "What we keep", "Your name."),
            new PolicySection("changes", 1, "4.", "Changes", "We ask you again."),
            new PolicySection("parents", 1, "5.", "Parents", "They agree."),
        ],
        "Privacy policy");

    private static readonly SchoolRules rules = new()
    {
        Clauses = ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["acceptance.refusal"] = "Changes",
            ["change.any.channels"] = "4.2",
            ["age.minimum"] = "5",
            ["publish.approval"] = "decided by default: the policy does not say",
            ["policy.precedence"] = "9",
        }),
    };

    [Fact]
    public void A_section_is_asked_for_by_the_settings_whose_clause_it_is_and_by_no_other()
    {
        var required = RequiredSections.Of(text, SettingResolver.All([], rules), rules);

        Assert.Equal(
            ["4. Changes: acceptance.refusal", "4. Changes: change.any.channels", "5. Parents: age.minimum"],
            required.Select(one => $"{one.Heading}: {one.Setting.Path}").Order(StringComparer.Ordinal));
        Assert.All(required, one => Assert.Empty(one.Laws));
    }

    [Theory]
    [InlineData("DE", true)]
    [InlineData("AF", false)]
    public void The_law_of_the_schools_country_stands_beside_the_setting_that_it_asks_for(string country, bool asks)
    {
        var asking = rules with { Age = new AgeRule(AgeBasis.Fixed, 13), Acceptance = new(AcceptanceMode.Button, "I agree") };
        var law = JurisdictionProfiles.Shipped.InForce(today, "", country);

        var laws = RequiredSections.Of(text, SettingResolver.All(law, asking), asking).SelectMany(one => one.Laws).ToList();

        Assert.Equal(asks, laws.Count > 0);
        Assert.All(laws, row => Assert.True(rules.Clauses.ContainsKey(row.Row.Path)));
    }

    [Fact]
    public void What_is_gone_is_what_the_later_text_has_no_section_of()
    {
        var required = RequiredSections.Of(text, SettingResolver.All([], rules), rules);

        Assert.Equal(["parents"], required.Without(["opening", "keep", "changes"]).Select(lost => lost.Section).Distinct());
        Assert.Empty(required.Without(["parents", "changes"]));
        Assert.Equal(required.Length, required.Without([]).Length);
    }
}
