using Darsgah.Engine.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Register(string name, TimeSpan due, TimeSpan period);

    Task Unregister(string name);

    Task<string?> Find(string name);

    Task<string[]> All();

    Task Leave();
}

public sealed class RemindedGrain(Probe probe, TimeProvider clock) : Grain, IRemindedGrain, IRemindable
{
    public Task Register(string name, TimeSpan due, TimeSpan period) =>
        this.RegisterOrUpdateReminder(name, due, period);

    public async Task Unregister(string name) =>
        await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<string?> Find(string name) => (await this.GetReminder(name))?.ReminderName;

    public async Task<string[]> All() =>
        [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        probe.Note($"{this.GetPrimaryKeyString()} {reminderName} {clock.GetUtcNow():HH:mm:ss}");

        return reminderName == "failing"
            ? throw new InvalidOperationException("a bad tick")
            : Task.CompletedTask;
    }
}

public interface IForgetfulGrain : IGrainWithStringKey
{
    Task Register();
}

public sealed class ForgetfulGrain : Grain, IForgetfulGrain
{
    public Task Register() => this.RegisterOrUpdateReminder("r", TimeSpan.Zero, TimeSpan.FromMinutes(1));
}

public sealed class ReminderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Periods_below_a_minute_are_refused()
    {
        await using var silo = await Start();

        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => Probe.Soon(silo.Grain<IRemindedGrain>().Register("r", Minute, TimeSpan.FromSeconds(59))));
        Assert.Contains(
            "less than minimum allowed reminder period (00:01:00)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_that_make_no_sense_are_refused()
    {
        await using var silo = await Start();
        var grain = silo.Grain<IRemindedGrain>();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Probe.Soon(grain.Register("r", Minute, Timeout.InfiniteTimeSpan)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Probe.Soon(grain.Register("r", Timeout.InfiniteTimeSpan, Minute)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Probe.Soon(grain.Register("r", -Minute, Minute)));
    }

    [Fact]
    public async Task A_grain_that_cannot_be_reminded_cannot_register()
    {
        await using var silo = await Start();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Probe.Soon(silo.Grain<IForgetfulGrain>().Register()));
    }

    private static Task<TestSilo> Start() => TestSilo.Start(builder => builder.UseInMemoryReminderService());
}
