namespace Orleans.Runtime;

/// <summary>What comes and goes with an activation: its records, its timers, and how long it may stay.</summary>
internal sealed partial class Activation
{
    private List<IGrainRecord>? records;
    private List<GrainTimer>? timers;
    private DateTimeOffset keepUntil;

    /// <summary>Has a record read before OnActivateAsync.</summary>
    public void Add(IGrainRecord record) => (records ??= []).Add(record);

    public void Add(GrainTimer timer)
    {
        lock (Turns)
            (timers ??= []).Add(timer);
    }

    public void Remove(GrainTimer timer)
    {
        lock (Turns)
            timers?.Remove(timer);
    }

    public void DelayDeactivation(TimeSpan time)
    {
        if (time == Timeout.InfiniteTimeSpan)
            keepUntil = DateTimeOffset.MaxValue;
        else if (time <= TimeSpan.Zero)
            keepUntil = default;
        else
            keepUntil = Silo.Clock.GetUtcNow() + time;
    }

    /// <summary>Ends the activation if it has been idle for longer than its class may be.</summary>
    public void CollectIfIdle()
    {
        lock (Turns)
        {
            if (phase is not Phase.Active || running is not null || Silo.Clock.GetUtcNow() < keepUntil)
                return;

            if (grainClass.CollectionAge == TimeSpan.MaxValue
                || Silo.Clock.GetElapsedTime(lastUsed) < grainClass.CollectionAge)
            {
                return;
            }
        }

        Deactivate(new DeactivationReason(
            DeactivationReasonCode.ActivationIdle, "The activation was idle for as long as its class may be."));
    }

    private async Task ReadRecords(CancellationToken cancellation)
    {
        if (records is null)
            return;

        await Task.WhenAll(records.ConvertAll(record => record.ReadFirst(cancellation)));
        records = null;
    }

    private void StopTimers()
    {
        List<GrainTimer>? all;

        lock (Turns)
        {
            all = timers;
            timers = null;
        }

        foreach (var timer in all ?? [])
            timer.Dispose();
    }
}
