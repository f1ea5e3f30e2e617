using System.Collections.Concurrent;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Keys;

/// <summary>
/// Keys kept beside what they seal: in each school's store, the school's wrapped by the master's key, a person's by the
/// school's.
/// </summary>
public sealed class KeyRing : IKeyRing
{
    // A few thousand people are active at once; more are read again when they come back.
    private const int MostPeople = 4096;

    private readonly ConcurrentDictionary<Id<Tenant>, SealingKey> schools = new();
    private readonly ConcurrentDictionary<(Id<Tenant> Tenant, string Subject), SealingKey> people = new();

    private readonly StoreDirectory stores;
    private readonly MasterKey master;
    private readonly TimeProvider clock;

    /// <summary>The keys in these stores, under this master key.</summary>
    public KeyRing(StoreDirectory stores, MasterKey master, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(stores);
        (this.stores, this.master, this.clock) = (stores, master, clock);
        stores.Deleted += ForgetAll;
    }

    /// <inheritdoc />
    public async ValueTask<SealingKey> ForSealing(Id<Tenant> tenant, string? subject) =>
        subject is null ? await School(tenant) : await Person(tenant, subject);

    /// <inheritdoc />
    public async ValueTask<SealingKey?> ForOpening(Id<Tenant> tenant, string? subject)
    {
        if (subject is null)
            return await School(tenant);

        if (people.TryGetValue((tenant, subject), out var known))
            return known;

        return await Stored(tenant, KeyRows.Of(subject)) is { Wrapped: { } wrapped }
            ? Keep(tenant, subject, await Open(tenant, subject, wrapped))
            : null;
    }

    /// <inheritdoc />
    public void Forget(Id<Tenant> tenant, string? subject)
    {
        if (subject is null)
            schools.TryRemove(tenant, out _);
        else
            people.TryRemove((tenant, subject), out _);
    }

    /// <inheritdoc />
    public async Task<int> DestroySubjectKey(Id<Tenant> tenant, string subject)
    {
        var store = stores.Of(tenant);
        var gone = await store.Write(database => KeyRows.Destroy(database, subject, clock.GetUtcNow()));
        Forget(tenant, subject);

        // The log still holds the row as it was.
        await store.FoldLog();
        Forget(tenant, subject);
        return gone;
    }

    private void ForgetAll(Id<Tenant> tenant)
    {
        Forget(tenant, subject: null);

        foreach (var person in people.Keys.Where(person => person.Tenant == tenant))
            people.TryRemove(person, out _);
    }

    private async ValueTask<SealingKey> School(Id<Tenant> tenant)
    {
        if (schools.TryGetValue(tenant, out var known))
            return known;

        var found = await Stored(tenant, KeyRows.School) is { Wrapped: { } wrapped }
            ? new SealingKey(KeyRows.School, master.Unwrap(tenant, wrapped.Span), unsaved: [])
            : SealingKey.Make(
                KeyRows.School, secret => [new KeyRow(KeyRows.School, master.Wrap(tenant, secret))]);

        return schools.GetOrAdd(tenant, found);
    }

    private async ValueTask<SealingKey> Person(Id<Tenant> tenant, string subject)
    {
        if (people.TryGetValue((tenant, subject), out var known))
            return known;

        var name = KeyRows.Of(subject);

        return await Stored(tenant, name) switch
        {
            null => Keep(tenant, subject, await MakePerson(tenant, name)),
            { Wrapped: { } wrapped } => Keep(tenant, subject, await Open(tenant, subject, wrapped)),
            _ => throw new SubjectErasedException(
                $"Person '{subject}' of school '{tenant}' was erased; nothing is stored for that id again."),
        };
    }

    private async ValueTask<SealingKey> MakePerson(Id<Tenant> tenant, string name)
    {
        var school = await School(tenant);

        return SealingKey.Make(
            name,
            secret => [.. school.Unsaved, new KeyRow(name, Seal.Close(school, Place(tenant, name), secret))]);
    }

    private async ValueTask<SealingKey> Open(Id<Tenant> tenant, string subject, ReadOnlyMemory<byte> wrapped)
    {
        var name = KeyRows.Of(subject);
        var school = await School(tenant);

        try
        {
            return new SealingKey(name, Seal.Open(school, Place(tenant, name), wrapped.Span), unsaved: []);
        }
        catch (SealBrokenException error)
        {
            throw new StoreKeyException(
                $"The key of person '{subject}' in the store of '{tenant}' ({stores.Of(tenant).Path}) cannot be "
                + $"opened: {error.Message}. Restore the school from a backup.",
                error);
        }
    }

    private SealingKey Keep(Id<Tenant> tenant, string subject, SealingKey key)
    {
        // A key dropped before it was stored is noticed when it is: the store refuses a second one.
        if (people.Count >= MostPeople)
            people.Clear();

        return people.GetOrAdd((tenant, subject), key);
    }

    private Task<KeyRow?> Stored(Id<Tenant> tenant, string name) =>
        stores.Of(tenant).Read(database => KeyRows.Find(database, name), empty: null);

    private static string Place(Id<Tenant> tenant, string name) => Seal.Place("key", tenant.Value, name);
}
