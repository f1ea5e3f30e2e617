using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;
using FsCheck;
using FsCheck.Fluent;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>Four layers: a lower one adds protection and takes none away, and the value says where it comes from.</summary>
public class ResolverTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly ImmutableArray<PrivacySetting> Comparing = [.. SettingCatalogue.Schools.Where(setting => setting.Compares)];

    /// <summary>What is kept of a school's rules is that of the day, the school's country, the reader's and the rules themselves.</summary>
    [Fact]
    public void What_is_kept_changes_with_the_day_the_countries_and_the_rules()
    {
        var profile = new SchoolProfile(
            ImmutableDictionary<string, string>.Empty.Add("en", "S"), ImmutableDictionary<string, string>.Empty, ["en"], "#000000", "UTC", "DK", "a@b.example");
        var rules = new SchoolRules { Age = new(AgeBasis.Fixed, 10) };
        var school = new School(Id<Tenant>.Parse("school"), "school", SchoolStatus.Active, profile, rules, [], 1, DateTimeOffset.UnixEpoch);
        var before = new DateTimeOffset(2023, 12, 31, 12, 0, 0, TimeSpan.Zero);

        int Years(School of, string reader, DateTimeOffset at) => SettingResolver.InForce(of, reader, at).Age.Years;

        Assert.Equal((13, 15, 13), (Years(school, "", before), Years(school, "", before.AddDays(1)), Years(school, "", before)));
        Assert.Equal((16, 13), (Years(school, "DE", before), Years(school, "", before)));
        Assert.Equal((10, 13), (Years(school with { Profile = profile with { Country = "AF" } }, "", before), Years(school, "", before)));
        Assert.Equal(14, Years(school with { Rules = rules with { Age = new(AgeBasis.Fixed, 14) } }, "", before));
        Assert.Same(SettingResolver.InForce(school, "", before), SettingResolver.InForce(school, "", before.AddHours(1)));
    }

    [Fact]
    [Trait("Rule", "E17")]
    public void What_counts_protects_at_least_as_much_as_every_layer_says() => Check(
        (setting, law, school, refused) =>
        {
            var resolved = SettingResolver.Resolve(setting, law, school, new PersonWord(refused));

            return resolved.Words.All(word => setting.AtLeast(resolved.Value, word.Value))
                && setting.Refuse(resolved.Value) is null
                && resolved.Words.Contains(resolved.From)
                && setting.Read(school) == resolved.Words.Single(word => word.Layer == SettingLayer.School).Value;
        });

    [Fact]
    [Trait("Rule", "E17")]
    public void The_order_of_laws_does_not_matter() => Check(
        (setting, law, school, refused) =>
        {
            var one = SettingResolver.Resolve(setting, law, school, new PersonWord(refused));
            var other = SettingResolver.Resolve(setting, [.. law.Reverse()], school, new PersonWord(refused));

            return one.Value == other.Value && one.From == other.From;
        });

    [Fact]
    public void The_rules_to_act_on_are_what_counts() => Check(
        (setting, law, school, refused) =>
        {
            var rules = SettingResolver.InForce(law, school, new PersonWord(refused));
            return setting.Read(rules) == SettingResolver.Resolve(setting, law, school, new PersonWord(refused)).Value;
        });

    [Fact]
    public void Every_order_is_one_and_every_value_survives_a_school()
    {
        Assert.All(SettingCatalogue.Schools.Where(setting => setting.Allowed.Length > 0), setting =>
        {
            foreach (var value in Values(setting))
            {
                Assert.Null(setting.Refuse(value));
                Assert.Equal(value, setting.Read(setting.Write(new SchoolRules(), value)));
                Assert.True(setting.AtLeast(value, value));
            }

            if (setting.Order.Length > 0)
                Assert.Equal(setting.Allowed.Order(StringComparer.Ordinal), setting.Order.SelectMany(group => group).Order(StringComparer.Ordinal));
        });
        Assert.Equal(SettingCatalogue.All.Length, SettingCatalogue.All.Select(setting => setting.Path).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    [Trait("Rule", "N04")]
    public void A_policy_that_defers_to_the_readers_law_is_raised_by_it_and_says_by_which_row()
    {
        var setting = SettingCatalogue.Find("change.significant.channels")!;
        var school = RulesPresets.TermsAbovePolicy with
        {
            Clauses = ImmutableDictionary<string, string>.Empty.Add(setting.Path, "Modifications"),
        };

        var german = SettingResolver.Resolve(setting, Law("DE"), school);
        var californian = SettingResolver.Resolve(setting, Law("US"), school);
        var afghan = SettingResolver.Resolve(setting, Law("AF"), school);

        Assert.Equal(("act", SettingLayer.Law, "eu-gdpr"), (german.Value, german.From.Layer, german.From.Law?.Row.Profile));
        Assert.True(german.SchoolIsOverruled);
        Assert.Equal("", german.Words.Single(word => word.Layer == SettingLayer.School).Value); // kept as its text says
        Assert.Equal(("inProduct", "us-ca"), (californian.Value, californian.From.Law?.Row.Profile));
        Assert.NotNull(californian.From.Law?.RegionAssumed); // nobody's state is known: said so
        Assert.Equal(("", SettingLayer.School, "Modifications"), (afghan.Value, afghan.From.Layer, afghan.From.Clause));
        Assert.False(afghan.SchoolIsOverruled);
    }

    [Fact]
    [Trait("Rule", "M04")]
    public void A_policy_that_does_not_defer_keeps_its_own_words_on_changes_but_not_on_new_purposes()
    {
        var rules = SettingResolver.InForce(Law("DE"), RulesPresets.DatedChanges);

        Assert.Equal(RulesPresets.DatedChanges.Change.Significant, rules.Change.Significant);
        Assert.True(rules.Change.NewPurposeNeedsAct);
        Assert.False(SettingResolver.InForce(Law("AF"), RulesPresets.DatedChanges).Change.NewPurposeNeedsAct);
    }

    [Fact]
    [Trait("Rule", "E17")]
    public void The_law_of_the_schools_country_reaches_every_reader()
    {
        var law = JurisdictionProfiles.Shipped.InForce(Today, reader: "AF", school: "AE");

        Assert.True(SettingResolver.InForce(law, RulesPresets.NoticeOnly).Change.NewPurposeNeedsAct);
        Assert.Equal(["change.newPurpose.needsAct", "purpose.lawfulBases"], law.Select(row => row.Row.Path));
        Assert.All(law, row => Assert.False(row.ByReader));
        Assert.Equal(["us"], JurisdictionProfiles.Shipped.InForce(Today, reader: "AF", school: "US").Select(row => row.Row.Profile)); // California protects its readers
        Assert.Empty(JurisdictionProfiles.Shipped.InForce(new(2022, 1, 1), reader: "", school: "AE")); // the day before it began
    }

    [Fact]
    [Trait("Rule", "M04")]
    public void Whoever_refused_is_asked_by_an_act_where_use_would_have_been_enough()
    {
        var setting = SettingCatalogue.Find("acceptance.initial.mode")!;

        var asked = SettingResolver.Resolve(setting, [], RulesPresets.DatedChanges, new PersonWord(Refused: true));
        var box = SettingResolver.Resolve(setting, [], RulesPresets.Cautious("I agree"), new PersonWord(Refused: true));

        Assert.Equal(("button", SettingLayer.Person), (asked.Value, asked.From.Layer));
        Assert.Equal(("checkbox", SettingLayer.School), (box.Value, box.From.Layer)); // her school's own act is one already
    }

    [Fact]
    [Trait("Rule", "T50")]
    public void A_floor_is_what_it_is_whatever_anybody_says() => Assert.All(SettingCatalogue.Floors, floor =>
    {
        var resolved = SettingResolver.Resolve(floor, Law("DE"), RulesPresets.NoticeOnly);

        Assert.Equal((floor.Floor, SettingLayer.Floor), (resolved.Value, resolved.From.Layer));
    });

    [Fact]
    public void A_clause_stays_with_the_value_that_it_was_named_for()
    {
        var clauses = ImmutableDictionary<string, string>.Empty.Add("age.basis", "7").Add("age.minimum", "7").Add("acceptance.label", "1");
        var before = RulesPresets.TermsAbovePolicy with { Clauses = clauses };

        var after = (before with { Age = new(AgeBasis.Fixed, 16), Clauses = ImmutableDictionary<string, string>.Empty }).KeepingClauses(before);

        Assert.Equal(["acceptance.label", "age.basis"], after.Clauses.Keys.Order(StringComparer.Ordinal));
    }

    private static ImmutableArray<LawInForce> Law(string reader) => JurisdictionProfiles.Shipped.InForce(Today, reader, "");

    // A setting that can be compared, up to four laws on it, a school's own word, and whether she refused.
    private static void Check(Func<PrivacySetting, ImmutableArray<LawInForce>, SchoolRules, bool, bool> holds)
    {
        var cases =
            from setting in Gen.Elements(Comparing.AsEnumerable())
            let values = Values(setting)
            from school in Gen.Elements(values.AsEnumerable())
            from law in Gen.ListOf(Gen.Zip(Gen.Elements(values.AsEnumerable()), Gen.Choose(1, 3)))
            from refused in Gen.Elements(true, false)
            select (setting, law: law.Select((row, index) => Row(setting, row.Item1, row.Item2, index)).ToImmutableArray(), school, refused);

        Prop.ForAll(cases.ToArbitrary(), one =>
            holds(one.setting, one.law, one.setting.Write(new SchoolRules { Age = new(AgeBasis.Fixed, 18) }, one.school), one.refused))
            .QuickCheckThrowOnFailure();
    }

    private static LawInForce Row(PrivacySetting setting, string value, int profile, int day) => new(
        new LawRow($"p{profile}", [], setting.Path, value, new DateOnly(2020, 1, 1).AddDays(day), null, LawReach.Always, new("l", "a", "d", Today), null),
        "XA",
        ByReader: true,
        RegionAssumed: null);

    private static ImmutableArray<string> Values(PrivacySetting setting) => setting.Kind switch
    {
        SettingKind.Number => ["0", "13", "16", "18"],
        SettingKind.Items when setting.Path is "thirdParty.embeds" => ["", "youtube", "vimeo,youtube", "youtube,vimeo,aparat", "aparat"],
        SettingKind.Items when setting.Path == "purpose.lawfulBases" => ["consent", "consent,contract", "consent,contract,legitimateInterest"],
        SettingKind.Items => ["email,password", "name,email,password", "email,password,mobile", "firstName,email,mobile,password", ""],
        _ => setting.Allowed,
    };
}
