using System.Security.Cryptography;

namespace Darsgah.Silo.Outbox;

/// <summary>When a message is tried again: at once, then after 5 s, 30 s, 5 min, 30 min, 2 h, 5 h and 10 h.</summary>
internal static class RetryTable
{
    // Up to a tenth is added, so that what failed together does not come back together.
    private const double Jitter = 0.1;

    private static readonly ImmutableArray<TimeSpan> Delays =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
    ];

    /// <summary>How often a message is tried at most.</summary>
    public static int Attempts => Delays.Length;

    /// <summary>How long a message waits at most after so many failed attempts.</summary>
    public static TimeSpan Longest(int failed) => Delays[failed] * (1 + Jitter);

    /// <summary>The time of the next attempt; null where there is none left.</summary>
    /// <param name="failed">How many attempts have failed, from 1.</param>
    /// <param name="now">The time of the last of them.</param>
    public static DateTimeOffset? Next(int failed, DateTimeOffset now)
    {
        if (failed >= Attempts)
            return null;

        var share = RandomNumberGenerator.GetInt32(1001) / 1000.0;
        return now + (Delays[failed] * (1 + (Jitter * share)));
    }
}
