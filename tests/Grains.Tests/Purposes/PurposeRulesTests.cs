using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>What a purpose has to say, and what makes a newer version of it.</summary>
public class PurposeRulesTests
{
    public static TheoryData<string, PurposeTerms> Faults => new()
    {
        { "purposes.no_basis", Examples.Terms with { Basis = null } },
        { "purposes.no_title", Examples.Terms with { Titles = Examples.Terms.Titles.Remove("ar") } },
        { "purposes.no_title", Examples.Terms with { Titles = Examples.Texts("News", "  ") } },
        { "purposes.no_description", Examples.Terms with { Descriptions = Examples.Terms.Descriptions.Remove("en") } },
        { "purposes.no_category", Examples.Terms with { Categories = [] } },
        { "purposes.no_operation", Examples.Terms with { Operations = [] } },
        { "purposes.no_retention", Examples.Terms with { Retention = null } },
        { "purposes.bad_period", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.Period) } },
        { "purposes.bad_period", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.Period, "3 years") } },
        { "purposes.bad_period", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.Period, "P") } },
        { "purposes.bad_period", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.Period, "P3Y\n") } },
        { "purposes.no_retention_words", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.PerLaw) } },
        { "purposes.bad_dpv_purpose", Examples.Terms with { DpvPurpose = "World domination" } },
        { "purposes.bad_text", Examples.Terms with { Titles = Examples.Texts(new string('a', 121), "أخبار") } },
        { "purposes.bad_text", Examples.Terms with { Titles = Examples.Texts("News\u202Efdp.exe", "أخبار") } },
        { "purposes.bad_text", Examples.Terms with { Descriptions = Examples.Texts(new string('a', 2 << 20), "أخبار") } },
        { "purposes.bad_text", Examples.Terms with { Recipients = [new("Bank\u2066", RecipientRole.Partner)] } },
        { "purposes.bad_text", Examples.Terms with { Recipients = [new(" ", RecipientRole.Partner)] } },
        { "purposes.bad_text", Examples.Terms with { Clause = "7\u0000" } },
        { "purposes.special_basis", Examples.Terms with { Basis = LawfulBasis.Contract, Categories = [DataCategory.Special] } },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    [Trait("Rule", "N07")]
    [Trait("Rule", "E12")]
    public void A_purpose_that_leaves_something_out_is_refused_with_its_name(string code, PurposeTerms terms) =>
        Assert.Equal([code], PurposeRules.Check(Examples.Key, terms, Examples.Limits).Select(fault => fault.Code).Distinct(StringComparer.Ordinal));

    [Fact]
    public void A_whole_purpose_has_no_fault() => Assert.Empty(PurposeRules.Check(Examples.Key, Examples.Terms, Examples.Limits));

    [Theory]
    [InlineData("AE", true)]
    [InlineData("AF", false)]
    [InlineData("DE", false)]
    [Trait("Rule", "E47")]
    public void A_legitimate_interest_is_no_basis_where_the_law_knows_none(string country, bool refused)
    {
        var limits = PurposeLimits.Of(School(country), Examples.At);
        var faults = PurposeRules.Check(Examples.Key, Examples.Terms with { Basis = LawfulBasis.LegitimateInterest }, limits with { Languages = ["en", "ar"] });

        Assert.Equal(refused, faults.Any(fault => fault.Code == "purposes.basis_unlawful"));
        Assert.Equal(refused, faults.Any(fault => fault.Message.Contains("profile AE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(DataCategory.Biometric, true)]
    [InlineData(DataCategory.Genetic, true)]
    [InlineData(DataCategory.Special, false)]
    [InlineData(DataCategory.Contact, false)]
    [Trait("Rule", "E11")]
    public void A_category_that_the_school_forbids_cannot_be_named(DataCategory category, bool refused)
    {
        var school = School("AE");
        var limits = PurposeLimits.Of(school with { Rules = RulesPresets.ExplicitConsent }, Examples.At);
        var open = PurposeLimits.Of(school, Examples.At);
        var terms = Examples.Terms with { Categories = [category] };

        Assert.Equal(refused, PurposeRules.Check(Examples.Key, terms, limits).Any(fault => fault.Code == "purposes.category_forbidden"));
        Assert.DoesNotContain(PurposeRules.Check(Examples.Key, terms, open), fault => fault.Code == "purposes.category_forbidden");
    }

    public static TheoryData<string, PurposeTerms, int> Changes => new()
    {
        { "wording", Examples.Terms with { Titles = Examples.Texts("Offers", "عروض"), Clause = "9" }, 1 },
        { "order", Examples.Terms with { Categories = [DataCategory.Contact, DataCategory.Contact] }, 1 },
        { "category", Examples.Terms with { Categories = [DataCategory.Contact, DataCategory.Learning] }, 2 },
        { "recipient", Examples.Terms with { Recipients = [new("Bank", RecipientRole.Partner)] }, 2 },
        { "operation", Examples.Terms with { Operations = [DataOperation.Use, DataOperation.Transfer] }, 2 },
        { "channel", Examples.Terms with { Channels = [PurposeChannel.Email, PurposeChannel.Phone] }, 2 },
        { "longer", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.AfterLastActivity, "P37M") }, 2 },
        { "shorter", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.AfterLastActivity, "P2Y") }, 1 },
        { "one more end", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.WithdrawnOrInactive, "P3Y") }, 1 },
        { "another kind", Examples.Terms with { Retention = PurposeRetention.Of(RetentionKind.UntilAccountDeleted) }, 2 },
        { "fewer channels", Examples.Terms with { Channels = [] }, 1 },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    [Trait("Rule", "T27")]
    public void The_version_rises_with_what_is_covered_and_not_with_wording(string what, PurposeTerms terms, int version)
    {
        var next = Examples.Purpose.With(PurposeRules.Normal(terms), PurposeState.Enabled);

        Assert.True(version == next.Version, what);
        Assert.Equal(version - 1, next.Earlier.Length);
        Assert.NotEqual(what is "order", PurposeText.Edition(next) != PurposeText.Edition(Examples.Purpose));
    }

    [Fact]
    public void What_was_taken_away_and_comes_back_is_new_again()
    {
        var two = Examples.Purpose.With(Examples.Terms with { Channels = [] }, PurposeState.Enabled).With(Examples.Terms, PurposeState.Enabled);

        Assert.Equal((2, 1), (two.Version, two.Earlier.Single().Version));
        Assert.Equal([PurposeChannel.Email], two.Scope.Beyond(two.ScopeOf(1)!).Channels);
    }

    [Fact]
    public void What_rests_on_consent_can_always_be_withdrawn() =>
        Assert.True(PurposeRules.Normal(Examples.Terms with { Withdrawable = false }).Withdrawable);

    [Theory]
    [InlineData("describe", null)]
    [InlineData("end", "purposes.built_in")]
    [InlineData("widen", "purposes.built_in")]
    [InlineData("consent", "purposes.built_in_basis")]
    public void The_softwares_own_purposes_are_described_and_neither_ended_nor_widened(string how, string? code)
    {
        var ours = BuiltInPurposes.Find(BuiltInPurposes.Teaching)!;
        var command = how switch
        {
            "end" => new PutPurpose(ours.Key, PurposeState.Disabled, ours.Terms),
            "widen" => new PutPurpose(ours.Key, ours.State, ours.Terms with { Categories = ours.Terms.Categories.Add(DataCategory.Payment) }),
            "consent" => new PutPurpose(ours.Key, ours.State, ours.Terms with { Basis = LawfulBasis.Consent }),
            _ => new PutPurpose(ours.Key, ours.State, ours.Terms with { Titles = Examples.Texts("Lessons", "دروس"), Clause = "3" }),
        };
        var put = new PurposeRegisterRecord().Put(command, Examples.Limits);

        Assert.Equal(code, put.Error?.Code);
        Assert.Equal(code is null ? "Lessons" : null, put.Value?.Merged(Examples.Limits.Bases).Purposes.First(purpose => purpose.Key == ours.Key).Terms.Titles["en"]);
    }

    [Fact]
    [Trait("Rule", "E47")]
    public void Security_is_a_duty_where_an_interest_is_no_basis()
    {
        static LawfulBasis? Basis(params ImmutableArray<LawfulBasis> bases) =>
            new PurposeRegisterRecord().Merged(bases).Purposes.First(purpose => purpose.Key == BuiltInPurposes.Security).Terms.Basis;

        Assert.Equal(LawfulBasis.LegitimateInterest, Basis([.. Enum.GetValues<LawfulBasis>()]));
        Assert.Equal(LawfulBasis.LegalObligation, Basis(LawfulBasis.Consent, LawfulBasis.Contract));
    }

    [Theory]
    [InlineData("Marketing")]
    [InlineData("m")]
    [InlineData("1st")]
    public void A_key_is_checked(string key)
    {
        var refused = Id<Purpose>.TryParse(key, out var id)
            ? new PurposeRegisterRecord().Put(new PutPurpose(id, PurposeState.Enabled, Examples.Terms), Examples.Limits).Error?.Code
            : "purposes.bad_key";

        Assert.Equal("purposes.bad_key", refused);
    }

    [Fact]
    public void A_register_takes_sixty_purposes_and_a_key_once()
    {
        var full = Enumerable.Range(0, PurposeRegisterRecord.Most).Aggregate(
            new PurposeRegisterRecord(),
            (register, number) => register.Put(
                new PutPurpose(Id<Purpose>.Parse($"p{number}"), PurposeState.Enabled, Examples.Terms, IsNew: true), Examples.Limits).Value!);

        Assert.Equal(PurposeRegisterRecord.Most, full.Revision);
        Assert.Equal("purposes.too_many", full.Put(new PutPurpose(Examples.Key, PurposeState.Enabled, Examples.Terms), Examples.Limits).Error!.Code);
        Assert.Equal("purposes.key_taken", full.Put(new PutPurpose(Id<Purpose>.Parse("p3"), PurposeState.Enabled, Examples.Terms, IsNew: true), Examples.Limits).Error!.Code);
        Assert.Equal("purposes.key_taken", full.Put(new PutPurpose(BuiltInPurposes.Teaching, PurposeState.Enabled, Examples.Terms, IsNew: true), Examples.Limits).Error!.Code);
        Assert.Same(full, full.Put(new PutPurpose(Id<Purpose>.Parse("p3"), PurposeState.Enabled, Examples.Terms), Examples.Limits).Value);
    }

    private static School School(string country) => new(
        Id<Tenant>.Parse("t"),
        "school",
        SchoolStatus.Active,
        new SchoolProfile(Examples.Texts("A", "ب"), ImmutableDictionary<string, string>.Empty, ["en", "ar"], "#000000", "UTC", country, ""),
        new SchoolRules(),
        [],
        1,
        Examples.At);
}
