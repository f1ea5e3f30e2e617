using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Concurrency;

namespace Darsgah.Engine.Tests.Embedded;

public interface IPeerGrain : IGrainWithStringKey
{
    Task CallBack(string other);

    Task TellBack(string other);

    Task Answer(string to);

    Task Tell(string to);

    [OneWay]
    Task Hear();

    Task Ping();
}

public sealed class PeerGrain(Probe probe) : Grain, IPeerGrain
{
    public Task CallBack(string other) =>
        GrainFactory.GetGrain<IPeerGrain>(other).Answer(this.GetPrimaryKeyString());

    public Task TellBack(string other) => GrainFactory.GetGrain<IPeerGrain>(other).Tell(this.GetPrimaryKeyString());

    public async Task Answer(string to)
    {
        await Task.Yield();
        await GrainFactory.GetGrain<IPeerGrain>(to).Ping();
    }

    public Task Tell(string to) => GrainFactory.GetGrain<IPeerGrain>(to).Hear();

    public Task Hear()
    {
        probe.Reach("heard");
        return Task.CompletedTask;
    }

    public Task Ping() => Task.CompletedTask;
}

public interface IMixedGrain : IGrainWithStringKey
{
    [ReadOnly]
    Task HoldReading(string door);

    [ReadOnly]
    Task ReadThrough(string back);

    Task Write();
}

public interface IMixedPeerGrain : IGrainWithStringKey
{
    Task WriteBack(string to);
}

public sealed class MixedGrain(Probe probe) : Grain, IMixedGrain
{
    public async Task HoldReading(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
    }

    public Task ReadThrough(string back) => GrainFactory.GetGrain<IMixedPeerGrain>("peer").WriteBack(back);

    public Task Write() => Task.CompletedTask;
}

public sealed class MixedPeerGrain : Grain, IMixedPeerGrain
{
    public Task WriteBack(string to) => GrainFactory.GetGrain<IMixedGrain>(to).Write();
}

/// <summary>The embedded engine sees a cycle when it closes; Orleans waits for the response timeout.</summary>
public sealed class CycleTests
{
    [Fact]
    public async Task A_cycle_fails_at_once_and_names_every_call_in_it()
    {
        await using var silo = await TestSilo.Start();

        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Probe.Soon(silo.Grain<IPeerGrain>("a").CallBack("b")));

        Assert.Contains(
            "peer/a IPeerGrain.CallBack -> peer/b IPeerGrain.Answer -> peer/a IPeerGrain.Ping",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cycle_through_idle_grains_on_one_thread_fails_at_once_too()
    {
        await using var silo = await TestSilo.Start();
        await Probe.Soon(Task.WhenAll(silo.Grain<IChainGrain>("a").Name(), silo.Grain<IChainGrain>("b").Name()));

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(silo.Grain<IChainGrain>("a").Along(["b", "a"])));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(silo.Grain<IChainGrain>("a").Along(["a"])));
    }

    [Fact]
    public async Task A_cycle_through_a_grain_that_is_being_activated_fails_at_once()
    {
        await using var silo = await TestSilo.Start();

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(silo.Grain<IEagerCallerGrain>().CallEager()));
    }

    [Fact]
    public async Task A_cycle_is_seen_although_another_call_interleaves()
    {
        await using var silo = await TestSilo.Start();
        var read = silo.Grain<IMixedGrain>().HoldReading("door");
        await silo.Probe.Reached("door entered");

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(silo.Grain<IMixedGrain>().ReadThrough("one")));

        silo.Probe.Reach("door");
        await Probe.Soon(read);
    }

    [Fact]
    public async Task A_one_way_call_back_is_no_cycle()
    {
        await using var silo = await TestSilo.Start();

        await Probe.Soon(silo.Grain<IPeerGrain>("a").TellBack("b"));
        await silo.Probe.Reached("heard");
    }
}
