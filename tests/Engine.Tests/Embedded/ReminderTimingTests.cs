using Darsgah.Engine.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests.Embedded;

/// <summary>
/// The engine reads reminders before it has started and sets the next tick before it answers. Orleans does both a while
/// later and does not say when, so that a clock which a test moves is now early, now late.
/// </summary>
public sealed class ReminderTimingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reminders_outlive_the_silo_and_what_was_due_meanwhile_is_not_made_up()
    {
        IReminderTable table;
        ManualClock clock;

        await using (var first = await Start())
        {
            await Probe.Soon(first.Grain<IRemindedGrain>().Register("r", Minute, Minute * 10));
            table = first.Services.GetRequiredService<IReminderTable>();
            clock = first.Clock;
        }

        clock.Advance(Minute * 35);
        await using var second = await TestSilo.Start(
            builder => builder.AddReminders().Services.AddSingleton(table), clock);
        Assert.Empty(second.Probe.Notes);
        await AdvanceTo(second, Minute * 6);

        Assert.Equal(["one r 08:41:00"], second.Probe.Notes);
    }

    [Fact]
    public async Task A_failing_tick_comes_again_at_the_next_period_only()
    {
        await using var silo = await Start();
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("failing", Minute, Minute * 3));

        await AdvanceTo(silo, Minute);
        await AdvanceTo(silo, Minute * 3);

        Assert.Equal(["one failing 08:01:00", "one failing 08:04:00"], silo.Probe.Notes);
    }

    [Fact]
    public async Task Ticks_come_at_the_due_time_and_every_period_after_it()
    {
        await using var silo = await Start();
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("r", Minute * 2, Minute * 5));

        await AdvanceTo(silo, Minute * 2);
        await AdvanceTo(silo, Minute * 5);
        await AdvanceTo(silo, Minute * 5);

        Assert.Equal(["one r 08:02:00", "one r 08:07:00", "one r 08:12:00"], silo.Probe.Notes);
    }

    [Fact]
    public async Task Nothing_ticks_before_it_is_due()
    {
        await using var silo = await Start();
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("r", Minute * 2, Minute));
        silo.Clock.Advance(Minute * 2 - TimeSpan.FromTicks(1));

        Assert.Empty(silo.Probe.Notes);
    }

    [Fact]
    public async Task A_due_time_of_zero_ticks_first_after_one_period()
    {
        await using var silo = await Start();
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("r", TimeSpan.Zero, Minute));
        Assert.Empty(silo.Probe.Notes);

        await AdvanceTo(silo, Minute);

        Assert.Equal(["one r 08:01:00"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_tick_activates_the_grain()
    {
        await using var silo = await Start();
        var grain = silo.Grain<IRemindedGrain>();
        await Probe.Soon(grain.Register("r", Minute, Minute));
        await Probe.Soon(grain.Leave());

        await AdvanceTo(silo, Minute);

        Assert.Equal(["one r 08:01:00"], silo.Probe.Notes);
    }

    [Fact]
    public async Task Registering_again_replaces_the_times()
    {
        await using var silo = await Start();
        var grain = silo.Grain<IRemindedGrain>();
        await Probe.Soon(grain.Register("r", Minute, Minute));
        await Probe.Soon(grain.Register("r", Minute * 10, Minute * 10));

        await AdvanceTo(silo, Minute * 10);

        Assert.Equal(["one r 08:10:00"], silo.Probe.Notes);
        Assert.Equal(["r"], await Probe.Soon(grain.All()));
    }

    [Fact]
    public async Task An_unregistered_reminder_is_gone()
    {
        await using var silo = await Start();
        var grain = silo.Grain<IRemindedGrain>();
        await Probe.Soon(grain.Register("a", Minute, Minute));
        await Probe.Soon(grain.Register("b", Minute, Minute));
        Assert.Equal("a", await Probe.Soon(grain.Find("a")));
        await Probe.Soon(grain.Unregister("a"));

        await AdvanceTo(silo, Minute);

        Assert.Null(await Probe.Soon(grain.Find("a")));
        Assert.Equal(["one b 08:01:00"], silo.Probe.Notes);
    }

    [Fact]
    public async Task A_reminder_that_somebody_removed_from_the_table_stops_after_the_next_refresh()
    {
        await using var silo = await Start();
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("r", Minute * 6, Minute));
        await silo.Services.GetRequiredService<IReminderTable>().TestOnlyClearTable();

        silo.Clock.Advance(Minute * 20);

        Assert.Empty(silo.Probe.Notes);
    }

    [Fact, Trait("Threat", "SEC-K17")]
    public async Task A_clock_that_was_a_year_ahead_and_is_put_right_silences_no_reminder()
    {
        await using var silo = await Start();
        var right = silo.Clock.GetUtcNow();
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("before", Minute, Minute * 10));

        silo.Clock.Set(right.AddDays(365));
        await AdvanceTo(silo, Minute);
        await Probe.Soon(silo.Grain<IRemindedGrain>().Register("ahead", Minute * 2, Minute * 10));
        silo.Clock.Set(right + Minute);
        await AdvanceTo(silo, Minute * 7);
        await AdvanceTo(silo, Minute * 3);

        Assert.Equal(["one before 08:01:00", "one ahead 08:05:00", "one before 08:11:00"], silo.Probe.Notes);
    }

    private static Task<TestSilo> Start() => TestSilo.Start(builder => builder.UseInMemoryReminderService());

    /// <summary>Moves the clock and waits for the one tick that is due.</summary>
    private static async Task AdvanceTo(TestSilo silo, TimeSpan by)
    {
        silo.Clock.Advance(by);
        await silo.Probe.NextNote();
    }
}
