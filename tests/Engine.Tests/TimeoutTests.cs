using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Darsgah.Engine.Tests;

public interface ISlowGrain : IGrainWithStringKey
{
    Task Wait(string door);

    [ResponseTimeout("00:00:05")]
    Task WaitBriefly(string door);

    Task<string> AskOther(string other, string door);

    [OneWay]
    Task Tell(string door);

    [OneWay]
    void TellFailing(string mark);

    Task WaitFor(string mark, CancellationToken cancellation);

    Task Note(string text, CancellationToken cancellation = default);
}

public sealed class SlowGrain(Probe probe) : Grain, ISlowGrain
{
    public async Task Wait(string door)
    {
        probe.Reach($"{door} entered");
        await probe.Reached(door);
        probe.Reach($"{door} left");
    }

    public Task WaitBriefly(string door) => Wait(door);

    public async Task<string> AskOther(string other, string door)
    {
        await GrainFactory.GetGrain<ISlowGrain>(other).Wait(door);
        return "answered";
    }

    public Task Tell(string door) => Wait(door);

    public void TellFailing(string mark)
    {
        probe.Reach(mark);
        throw new InvalidOperationException("Nobody hears this.");
    }

    public async Task WaitFor(string mark, CancellationToken cancellation)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellation.Register(() =>
        {
            probe.Note(TaskScheduler.Current == TaskScheduler.Default ? "cancelled outside" : "cancelled as a turn");
            cancelled.SetResult();
        });
        probe.Reach(mark);
        await cancelled.Task;
        probe.Reach($"{mark} cancelled");
    }

    public Task Note(string text, CancellationToken cancellation = default)
    {
        probe.Note(text);
        return Task.CompletedTask;
    }
}

public sealed class TimeoutTests
{
    [Fact]
    public async Task A_one_way_call_returns_at_once()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<ISlowGrain>().Tell("door");
        await Probe.Soon(call);
        await silo.Probe.Reached("door entered");

        Assert.False(silo.Probe.HasReached("door left"));

        silo.Probe.Reach("door");
        await silo.Probe.Reached("door left");
    }

    [Fact]
    public async Task The_failure_of_a_one_way_call_reaches_nobody()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ISlowGrain>();
        grain.TellFailing("told");
        await silo.Probe.Reached("told");

        await Probe.Soon(grain.Note("still there"));
    }

    [Fact]
    public async Task Cancelling_ends_the_callers_wait_at_once_and_cancels_the_grains_token_as_a_turn()
    {
        await using var silo = await TestSilo.Start();
        using var cancellation = new CancellationTokenSource();
        var grain = silo.Grain<ISlowGrain>();
        var call = grain.WaitFor("entered", cancellation.Token);
        await silo.Probe.Reached("entered");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe.Soon(call));
        await silo.Probe.Reached("entered cancelled");
        Assert.Equal(["cancelled as a turn"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        await using var silo = await TestSilo.Start();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Probe.Soon(silo.Grain<ISlowGrain>().Note("never", cancellation.Token)));

        Assert.Empty(silo.Probe.Notes);
    }
}
