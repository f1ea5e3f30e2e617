using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface IChainGrain : IGrainWithStringKey
{
    Task<string> Name();

    /// <summary>Calls the first of the path with the rest of it; the last one only tells its name.</summary>
    Task<string> Along(string[] path);

    Task<string> AlongAllowed(string[] path);

    Task<string> AlongSuppressed(string[] path);

    Task<bool> ComesBackToItsOwnScheduler(string other);

    Task WaitAt(string door);

    /// <summary>Starts a call without awaiting it; tells whether the grain went on at once.</summary>
    Task<bool> GoesOnWhile(string other, string door);

    Task<string?> SeesLocalOfCaller();

    Task<string?> LocalSeenBy(string other);
}

public sealed class ChainGrain(Probe probe) : Grain, IChainGrain
{
    private static readonly AsyncLocal<string?> Local = new();

    public Task<string> Name() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task<string> Along(string[] path) => path.Length == 0
        ? this.GetPrimaryKeyString()
        : $"{this.GetPrimaryKeyString()} {await GrainFactory.GetGrain<IChainGrain>(path[0]).Along(path[1..])}";

    public async Task<string> AlongAllowed(string[] path)
    {
        using (RequestContext.AllowCallChainReentrancy())
            return await Along(path);
    }

    public async Task<string> AlongSuppressed(string[] path)
    {
        using (RequestContext.AllowCallChainReentrancy())
        using (RequestContext.SuppressCallChainReentrancy())
            return await Along(path);
    }

    public async Task<bool> ComesBackToItsOwnScheduler(string other)
    {
        var mine = TaskScheduler.Current;
        var call = GrainFactory.GetGrain<IChainGrain>(other).WaitAt("back");
        probe.Reach("back");
        await call;
        return TaskScheduler.Current == mine;
    }

    public async Task WaitAt(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
    }

    public async Task<bool> GoesOnWhile(string other, string door)
    {
        var call = GrainFactory.GetGrain<IChainGrain>(other).WaitAt(door);
        var wentOn = !call.IsCompleted;
        probe.Reach(door);
        await call;
        return wentOn;
    }

    public Task<string?> SeesLocalOfCaller()
    {
        var seen = Local.Value;
        Local.Value = "the callee's";
        return Task.FromResult(seen);
    }

    public async Task<string?> LocalSeenBy(string other)
    {
        Local.Value = "the caller's";
        var seen = await GrainFactory.GetGrain<IChainGrain>(other).SeesLocalOfCaller();
        return seen ?? $"not seen, and still {Local.Value}";
    }
}

public interface IEagerGrain : IGrainWithStringKey
{
    Task<string> Name();
}

/// <summary>Calls back, while it is activated, the grain that its key names.</summary>
public sealed class EagerGrain : Grain, IEagerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<IEagerCallerGrain>(this.GetPrimaryKeyString()).Ping();

    public Task<string> Name() => Task.FromResult("awake");
}

public interface IEagerCallerGrain : IGrainWithStringKey
{
    Task Ping();

    Task<string> CallEager();
}

public sealed class EagerCallerGrain : Grain, IEagerCallerGrain
{
    public Task Ping() => Task.CompletedTask;

    public Task<string> CallEager() => GrainFactory.GetGrain<IEagerGrain>(this.GetPrimaryKeyString()).Name();
}

public sealed class CallChainTests
{
    [Fact]
    public async Task Call_chain_reentrancy_lets_a_chain_come_back()
    {
        await using var silo = await TestSilo.Start();

        Assert.Equal(
            "a b c a", await Probe.Soon(silo.Grain<IChainGrain>("a").AlongAllowed(["b", "c", "a"])));
        Assert.Equal("a a", await Probe.Soon(silo.Grain<IChainGrain>("a").AlongAllowed(["a"])));
    }

    [Fact]
    public async Task A_long_chain_of_grains_gets_to_its_end()
    {
        await using var silo = await TestSilo.Start();
        var path = Enumerable.Range(0, 300).Select(number => $"link{number}").ToArray();
        await Probe.Soon(silo.Grain<IChainGrain>("start").Along(path));

        var names = await Probe.Soon(silo.Grain<IChainGrain>("start").Along(path));

        Assert.Equal(string.Join(' ', path.Prepend("start")), names);
    }

    [Fact]
    public async Task After_a_call_the_caller_goes_on_under_its_own_scheduler()
    {
        await using var silo = await TestSilo.Start();

        Assert.True(await Probe.Soon(silo.Grain<IChainGrain>("a").ComesBackToItsOwnScheduler("b")));
    }

    [Fact]
    public async Task A_caller_goes_on_while_the_called_grain_waits()
    {
        await using var silo = await TestSilo.Start();
        await silo.Grain<IChainGrain>("b").Name();

        Assert.True(await Probe.Soon(silo.Grain<IChainGrain>("a").GoesOnWhile("b", "door")));
    }

    [Fact]
    public async Task Async_locals_flow_neither_down_nor_up()
    {
        await using var silo = await TestSilo.Start();
        await silo.Grain<IChainGrain>("b").Name();

        Assert.Equal(
            "not seen, and still the caller's", await Probe.Soon(silo.Grain<IChainGrain>("a").LocalSeenBy("b")));
    }
}
