using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using static Darsgah.Grains.Consent.PurposeDecision;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>Whether a person's data may be used for a purpose: a pure rule over her ledger.</summary>
public class PurposeStandingTests
{
    private static readonly Purpose one = Examples.Purpose;

    // One recipient and one category more.
    private static readonly Purpose two = one.With(PurposeRules.Normal(Examples.Terms with
    {
        Categories = [DataCategory.Contact, DataCategory.Learning],
        Recipients = [new("Bank", RecipientRole.Partner)],
    }), PurposeState.Enabled);

    public static TheoryData<string, (Purpose, PurposeDecision)[], Purpose, PurposeAnswer, string> Cases => new()
    {
        { "never asked", [], one, PurposeAnswer.Asked, "" },
        { "agreed", [(one, Agree)], one, PurposeAnswer.Given, "Contact" },
        { "refused", [(one, Refuse)], one, PurposeAnswer.Refused, "" },
        { "withdrawn", [(one, Agree), (one, Withdraw)], one, PurposeAnswer.Withdrawn, "" },
        { "agreed again", [(one, Agree), (one, Withdraw), (one, Agree)], one, PurposeAnswer.Given, "Contact" },
        { "changed her mind", [(one, Refuse), (one, Agree)], one, PurposeAnswer.Given, "Contact" },
        { "something was added", [(one, Agree)], two, PurposeAnswer.GivenInPart, "Contact" },
        { "agreed to the addition", [(one, Agree), (two, Agree)], two, PurposeAnswer.Given, "Contact,Learning" },
        { "refused the addition", [(one, Agree), (two, Refuse)], two, PurposeAnswer.GivenInPart, "Contact" },
        { "withdrew all after it", [(one, Agree), (two, Refuse), (two, Withdraw)], two, PurposeAnswer.Withdrawn, "" },
        { "refused before it grew", [(one, Refuse)], two, PurposeAnswer.Refused, "" },
        { "disabled", [(one, Agree)], one with { State = PurposeState.Disabled }, PurposeAnswer.Disabled, "" },
        { "goal reached", [(one, Agree)], one with { State = PurposeState.Achieved }, PurposeAnswer.Expired, "" },
        { "goal reached unasked", [], one with { State = PurposeState.Achieved }, PurposeAnswer.Disabled, "" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    [Trait("Rule", "E18")]
    [Trait("Rule", "E46")]
    [Trait("Rule", "E50")]
    [Trait("Rule", "T27")]
    public void What_is_covered_follows_from_what_she_answered(
        string what, (Purpose, PurposeDecision)[] answers, Purpose now, PurposeAnswer expected, string covered)
    {
        var standing = Standing(now, Examples.Ledger(answers));

        Assert.True(expected == standing.Answer, what);
        Assert.Equal(covered, string.Join(',', standing.Covers.Categories));
        Assert.All(Enum.GetValues<DataCategory>(), category =>
            Assert.Equal(covered.Split(',').Contains(category.ToString()), standing.Permits(category)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rule", "T27")]
    public void What_was_added_is_asked_and_a_no_to_it_leaves_the_rest(bool refused)
    {
        var ledger = refused ? Examples.Ledger((one, Agree), (two, Refuse)) : Examples.Ledger((one, Agree));
        var standing = Standing(two, ledger);

        Assert.Equal([DataCategory.Learning], standing.Asked!.Categories);
        Assert.Equal(["Bank (partner)"], standing.Asked.Recipients);
        Assert.Equal(refused, standing.AskedRefused);
        Assert.Empty(standing.Covers.Recipients);
        Assert.Equal("purposes.not_consented", new PurposeUse(two.Key, DataCategory.Learning).Denial(standing)!.Code);
        Assert.Null(new PurposeUse(two.Key, DataCategory.Contact).Denial(standing));
    }

    [Theory]
    [InlineData(AcceptanceMode.ContinuedUse)]
    [InlineData(AcceptanceMode.Checkbox)]
    [Trait("Rule", "M04")]
    [Trait("Rule", "T27")]
    [Trait("Rule", "T28")]
    public void Agreeing_to_a_document_unlocks_no_purpose(AcceptanceMode mode)
    {
        var shown = new ShownText(Id<Document>.Parse("privacy"), 1, "en", "aa", "en", "aa");
        var served = new ConsentLedger();
        served = served.With(served.ServeNotice(shown, "/", "p1", Examples.At));
        var accepted = served.With(served.Accept(new AcceptDocument(shown, mode, "agree", "I agree", [], "/", Explicit: true), "p1", Examples.At).Value!);

        Assert.Equal(PurposeAnswer.Asked, Standing(one, accepted).Answer);
    }

    [Theory]
    [InlineData(ConsentType.Implied, DataCategory.Contact, PurposeAnswer.Asked)]
    [InlineData(ConsentType.Expressed, DataCategory.Contact, PurposeAnswer.Given)]
    [InlineData(ConsentType.Expressed, DataCategory.Special, PurposeAnswer.Asked)]
    [InlineData(ConsentType.ExplicitlyExpressed, DataCategory.Special, PurposeAnswer.Given)]
    [InlineData(ConsentType.Expressed, DataCategory.Biometric, PurposeAnswer.Asked)]
    [Trait("Rule", "M09")]
    [Trait("Rule", "N19")]
    [Trait("Rule", "T28")]
    public void The_kind_of_consent_has_to_be_enough(ConsentType type, DataCategory category, PurposeAnswer expected)
    {
        var purpose = Examples.Of(Examples.Terms with { Categories = [category] });
        var entry = Examples.Answer(new ConsentLedger(), purpose, Agree).Value! with { Type = type };

        Assert.Equal(expected, PurposeStanding.Of(purpose, [entry], new SchoolRules()).Answer);
    }

    [Theory]
    [InlineData(true, true, PurposeAnswer.Objected)]
    [InlineData(false, false, PurposeAnswer.NotNeeded)]
    [Trait("Rule", "B38")]
    public void An_interest_of_the_schools_can_be_objected_to_where_it_says_so(bool withdrawable, bool choice, PurposeAnswer after)
    {
        var purpose = Examples.Of(Examples.Terms with { Basis = LawfulBasis.LegitimateInterest, Withdrawable = withdrawable });
        var answered = Examples.Answer(new ConsentLedger(), purpose, Refuse);

        Assert.Equal((PurposeAnswer.NotNeeded, choice), (Standing(purpose, new ConsentLedger()).Answer, Standing(purpose, new ConsentLedger()).HasChoice));
        Assert.Equal(choice ? null : "purposes.no_choice", answered.Error?.Code);
        Assert.Equal(after, Standing(purpose, answered.Value is { } entry ? new ConsentLedger().With(entry) : new ConsentLedger()).Answer);
    }

    /// <summary>Her law asked for her consent for a while; a no to an addition then is not the objection that she makes now.</summary>
    [Fact]
    [Trait("Rule", "B38")]
    [Trait("Rule", "E47")]
    public void An_objection_is_to_all_of_it_even_where_an_addition_was_refused_before()
    {
        var (with, without) = (new SchoolRules(), new SchoolRules { LawfulBases = [LawfulBasis.Consent, LawfulBasis.Contract] });
        var first = one with { Terms = one.Terms with { Basis = LawfulBasis.LegitimateInterest } };
        var wider = first.With(two.Terms with { Basis = LawfulBasis.LegitimateInterest }, PurposeState.Enabled);
        var ledger = Said(Said(new ConsentLedger(), first, Agree, without), wider, Refuse, without);

        Assert.Equal(PurposeAnswer.GivenInPart, PurposeStanding.Of(wider, ledger.Entries, without).Answer);

        ledger = Said(ledger, wider, Refuse, with);

        Assert.Equal(PurposeAnswer.Objected, PurposeStanding.Of(wider, ledger.Entries, with).Answer);
        Assert.Equal(PurposeAnswer.Withdrawn, PurposeStanding.Of(wider, ledger.Entries, without).Answer);

        static ConsentLedger Said(ConsentLedger ledger, Purpose purpose, PurposeDecision decision, SchoolRules rules) =>
            ledger.With(Examples.Answer(ledger, purpose, decision, rules: rules).Value!);
    }

    [Fact]
    [Trait("Rule", "B12")]
    public void What_survives_restriction_cannot_be_objected_to() => Assert.All(BuiltInPurposes.All, purpose =>
        Assert.Equal((PurposeAnswer.NotNeeded, false), (Standing(purpose, new ConsentLedger()).Answer, Standing(purpose, new ConsentLedger()).HasChoice)));

    [Fact]
    [Trait("Rule", "E47")]
    public void A_reader_whose_law_knows_no_interest_is_asked_for_her_consent()
    {
        var purpose = Examples.Of(Examples.Terms with { Basis = LawfulBasis.LegitimateInterest, Withdrawable = false });
        var hers = new SchoolRules { LawfulBases = [LawfulBasis.Consent, LawfulBasis.Contract] };
        var standing = PurposeStanding.Of(purpose, [], hers);

        Assert.Equal((PurposeAnswer.Asked, LawfulBasis.Consent, true), (standing.Answer, standing.Basis, standing.HasChoice));
        Assert.Empty(standing.Covers.Categories);
    }

    private static PurposeStanding Standing(Purpose purpose, ConsentLedger ledger) => PurposeStanding.Of(purpose, ledger.Entries, new SchoolRules());
}
