using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Media;

/// <summary>How much of one lesson's recording one person has watched or heard.</summary>
/// <remarks>Key <c>tenant/{person}.{course}.{lesson}</c>; kept sealed with her own key.</remarks>
[Alias("media.watching"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IWatchingGrain : ITenantScopedGrain
{
    /// <summary>Where she stands with the recording that the lesson has; of another one it had before, nothing counts.</summary>
    [Alias("standing")]
    Task<Watched> Standing(Id<MediaFile> file);

    /// <summary>Takes in what she watched. Repeated, overlapping and out-of-order reports add nothing twice.</summary>
    /// <remarks>
    /// Not more is added than can have been watched since the last report, at twice the speed. Reports come every few seconds, and
    /// are written together: until <see cref="Watched.IsKept"/>, the sender says it again.
    /// </remarks>
    [Alias("report")]
    Task<Watched> Report(WatchReport report);
}

/// <param name="Spans">What she watched, all of it since she came to the page.</param>
/// <param name="At">Where she is, in tenths of a second.</param>
/// <param name="Length">How long the recording is, in tenths of a second, as the lesson says; 0 where it does not.</param>
/// <param name="Percent">How much of it finishes the lesson; 0 where nothing does.</param>
/// <param name="IsLast">She leaves or pauses: written at once.</param>
/// <param name="File">The recording; what was watched of another one does not count as watched of this.</param>
[GenerateSerializer, Immutable, Alias("media.watch_report"), PersonalData(DataCategory.Learning)]
public sealed record WatchReport(ImmutableArray<WatchedSpan> Spans, int At, int Length, int Percent, bool IsLast, Id<MediaFile> File);

/// <param name="Spans">What she has watched.</param>
/// <param name="At">Where she was last, in tenths of a second.</param>
/// <param name="IsDone">She has watched enough, and the lesson is finished.</param>
/// <param name="IsKept">All of this is durable.</param>
[GenerateSerializer, Immutable, Alias("media.watched"), PersonalData(DataCategory.Learning)]
public sealed record Watched(ImmutableArray<WatchedSpan> Spans, int At, bool IsDone, bool IsKept);
