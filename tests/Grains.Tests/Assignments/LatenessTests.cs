using Darsgah.Grains.Assignments;
using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Tests.Assignments;

/// <summary>What is late, until when it is taken, and what that costs.</summary>
public class LatenessTests
{
    private static readonly DateTimeOffset Due = new(2026, 5, 1, 18, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(LatePolicy.Refused, 0, -1, false, false, 0)]
    [InlineData(LatePolicy.Refused, 0, 0, false, false, 0)]
    [InlineData(LatePolicy.Refused, 0, 1, true, true, 0)]
    [InlineData(LatePolicy.Refused, 5, 1, true, true, 0)]
    [InlineData(LatePolicy.Accepted, 0, 100_000, true, false, 0)]
    [InlineData(LatePolicy.Accepted, 1, 86_400, true, false, 0)]
    [InlineData(LatePolicy.Accepted, 1, 86_401, true, true, 0)]
    [InlineData(LatePolicy.Penalised, 0, 0, false, false, 0)]
    [InlineData(LatePolicy.Penalised, 0, 1, true, false, 15)]
    [InlineData(LatePolicy.Penalised, 0, 86_400, true, false, 15)]
    [InlineData(LatePolicy.Penalised, 0, 86_401, true, false, 30)]
    [InlineData(LatePolicy.Penalised, 0, 10_000_000, true, false, 40)]
    [InlineData(LatePolicy.Penalised, 2, 172_801, true, true, 40)]
    public void A_moment_is_late_closed_and_penalised_as_the_rule_says(LatePolicy policy, int days, int seconds, bool isLate, bool isClosed, int penalty)
    {
        var rule = new LateRule { Policy = policy, Days = days, PercentADay = 15, MostPercent = 40 };

        var late = Lateness.Of(rule, Due, Due.AddSeconds(seconds));

        Assert.Equal((isLate, isClosed, penalty), (late.IsLate, late.IsClosed, late.PenaltyPercent));
    }

    [Theory]
    [InlineData(LatePolicy.Refused)]
    [InlineData(LatePolicy.Penalised)]
    public void What_is_never_due_is_never_late(LatePolicy policy)
    {
        var late = Lateness.Of(new LateRule { Policy = policy, Days = 1 }, null, DateTimeOffset.MaxValue);

        Assert.Equal(new Lateness(null, null, false, false, 0), late);
    }

    // As an imported file may have it.
    [Fact]
    public void A_day_at_the_end_of_the_calendar_has_none_after_it()
    {
        var rule = new LateRule { Policy = LatePolicy.Accepted, Days = 30 };

        Assert.Equal(DateTimeOffset.MaxValue, Lateness.Of(rule, DateTimeOffset.MaxValue.AddDays(-1), Due).ClosesAt);
        Assert.Equal(DateTimeOffset.MaxValue, Lateness.DueOf(new Assignment { DueDays = 30 }, DateTimeOffset.MaxValue.AddDays(-1), null));
    }

    [Fact]
    public void A_penalty_never_falls_with_time_never_passes_its_most_and_a_closed_moment_is_always_late()
    {
        var seeded = new Random(20260501);

        for (var n = 0; n < 500; n++)
        {
            var rule = new LateRule
            {
                Policy = (LatePolicy)seeded.Next(3),
                Days = seeded.Next(10),
                PercentADay = seeded.Next(101),
                MostPercent = seeded.Next(101),
            };
            var first = seeded.Next(-100_000, 2_000_000);
            var (sooner, later) = (Lateness.Of(rule, Due, Due.AddSeconds(first)), Lateness.Of(rule, Due, Due.AddSeconds(first + seeded.Next(500_000))));

            Assert.True(sooner.PenaltyPercent <= later.PenaltyPercent);
            Assert.InRange(later.PenaltyPercent, 0, rule.MostPercent);
            Assert.True(later.IsLate || !later.IsClosed);
            Assert.True(sooner.IsLate || sooner.PenaltyPercent == 0);
            Assert.False(sooner.IsClosed && !later.IsClosed);
        }
    }

    [Fact]
    public void It_is_due_on_its_day_or_some_days_after_she_came_or_after_her_cohort_starts()
    {
        var came = Due.AddDays(-40);
        var cohort = new CohortStart(new DateOnly(2026, 3, 16), "Europe/Berlin");
        var after = new Assignment { DueDays = 14, DueFromCohort = true };

        Assert.Equal(Due, Lateness.DueOf(new Assignment { DueAt = Due }, came, cohort));
        Assert.Equal(came.AddDays(14), Lateness.DueOf(new Assignment { DueDays = 14 }, came, cohort));
        Assert.Null(Lateness.DueOf(new Assignment { DueFromCohort = true }, came, cohort));
        Assert.Equal(came.AddDays(14), Lateness.DueOf(after, came, null));

        // Midnight there, also where the clocks were changed in between.
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero), Lateness.DueOf(after, came, cohort));
    }

    [Theory]
    [InlineData(80, 100, 0, 80)]
    [InlineData(80, 100, 30, 50)]
    [InlineData(20, 100, 30, 0)]
    [InlineData(7.5, 10, 15, 6)]
    [InlineData(1, 3, 10, 0.7)]
    public void Being_late_takes_a_share_of_all_points_off_and_never_more_than_there_are(double points, double outOf, int penalty, double left) =>
        Assert.Equal((decimal)left, Lateness.Reduce((decimal)points, (decimal)outOf, penalty));
}
