using Darsgah.Silo.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Darsgah.Crashes.Product;

/// <summary>A storage that confirms what the disk has refused. For the known-bad run.</summary>
internal sealed class SwallowingStorage(IGrainStorage inner) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
        }
        catch (StoreException)
        {
            (grainState.ETag, grainState.RecordExists) = ("swallowed", true);
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
