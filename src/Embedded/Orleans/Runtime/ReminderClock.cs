using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Ticks reminders at StartAt and every whole number of periods after it, with one timer for all.</summary>
internal sealed class ReminderClock(Silo silo, TimeProvider clock) : IDisposable
{
    /// <summary>Timers have a longest time; a reminder further off is looked at again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(GrainId, string), Alarm> alarms = [];
    private readonly PriorityQueue<Alarm, DateTime> queue = new();
    private ITimer? timer;
    private long version;

    /// <summary>Grows with every registration and removal.</summary>
    public long Version
    {
        get
        {
            lock (gate)
                return version;
        }
    }

    public void Start()
    {
        lock (gate)
        {
            timer = EmptyContext.CreateTimer(clock, static state => ((ReminderClock)state!).Tick(), this);
            Arm();
        }
    }

    public void Set(ReminderEntry entry)
    {
        lock (gate)
        {
            version++;
            Add(entry);
            Arm();
        }
    }

    public void Remove(GrainId grain, string name)
    {
        lock (gate)
        {
            version++;

            if (alarms.Remove((grain, name), out var alarm))
                alarm.IsOff = true;
        }
    }

    /// <summary>Takes over what the table says, but for what was registered or removed while it was read.</summary>
    public void Replace(IEnumerable<ReminderEntry> entries, long readAt)
    {
        lock (gate)
        {
            var known = entries.ToDictionary(entry => (entry.GrainId, entry.ReminderName));

            if (version != readAt)
                return;

            foreach (var (key, alarm) in alarms.ToArray())
            {
                if (!known.ContainsKey(key))
                {
                    alarm.IsOff = true;
                    alarms.Remove(key);
                }
            }

            foreach (var (key, entry) in known)
            {
                if (!alarms.TryGetValue(key, out var alarm)
                    || !string.Equals(alarm.Entry.ETag, entry.ETag, StringComparison.Ordinal))
                    Add(entry);
            }

            Arm();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            timer?.Dispose();
            timer = null;
        }
    }

    private void Add(ReminderEntry entry)
    {
        if (alarms.TryGetValue((entry.GrainId, entry.ReminderName), out var old))
            old.IsOff = true;

        var alarm = new Alarm(entry);
        alarms[(entry.GrainId, entry.ReminderName)] = alarm;
        queue.Enqueue(alarm, Next(entry));
    }

    /// <summary>The first tick after now. What was due before is not made up.</summary>
    private DateTime Next(ReminderEntry entry)
    {
        var now = clock.GetUtcNow().UtcDateTime;

        if (entry.StartAt > now)
            return entry.StartAt;

        var passed = (now - entry.StartAt).Ticks / entry.Period.Ticks;
        return entry.StartAt.AddTicks((passed + 1) * entry.Period.Ticks);
    }

    private void Arm()
    {
        while (queue.TryPeek(out var alarm, out var due))
        {
            if (alarm.IsOff)
            {
                queue.Dequeue();
                continue;
            }

            var wait = due - clock.GetUtcNow().UtcDateTime;
            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
            timer?.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
            return;
        }
    }

    private void Tick()
    {
        List<Alarm> due = [];

        lock (gate)
        {
            if (timer is null)
                return;

            var now = clock.GetUtcNow().UtcDateTime;

            while (queue.TryPeek(out var alarm, out var time) && (alarm.IsOff || time <= now))
            {
                queue.Dequeue();

                if (alarm.IsOff)
                    continue;

                queue.Enqueue(alarm, Next(alarm.Entry));
                due.Add(alarm);
            }

            Arm();
        }

        foreach (var alarm in due)
            _ = Deliver(alarm);
    }

    private async Task Deliver(Alarm alarm)
    {
        var entry = alarm.Entry;

        // A grain that is still busy with its last tick gets the next one only when that is over.
        if (Interlocked.Exchange(ref alarm.Busy, value: true))
            return;

        try
        {
            var status = new TickStatus(entry.StartAt, entry.Period, clock.GetUtcNow().UtcDateTime);
            await silo.GrainFactory.GetGrain<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, status);
        }
        catch (Exception exception)
        {
            silo.Log.LogError(
                exception,
                "Reminder '{Reminder}' of {Grain} failed; it ticks again after {Period}",
                entry.ReminderName,
                entry.GrainId,
                entry.Period);
        }
        finally
        {
            Volatile.Write(ref alarm.Busy, value: false);
        }
    }

    private sealed class Alarm(ReminderEntry entry)
    {
        public bool Busy;

        public ReminderEntry Entry => entry;

        public bool IsOff { get; set; }
    }
}
