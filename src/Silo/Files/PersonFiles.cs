using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Files;

/// <summary>Files of one person on disk, what she handed in: <c>tenants/{id}/handed/{person}/{file}</c>.</summary>
/// <remarks>
/// Sealed with her own key, so that they end with her: who is erased leaves nothing that opens, and her folder goes as well. A
/// file gets its name after it is whole and synced, and is referenced after that. Until then an empty mark beside it,
/// <c>{file}.{course}.{lesson}.new</c>, says which book is to reference it: so a crash leaves nothing that is not found again.
/// </remarks>
public sealed class PersonFiles(StoreDirectory stores, IKeyRing keys)
{
    private const string Part = ".part";
    private const string New = ".new";

    private readonly Lock counting = new();
    private readonly Dictionary<Id<Tenant>, long> counted = [];

    /// <summary>A file that is arriving.</summary>
    /// <exception cref="StoreException">The folder or the key is not as it should be; she was erased.</exception>
    public async Task<GrowingFile> Grow(Id<Tenant> tenant, UnsettledFile arriving, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(arriving);
        var (person, file) = (arriving.Person, arriving.File);
        var key = await keys.ForSealing(tenant, person.Value);

        // Her key is stored with her account; a file sealed with one that is stored nowhere could never be read.
        if (!key.Unsaved.IsEmpty)
            throw new StoreKeyException($"Person '{person}' of school '{tenant}' has nothing stored yet, so there is no key for her files.");

        MakeFolder(tenant, person);

        // Its entry is durable with that of the file, which is made next in the same folder.
        await Durable.Create(MarkOf(tenant, arriving)).DisposeAsync();
        return await GrowingFile.Find(PathOf(tenant, person, file) + Part, SealOf(key, tenant, person, file), cancellation);
    }

    /// <summary>A file that has arrived gets its name, durably.</summary>
    public void Complete(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file)
    {
        var path = PathOf(tenant, person, file);

        lock (counting)
        {
            Durable.Rename(path + Part, path);
            Count(tenant, new FileInfo(path).Length);
        }
    }

    /// <summary>Notes that a file is referenced. Repeating it changes nothing.</summary>
    public void Settle(Id<Tenant> tenant, UnsettledFile file) => File.Delete(MarkOf(tenant, file));

    /// <summary>Files of a school that were begun, and of which nobody noted that they are referenced.</summary>
    public ImmutableArray<UnsettledFile> Unsettled(Id<Tenant> tenant) => !Directory.Exists(All(tenant))
        ? []
        : [.. Directory.EnumerateFiles(All(tenant), "*" + New, SearchOption.AllDirectories).Select(UnsettledFile.Of).OfType<UnsettledFile>()];

    /// <summary>Bytes on disk of all that was handed in at a school. Counted once, and kept from then on.</summary>
    public long Bytes(Id<Tenant> tenant)
    {
        lock (counting)
        {
            if (counted.TryGetValue(tenant, out var known))
                return known;

            return counted[tenant] = Directory.Exists(All(tenant)) ? BytesBelow(All(tenant)) : 0;
        }
    }

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

        lock (counting)
        {
            var whole = new FileInfo(PathOf(tenant, person, file));
            Count(tenant, whole.Exists ? -whole.Length : 0);
            whole.Delete();
        }

        File.Delete(PathOf(tenant, person, file) + Part);

        // Last, so that what is cut off here is found again.
        foreach (var mark in Directory.GetFiles(Folder(tenant, person), file.Value + ".*" + New))
            File.Delete(mark);
    }

    /// <summary>Deletes all that she handed in, when she is erased. Repeating it does nothing more.</summary>
    public void DeleteAll(Id<Tenant> tenant, Id<Person> person)
    {
        lock (counting)
        {
            if (!Directory.Exists(Folder(tenant, person)))
                return;

            Count(tenant, -BytesBelow(Folder(tenant, person)));
            Directory.Delete(Folder(tenant, person), recursive: true);
        }
    }

    private void Count(Id<Tenant> tenant, long bytes)
    {
        if (counted.TryGetValue(tenant, out var known))
            counted[tenant] = known + bytes;
    }

    private static long BytesBelow(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => !file.Name.EndsWith(Part, StringComparison.Ordinal)).Sum(file => file.Length);

    internal static FileSeal SealOf(SealingKey key, Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file) =>
        new(key, Seal.Place("handed", tenant.Value, person.Value, file.Value));

    private string All(Id<Tenant> tenant) => Path.Combine(stores.Layout.Folder(tenant), "handed");

    private string Folder(Id<Tenant> tenant, Id<Person> person) => Path.Combine(All(tenant), person.Value);

    private string MarkOf(Id<Tenant> tenant, UnsettledFile file) =>
        $"{PathOf(tenant, file.Person, file.File)}.{file.Course}.{file.Lesson}{New}";

    private string PathOf(Id<Tenant> tenant, Id<Person> person, Id<StoredFile> file) => Path.Combine(Folder(tenant, person), file.Value);

    private void MakeFolder(Id<Tenant> tenant, Id<Person> person)
    {
        Durable.MakeFolder(stores.Layout.Folder(tenant));
        Durable.MakeFolder(All(tenant));
        Durable.MakeFolder(Folder(tenant, person));
    }
}

/// <summary>A file that somebody is handing in, before it is referenced.</summary>
/// <param name="Course">Of the lesson whose book is to reference it.</param>
public sealed record UnsettledFile(Id<Person> Person, Id<StoredFile> File, Id<Course> Course, Id<Lesson> Lesson)
{
    /// <summary>Out of the path of its mark; null where that is none.</summary>
    internal static UnsettledFile? Of(string path) =>
        Path.GetFileName(path).Split('.') is [var name, var courseName, var lessonName, _]
        && Id<Person>.TryParse(Path.GetFileName(Path.GetDirectoryName(path)), out var person)
        && Id<StoredFile>.TryParse(name, out var file)
        && Id<Course>.TryParse(courseName, out var course)
        && Id<Lesson>.TryParse(lessonName, out var lesson)
            ? new UnsettledFile(person, file, course, lesson)
            : null;
}
