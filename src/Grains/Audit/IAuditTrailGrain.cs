namespace Darsgah.Grains.Audit;

/// <summary>What a school's audit trail says in figures.</summary>
/// <remarks>Key <c>tenant/audit</c>.</remarks>
[Alias("audit.trail")]
public interface IAuditTrailGrain : ITenantScopedGrain
{
    /// <summary>How often each thing was done in each month, oldest first; months without anything are left out.</summary>
    /// <param name="from">The first month: year × 100 + month, UTC, such as 202611.</param>
    [Alias("months")]
    Task<ImmutableArray<AuditCount>> Months(int from);
}

/// <summary>How often something was done in one month.</summary>
/// <param name="Month">Year × 100 + month, UTC, such as 202611.</param>
/// <param name="Action">As in <see cref="AuditRow.Action"/>.</param>
/// <param name="Count">At least 1.</param>
[GenerateSerializer, Immutable, Alias("audit.count")]
public sealed record AuditCount(int Month, string Action, long Count)
{
    /// <summary>The month that a moment falls in, UTC.</summary>
    public static int MonthOf(DateTimeOffset moment) => (moment.UtcDateTime.Year * 100) + moment.UtcDateTime.Month;
}

/// <summary>Where the counts of audit trails are kept: storage keeps them with the trail itself, in the same transaction.</summary>
public interface IAuditCounts
{
    /// <summary>Counts of one school from a month on.</summary>
    Task<ImmutableArray<AuditCount>> From(Id<Tenant> tenant, int month);
}
