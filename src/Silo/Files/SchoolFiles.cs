using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Files;

/// <summary>Schools' files on disk: <c>tenants/{id}/files/{file}</c>, those still arriving with <c>.part</c> at the end.</summary>
/// <remarks>
/// Sealed with the school's key. A file gets its name after it is whole and synced, and is referenced after that; so no
/// reference leads nowhere, whenever the process dies. What nothing references is found by <see cref="Names"/>.
/// </remarks>
public sealed class SchoolFiles(StoreDirectory stores, IKeyRing keys)
{
    private const string Part = ".part";

    /// <summary>A file that is arriving, as far as it has come; begun where there is nothing of it.</summary>
    /// <exception cref="StoreException">The folder or the key is not as it should be.</exception>
    public async Task<GrowingFile> Grow(Id<Tenant> tenant, Id<StoredFile> file, CancellationToken cancellation = default)
    {
        MakeFolder(tenant);
        return await GrowingFile.Find(PathOf(tenant, file) + Part, await Key(tenant, file), cancellation);
    }

    /// <summary>True where a file is there and whole.</summary>
    public bool IsWhole(Id<Tenant> tenant, Id<StoredFile> file) => File.Exists(PathOf(tenant, file));

    /// <summary>A file that has arrived gets its name, durably.</summary>
    public void Complete(Id<Tenant> tenant, Id<StoredFile> file) => Durable.Rename(PathOf(tenant, file) + Part, PathOf(tenant, file));

    /// <summary>Reads a whole file, from anywhere in it.</summary>
    /// <param name="length">How long it is, as its reference says.</param>
    /// <returns>A stream that seeks; null where there is no such file.</returns>
    /// <exception cref="RecordUnreadableException">It is not as long as it should be.</exception>
    public async Task<Stream?> Read(Id<Tenant> tenant, Id<StoredFile> file, long length)
    {
        var path = PathOf(tenant, file);

        if (!File.Exists(path))
            return null;

        var opened = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);

        if (opened.Length == FileSeal.LengthOf(length))
            return new SealedStream(opened, await Key(tenant, file), length);

        var found = opened.Length;
        await opened.DisposeAsync();
        throw new RecordUnreadableException(
            $"The file {path} has {found} bytes and should have {FileSeal.LengthOf(length)}. Restore it from a backup.");
    }

    /// <summary>Deletes a file, whole or not. Nothing if there is none.</summary>
    public void Delete(Id<Tenant> tenant, Id<StoredFile> file)
    {
        if (!Directory.Exists(Folder(tenant)))
            return;

        File.Delete(PathOf(tenant, file));
        File.Delete(PathOf(tenant, file) + Part);
    }

    /// <summary>The files on disk, whole or not, that were last written before a moment.</summary>
    public IReadOnlyList<Id<StoredFile>> Names(Id<Tenant> tenant, DateTimeOffset before) => !Directory.Exists(Folder(tenant))
        ? []
        : [.. new DirectoryInfo(Folder(tenant)).EnumerateFiles()
            .Where(file => file.LastWriteTimeUtc < before.UtcDateTime)
            .Select(file => Id<StoredFile>.TryParse(Path.GetFileNameWithoutExtension(file.Name), out var id) ? id : default)
            .Where(id => !id.IsEmpty).Distinct()];

    internal static FileSeal SealOf(SealingKey key, Id<Tenant> tenant, Id<StoredFile> file) =>
        new(key, Seal.Place("file", tenant.Value, file.Value));

    private async Task<FileSeal> Key(Id<Tenant> tenant, Id<StoredFile> file)
    {
        var key = await keys.ForSealing(tenant, subject: null);

        // A school's key is stored with the school itself; a file sealed with one that is stored nowhere could never be read.
        return key.Unsaved.IsEmpty
            ? SealOf(key, tenant, file)
            : throw new StoreKeyException($"School '{tenant}' has nothing stored yet, so it has no key for files.");
    }

    private string Folder(Id<Tenant> tenant) => Path.Combine(stores.Layout.Folder(tenant), "files");

    private string PathOf(Id<Tenant> tenant, Id<StoredFile> file) => Path.Combine(Folder(tenant), file.Value);

    private void MakeFolder(Id<Tenant> tenant)
    {
        Durable.MakeFolder(stores.Layout.Folder(tenant));
        Durable.MakeFolder(Folder(tenant));
    }
}
