using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Files;

/// <summary>Reads every whole file of a school, and of what was handed in there.</summary>
/// <remarks>
/// How long a file is stands where it is referenced: one that is missing, or was cut off between two chunks, is told when it is
/// asked for.
/// </remarks>
internal sealed class FileCheck(StoreDirectory stores, IKeyRing keys)
{
    /// <summary>Each file, with what is wrong with it; null where it is as it was written.</summary>
    public async IAsyncEnumerable<(string Path, string? Fault)> Read(Id<Tenant> tenant)
    {
        var folder = stores.Layout.Folder(tenant);

        foreach (var path in Whole(Path.Combine(folder, "files")))
        {
            if (Id<StoredFile>.TryParse(Path.GetFileName(path), out var file))
                yield return (path, await Fault(path, SchoolFiles.SealOf(await keys.ForSealing(tenant, subject: null), tenant, file)));
        }

        foreach (var path in Whole(Path.Combine(folder, "handed")))
        {
            // Of somebody who was erased nothing opens, and nothing has to.
            if (Id<StoredFile>.TryParse(Path.GetFileName(path), out var file)
                && Id<Person>.TryParse(Path.GetFileName(Path.GetDirectoryName(path)), out var person)
                && await keys.ForOpening(tenant, person.Value) is { } key)
                yield return (path, await Fault(path, PersonFiles.SealOf(key, tenant, person, file)));
        }
    }

    // Those that still arrive, and the marks beside them, have a dot in their names.
    private static IEnumerable<string> Whole(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).Contains('.', StringComparison.Ordinal))
        : [];

    private static async Task<string?> Fault(string path, FileSeal seal)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
            var length = FileSeal.PlainOf(file.Length);
            await using var opened = new SealedStream(file, seal, length ?? 0);

            if (length is null)
                return $"has {file.Length} bytes, which no file has: it was cut off";

            await opened.CopyToAsync(Stream.Null);
            return null;
        }
        catch (FileNotFoundException)
        {
            return null; // deleted meanwhile
        }
        catch (IOException error)
        {
            return error.Message;
        }
    }
}
