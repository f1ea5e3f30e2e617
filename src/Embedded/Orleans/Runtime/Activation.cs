using Orleans.Core.Internal;

namespace Orleans.Runtime;

/// <summary>One life of a grain in memory: its instance, its turns, and the calls that run or wait.</summary>
/// <remarks>
/// In parts: this one says what it is; Calls, how calls run; Order, which of them may; Life, how it starts and ends;
/// Belongings, what comes and goes with it. Whatever several threads touch is behind the lock of its turns.
/// </remarks>
internal sealed partial class Activation : IGrainContext, ICallChainReentrantGrainContext
{
    private readonly GrainClass grainClass;
    private GrainReference? reference;
    private Dictionary<Type, object>? components;

    public Activation(Silo silo, GrainClass grainClass, GrainId id)
    {
        Silo = silo;
        GrainId = id;
        this.grainClass = grainClass;
        ActivationId = new ActivationId(Guid.CreateVersion7(silo.Clock.GetUtcNow()));
        Turns = new TurnScheduler(this);
    }

    /// <summary>The activation whose turn is running on this thread; none outside of grains.</summary>
    public static Activation? Current => (TaskScheduler.Current as TurnScheduler)?.Activation;

    public Silo Silo { get; }

    public GrainClass Class => grainClass;

    public TurnScheduler Turns { get; }

    public GrainId GrainId { get; }

    public ActivationId ActivationId { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => scope?.ServiceProvider ?? Silo.Services;

    public IWorkItemScheduler Scheduler => Turns;

    public IGrainLifecycle ObservableLifecycle => lifecycle ??= new GrainLifecycle(GrainId);

    public GrainReference GrainReference =>
        reference ??= Silo.GrainFactory.Reference(grainClass.MainInterface, GrainId);

    /// <summary>The filters that calls of this grain go through; none: null.</summary>
    public IIncomingGrainCallFilter[]? Filters { get; private set; }

    /// <summary>The activation that a grain belongs to.</summary>
    /// <exception cref="InvalidOperationException">The code that asks does not run as a turn of it.</exception>
    public static Activation Of(IGrainBase grain)
    {
        if (grain.GrainContext is not Activation activation)
        {
            throw new InvalidOperationException(
                $"{grain.GetType()} was made outside of the runtime, so it has no activation.");
        }

        activation.CheckAccess();
        return activation;
    }

    /// <summary>Stray threads, as in Task.Run or after ConfigureAwait(false), must not touch state.</summary>
    public void CheckAccess()
    {
        if (!ReferenceEquals(Current, this))
        {
            throw new InvalidOperationException(
                "Activation access violation. A non-activation thread attempted to access activation services of "
                + $"{GrainId}. Do not use Task.Run or ConfigureAwait(false) around them.");
        }
    }

    public object? GetTarget() => GrainInstance;

    public object? GetComponent(Type componentType) =>
        components?.GetValueOrDefault(componentType)
        ?? (componentType.IsInstanceOfType(GrainInstance) ? GrainInstance : null);

    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class
    {
        components ??= [];

        if (value is null)
            components.Remove(typeof(TComponent));
        else
            components[typeof(TComponent)] = value;
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"{GrainId}{ActivationId}";
}
