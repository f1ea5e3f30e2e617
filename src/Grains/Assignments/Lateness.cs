using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Assignments;

/// <summary>Whether work is late at a moment, and what that costs. No clock, no storage: the server's clock is asked at hand-in.</summary>
/// <param name="Due">When it is due, UTC; null for never.</param>
/// <param name="ClosesAt">When nothing is taken any more, UTC; null for never.</param>
/// <param name="IsLate">It is later than that.</param>
/// <param name="IsClosed">Nothing is taken any more.</param>
/// <param name="PenaltyPercent">Per cent of all points that handing in now takes off.</param>
[GenerateSerializer, Immutable, Alias("assignments.lateness")]
public sealed record Lateness(DateTimeOffset? Due, DateTimeOffset? ClosesAt, bool IsLate, bool IsClosed, int PenaltyPercent)
{
    /// <summary>When an assignment is due for somebody.</summary>
    /// <param name="cameAt">When she came into the course, UTC.</param>
    /// <param name="cohort">The day her cohort starts; null where she is in none that has one.</param>
    public static DateTimeOffset? DueOf(Assignment assignment, DateTimeOffset cameAt, CohortStart? cohort)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return assignment.DueAt ?? DueAfter(assignment.DueDays, assignment.DueFromCohort ? cohort : null, cameAt);
    }

    /// <summary>The moment some days after a cohort starts, at midnight in the school's zone; without one, after she came. Null for no days.</summary>
    internal static DateTimeOffset? DueAfter(int days, CohortStart? cohort, DateTimeOffset cameAt) =>
        days <= 0 ? null : cohort?.After(days) ?? Later(cameAt, days);

    /// <summary>The later of two due moments. Time that is given takes none away: what is never due stays so.</summary>
    public static DateTimeOffset? Longer(DateTimeOffset? due, DateTimeOffset? longer) => due is { } own && longer > own ? longer : due;

    /// <summary>How it stands at a moment; at the due moment itself nothing is late.</summary>
    public static Lateness Of(LateRule rule, DateTimeOffset? due, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rule);

        if (due is not { } moment)
            return new Lateness(null, null, IsLate: false, IsClosed: false, 0);

        var closes = rule.Policy == LatePolicy.Refused ? moment : rule.Days > 0 ? Later(moment, rule.Days) : (DateTimeOffset?)null;
        var days = now <= moment ? 0 : ((now - moment).Ticks + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay;
        var penalty = rule.Policy == LatePolicy.Penalised ? (int)Math.Min(rule.MostPercent, days * rule.PercentADay) : 0;

        return new Lateness(moment, closes, IsLate: days > 0, IsClosed: now > closes, penalty);
    }

    /// <summary>What is left of points after what being late takes off: a share of all there was to earn, never below nothing.</summary>
    public static decimal Reduce(decimal points, decimal outOf, int penaltyPercent) =>
        decimal.Round(Math.Max(0, points - (outOf * penaltyPercent / 100)), 2, MidpointRounding.AwayFromZero);

    // A day at the end of the calendar, as an imported file may have it, has none after it.
    private static DateTimeOffset Later(DateTimeOffset moment, int days) =>
        DateTimeOffset.MaxValue - moment > TimeSpan.FromDays(days) ? moment.AddDays(days) : DateTimeOffset.MaxValue;

    /// <summary>Whether points pass.</summary>
    public static bool Passes(decimal points, decimal outOf, int passPercent) => points * 100 >= outOf * passPercent;
}
