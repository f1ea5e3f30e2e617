using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>Who is at risk, by the rule that the page states.</summary>
public sealed class RiskRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 30, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 0, 0, 0, RiskReasons.None)]
    [InlineData(13, 20, 2, 0, RiskReasons.None)]
    [InlineData(14, 20, 2, 0, RiskReasons.Inactive)]
    [InlineData(1, 20, 1, 0, RiskReasons.Behind)]
    [InlineData(1, 6, 0, 0, RiskReasons.None)]
    [InlineData(1, 7, 0, 0, RiskReasons.Behind)]
    [InlineData(1, 20, 2, 1, RiskReasons.FailedTwice)]
    [InlineData(30, 300, 1, 2, RiskReasons.Inactive | RiskReasons.Behind | RiskReasons.FailedTwice)]
    [InlineData(300, 300, 10, 2, RiskReasons.None)]
    public void Whoever_is_idle_slow_or_failing_is_at_risk_until_she_has_finished(
        int idle, int enrolled, int done, int failedTwice, RiskReasons reasons)
    {
        var line = Line(EnrollmentState.Active) with
        {
            EnrolledAt = Now.AddDays(-enrolled),
            LastAt = Now.AddDays(-idle),
            FailedTwice = failedTwice,
        };

        Assert.Equal(reasons, new RiskRule(14, 1).ReasonsOf(line, done / 10.0, 10, Now));
    }

    [Theory]
    [InlineData(EnrollmentState.Paused)]
    [InlineData(EnrollmentState.Removed)]
    [InlineData(EnrollmentState.Left)]
    public void Who_is_not_in_the_course_is_not_at_risk(EnrollmentState state) => Assert.Equal(
        RiskReasons.None, RiskRule.Usual.ReasonsOf(Line(state) with { LastAt = Now.AddDays(-99) }, 0, 10, Now));

    private static RosterLine Line(EnrollmentState state) =>
        new(Id<Person>.Parse("ada"), 0, "Ada", Now, state, null, "", Now, "", 0, 0, 0);
}
