using Orleans.Core;

namespace Orleans.Core
{
    /// <summary>Reads and writes one record.</summary>
    public interface IStorage
    {
        /// <summary>Changes with every write; none before the first.</summary>
        string? Etag { get; }

        bool RecordExists { get; }

        Task ClearStateAsync();

        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        Task WriteStateAsync();

        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        Task ReadStateAsync();

        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>Reads and writes one record, and holds it.</summary>
    public interface IStorage<TState> : IStorage
    {
        TState State { get; set; }
    }
}

namespace Orleans
{
    /// <summary>A record on its way to or from a storage.</summary>
    public interface IGrainState<T>
    {
        T? State { get; set; }

        string? ETag { get; set; }

        bool RecordExists { get; set; }
    }

    /// <inheritdoc cref="IGrainState{T}"/>
    [GenerateSerializer]
    public sealed class GrainState<T> : IGrainState<T>
    {
        public GrainState()
        {
        }

        public GrainState(T? state) : this(state, eTag: null)
        {
        }

        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        [Id(0)] public T? State { get; set; }

        [Id(1)] public string? ETag { get; set; }

        [Id(2)] public bool RecordExists { get; set; }
    }

    /// <summary>Marks attributes of constructor parameters that the runtime fills.</summary>
    public interface IFacetMetadata
    {
    }
}

namespace Orleans.Runtime
{
    /// <summary>One named record of a grain, read before OnActivateAsync.</summary>
    public interface IPersistentState<TState> : IStorage<TState>
    {
    }

    /// <summary>Under which name and where a record is kept.</summary>
    public interface IPersistentStateConfiguration
    {
        string StateName { get; }

        string? StorageName { get; }
    }

    /// <summary>On a constructor parameter of type <see cref="IPersistentState{TState}"/>.</summary>
    /// <param name="stateName">Part of the key under which the record is stored: never rename.</param>
    /// <param name="storageName">Which registered storage; "Default" when not given.</param>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null)
        : Attribute, IFacetMetadata, IPersistentStateConfiguration
    {
        public string StateName { get; } = stateName;

        public string? StorageName { get; } = storageName;
    }
}
