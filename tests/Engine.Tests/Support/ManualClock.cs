namespace Darsgah.Engine.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;
    private TimeSpan ahead;
    private TaskCompletionSource armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ManualClock() : this(new DateTimeOffset(2026, 3, 21, 8, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Ends when a timer is next set.</summary>
    public Task NextArming
    {
        get
        {
            lock (gate)
                return armed.Task;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now + ahead;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return now.UtcTicks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Somebody sets the clock, forward or back. No time passes, so no timer is due for it.</summary>
    public void Set(DateTimeOffset to)
    {
        lock (gate)
            ahead = to - now;
    }

    /// <summary>Moves on from one due timer to the next, so that each sees the time at which it was due.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;

        lock (gate)
            end = now + by;

        while (TakeDue(end) is { } timer)
            timer.Fire();

        lock (gate)
            now = end;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (gate)
        {
            var timer = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);

            if (timer is not null)
            {
                now = timer.Due > now ? timer.Due : now;
                timer.Move();
            }

            return timer;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public void Move()
        {
            if (period > TimeSpan.Zero)
                Due += period;
            else
                clock.timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                this.period = period;

                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = clock.now + dueTime;
                clock.timers.Add(this);
                clock.armed.SetResult();
                clock.armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
