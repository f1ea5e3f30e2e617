namespace Orleans.Runtime;

/// <summary>The execution context of a fresh thread: no value of anybody flows in it.</summary>
internal static class EmptyContext
{
    public static ExecutionContext Value { get; } = Capture();

    /// <summary>A timer, not yet set, whose callback sees nothing of whoever made it.</summary>
    public static ITimer CreateTimer(TimeProvider clock, TimerCallback callback, object state)
    {
        ITimer? timer = null;
        ExecutionContext.Run(
            Value,
            _ => timer = clock.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan),
            state: null);
        return timer!;
    }

    private static ExecutionContext Capture()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return empty!;
    }
}
