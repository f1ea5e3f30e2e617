using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of one activation. It stops when disposed of, and when the activation ends.</summary>
public interface IGrainTimer : IDisposable
{
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>When a timer ticks, and what it does to the grain.</summary>
public readonly struct GrainTimerCreationOptions()
{
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Until the first tick. Zero: at once; infinite: never.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of a tick to the next. Zero or infinite: only one tick.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Ticks run between the turns of requests. Otherwise a tick queues like a call.</summary>
    public bool Interleave { get; init; }

    /// <summary>A tick counts as use, so that the activation is not collected as idle.</summary>
    public bool KeepAlive { get; init; }
}
