using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.People;

[Trait("Threat", "SEC-M07")]
public class PasswordGateTests
{
    private static readonly Id<Tenant> North = Id<Tenant>.Parse("north");
    private static readonly Id<Tenant> South = Id<Tenant>.Parse("south");

    [Fact]
    public async Task A_flood_runs_no_more_hashes_at_once_than_allowed()
    {
        using var gate = new PasswordGate(Options.Create(new PeopleOptions { HashesAtOnce = 2, HashQueue = 1000 }));
        var (running, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gate.Run(North, Hash, default)));

        Assert.InRange(most, 1, 2);

        bool Hash()
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.SpinWait(10_000);
            Interlocked.Decrement(ref running);
            return true;
        }
    }

    [Fact]
    public async Task Beyond_the_queue_it_refuses_at_once_and_recovers()
    {
        using var gate = new PasswordGate(Options.Create(new PeopleOptions { HashesAtOnce = 1, HashQueue = 4 }));
        using var open = new ManualResetEventSlim();
        var inside = new[] { Blocked(gate, North, open), Blocked(gate, North, open) };

        await Assert.ThrowsAsync<PasswordGateFullException>(() => gate.Run(North, () => true, default));

        open.Set();
        await Task.WhenAll(inside);
        Assert.True(await gate.Run(North, () => true, default));
    }

    [Fact]
    [Trait("Threat", "SEC-A19")]
    public async Task One_school_leaves_half_of_the_queue_to_the_others()
    {
        using var gate = new PasswordGate(Options.Create(new PeopleOptions { HashesAtOnce = 1, HashQueue = 4 }));
        using var open = new ManualResetEventSlim();
        var flood = new[] { Blocked(gate, North, open), Blocked(gate, North, open) };

        await Assert.ThrowsAsync<PasswordGateFullException>(() => gate.Run(North, () => true, default));
        var other = gate.Run(South, () => true, default);

        open.Set();
        await Task.WhenAll(flood);
        Assert.True(await other);
    }

    private static Task<bool> Blocked(PasswordGate gate, Id<Tenant> tenant, ManualResetEventSlim open) =>
        gate.Run(tenant, () => open.Wait(TimeSpan.FromSeconds(30)), default);

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
