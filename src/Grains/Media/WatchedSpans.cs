namespace Darsgah.Grains.Media;

/// <summary>A stretch of a recording, in tenths of a second.</summary>
/// <param name="From">The first tenth.</param>
/// <param name="To">The tenth after the last.</param>
[GenerateSerializer, Immutable, Alias("media.watched_span")]
public sealed record WatchedSpan(int From, int To)
{
    /// <summary>How long it is, in tenths.</summary>
    public int Length => To - From;
}

/// <summary>Stretches as a set: in order, apart from each other. What is put in twice is in once.</summary>
public static class WatchedSpans
{
    /// <summary>Stretches one person has of one lesson; who jumps about more than that is not followed further.</summary>
    public const int Most = 200;

    /// <summary>How long they are together, in tenths.</summary>
    public static int Total(ImmutableArray<WatchedSpan> spans) => spans.Sum(span => span.Length);

    /// <summary>Those of <paramref name="seen"/> and, of <paramref name="more"/>, the first that add no more than allowed.</summary>
    /// <param name="end">Where the recording ends; nothing is beyond it.</param>
    /// <param name="most">Tenths that may be added.</param>
    public static ImmutableArray<WatchedSpan> Add(
        ImmutableArray<WatchedSpan> seen, IEnumerable<WatchedSpan> more, int end, int most)
    {
        foreach (var span in more.Select(span => new WatchedSpan(Math.Max(0, span.From), Math.Min(end, span.To)))
            .Where(span => span.Length > 0).OrderBy(span => span.From))
        {
            foreach (var gap in Outside(seen, span))
            {
                if (most <= 0)
                    return seen;

                var taken = gap with { To = gap.From + Math.Min(gap.Length, most) };
                var next = Joined(seen, taken);

                if (next.Length > Most)
                    return seen;

                (seen, most) = (next, most - taken.Length);
            }
        }

        return seen;
    }

    // What of a span is in none of them.
    private static List<WatchedSpan> Outside(ImmutableArray<WatchedSpan> seen, WatchedSpan span)
    {
        var gaps = new List<WatchedSpan>();
        var from = span.From;

        foreach (var known in seen.Where(known => known.To > span.From && known.From < span.To))
        {
            if (known.From > from)
                gaps.Add(new WatchedSpan(from, known.From));

            from = Math.Max(from, known.To);
        }

        if (from < span.To)
            gaps.Add(span with { From = from });

        return gaps;
    }

    private static ImmutableArray<WatchedSpan> Joined(ImmutableArray<WatchedSpan> seen, WatchedSpan span)
    {
        var touching = seen.Where(known => known.To >= span.From && known.From <= span.To).ToList();
        var whole = new WatchedSpan(
            touching.Select(known => known.From).Append(span.From).Min(), touching.Select(known => known.To).Append(span.To).Max());

        return [.. seen.Where(known => !touching.Contains(known)).Append(whole).OrderBy(known => known.From)];
    }
}
