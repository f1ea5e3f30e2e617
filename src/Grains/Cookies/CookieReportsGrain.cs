namespace Darsgah.Grains.Cookies;

/// <summary>What was taken out, in the order in which it was first seen.</summary>
[GenerateSerializer, Immutable, Alias("cookies.reports.state")]
internal sealed record CookieReports
{
    private const int MostRows = 100;
    private const int LongestName = 64;

    [Id(0)] public ImmutableArray<StrippedCookie> Rows { get; init; } = [];

    public CookieReports With(string name, StripReason reason, int times, DateTimeOffset at)
    {
        var shown = name.Length <= LongestName ? name : name[..LongestName];

        for (var place = 0; place < Rows.Length; place++)
        {
            if (Rows[place] is { } row && row.Reason == reason && string.Equals(row.Name, shown, StringComparison.Ordinal))
                return this with { Rows = Rows.SetItem(place, row with { LastAt = at, Times = row.Times + times }) };
        }

        return Rows.Length < MostRows ? this with { Rows = Rows.Add(new(shown, reason, at, at, times)) } : this;
    }
}

[GrainType("cookies.reports")]
internal sealed class CookieReportsGrain(
    [PersistentState("reports", Storage.School)] IPersistentState<CookieReports> reports,
    TimeProvider clock) : Grain, ICookieReportsGrain
{
    public Task Note(string name, StripReason reason, int times) =>
        this.Commit(reports, reports.State.With(name, reason, times, clock.GetUtcNow()));

    public Task<ImmutableArray<StrippedCookie>> All() =>
        Task.FromResult<ImmutableArray<StrippedCookie>>([.. reports.State.Rows.OrderByDescending(row => row.LastAt)]);
}
