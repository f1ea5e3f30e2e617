using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Keeps records as JSON in this process, so that no grain's State is shared with the store.</summary>
internal sealed class InMemoryGrainStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(string, GrainId), Row> rows = new();
    private long writes;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (rows.TryGetValue((stateName, grainId), out var row))
        {
            grainState.State = JsonSerializer.Deserialize<T>(row.Json, Json);
            grainState.ETag = row.ETag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var made = new Row(
            JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json),
            Interlocked.Increment(ref writes).ToString(CultureInfo.InvariantCulture));

        var done = grainState.ETag is null
            ? rows.TryAdd(key, made)
            : rows.TryGetValue(key, out var row) && row.Is(grainState.ETag) && rows.TryUpdate(key, made, row);

        if (!done)
            throw Conflict("write", key, grainState.ETag);

        grainState.ETag = made.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);

        if (rows.TryGetValue(key, out var row)
            && !(row.Is(grainState.ETag) && rows.TryRemove(KeyValuePair.Create(key, row))))
        {
            throw Conflict("clear", key, grainState.ETag);
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Conflict(string verb, (string Name, GrainId Grain) key, string? etag)
    {
        var stored = rows.GetValueOrDefault(key)?.ETag;
        return new InconsistentStateException(
            $"Cannot {verb} state '{key.Name}' of {key.Grain}: it was read as ETag {etag ?? "none"} "
            + $"and is stored as ETag {stored ?? "none"}.",
            stored,
            etag);
    }

    private sealed record Row(byte[] Json, string ETag)
    {
        public bool Is(string? etag) => string.Equals(ETag, etag, StringComparison.Ordinal);
    }
}
