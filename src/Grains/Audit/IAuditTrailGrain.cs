using Darsgah.Grains.Notifications;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Audit;

/// <summary>What a school's audit trail says.</summary>
/// <remarks>Key <c>tenant/audit</c>.</remarks>
[Alias("audit.trail")]
public interface IAuditTrailGrain : ITenantScopedGrain
{
    /// <summary>How often each thing was done in each month, oldest first; months without anything are left out.</summary>
    /// <param name="from">The first month: year × 100 + month, UTC, such as 202611.</param>
    [Alias("months")]
    Task<ImmutableArray<AuditCount>> Months(int from);

    /// <summary>Which notices of changed documents were sent to a person by mail, and what became of each, oldest first.</summary>
    [Alias("notices"), ServesPurpose("policy-notices", DataCategory.Account)]
    Task<ImmutableArray<NoticeDelivery>> Notices(Id<Person> person);
}

/// <summary>How often something was done in one month.</summary>
/// <param name="Month">Year × 100 + month, UTC, such as 202611.</param>
/// <param name="Action">
/// As in <see cref="AuditRow.Action"/>; what was answered about a purpose, or read for it, also with the purpose:
/// <c>consent.accepted:news</c>.
/// </param>
/// <param name="Count">At least 1.</param>
[GenerateSerializer, Immutable, Alias("audit.count")]
public sealed record AuditCount(int Month, string Action, long Count)
{
    /// <summary>The month that a moment falls in, UTC.</summary>
    public static int MonthOf(DateTimeOffset moment) => (moment.UtcDateTime.Year * 100) + moment.UtcDateTime.Month;

    /// <summary>The names that a line is counted under: its action, and where its detail names a purpose that, too.</summary>
    public static ImmutableArray<string> NamesOf(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return PurposeOf(row) is { Length: > 0 } purpose ? [row.Action, OfPurpose(row.Action, purpose)] : [row.Action];
    }

    /// <summary>The name under which something is counted for one purpose.</summary>
    public static string OfPurpose(string action, string purpose) => $"{action}:{purpose}";

    private static string? PurposeOf(AuditRow row)
    {
        const string About = "purpose ";
        var detail = row.Detail ?? "";

        if (row.Action == "purpose.denied")
            return detail.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? detail[..end] : null;

        return row.Action.StartsWith("consent.", StringComparison.Ordinal) && detail.StartsWith(About, StringComparison.Ordinal)
            && detail.IndexOf(' ', About.Length) is > 0 and var stop
            ? detail[About.Length..stop]
            : null;
    }
}

/// <summary>Where audit trails are kept: the storage, which counts in the transaction that writes a line.</summary>
public interface IAuditTrails
{
    /// <summary>Counts of one school from a month on.</summary>
    Task<ImmutableArray<AuditCount>> Months(Id<Tenant> tenant, int from);

    /// <summary>Lines on the notices that were sent to a person, oldest first.</summary>
    Task<ImmutableArray<AuditRow>> Notices(Id<Tenant> tenant, Id<Person> person);
}
