using Darsgah.Engine.Tests.Support;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Darsgah.Engine.Tests.Embedded;

/// <summary>The engine times calls by the clock that it is given. Orleans measures them by the machine's own.</summary>
public sealed class ResponseTimeoutTests
{
    [Fact]
    public async Task A_caller_gets_a_timeout_and_the_grain_goes_on_to_the_end()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<ISlowGrain>().Wait("door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        silo.Clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));

        Assert.False(silo.Probe.HasReached("door left"));
        silo.Probe.Reach("door");
        await silo.Probe.Reached("door left");
    }

    [Fact]
    public async Task A_grain_that_is_already_active_times_out_just_the_same()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ISlowGrain>();
        await Probe.Soon(grain.Note("awake"));
        var call = grain.Wait("door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));

        silo.Probe.Reach("door");
        await silo.Probe.Reached("door left");
        await Probe.Soon(grain.Note("still there"));
    }

    [Fact]
    public async Task The_response_timeout_of_outside_callers_is_an_option()
    {
        await using var silo = await TestSilo.Start(builder => builder.Configure<ClientMessagingOptions>(
            options => options.ResponseTimeout = TimeSpan.FromMinutes(2)));
        var call = silo.Grain<ISlowGrain>().Wait("door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.False(call.IsCompleted);
        silo.Clock.Advance(TimeSpan.FromSeconds(21));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
        silo.Probe.Reach("door");
    }

    [Fact]
    public async Task The_response_timeout_of_grains_is_an_option_of_its_own()
    {
        await using var silo = await TestSilo.Start(builder => builder.Configure<SiloMessagingOptions>(
            options => options.ResponseTimeout = TimeSpan.FromSeconds(10)));
        var call = silo.Grain<ISlowGrain>("a").AskOther("b", "door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
        silo.Probe.Reach("door");
    }

    [Fact]
    public async Task A_method_has_its_own_response_timeout()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<ISlowGrain>().WaitBriefly("door");
        await silo.Probe.Reached("door entered");

        silo.Clock.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
        silo.Probe.Reach("door");
    }

    [Fact]
    public async Task A_call_whose_caller_has_stopped_waiting_is_not_started_any_more()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ISlowGrain>();
        var held = grain.Wait("door");
        await silo.Probe.Reached("door entered");
        var expired = grain.Note("expired");
        silo.Clock.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(held));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(expired));

        silo.Probe.Reach("door");
        await Probe.Soon(grain.Note("later"));

        Assert.Equal(["later"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_waiting_call_that_is_cancelled_never_runs()
    {
        await using var silo = await TestSilo.Start();
        using var cancellation = new CancellationTokenSource();
        var grain = silo.Grain<ISlowGrain>();
        var held = grain.Wait("door");
        await silo.Probe.Reached("door entered");
        var waiting = grain.Note("never", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe.Soon(waiting));

        silo.Probe.Reach("door");
        await Probe.Soon(held);
        await Probe.Soon(grain.Note("later"));

        Assert.Equal(["later"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_call_that_comes_back_to_a_waiting_grain_ends_in_a_timeout()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<IChainGrain>("a").Along(["b", "a"]);
        silo.Clock.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
    }

    [Fact]
    public async Task A_grain_that_calls_itself_and_waits_ends_in_a_timeout()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<IChainGrain>("a").Along(["a"]);
        silo.Clock.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
    }

    [Fact]
    public async Task The_grains_of_a_broken_cycle_can_be_called_again()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<IChainGrain>("a").Along(["b", "a"]);
        silo.Clock.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));

        Assert.Equal("a b", await Probe.Soon(silo.Grain<IChainGrain>("a").Along(["b"])));
    }

    [Fact]
    public async Task Suppressed_call_chain_reentrancy_does_not_let_a_chain_come_back()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<IChainGrain>("a").AlongSuppressed(["b", "a"]);
        silo.Clock.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
    }

    [Fact]
    public async Task A_grain_that_calls_its_waiting_caller_while_it_is_activated_ends_in_a_timeout()
    {
        await using var silo = await TestSilo.Start();
        var call = silo.Grain<IEagerCallerGrain>().CallEager();
        silo.Clock.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<TimeoutException>(() => Probe.Soon(call));
        Assert.Equal("awake", await Probe.Soon(silo.Grain<IEagerGrain>().Name()));
    }
}
