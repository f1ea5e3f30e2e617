using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Ticks reminders at StartAt and every whole number of periods after it, with one timer for all.</summary>
/// <remarks>
/// A clock that is put right after it was ahead has its reminders queued anew, or they would be silent for as long as it
/// was ahead; what ticked already in the time that comes again ticks again.
/// </remarks>
internal sealed class ReminderClock(Silo silo, TimeProvider clock) : IDisposable
{
    /// <summary>Timers have a longest time; a reminder further off is looked at again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(GrainId, string), Alarm> alarms = [];
    private readonly PriorityQueue<Alarm, DateTime> queue = new();
    private ITimer? timer;
    private long version;
    private DateTime seen;

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
            Add(entry, registered: Now());
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
                    Add(entry, registered: null);
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

    private void Add(ReminderEntry entry, DateTime? registered)
    {
        var now = Now();

        if (alarms.TryGetValue((entry.GrainId, entry.ReminderName), out var old))
            old.IsOff = true;

        var alarm = new Alarm(entry, registered);
        alarms[(entry.GrainId, entry.ReminderName)] = alarm;
        queue.Enqueue(alarm, alarm.Next(now));
    }

    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;

        if (now < seen)
        {
            queue.Clear();

            foreach (var alarm in alarms.Values)
            {
                alarm.SetBack(now);
                queue.Enqueue(alarm, alarm.Next(now));
            }
        }

        return seen = now;
    }

    private void Arm()
    {
        var now = Now();

        while (queue.TryPeek(out var alarm, out var due))
        {
            if (alarm.IsOff)
            {
                queue.Dequeue();
                continue;
            }

            var wait = due - now;
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

            var now = Now();

            while (queue.TryPeek(out var alarm, out var time) && (alarm.IsOff || time <= now))
            {
                queue.Dequeue();

                if (alarm.IsOff)
                    continue;

                queue.Enqueue(alarm, alarm.Next(now));
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

    /// <param name="entry">The reminder.</param>
    /// <param name="registered">When this process registered it; null for one that it read.</param>
    private sealed class Alarm(ReminderEntry entry, DateTime? registered)
    {
        public bool Busy;

        private DateTime start = entry.StartAt;
        private DateTime? told = registered;

        public ReminderEntry Entry => entry;

        public bool IsOff { get; set; }

        /// <summary>The first tick after now. What was due before is not made up.</summary>
        public DateTime Next(DateTime now)
        {
            if (start > now)
                return start;

            var passed = (now - start).Ticks / entry.Period.Ticks;
            return start.AddTicks((passed + 1) * entry.Period.Ticks);
        }

        /// <summary>The clock was set back to now. What was registered later than that has as long to wait as it was told then.</summary>
        public void SetBack(DateTime now)
        {
            if (told > now)
                (start, told) = (now + (start - told.Value), now);
        }
    }
}
