using Orleans.Storage;

namespace Darsgah.Silo.Storage;

/// <summary>
/// Grains' states in their schools' stores. It keeps bytes: <see cref="EncryptingGrainStorage"/> makes them.
/// </summary>
public sealed class SqliteGrainStorage(StoreDirectory stores) : IAtomicGrainStorage
{
    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = Sealed(grainState);
        var key = TenantKey.Parse(grainId.Key.ToString());
        Fill(record, await stores.Of(key.Tenant).Find(RecordName(stateName, grainId), key.Name));
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = Sealed(grainState);
        var state = record.State ?? throw new ArgumentException("There is no state to write.", nameof(grainState));
        var receipt = await Commit(stateName, grainId, record, state.Body, state);

        if (receipt.Replayed)
        {
            Fill(record, receipt.Records[0]);
            return;
        }

        record.ETag = receipt.Records[0]!.ETag;
        record.RecordExists = true;
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = Sealed(grainState);
        await Commit(stateName, grainId, record, body: null, record.State ?? new SealedState(default, Subject: null));
        Fill(record, stored: null);
    }

    /// <summary>The name of a grain's record: its type and its state's name, both constants.</summary>
    internal static string RecordName(string stateName, GrainId grainId) => $"{grainId.Type}/{stateName}";

    private async Task<StoreReceipt> Commit(
        string stateName, GrainId grainId, IGrainState<SealedState> record, ReadOnlyMemory<byte>? body,
        SealedState state)
    {
        var key = TenantKey.Parse(grainId.Key.ToString());
        var name = RecordName(stateName, grainId);

        try
        {
            return await stores.Of(key.Tenant).Commit(new StoreBatch
            {
                Records = [new RecordChange(name, key.Name, record.ETag, body, state.Subject)],

                // One operation may reach several grains; each does its part once.
                Operation = state.Operation is null ? null : $"{name}/{key.Name}/{state.Operation}",
                Keys = state.Keys,
                Outbox = state.Outbox,
                Audit = state.Audit,
            });
        }
        catch (RecordConflictException conflict)
        {
            throw new InconsistentStateException(
                conflict.Message, conflict.Found ?? "none", conflict.Expected ?? "none", conflict);
        }
    }

    private static void Fill(IGrainState<SealedState> record, StoredRecord? stored)
    {
        record.State = stored is null ? null : new SealedState(stored.Body, stored.Subject);
        record.ETag = stored?.ETag;
        record.RecordExists = stored is not null;
    }

    private static IGrainState<SealedState> Sealed<T>(IGrainState<T> grainState) =>
        grainState as IGrainState<SealedState>
        ?? throw new ArgumentException(
            $"This storage keeps sealed bytes only, not {typeof(T).Name}: wrap it in {nameof(EncryptingGrainStorage)}.",
            nameof(grainState));
}
