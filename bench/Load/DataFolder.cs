using Darsgah.Load.Client;

namespace Darsgah.Load;

/// <summary>Where the data of a run lies: below the temporary folder, if that is on a disk.</summary>
internal static class DataFolder
{
    /// <param name="inMemory">Whether a file system in memory does: a sync costs nothing there, so no figure of a write counts.</param>
    /// <exception cref="WrongAnswerException">The temporary folder is in memory.</exception>
    public static string Make(bool inMemory = false)
    {
        var folder = Directory.CreateTempSubdirectory("darsgah-load-").FullName;

        var kind = FileSystem(folder);

        if (inMemory || kind is not ("tmpfs" or "ramfs"))
            return folder;

        Directory.Delete(folder);
        throw new WrongAnswerException($"{folder} is in memory ({kind}), where a sync costs nothing. Set TMPDIR to a folder on a disk.");
    }

    /// <summary>The kind of file system that a folder is on.</summary>
    public static string FileSystem(string folder) => new DriveInfo(folder).DriveFormat;
}
