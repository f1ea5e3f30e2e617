namespace Darsgah.Grains.Learning;

/// <summary>The day on which somebody's cohort starts.</summary>
/// <param name="Day">The day, in the school's zone.</param>
/// <param name="TimeZone">The school's zone, an IANA name.</param>
[GenerateSerializer, Immutable, Alias("learning.cohort_start")]
public sealed record CohortStart(DateOnly Day, string TimeZone)
{
    /// <summary>The midnight in the school's zone that begins the day so many days later, UTC.</summary>
    public DateTimeOffset After(int days) =>
        (TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc)
            .MomentOf(Day.AddDays(days).ToDateTime(TimeOnly.MinValue));
}
