using System.Text.Json;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;
using Orleans.Storage;

namespace Darsgah.Silo.Storage;

/// <summary>Writes states as JSON, sealed with the school's or a person's key, into any storage below it.</summary>
/// <param name="inner">Keeps the bytes. One that is no <see cref="IAtomicGrainStorage"/> takes states without effects
/// only.</param>
/// <param name="keys">The keys of schools and people.</param>
/// <param name="json">The stored form.</param>
/// <param name="largest">The largest state, in bytes of JSON.</param>
/// <param name="isPersonal">True to seal with the key of the person whom the grain's key names.</param>
public sealed class EncryptingGrainStorage(
    IGrainStorage inner, IKeyRing keys, StateJson json, int largest, bool isPersonal) : IGrainStorage
{
    // A key made by another writer at the same moment is the one to use; twice in a row takes an erasure in between.
    private const int Tries = 3;

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = new GrainState<SealedState>();
        await inner.ReadStateAsync(stateName, grainId, record);
        await Fill(stateName, grainId, record, grainState);
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var content = StateJson.Write(grainState.State);

        if (content.Length > largest)
        {
            throw new RecordTooLargeException(
                $"State '{stateName}' of {grainId} has {content.Length} bytes, and a store takes {largest}. What grows "
                + "without bound belongs into several grains.");
        }

        await Sealing(grainId, async (key, effects) =>
        {
            var sent = effects with { Body = Seal.Close(key, Place(stateName, grainId), content) };
            var record = Record(sent, grainState);
            await inner.WriteStateAsync(stateName, grainId, record);

            if (ReferenceEquals(record.State, sent))
                (grainState.ETag, grainState.RecordExists) = (record.ETag, record.RecordExists);
            else
                await Fill(stateName, grainId, record, grainState);
        });
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Sealing(grainId, async (_, effects) =>
        {
            var record = Record(effects, grainState);
            await inner.ClearStateAsync(stateName, grainId, record);
        }, isClear: true);

        Forget(grainState);
    }

    private async Task Sealing(GrainId grainId, Func<SealingKey, SealedState, Task> write, bool isClear = false)
    {
        var tenant = TenantKey.Parse(grainId.Key.ToString()).Tenant;
        var subject = Subject(grainId);

        for (var attempt = 1; ; attempt++)
        {
            // Clearing seals nothing of the person's, and works for one who was erased.
            var school = await keys.ForSealing(tenant, subject: null);
            var key = subject is null || isClear ? school : await keys.ForSealing(tenant, subject);
            var effects = Effects(tenant, subject, school, key, isClear);

            if (!effects.IsAlone && inner is not IAtomicGrainStorage)
            {
                throw new NotSupportedException(
                    $"{inner.GetType().Name} cannot make a state durable together with its keys, messages and audit "
                    + $"lines; {grainId} needs a storage that can.");
            }

            try
            {
                await write(key, effects);
                school.Saved();
                key.Saved();
                return;
            }
            catch (KeyChangedException) when (attempt < Tries)
            {
                keys.Forget(tenant, subject);
                keys.Forget(tenant, subject: null);
            }
        }
    }

    private static SealedState Effects(
        Id<Tenant> tenant, string? subject, SealingKey school, SealingKey key, bool isClear)
    {
        var effects = CommitScope.Current;

        return new SealedState(default, subject)
        {
            Keys = isClear && effects.Outbox.IsEmpty ? [] : [.. school.Unsaved.Union(key.Unsaved)],
            Operation = effects.Operation,
            Audit = effects.Audit,
            Outbox = [.. effects.Outbox.Select(message => OutboxSeal.Close(school, tenant, message))],
        };
    }

    private async Task Fill<T>(
        string stateName, GrainId grainId, GrainState<SealedState> record, IGrainState<T> grainState)
    {
        var tenant = TenantKey.Parse(grainId.Key.ToString()).Tenant;
        var subject = Subject(grainId);

        if (record is { RecordExists: true, State: { } state } && await keys.ForOpening(tenant, subject) is { } key)
        {
            grainState.State = Open<T>(key, stateName, grainId, state.Body.Span);
            grainState.ETag = record.ETag;
            grainState.RecordExists = true;
            return;
        }

        Forget(grainState);
    }

    private T Open<T>(SealingKey key, string stateName, GrainId grainId, ReadOnlySpan<byte> body)
    {
        try
        {
            return json.Read<T>(Seal.Open(key, Place(stateName, grainId), body));
        }
        catch (Exception error) when (error is SealBrokenException or JsonException)
        {
            throw new RecordUnreadableException(
                $"State '{stateName}' of {grainId} cannot be read: {error.Message}. Nothing else is affected; restore "
                + "this record from a backup, or run the release that wrote it.",
                error);
        }
    }

    private static GrainState<SealedState> Record<T>(SealedState state, IGrainState<T> grainState) =>
        new() { State = state, ETag = grainState.ETag, RecordExists = grainState.RecordExists };

    private static void Forget<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private string? Subject(GrainId grainId) =>
        isPersonal ? TenantKey.Parse(grainId.Key.ToString()).Subject : null;

    private static string Place(string stateName, GrainId grainId)
    {
        var key = TenantKey.Parse(grainId.Key.ToString());
        return RecordPlace(key.Tenant, SqliteGrainStorage.RecordName(stateName, grainId), key.Name);
    }

    /// <summary>Where a record's box belongs.</summary>
    internal static string RecordPlace(Id<Tenant> tenant, string name, string key) =>
        Seal.Place("record", tenant.Value, name, key);
}
