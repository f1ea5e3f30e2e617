using Orleans.Storage;

namespace Darsgah.Silo.Storage;

/// <summary>
/// Refuses to read or write for one school while the work is another's: the line behind the call filter (SEC-A20).
/// </summary>
public sealed class TenantCheckingGrainStorage(IGrainStorage inner) : IGrainStorage
{
    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(grainId);
        return inner.ReadStateAsync(stateName, grainId, grainState);
    }

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(grainId);
        return inner.WriteStateAsync(stateName, grainId, grainState);
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Check(grainId);
        return inner.ClearStateAsync(stateName, grainId, grainState);
    }

    // Without a scope it is the runtime itself that acts: an activation collected, a reminder's grain waking up.
    private static void Check(GrainId grainId)
    {
        var owner = TenantKey.Parse(grainId.Key.ToString()).Tenant;

        if (TenantScope.Current is { } scope && scope != owner)
            throw new CrossTenantCallException(scope.Value, grainId.ToString());
    }
}
