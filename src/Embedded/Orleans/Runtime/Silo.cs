using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The engine of this process: where grains live, and what calls between them need.</summary>
internal sealed class Silo : IDisposable
{
    [ThreadStatic] private static int depth;

    private readonly SiloMessagingOptions siloMessaging;
    private readonly ClientMessagingOptions clientMessaging;
    private readonly EmbeddedOrleansOptions embedded;
    private readonly Lazy<GrainClasses> classes;
    private IIncomingGrainCallFilter[]? incomingFilters;
    private volatile State state;

    public Silo(
        IServiceProvider services,
        TimeProvider clock,
        ILogger<Silo> log,
        IOptions<SiloOptions> options,
        IOptions<GrainCollectionOptions> collection,
        IOptions<SiloMessagingOptions> siloMessaging,
        IOptions<ClientMessagingOptions> clientMessaging,
        IOptions<EmbeddedOrleansOptions> embedded)
    {
        Services = services;
        Clock = clock;
        Log = log;
        Name = options.Value.SiloName ?? "embedded";
        Collection = collection.Value;
        this.siloMessaging = siloMessaging.Value;
        this.clientMessaging = clientMessaging.Value;
        this.embedded = embedded.Value;
        Copier = this.embedded.CopyMessages ? new MessageCopier() : null;
        Timeouts = new ResponseTimeouts(clock);
        Catalog = new ActivationCatalog();
        classes = new Lazy<GrainClasses>(() => new GrainClasses(this.embedded, services, Collection));
        GrainFactory = new EmbeddedGrainFactory(this);
    }

    private enum State
    {
        Created,
        Running,
        Stopping,
    }

    public IServiceProvider Services { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public string Name { get; }

    public GrainCollectionOptions Collection { get; }

    /// <summary>Copies messages; none where they are passed by reference.</summary>
    public MessageCopier? Copier { get; }

    public ResponseTimeouts Timeouts { get; }

    public ActivationCatalog Catalog { get; }

    public EmbeddedGrainFactory GrainFactory { get; }

    public GrainClasses Classes => classes.Value;

    public IOutgoingGrainCallFilter[]? OutgoingFilters { get; private set; }

    /// <summary>Whether this thread may run an idle grain's turn at once.</summary>
    public bool MayRunHere =>
        depth < embedded.InlineDepth
        && !ExecutionContext.IsFlowSuppressed()
        && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Lets calls in.</summary>
    /// <exception cref="OrleansConfigurationException">Grains or their interfaces are put together wrongly.</exception>
    public void Open()
    {
        ContractCheck.Run(Classes);
        incomingFilters = [.. Services.GetServices<IIncomingGrainCallFilter>()];
        OutgoingFilters = [.. Services.GetServices<IOutgoingGrainCallFilter>()];
        state = State.Running;
    }

    /// <summary>Makes no more activations, and ends those there are.</summary>
    public async Task Close(CancellationToken cancellation)
    {
        state = State.Stopping;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is shutting down.");

        while (Catalog.Count > 0)
        {
            var all = Catalog.All.ToArray();

            foreach (var activation in all)
                activation.Deactivate(reason, cancellation);

            try
            {
                await Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                Log.LogWarning(
                    "The silo stopped while {Count} grains were still busy, such as {Grain}",
                    Catalog.Count,
                    Catalog.All.FirstOrDefault()?.GrainId);
                return;
            }
        }
    }

    public void Dispose() => Timeouts.Dispose();

    /// <summary>The grain's activation, made if there is none.</summary>
    public Activation Activate(GrainId id) => Catalog.Find(id) ?? Make(id);

    public static void RunHere(Activation activation, GrainCall call)
    {
        depth++;

        try
        {
            activation.RunHere(call);
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>Sends a call whose activation ended before it ran to the next one.</summary>
    public static void Resend(GrainCall call)
    {
        if (++call.Resent > 2)
        {
            call.Fail(new OrleansMessageRejectionException(
                $"The call {call} was not run: {call.Resent} activations of the grain ended before its turn came."));
            return;
        }

        try
        {
            call.To?.Deliver(call, mayRunHere: false);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
        }
    }

    public void ReportCycle(GrainCall call, GrainCall waitedFor)
    {
        var failure = CallFailures.Cycle(call, waitedFor);
        Log.LogWarning("{Failure}", failure.Message);
        call.MakePromise();
        call.Fail(failure);
    }

    public TimeSpan ResponseTimeout(Activation? caller) =>
        caller is null ? clientMessaging.ResponseTimeout : siloMessaging.ResponseTimeout;

    /// <summary>The silo's filters, then the grain itself if it is one; none: null.</summary>
    public IIncomingGrainCallFilter[]? FiltersOf(object grain) => (incomingFilters, grain) switch
    {
        ([], not IIncomingGrainCallFilter) => null,
        (var filters, IIncomingGrainCallFilter own) => [.. filters!, own],
        var (filters, _) => filters,
    };

    private Activation Make(GrainId id)
    {
        if (state is State.Created)
            throw CallFailures.NotStarted(id);

        if (state is State.Stopping)
            throw CallFailures.Stopped(id);

        var grainClass = Classes.Of(id.Type);
        return Catalog.GetOrAdd(
            id, static (id, made) => new Activation(made.Silo, made.Class, id), (Silo: this, Class: grainClass));
    }
}
