using System.Collections.Concurrent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Cookies;

/// <summary>Says which cookies were taken out, to the log and to the school's admins: names and counts, no value, no person.</summary>
/// <remarks>Each name at most once a minute, with how often it was since; a count that is not told yet is lost with the process.</remarks>
internal sealed class StrippedCookies(TimeProvider clock, ILogger<StrippedCookies> logger)
{
    private const int MostNames = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Id<Tenant>? School, string Name, StripReason Reason), Count> counts = new();

    /// <param name="request">The school's; null on a host that is nobody's.</param>
    /// <param name="route">The route that answered, without what was asked of it.</param>
    public async Task Note(TenantRequest? request, string name, StripReason reason, string route)
    {
        // Whoever makes up names makes none of them worth counting.
        if (counts.Count >= MostNames)
            counts.Clear();

        var count = counts.GetOrAdd((request?.Tenant, name, reason), static _ => new Count());

        if (count.Take(clock.GetUtcNow()) is not (> 0 and var times))
            return;

        if (reason == StripReason.Undeclared)
            logger.LogWarning("The cookie {Name}, which nobody declared, was taken out of an answer of {Route}, {Times} times", name, route, times);

        if (request is null or { IsPlatform: true })
            return;

        try
        {
            await request.Grains.CookieReports.Note(name, reason, times);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The page that is on its way out has nothing to do with it.
            count.GiveBack(times);
            logger.LogError(failure, "That the cookie {Name} was taken out could not be noted", name);
        }
    }

    private sealed class Count
    {
        private readonly Lock guard = new();
        private int times;
        private DateTimeOffset next = DateTimeOffset.MinValue;

        /// <summary>Counts one; what is to be told now, or 0.</summary>
        public int Take(DateTimeOffset now)
        {
            lock (guard)
            {
                times++;

                // A clock that is put right was further ahead than any pause.
                if (now < next && next - now <= Pause)
                    return 0;

                var told = times;
                (times, next) = (0, now + Pause);
                return told;
            }
        }

        public void GiveBack(int told)
        {
            lock (guard)
                times += told;
        }
    }
}
