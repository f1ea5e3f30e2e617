using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Darsgah.Engine.Tests;

public interface ITurnGrain : IGrainWithStringKey
{
    Task Hold(string door);

    Task<int> Increment();

    Task<bool> KeepsItsScheduler();

    Task<bool> HasSynchronizationContext();

    [AlwaysInterleave]
    Task<string> Peek();

    [ReadOnly]
    Task Read(string door);
}

public sealed class TurnGrain(Probe probe) : Grain, ITurnGrain
{
    private int count;

    public async Task Hold(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
    }

    public async Task<int> Increment()
    {
        var read = count;
        await Task.Yield();
        return count = read + 1;
    }

    public async Task<bool> KeepsItsScheduler()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Run(() => { });
        return before != TaskScheduler.Default && afterYield == before && TaskScheduler.Current == before
            && await Task.Run(() => TaskScheduler.Current) == TaskScheduler.Default;
    }

    public async Task<bool> HasSynchronizationContext()
    {
        var before = SynchronizationContext.Current is not null;
        await Task.Yield();
        return before || SynchronizationContext.Current is not null;
    }

    public Task<string> Peek() => Task.FromResult("peeked");

    public Task Read(string door) => Hold(door);
}

public interface IOpenGrain : IGrainWithStringKey
{
    Task Hold(string door);

    Task<string> Pass();
}

[Reentrant]
public sealed class OpenGrain(Probe probe) : Grain, IOpenGrain
{
    public async Task Hold(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
    }

    public Task<string> Pass() => Task.FromResult("passed");
}

public interface ISelectiveGrain : IGrainWithStringKey
{
    Task Hold(string door);

    Task<string> Pass();

    Task<string> Queue();
}

[MayInterleave(nameof(MayPass))]
public sealed class SelectiveGrain(Probe probe) : Grain, ISelectiveGrain
{
    public static bool MayPass(IInvokable request) => request.GetMethodName() == nameof(ISelectiveGrain.Pass);

    public async Task Hold(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
    }

    public Task<string> Pass() => Task.FromResult("passed");

    public Task<string> Queue() => Task.FromResult("queued");
}

public sealed class TurnTests
{
    [Fact]
    public async Task A_call_runs_to_its_end_before_the_next_one_starts()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();
        var first = grain.Hold("first");
        await silo.Probe.Reached("first entered");
        var second = grain.Hold("second");

        Assert.False(silo.Probe.HasReached("second entered"));

        silo.Probe.Reach("first");
        await Probe.Soon(first);
        await silo.Probe.Reached("second entered");
        silo.Probe.Reach("second");
        await Probe.Soon(second);
    }

    [Fact]
    public async Task Five_hundred_concurrent_increments_across_a_yield_are_all_counted()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();

        var results = await Probe.Soon(Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => Task.Run(grain.Increment))));

        Assert.Equal(Enumerable.Range(1, 500), results.Order());
    }

    [Fact]
    public async Task The_grains_scheduler_is_current_before_and_after_awaits()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();

        Assert.True(await Probe.Soon(grain.KeepsItsScheduler()));
        Assert.True(await Probe.Soon(grain.KeepsItsScheduler()));
    }

    [Fact]
    public async Task A_grain_sees_no_synchronization_context_even_when_its_caller_has_one()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();
        await grain.Peek();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        Task<bool> call;

        try
        {
            call = grain.HasSynchronizationContext();
            Assert.NotNull(SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        Assert.False(await Probe.Soon(call));
    }

    [Fact]
    public async Task An_always_interleaving_method_runs_while_another_call_waits()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();
        var held = grain.Hold("door");
        await silo.Probe.Reached("door entered");

        Assert.Equal("peeked", await Probe.Soon(grain.Peek()));

        silo.Probe.Reach("door");
        await Probe.Soon(held);
    }

    [Fact]
    public async Task Read_only_methods_run_together()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();
        var reads = Task.WhenAll(grain.Read("a"), grain.Read("b"));
        await silo.Probe.Reached("a entered");
        await silo.Probe.Reached("b entered");
        silo.Probe.Reach("a");
        silo.Probe.Reach("b");
        await Probe.Soon(reads);
    }

    [Fact]
    public async Task A_read_only_method_waits_for_an_ordinary_one()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();
        var held = grain.Hold("door");
        await silo.Probe.Reached("door entered");
        var read = grain.Read("read");

        Assert.False(silo.Probe.HasReached("read entered"));

        silo.Probe.Reach("read");
        silo.Probe.Reach("door");
        await Probe.Soon(Task.WhenAll(held, read));
    }

    [Fact]
    public async Task An_ordinary_method_waits_for_all_read_only_ones()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITurnGrain>();
        var reads = (grain.Read("a"), grain.Read("b"));
        await silo.Probe.Reached("a entered");
        await silo.Probe.Reached("b entered");
        var held = grain.Hold("door");
        silo.Probe.Reach("a");
        await Probe.Soon(reads.Item1);

        Assert.False(silo.Probe.HasReached("door entered"));

        silo.Probe.Reach("b");
        silo.Probe.Reach("door");
        await Probe.Soon(Task.WhenAll(reads.Item2, held));
    }

    [Fact]
    public async Task A_reentrant_grain_runs_a_call_while_another_waits()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IOpenGrain>();
        var held = grain.Hold("door");
        await silo.Probe.Reached("door entered");

        Assert.Equal("passed", await Probe.Soon(grain.Pass()));

        silo.Probe.Reach("door");
        await Probe.Soon(held);
    }

    [Fact]
    public async Task The_interleaving_predicate_lets_in_what_it_names_and_nothing_else()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ISelectiveGrain>();
        var held = grain.Hold("door");
        await silo.Probe.Reached("door entered");
        var queued = grain.Queue();

        Assert.Equal("passed", await Probe.Soon(grain.Pass()));
        Assert.False(queued.IsCompleted);

        silo.Probe.Reach("door");
        await Probe.Soon(held);
        Assert.Equal("queued", await Probe.Soon(queued));
    }
}
