using System.Collections.Immutable;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tests.Policies.Lint;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Decisions about findings, with no silo, no clock and no storage.</summary>
public class FindingDecisionsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<LintFinding> Findings = Linting.Of(Linting.Text("en", "We answer promptly. Write to a@gmail.com."));

    [Fact]
    public void A_decision_says_who_when_why_and_about_which_clause()
    {
        var made = new FindingDecisions().Decide(Command("  Ours. "), Findings, Monday).Value!;

        Assert.Equal(("lint.contact_free_mail", "Ours.", "ada", Monday), (made.Rule, made.Note, made.By, made.At));
        Assert.Equal("Write to a@gmail.com.", made.Quote);
    }

    [Theory]
    [InlineData("", "policy.note_needed")]
    [InlineData(" \n ", "policy.note_needed")]
    public void A_decision_without_a_reason_is_none(string note, string code) =>
        Assert.Equal(code, new FindingDecisions().Decide(Command(note), Findings, Monday).Error!.Code);

    [Fact]
    public void What_is_not_in_the_text_is_not_decided() => Assert.Equal(
        "policy.no_such_finding", new FindingDecisions().Decide(Command("Ours."), [], Monday).Error!.Code);

    [Fact]
    public void The_same_decision_twice_is_one_and_another_is_refused()
    {
        var decided = Decided();

        Assert.Equal(Monday, decided.Decide(Command("Ours."), Findings, Monday.AddDays(1)).Value!.At);
        Assert.Equal("policy.finding_decided", decided.Decide(Command("Ours.") with { Actor = "eve" }, Findings, Monday).Error!.Code);
        Assert.Single(decided.With(decided.Decisions[0]).Decisions);
    }

    [Fact]
    public void A_review_opens_what_is_undecided_and_keeps_what_has_lapsed()
    {
        Assert.Equal("lint.contact_free_mail", Assert.Single(new FindingDecisions().Review(Findings).Open).Finding.Rule);
        Assert.Empty(Decided().Review(Findings).Open);

        var later = Decided().Review(Linting.Of(Linting.Text("en", "Please write to a@gmail.com.")));

        Assert.Single(later.Open);
        Assert.Equal("Ours.", Assert.Single(later.Lapsed).Note);
    }

    [Fact]
    public void A_withdrawn_decision_holds_no_longer() =>
        Assert.Single(Decided().Without(Decided().Decisions[0]).Review(Findings).Open);

    private static FindingDecisions Decided()
    {
        var none = new FindingDecisions();
        return none.With(none.Decide(Command("Ours."), Findings, Monday).Value!);
    }

    private static DecideFinding Command(string note) => new(
        Findings.Single(finding => finding.Rule == "lint.contact_free_mail").Fingerprint,
        note,
        "ada",
        new TextsToReview(ImmutableDictionary<string, PolicyText>.Empty));
}
