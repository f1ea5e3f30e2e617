using Darsgah.Silo.Keys;
using Microsoft.Extensions.Hosting;

namespace Darsgah.Silo.Storage;

/// <summary>Takes the data folder and the master key as the host starts; without them there is no start.</summary>
internal sealed class StorageStart : IHostedService
{
    // Asking for them makes them, and making them is what can fail.
    public StorageStart(StoreDirectory stores, MasterKey master)
    {
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(master);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
