using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan due, TimeSpan period, bool interleave = false, bool keepAlive = false);

    Task StartFailing(TimeSpan period);

    /// <summary>Every tick waits at the door.</summary>
    Task StartSlow(TimeSpan period, string door);

    Task Stop();

    Task Change(TimeSpan due, TimeSpan period);

    Task Hold(string door);

    Task<int> Ticks();

    Task Leave();
}

public sealed class TimerGrain(Probe probe) : Grain, ITimerGrain
{
    private IGrainTimer? timer;
    private int ticks;

    public Task Start(TimeSpan due, TimeSpan period, bool interleave = false, bool keepAlive = false)
    {
        timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(due, period)
        {
            Interleave = interleave,
            KeepAlive = keepAlive,
        });
        return Task.CompletedTask;
    }

    public Task StartFailing(TimeSpan period)
    {
        timer = this.RegisterGrainTimer(
            async () =>
            {
                await Tick();
                throw new InvalidOperationException("a bad tick");
            },
            period,
            period);
        return Task.CompletedTask;
    }

    public Task StartSlow(TimeSpan period, string door)
    {
        timer = this.RegisterGrainTimer(
            async (name, _) =>
            {
                await Tick();
                await probe.Reached(name);
                probe.Reach($"{name} left");
            },
            door,
            period,
            period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public async Task Hold(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
    }

    public Task<int> Ticks() => Task.FromResult(ticks);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task Tick()
    {
        probe.Note(TaskScheduler.Current == TaskScheduler.Default ? "stray" : $"tick {++ticks}");
        return Task.CompletedTask;
    }
}

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_timer_ticks_when_due_and_then_every_period()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(Second * 5, Second * 2));

        silo.Clock.Advance(Second * 4);
        Assert.Empty(silo.Probe.Notes);
        silo.Clock.Advance(Second);
        await silo.Probe.NextNote();
        Assert.Equal(1, await Probe.Soon(grain.Ticks()));
        silo.Clock.Advance(Second * 2);
        await silo.Probe.NextNote();

        Assert.Equal(["tick 1", "tick 2"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_tick_queues_like_a_call()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(Second, Second));
        var held = grain.Hold("door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(Second * 4);
        Assert.Empty(silo.Probe.Notes);
        silo.Probe.Reach("door");
        await Probe.Soon(held);
        await silo.Probe.NextNote();

        Assert.Equal(1, await Probe.Soon(grain.Ticks()));
    }

    [Fact]
    public async Task An_interleaving_tick_runs_while_a_call_waits()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(Second, Second, interleave: true));
        var held = grain.Hold("door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(Second);
        await silo.Probe.NextNote();

        Assert.Equal(["tick 1"], silo.Probe.Notes);
        silo.Probe.Reach("door");
        await Probe.Soon(held);
    }

    [Fact]
    public async Task The_period_counts_from_the_end_of_a_tick_so_ticks_never_overlap()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.StartSlow(Second, "door"));
        silo.Clock.Advance(Second);
        await silo.Probe.NextNote();

        silo.Clock.Advance(Second * 5);
        Assert.Single(silo.Probe.Notes);
        silo.Probe.Reach("door");
        await silo.Probe.Reached("door left");
        await Probe.Soon(grain.Ticks());
        silo.Clock.Advance(Second);
        await silo.Probe.NextNote();

        Assert.Equal(["tick 1", "tick 2"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_failing_tick_does_not_end_the_timer()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.StartFailing(Second));

        for (var tick = 0; tick < 3; tick++)
        {
            silo.Clock.Advance(Second);
            await silo.Probe.NextNote();
            await Probe.Soon(grain.Ticks());
        }

        Assert.Equal(3, await Probe.Soon(grain.Ticks()));
    }

    [Fact]
    public async Task A_disposed_timer_ticks_no_more()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(Second, Second));
        await Probe.Soon(grain.Stop());
        silo.Clock.Advance(Second * 5);

        Assert.Equal(0, await Probe.Soon(grain.Ticks()));
    }

    [Fact]
    public async Task A_changed_timer_ticks_at_the_new_time()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(Second, Timeout.InfiniteTimeSpan));
        await Probe.Soon(grain.Change(Second * 10, Timeout.InfiniteTimeSpan));
        silo.Clock.Advance(Second * 9);
        Assert.Equal(0, await Probe.Soon(grain.Ticks()));
        silo.Clock.Advance(Second);
        await silo.Probe.NextNote();

        Assert.Equal(1, await Probe.Soon(grain.Ticks()));
    }

    [Fact]
    public async Task A_timer_ends_with_its_activation()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(Second, Second));
        await Probe.Soon(grain.Leave());
        await Probe.Soon(grain.Ticks());
        silo.Clock.Advance(Second * 3);

        Assert.Equal(0, await Probe.Soon(grain.Ticks()));
    }

    [Fact]
    public async Task Unless_it_is_to_keep_it_alive()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), keepAlive: true));

        for (var tick = 0; tick < 6; tick++)
            await AdvanceToTick(silo);

        Assert.Equal(6, await Probe.Soon(grain.Ticks()));
    }

    [Fact]
    public async Task A_negative_time_is_refused()
    {
        await using var silo = await TestSilo.Start();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Probe.Soon(silo.Grain<ITimerGrain>().Start(-Second * 2, Second)));
    }

    /// <summary>The time to the next tick, and until that has been taken note of and the timer is set again.</summary>
    private static async Task AdvanceToTick(TestSilo silo)
    {
        var armed = silo.Clock.NextArming;
        silo.Clock.Advance(TimeSpan.FromMinutes(5));
        await silo.Probe.NextNote();
        await Probe.Soon(armed);
    }
}
