using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>Makes references, of types emitted once an interface.</summary>
internal sealed class EmbeddedGrainFactory(Silo silo) : IClusterClient
{
    private readonly ConcurrentDictionary<(Type Contract, string? Prefix), GrainType> types = new();

    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return (TGrainInterface)(object)Reference(
            typeof(TGrainInterface), IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        (TGrainInterface)(object)Reference(typeof(TGrainInterface), GrainKeys.Of(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)(object)Reference(typeof(TGrainInterface), GrainKeys.Of(primaryKey), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainPrimaryKey);
        return (IGrain)Reference(grainInterfaceType, IdSpan.Create(grainPrimaryKey), prefix: null);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)(object)Reference(typeof(TGrainInterface), grainId);

    /// <summary>A reference without methods; AsReference makes one with those of an interface.</summary>
    public IAddressable GetGrain(GrainId grainId) =>
        new GrainReference(silo, CallContract.Of(silo.Classes.Of(grainId.Type).MainInterface), grainId);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => (IAddressable)Reference(
        silo.Classes.Of(grainId.Type).Interfaces.FirstOrDefault(
            contract => CallContract.Of(contract).InterfaceType == interfaceType)
        ?? throw new ArgumentException($"Grain {grainId} has no interface {interfaceType}.", nameof(interfaceType)),
        grainId);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        (IAddressable)Reference(interfaceType, grainKey, grainClassNamePrefix);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) =>
        (IAddressable)Reference(interfaceType, grainKey, prefix: null);

    /// <summary>A reference to a grain that is known by its id.</summary>
    public GrainReference Reference(Type contract, GrainId id)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return CallContract.Of(contract).NewReference(silo, id);
    }

    private GrainReference Reference(Type contract, IdSpan key, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var type = types.GetOrAdd(
            (contract, prefix),
            static (wanted, silo) => silo.Classes.Implementing(wanted.Contract, wanted.Prefix).GrainType,
            silo);
        return Reference(contract, GrainId.Create(type, key));
    }
}
