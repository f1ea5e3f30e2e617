using System.Collections.Concurrent;
using Darsgah.Grains.Common;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>
/// Lets only so many password hashes run at once. One costs about 0.3 s of a core, so without this seven sign-ins a
/// second would stop every page (SEC-M07).
/// </summary>
internal sealed class PasswordGate(IOptions<PeopleOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.HashesAtOnce);
    private readonly ConcurrentDictionary<Id<Tenant>, int> waiting = new();
    private int queue;

    /// <summary>Runs <paramref name="hash"/> on a thread of its own, at its turn and behind what answers pages.</summary>
    /// <exception cref="PasswordGateFullException">Too many wait, at this school or altogether.</exception>
    public async Task<T> Run<T>(Id<Tenant> tenant, Func<T> hash, CancellationToken cancellation)
    {
        Enter(tenant);

        try
        {
            await places.WaitAsync(cancellation);

            try
            {
                return await Task.Factory.StartNew(
                    static hash =>
                    {
                        YieldingThread.Begin();
                        return ((Func<T>)hash!)();
                    },
                    hash,
                    cancellation,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default);
            }
            finally
            {
                places.Release();
            }
        }
        finally
        {
            Leave(tenant);
        }
    }

    public void Dispose() => places.Dispose();

    // A school gets half of the queue at most, so that a flood at one leaves sign-in at the others working (SEC-A19).
    private void Enter(Id<Tenant> tenant)
    {
        var all = Interlocked.Increment(ref queue);
        var here = waiting.AddOrUpdate(tenant, 1, static (_, count) => count + 1);

        if (all <= options.Value.HashQueue && here <= Math.Max(1, options.Value.HashQueue / 2))
            return;

        Leave(tenant);
        throw new PasswordGateFullException();
    }

    private void Leave(Id<Tenant> tenant)
    {
        Interlocked.Decrement(ref queue);

        if (waiting.AddOrUpdate(tenant, 0, static (_, count) => count - 1) == 0)
            waiting.TryRemove(KeyValuePair.Create(tenant, 0));
    }
}

/// <summary>
/// More sign-ins than the machine can check. Answered with 503 and Retry-After, never shown as a failure of hers.
/// </summary>
internal sealed class PasswordGateFullException() : InvalidOperationException(
    "Too many passwords wait to be checked; the client was told to come back in a few seconds.");
