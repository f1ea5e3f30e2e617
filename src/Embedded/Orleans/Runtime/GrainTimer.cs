using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>A timer of one activation. The next tick is due one period after the end of this one.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private static readonly Action<object?> RunTick = static state => ((GrainTimer)state!).Tick();

    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly bool interleaves;
    private readonly bool countsAsUse;
    private readonly CancellationTokenSource disposal = new();
    private readonly ITimer timer;
    private TimeSpan period;
    private bool changed;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        this.activation = activation;
        this.callback = callback;
        interleaves = options.Interleave;
        countsAsUse = options.KeepAlive;
        period = options.Period;

        timer = EmptyContext.CreateTimer(
            activation.Silo.Clock, static state => ((GrainTimer)state!).Due(), this);
    }

    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or too long.</exception>
    public static GrainTimer Start(
        Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));

        var made = new GrainTimer(activation, callback, options);
        activation.Add(made);
        made.Arm(options.DueTime);
        return made;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        changed = true;
        this.period = period;
        Arm(dueTime);
    }

    public void Dispose()
    {
        if (disposal.IsCancellationRequested)
            return;

        disposal.Cancel();
        timer.Dispose();
        activation.Remove(this);
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time.TotalMilliseconds > uint.MaxValue - 1))
        {
            throw new ArgumentOutOfRangeException(
                name, time, "The time has to be infinite, or at least zero and less than 50 days.");
        }
    }

    private void Arm(TimeSpan due)
    {
        if (!disposal.IsCancellationRequested)
            timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Due()
    {
        if (interleaves)
            activation.Turns.Queue(RunTick, this);
        else
            activation.Take(new LifeCall(LifeCall.Ticking, Run, countsAsUse), mayRunHere: false, out _);
    }

    private void Tick()
    {
        ExecutionContext.Restore(EmptyContext.Value);
        AmbientCall.Enter(new LifeCall(LifeCall.Ticking, Run, countsAsUse) { Target = activation });
        _ = Run();
    }

    private async Task Run()
    {
        if (disposal.IsCancellationRequested)
            return;

        changed = false;

        try
        {
            await callback(disposal.Token);
        }
        catch (Exception exception)
        {
            activation.Silo.Log.LogError(exception, "A timer of {Grain} failed; it goes on", activation.GrainId);
        }

        if (countsAsUse)
            activation.Touch();

        if (!changed && period > TimeSpan.Zero)
            Arm(period);
    }
}
