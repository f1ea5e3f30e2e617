using System.Runtime.InteropServices;
using System.Text;

namespace Darsgah.Silo.Storage;

/// <summary>Files and folders that are still there after a power cut, and that only their owner can read.</summary>
public static class Durable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int ReadOnlyFlag = 0;

    /// <summary>
    /// Makes a folder with mode 0700, and its entry in the folder above durable. Nothing if it is there.
    /// </summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
            return;

        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes a file with mode 0600, whole and durable before it can be seen under its name.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = path + ".new";

        using (var file = Create(unfinished))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        Rename(unfinished, path);
    }

    /// <summary>Makes an empty file with mode 0600, whatever the umask; what was there is gone.</summary>
    public static FileStream Create(string path, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = share };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        return new FileStream(path, options);
    }

    /// <summary>Gives a file another name, durably; what had that name is gone.</summary>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Makes the names in a folder durable; on Windows the file system does so by itself.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;

        var folder = NativeOpen(Encoding.UTF8.GetBytes(path + '\0'), ReadOnlyFlag);

        if (folder < 0)
            throw new IOException($"The folder {path} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");

        var synced = NativeSync(folder);
        var error = Marshal.GetLastPInvokeError();
        _ = NativeClose(folder);

        if (synced != 0)
            throw new IOException($"The folder {path} cannot be synced (errno {error}).");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeOpen(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeClose(int descriptor);
}
