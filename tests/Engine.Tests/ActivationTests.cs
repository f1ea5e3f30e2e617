using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface ILivingGrain : IGrainWithStringKey
{
    Task<int> Touch();

    Task Leave();

    Task LeaveAfter(string door);

    Task Stay(TimeSpan time);
}

public abstract class LivingGrain(Probe probe) : Grain, ILivingGrain, IDisposable
{
    private int touches;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probe.Note("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        probe.Note($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> Touch() => Task.FromResult(++touches);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task LeaveAfter(string door)
    {
        DeactivateOnIdle();
        probe.Reach($"{door} entered");
        await probe.Reached(door);
        probe.Note("done");
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        probe.Note("disposed");
        GC.SuppressFinalize(this);
    }
}

public interface IPlainGrain : ILivingGrain;

public sealed class PlainGrain(Probe probe) : LivingGrain(probe), IPlainGrain;

public interface ILoyalGrain : ILivingGrain;

[KeepAlive]
public sealed class LoyalGrain(Probe probe) : LivingGrain(probe), ILoyalGrain;

public interface IHastyGrain : ILivingGrain;

[CollectionAgeLimit(Minutes = 2)]
public sealed class HastyGrain(Probe probe) : LivingGrain(probe), IHastyGrain;

public interface IReluctantGrain : IGrainWithStringKey
{
    Task<string> Name();
}

public sealed class ReluctantGrain(Probe probe) : Grain, IReluctantGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();

        if (!probe.HasReached("ready"))
            throw new TooLateException("not ready", 1);
    }

    public Task<string> Name() => Task.FromResult("awake");
}

public sealed class ActivationTests
{
    [Fact]
    public async Task The_first_call_activates_and_later_calls_meet_the_same_instance()
    {
        await using var silo = await TestSilo.Start();
        Assert.Empty(silo.Probe.Notes);

        Assert.Equal(1, await Probe.Soon(silo.Grain<IPlainGrain>().Touch()));
        Assert.Equal(2, await Probe.Soon(silo.Grain<IPlainGrain>().Touch()));

        Assert.Equal(["activated"], silo.Probe.Notes);
    }

    [Fact]
    public async Task Grains_with_different_keys_are_different()
    {
        await using var silo = await TestSilo.Start();

        Assert.Equal(1, await Probe.Soon(silo.Grain<IHastyGrain>("a").Touch()));
        Assert.Equal(1, await Probe.Soon(silo.Grain<IHastyGrain>("b").Touch()));
    }

    [Fact]
    public async Task A_failing_activation_fails_the_calls_that_wait_and_the_next_call_tries_anew()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IReluctantGrain>();
        var calls = (grain.Name(), grain.Name());

        await Assert.ThrowsAsync<TooLateException>(() => Probe.Soon(calls.Item1));
        await Assert.ThrowsAsync<TooLateException>(() => Probe.Soon(calls.Item2));

        silo.Probe.Reach("ready");
        Assert.Equal("awake", await Probe.Soon(grain.Name()));
    }

    [Fact]
    public async Task Deactivating_on_idle_waits_for_the_call_and_the_next_call_meets_a_new_instance()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IPlainGrain>();
        await Probe.Soon(grain.Touch());
        var leaving = grain.LeaveAfter("door");
        await silo.Probe.Reached("door entered");
        var next = grain.Touch();
        Assert.Equal(["activated"], silo.Probe.Notes);

        silo.Probe.Reach("door");
        await Probe.Soon(leaving);

        Assert.Equal(1, await Probe.Soon(next));
        Assert.Equal(
            ["activated", "done", "deactivated: ApplicationRequested", "disposed", "activated"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_call_puts_collection_off()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IPlainGrain>();
        await Probe.Soon(grain.Touch());
        silo.Clock.Advance(TimeSpan.FromMinutes(10));
        await Probe.Soon(grain.Touch());
        silo.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(3, await Probe.Soon(grain.Touch()));
    }

    [Fact]
    public async Task The_collection_age_is_an_option()
    {
        await using var silo = await TestSilo.Start(builder => builder.Configure<GrainCollectionOptions>(
            options => options.CollectionAge = TimeSpan.FromHours(2)));
        var grain = silo.Grain<IPlainGrain>();
        await Probe.Soon(grain.Touch());
        silo.Clock.Advance(TimeSpan.FromMinutes(110));

        Assert.Equal(2, await Probe.Soon(grain.Touch()));
    }

    [Fact]
    public async Task A_grain_that_is_kept_alive_is_never_collected()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ILoyalGrain>();
        await Probe.Soon(grain.Touch());
        silo.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, await Probe.Soon(grain.Touch()));
    }

    [Fact]
    public async Task Delaying_deactivation_puts_collection_off()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IPlainGrain>();
        await Probe.Soon(grain.Stay(TimeSpan.FromHours(3)));
        silo.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, await Probe.Soon(grain.Touch()));
    }

    [Fact]
    public async Task Asking_to_leave_overrides_an_earlier_wish_to_stay()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IPlainGrain>();
        await Probe.Soon(grain.Stay(Timeout.InfiniteTimeSpan));
        await Probe.Soon(grain.Touch());
        await Probe.Soon(grain.Leave());

        Assert.Equal(1, await Probe.Soon(grain.Touch()));
    }

    [Fact]
    public async Task Stopping_the_silo_deactivates_every_grain()
    {
        var silo = await TestSilo.Start();
        await Probe.Soon(silo.Grain<IPlainGrain>().Touch());
        var probe = silo.Probe;

        await silo.Stop();

        Assert.Equal(["activated", "deactivated: ShuttingDown", "disposed"], probe.Notes);
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task A_grain_knows_who_it_is()
    {
        await using var silo = await TestSilo.Start();

        Assert.Equal("introduced/north/algebra north/algebra", await Probe.Soon(
            silo.Grain<IIntroducedGrain>("north/algebra").Introduce()));
    }
}

public interface IIntroducedGrain : IGrainWithStringKey
{
    Task<string> Introduce();
}

public sealed class IntroducedGrain : Grain, IIntroducedGrain
{
    public Task<string> Introduce() => Task.FromResult($"{IdentityString} {this.GetPrimaryKeyString()}");
}
