using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>Ends the waiting of callers whose time is up. One timer for each length of time.</summary>
internal sealed class ResponseTimeouts(TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<TimeSpan, Line> lines = new();

    public void Watch(GrainCall call, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return;

        lines.GetOrAdd(timeout, static (length, clock) => new Line(length, clock), clock).Add(call);
    }

    public void Dispose()
    {
        foreach (var line in lines.Values)
            line.Dispose();
    }

    /// <summary>The place of one call in a line.</summary>
    public sealed class Deadline(Line line, GrainCall call, long start)
    {
        public GrainCall Call => call;

        public long Start => start;

        public Deadline? Previous { get; set; }

        public Deadline? Next { get; set; }

        public bool IsWaiting { get; set; }

        public void Remove() => line.Remove(this);
    }

    /// <summary>The calls that wait equally long, the oldest first.</summary>
    public sealed class Line : IDisposable
    {
        private readonly TimeSpan length;
        private readonly TimeProvider clock;
        private readonly ITimer timer;
        private readonly Lock gate = new();
        private Deadline? oldest;
        private Deadline? newest;
        private bool armed;

        public Line(TimeSpan length, TimeProvider clock)
        {
            this.length = length;
            this.clock = clock;

            timer = EmptyContext.CreateTimer(clock, static state => ((Line)state!).Expire(), this);
        }

        public void Add(GrainCall call)
        {
            var deadline = new Deadline(this, call, clock.GetTimestamp());
            call.Deadline = deadline;

            lock (gate)
            {
                deadline.IsWaiting = true;
                deadline.Previous = newest;

                if (newest is null)
                    oldest = deadline;
                else
                    newest.Next = deadline;

                newest = deadline;

                if (!armed)
                    Arm(length);
            }
        }

        public void Remove(Deadline deadline)
        {
            lock (gate)
            {
                if (!deadline.IsWaiting)
                    return;

                deadline.IsWaiting = false;

                if (deadline.Previous is null)
                    oldest = deadline.Next;
                else
                    deadline.Previous.Next = deadline.Next;

                if (deadline.Next is null)
                    newest = deadline.Previous;
                else
                    deadline.Next.Previous = deadline.Previous;

                deadline.Previous = deadline.Next = null;
            }
        }

        public void Dispose() => timer.Dispose();

        private void Expire()
        {
            while (TakeExpired() is { } deadline)
                deadline.Call.Fail(CallFailures.TimedOut(deadline.Call, length));
        }

        private Deadline? TakeExpired()
        {
            lock (gate)
            {
                armed = false;

                if (oldest is not { } deadline)
                    return null;

                var left = length - clock.GetElapsedTime(deadline.Start);

                if (left > TimeSpan.Zero)
                {
                    Arm(left);
                    return null;
                }

                Remove(deadline);
                return deadline;
            }
        }

        private void Arm(TimeSpan due)
        {
            armed = true;
            timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
