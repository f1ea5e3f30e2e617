using Darsgah.Engine.Tests.Support;

namespace Darsgah.Engine.Tests.Embedded;

/// <summary>The engine measures idleness by the clock that it is given. Orleans measures it by the machine's own.</summary>
public sealed class CollectionTests
{
    [Fact]
    public async Task An_idle_grain_is_collected_after_the_collection_age()
    {
        await using var silo = await TestSilo.Start();
        await Probe.Soon(silo.Grain<IPlainGrain>().Touch());

        silo.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(["activated"], silo.Probe.Notes);
        await silo.Probe.NextNote();
        silo.Clock.Advance(TimeSpan.FromMinutes(2));
        await silo.Probe.NextNote();

        Assert.Equal("deactivated: ActivationIdle", silo.Probe.Notes[1]);
    }

    [Fact]
    public async Task A_class_can_have_its_own_collection_age()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<IHastyGrain>();
        await Probe.Soon(grain.Touch());
        await silo.Probe.NextNote();
        silo.Clock.Advance(TimeSpan.FromMinutes(4));
        await silo.Probe.NextNote();

        Assert.Equal(1, await Probe.Soon(grain.Touch()));
    }

    [Fact]
    public async Task A_timer_does_not_keep_its_grain_from_being_collected()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ITimerGrain>();
        await Probe.Soon(grain.Start(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)));
        await AdvanceToTick(silo);
        await AdvanceToTick(silo);

        silo.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(0, await Probe.Soon(grain.Ticks()));
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
