using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Storage;

namespace Darsgah.Crashes.Product;

/// <summary>A storage that lies: it confirms a write at once and makes it a moment later. For the known-bad runs.</summary>
/// <param name="later">How much later; for zero it goes on at once and is not waited for.</param>
internal sealed class EarlyStorage(IGrainStorage inner, TimeSpan later) : IGrainStorage
{
    private readonly ConcurrentDictionary<string, Pending> pending = new(StringComparer.Ordinal);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Of(stateName, grainId).Last;
        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var own = Of(stateName, grainId);
        var state = grainState.State;

        lock (own)
        {
            own.Etag ??= grainState.ETag;
            own.Last = Write(own.Last);
        }

        (grainState.ETag, grainState.RecordExists) = ("early", true);
        return Task.CompletedTask;

        async Task Write(Task before)
        {
            await before;
            await Task.Delay(later);
            var record = new GrainState<T> { State = state, ETag = own.Etag, RecordExists = own.Etag is not null };
            await inner.WriteStateAsync(stateName, grainId, record);
            own.Etag = record.ETag;
        }
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var own = Of(stateName, grainId);
        await own.Last;
        grainState.ETag = own.Etag ?? grainState.ETag;
        await inner.ClearStateAsync(stateName, grainId, grainState);
        own.Etag = null;
    }

    private Pending Of(string stateName, GrainId grainId) => pending.GetOrAdd($"{grainId}/{stateName}", _ => new Pending());

    private sealed class Pending
    {
        public Task Last { get; set; } = Task.CompletedTask;

        public string? Etag { get; set; }
    }
}
