using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Files;

/// <summary>Files of one person on disk, what she handed in: <c>tenants/{id}/handed/{person}/{file}</c>.</summary>
/// <remarks>
/// Sealed with her own key, so that they end with her: who is erased leaves nothing that opens, and her folder goes as well. A
/// file gets its name after it is whole and synced, and is referenced after that. One that a crash left without a reference
/// stays, unreadable to anybody without one, until she or the school goes.
/// </remarks>
public sealed class PersonFiles(StoreDirectory stores, IKeyRing keys)
{
    private const string Part = ".part";

    /// <summary>A file that is arriving.</summary>
    /// <exception cref="StoreException">The folder or the key is not as it should be; she was erased.</exception>
    public async Task<GrowingFile> Grow(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file, CancellationToken cancellation = default)
    {
        var key = await keys.ForSealing(tenant, person.Value);

        // Her key is stored with her account; a file sealed with one that is stored nowhere could never be read.
        if (!key.Unsaved.IsEmpty)
            throw new StoreKeyException($"Person '{person}' of school '{tenant}' has nothing stored yet, so there is no key for her files.");

        MakeFolder(tenant, person);
        return await GrowingFile.Find(PathOf(tenant, person, file) + Part, SealOf(key, tenant, person, file), cancellation);
    }

    /// <summary>A file that has arrived gets its name, durably.</summary>
    public void Complete(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file) =>
        Durable.Rename(PathOf(tenant, person, file) + Part, PathOf(tenant, person, file));

    /// <summary>Reads a whole file, from anywhere in it.</summary>
    /// <param name="length">How long it is, as its reference says.</param>
    /// <returns>A stream that seeks; null where there is no such file, or she was erased.</returns>
    /// <exception cref="RecordUnreadableException">It is not as long as it should be.</exception>
    public async Task<Stream?> Read(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file, long length)
    {
        var path = PathOf(tenant, person, file);

        if (!File.Exists(path) || await keys.ForOpening(tenant, person.Value) is not { } key)
            return null;

        var opened = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);

        if (opened.Length == FileSeal.LengthOf(length))
            return new SealedStream(opened, SealOf(key, tenant, person, file), length);

        var found = opened.Length;
        await opened.DisposeAsync();
        throw new RecordUnreadableException(
            $"The file {path} has {found} bytes and should have {FileSeal.LengthOf(length)}. Restore it from a backup.");
    }

    /// <summary>Deletes a file, whole or not. Nothing if there is none.</summary>
    public void Delete(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file)
    {
        if (!Directory.Exists(Folder(tenant, person)))
            return;

        File.Delete(PathOf(tenant, person, file));
        File.Delete(PathOf(tenant, person, file) + Part);
    }

    /// <summary>Deletes all that she handed in, when she is erased. Repeating it does nothing more.</summary>
    public void DeleteAll(Id<Tenant> tenant, Id<Person> person)
    {
        if (Directory.Exists(Folder(tenant, person)))
            Directory.Delete(Folder(tenant, person), recursive: true);
    }

    private static FileSeal SealOf(SealingKey key, Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file) =>
        new(key, Seal.Place("handed", tenant.Value, person.Value, file.Value));

    private string Folder(Id<Tenant> tenant, Id<Person> person) => Path.Combine(stores.Layout.Folder(tenant), "handed", person.Value);

    private string PathOf(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file) => Path.Combine(Folder(tenant, person), file.Value);

    private void MakeFolder(Id<Tenant> tenant, Id<Person> person)
    {
        Durable.MakeFolder(stores.Layout.Folder(tenant));
        Durable.MakeFolder(Path.Combine(stores.Layout.Folder(tenant), "handed"));
        Durable.MakeFolder(Folder(tenant, person));
    }
}
