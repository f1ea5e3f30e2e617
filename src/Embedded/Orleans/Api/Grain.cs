using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class is.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    /// <summary>Before the first call. Throwing fails the calls that wait, and discards the activation.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>After the last call. Not guaranteed to run: a process can die.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}

/// <summary>The usual start of a grain class.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? activation;

    protected Grain() : this(Activation.Current!)
    {
    }

    private protected Grain(IGrainContext grainContext)
    {
        GrainContext = grainContext;
        activation = grainContext as Activation;
    }

    public IGrainContext GrainContext { get; }

    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The grain's id: <c>type/key</c>.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Names the process that the grain runs in.</summary>
    public string RuntimeIdentity => activation?.Silo.Name ?? "";

    protected IGrainFactory GrainFactory => Runtime.Silo.GrainFactory;

    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    private Activation Runtime => activation ?? throw new InvalidOperationException(
        $"{GetType()} was made outside of the runtime, so it has no identity and no neighbours. "
        + "Get grains from IGrainFactory.");

    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Ends this activation after the requests under way. The next call makes a new one.</summary>
    protected void DeactivateOnIdle() => Runtime.DeactivateOnIdle();

    /// <summary>Keeps this activation from being collected.</summary>
    /// <param name="timeSpan">For how long; zero ends an earlier request; infinite keeps it.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Runtime.DelayDeactivation(timeSpan);
}

/// <summary>What every grain can do.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends this activation after the requests under way. The next call makes a new one.</summary>
    public static void DeactivateOnIdle(this IGrainBase grain) => Of(grain).DeactivateOnIdle();

    /// <param name="grain">The grain.</param>
    /// <param name="callback">Runs as a turn of the grain.</param>
    /// <param name="state">Handed to every tick.</param>
    /// <param name="options">When, and whether ticks interleave and keep the grain alive.</param>
    /// <returns>Dispose it to stop. It also stops when the activation ends.</returns>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return GrainTimer.Start(Of(grain), cancellation => callback(state, cancellation), options);
    }

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return GrainTimer.Start(Of(grain), _ => callback(state), options);
    }

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
        GrainTimer.Start(Of(grain), callback, options);

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return GrainTimer.Start(Of(grain), _ => callback(), options);
    }

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain,
        Func<TState, CancellationToken, Task> callback,
        TState state,
        TimeSpan dueTime,
        TimeSpan period) =>
        grain.RegisterGrainTimer(callback, state, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer<TState>(
        this IGrainBase grain, Func<TState, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, state, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

    /// <summary>Has <paramref name="callback"/> run as a turn of the grain, again and again.</summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
        grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(dueTime, period));

    private static Activation Of(IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return Activation.Of(grain);
    }
}
