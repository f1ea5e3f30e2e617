namespace Darsgah.Grains.Media;

/// <summary>What somebody has watched of a lesson, and the rules for adding to it.</summary>
[GenerateSerializer, Immutable, Alias("media.watching.state")]
internal sealed record WatchingRecord
{
    /// <summary>The fastest that the player plays.</summary>
    public const int Fastest = 2;

    /// <summary>What a first report may bring: reports come every ten seconds, and some are late.</summary>
    private const int Start = 30 * 10;

    /// <summary>The longest silence that counts: a connection that was lost while it went on playing.</summary>
    private static readonly TimeSpan longestSilence = TimeSpan.FromMinutes(5);

    [Id(0)] public ImmutableArray<WatchedSpan> Spans { get; init; } = [];

    [Id(1)] public int At { get; init; }

    [Id(2)] public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>Tenths that the clock has allowed and that were not used.</summary>
    [Id(3)] public int Allowed { get; init; }

    [Id(4)] public bool IsDone { get; init; }

    /// <summary>The recording that was watched; empty in what was stored before this was kept.</summary>
    [Id(5)] public Id<MediaFile> File { get; init; }

    /// <summary>What of it counts for a recording: of another one, only that the lesson was finished.</summary>
    public WatchingRecord Of(Id<MediaFile> file) =>
        File == file ? this : File.IsEmpty ? this with { File = file } : this with { File = file, Spans = [], At = 0 };

    public WatchingRecord Take(WatchReport report, DateTimeOffset now)
    {
        var allowed = Math.Min(
            ReportedAt is { } last ? Allowed + Tenths((now - last) * Fastest) : Start, Tenths(longestSilence * Fastest));
        var end = report.Length > 0 ? report.Length : int.MaxValue;
        var known = Of(report.File);
        var spans = WatchedSpans.Add(known.Spans, report.Spans, end, allowed);

        return known with
        {
            Spans = spans,
            At = Math.Clamp(report.At, 0, end),
            ReportedAt = now,
            Allowed = allowed - (WatchedSpans.Total(spans) - WatchedSpans.Total(known.Spans)),
        };
    }

    /// <summary>Whether so much of it was watched.</summary>
    public bool Has(int percent, int length) =>
        percent > 0 && length > 0 && (long)WatchedSpans.Total(Spans) * 100 >= (long)length * percent;

    private static int Tenths(TimeSpan time) => (int)Math.Clamp(time.TotalSeconds * 10, 0, int.MaxValue / 4);
}
