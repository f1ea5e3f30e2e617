using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>Starts the silo with the host and stops it with the host.</summary>
internal sealed class SiloHost(
    Silo silo, SiloLifecycle lifecycle, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants)
    : IHostedService, IDisposable
{
    private ITimer? collection;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lifecycle.Subscribe("grains", ServiceLifecycleStage.RuntimeGrainServices, Open, silo.Close);

        foreach (var participant in participants)
            participant.Participate(lifecycle);

        try
        {
            await lifecycle.Start(cancellationToken);
        }
        catch
        {
            await lifecycle.Stop(cancellationToken);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => lifecycle.Stop(cancellationToken);

    public void Dispose() => collection?.Dispose();

    private Task Open(CancellationToken cancellationToken)
    {
        silo.Open();
        collection = EmptyContext.CreateTimer(silo.Clock, static state => Collect((Silo)state!), silo);
        collection.Change(silo.Collection.CollectionQuantum, silo.Collection.CollectionQuantum);
        return Task.CompletedTask;
    }

    private static void Collect(Silo silo)
    {
        foreach (var activation in silo.Catalog.All)
            activation.CollectIfIdle();
    }
}

/// <summary>Runs a startup task at its stage.</summary>
internal sealed class StartupParticipant(
    IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> task, int stage)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StartupParticipant), stage, cancellation => task(services, cancellation));
}
