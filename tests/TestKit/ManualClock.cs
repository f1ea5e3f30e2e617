namespace Darsgah.TestKit;

/// <summary>
/// A clock that the test moves, and nobody else. Timers fall due when it passes them; like those of a machine, they go by the
/// steady time that setting the clock does not touch.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    /// <summary>A Monday morning in March 2026.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = Start;
    private TimeSpan ahead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now + ahead;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return now.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Somebody sets the clock, forward or back. No time passes: what waits for so many seconds still waits for them.</summary>
    public void Set(DateTimeOffset to)
    {
        lock (gate)
            ahead = to - now;
    }

    /// <summary>Moves time on, and rings what falls due on the way, in order.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset until;

        lock (gate)
            until = now + by;

        while (NextDue(until) is { } alarm)
            alarm.Ring();

        lock (gate)
            now = until > now ? until : now;
    }

    private Alarm? NextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = alarms.Where(alarm => alarm.Due <= until).MinBy(alarm => alarm.Due);

            if (next is not null)
            {
                now = next.Due > now ? next.Due : now;
                next.Schedule(now);
            }

            return next;
        }
    }

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        public void Schedule(DateTimeOffset from)
        {
            if (period > TimeSpan.Zero)
                Due = from + period;
            else
                clock.alarms.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                period = newPeriod;

                var first = dueTime == TimeSpan.Zero ? newPeriod : dueTime;

                if (first > TimeSpan.Zero)
                {
                    Due = clock.now + first;
                    clock.alarms.Add(this);
                }
            }

            // Due at once: on another thread, as every timer's callback is.
            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => ring());

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
