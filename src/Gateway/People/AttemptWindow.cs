using System.Collections.Concurrent;

namespace Darsgah.Gateway.People;

/// <summary>Counts attempts by key within a span of time, in memory, and says when there were too many.</summary>
/// <remarks>
/// Fixed windows, so a key may have twice the limit across a boundary. At 100,000 keys, keys of ended windows are
/// swept; if none has ended everything is refused rather than nothing counted.
/// </remarks>
internal sealed class AttemptWindow(TimeProvider clock, TimeSpan window)
{
    private const int MostKeys = 100_000;

    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);

    /// <summary>Counts one attempt; false where it is one too many.</summary>
    public bool TryTake(string key, int limit)
    {
        var now = clock.GetUtcNow();

        if (counts.Count >= MostKeys && !counts.ContainsKey(key) && !Sweep(now))
            return false;

        var count = counts.AddOrUpdate(
            key,
            static (_, at) => new Count(1, at.Now + at.Window),
            static (_, old, at) =>
                old.Until <= at.Now ? new(1, at.Now + at.Window) : old with { Taken = old.Taken + 1 },
            (Now: now, Window: window));

        return count.Taken <= limit;
    }

    /// <summary>Whether a further attempt would be taken, without counting one.</summary>
    public bool HasRoom(string key, int limit) =>
        !counts.TryGetValue(key, out var count) || count.Until <= clock.GetUtcNow() || count.Taken < limit;

    /// <summary>Forgets the attempts of a key, after one that succeeded.</summary>
    public void Forget(string key) => counts.TryRemove(key, out _);

    /// <summary>Takes one attempt back, because it was no failure.</summary>
    public void GiveBack(string key)
    {
        if (counts.TryGetValue(key, out var count) && count.Taken > 0)
            counts.TryUpdate(key, count with { Taken = count.Taken - 1 }, count);
    }

    private bool Sweep(DateTimeOffset now)
    {
        foreach (var (key, count) in counts)
        {
            if (count.Until <= now)
                counts.TryRemove(KeyValuePair.Create(key, count));
        }

        return counts.Count < MostKeys;
    }

    private sealed record Count(int Taken, DateTimeOffset Until);
}
