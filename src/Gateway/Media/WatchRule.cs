using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Media;

/// <summary>How much of a recording finishes its lesson.</summary>
internal static class WatchRule
{
    /// <summary>Percent that finish the lesson; 0 where watching does not, or nobody knows how long it is.</summary>
    public static int PercentOf(CompletionRule rule, LessonMedia media) =>
        rule.By == CompletedBy.Watching && media.Seconds > 0 ? rule.Percent : 0;

    /// <summary>Percent of it that somebody has watched, rounded down.</summary>
    public static int PercentSeen(Watched watched, LessonMedia media) =>
        media.Seconds > 0 ? (int)Math.Min(100, WatchedSpans.Total(watched.Spans) * 10L / media.Seconds) : 0;
}
