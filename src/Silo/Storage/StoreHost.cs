using Microsoft.Extensions.Logging;

namespace Darsgah.Silo.Storage;

/// <summary>What a store needs of the process it is in.</summary>
internal sealed record StoreHost(StoreWorkers Workers, TimeProvider Clock, ILogger Log, TimeSpan OperationMemory)
{
    /// <summary>Called before a file is opened, to make room for it.</summary>
    public Action<SchoolStore> Opening { get; init; } = _ => { };

    /// <summary>Called after a file was closed.</summary>
    public Action<SchoolStore> Closed { get; init; } = _ => { };

    /// <summary>Called after a commit that put something into the outbox.</summary>
    public Action<Id<Tenant>> OutboxFilled { get; init; } = _ => { };
}
