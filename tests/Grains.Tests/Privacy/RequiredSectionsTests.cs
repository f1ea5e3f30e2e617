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
        var required = RequiredSections.Of(text, SettingResolver.All([], rules), rules.Clauses, ClausePlaces.None);

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

        var laws = RequiredSections.Of(text, SettingResolver.All(law, asking), asking.Clauses, ClausePlaces.None).SelectMany(one => one.Laws).ToList();

        Assert.Equal(asks, laws.Count > 0);
        Assert.All(laws, row => Assert.True(rules.Clauses.ContainsKey(row.Row.Path)));
    }

    [Fact]
    public void What_is_gone_is_what_the_later_text_has_no_section_of()
    {
        var required = RequiredSections.Of(text, SettingResolver.All([], rules), rules.Clauses, ClausePlaces.None);

        Assert.Equal(["parents"], required.Without(["opening", "keep", "changes"]).Select(lost => lost.Section).Distinct());
        Assert.Empty(required.Without(["parents", "changes"]));
        Assert.Equal(required.Length, required.Without([]).Length);
    }

    /// <summary>A clause by number stays with the section that it was found in, and says where the number went.</summary>
    [Fact]
    public void A_clause_keeps_its_section_when_sections_are_numbered_anew()
    {
        var places = new ClausePlaces(new PromiseBindings().Placing(rules.Clauses, text).Places, []);
        var moved = text with
        {
            Sections =
            [
                text.Sections[0],
                new PolicySection("partners", 1, "4.", "Partners", "None."),
                text.Sections[1] with { Number = "5." },
                text.Sections[2] with { Number = "6." },
            ],
        };

        var required = RequiredSections.Of(moved, SettingResolver.All([], rules), rules.Clauses, places);

        Assert.Equal(
            ["acceptance.refusal changes ", "age.minimum parents 5", "change.any.channels changes 4.2"],
            required.Select(one => $"{one.Setting.Path} {one.Section} {one.Parted}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clause_that_left_the_text_is_said_until_somebody_binds_another_section()
    {
        var kept = new PromiseBindings().Placing(rules.Clauses, text);
        var settings = SettingResolver.All([], rules);
        var binding = new PromiseBinding("keep", "", PromiseBasis.Setting, "age.minimum", "", "ada", default);

        var later = kept.Placing(rules.Clauses, text with { Sections = [text.Sections[0], text.Sections[1]] });
        var gone = RequiredSections.Gone(["keep", "changes"], settings, new(later.Places, []));
        var required = RequiredSections.Of(text, settings, rules.Clauses, new(later.Places, [binding]));

        Assert.Equal(("age.minimum", "parents", "5"), Assert.Single(gone.Select(one => (one.Setting.Path, one.Section, one.Heading))));
        Assert.Empty(RequiredSections.Gone(["keep", "changes"], settings, new(later.Places, [binding])));
        Assert.Contains(required, one => one is { Section: "keep", Setting.Path: "age.minimum" });
        Assert.Same(kept, later);
    }

    /// <summary>Settings that name another clause are looked up anew.</summary>
    [Fact]
    public void A_clause_that_is_named_otherwise_is_looked_up_again()
    {
        var kept = new PromiseBindings().Placing(rules.Clauses, text);
        var later = kept.Placing(rules.Clauses.SetItem("age.minimum", "1"), text);

        Assert.Equal(["keep"], later.Places["age.minimum"].Sections);
        Assert.Equal(kept.Places["acceptance.refusal"], later.Places["acceptance.refusal"]);
    }

    [Fact]
    public void A_title_alone_is_no_opening() =>
        Assert.Equal(["keep", "changes", "parents"], RequiredSections.Said(text));
}
