using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Registers reminders in the table, and has them ticked.</summary>
internal sealed class GrainReminders(
    Silo silo, IReminderTable table, IOptions<ReminderOptions> options, TimeProvider clock)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ReminderClock ticking = new(silo, clock);
    private ITimer? refresh;

    public static void AddTo(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(GrainReminders)))
            return;

        services.AddSingleton<GrainReminders>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            provider => provider.GetService<IReminderTable>() is null
                ? throw new OrleansConfigurationException(
                    "Reminders need a table: register an IReminderTable, or call UseInMemoryReminderService.")
                : provider.GetRequiredService<GrainReminders>());
    }

    public static GrainReminders Of(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Activation.Of(grain).Silo.Services.GetService<GrainReminders>() ?? throw new InvalidOperationException(
            "The silo has no reminders: call AddReminders and register an IReminderTable, "
            + "or call UseInMemoryReminderService.");
    }

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(GrainReminders), ServiceLifecycleStage.BecomeActive, Start, Stop);

    public async Task<IGrainReminder> RegisterOrUpdate(
        IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        Check(grain, reminderName, dueTime, period);

        var entry = new ReminderEntry
        {
            GrainId = grain.GrainContext.GrainId,
            ReminderName = reminderName,
            StartAt = clock.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await table.UpsertRow(entry) ?? throw new ReminderException(
            $"Could not register reminder '{reminderName}' of {entry.GrainId}: the table gave no ETag.");
        ticking.Set(entry);
        return new Reminder(entry);
    }

    public async Task Unregister(IGrainBase grain, IGrainReminder reminder)
    {
        if (reminder is not Reminder { Entry: { } entry })
        {
            throw new ArgumentException(
                "Pass what RegisterOrUpdateReminder or GetReminder returned.", nameof(reminder));
        }

        if (!await table.RemoveRow(entry.GrainId, entry.ReminderName, entry.ETag!))
        {
            throw new ReminderException(
                $"Could not unregister reminder '{entry.ReminderName}' of {grain.GrainContext.GrainId}: "
                + "it has changed or is gone. Get it again and retry.");
        }

        ticking.Remove(entry.GrainId, entry.ReminderName);
    }

    public async Task<IGrainReminder?> Get(IGrainBase grain, string reminderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(reminderName);
        return await table.ReadRow(grain.GrainContext.GrainId, reminderName) is { } entry ? new Reminder(entry) : null;
    }

    public async Task<List<IGrainReminder>> All(IGrainBase grain)
    {
        var rows = await table.ReadRows(grain.GrainContext.GrainId);
        return [.. rows.Reminders.Select(entry => new Reminder(entry))];
    }

    public void Dispose()
    {
        refresh?.Dispose();
        ticking.Dispose();
    }

    private async Task Start(CancellationToken cancellation)
    {
        await table.StartAsync(cancellation);
        await Load();
        ticking.Start();
        refresh = EmptyContext.CreateTimer(clock, static state => _ = ((GrainReminders)state!).Refresh(), this);
        refresh.Change(options.Value.RefreshReminderListPeriod, options.Value.RefreshReminderListPeriod);
    }

    private async Task Stop(CancellationToken cancellation)
    {
        Dispose();
        await table.StopAsync(cancellation);
    }

    // 0 to 0 is the whole ring of hashes: every grain.
    private async Task Load()
    {
        var before = ticking.Version;
        ticking.Replace((await table.ReadRows(0, 0)).Reminders, before);
    }

    private async Task Refresh()
    {
        try
        {
            await Load();
        }
        catch (Exception exception)
        {
            silo.Log.LogError(exception, "Reading the reminders again failed; those known go on");
        }
    }

    private void Check(IGrainBase grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        if (period == Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(period), period, "A reminder cannot have an infinite period.");

        if (dueTime == Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A reminder cannot be due never.");

        if (dueTime < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A reminder cannot be due in the past.");

        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Cannot register reminder '{name}': its period {period:c} is less than minimum allowed reminder "
                + $"period ({options.Value.MinimumReminderPeriod:c})"), nameof(period));
        }

        if (grain is not IRemindable)
        {
            throw new InvalidOperationException(
                $"Grain {grain.GrainContext.GrainId} of class {grain.GetType()} does not implement IRemindable, "
                + "so it cannot have reminders.");
        }
    }

    private sealed class Reminder(ReminderEntry entry) : IGrainReminder
    {
        public ReminderEntry Entry => entry;

        public string ReminderName => entry.ReminderName;

        public override string ToString() => entry.ToString();
    }
}
