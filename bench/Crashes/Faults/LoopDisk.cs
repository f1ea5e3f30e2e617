using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Darsgah.Crashes.Faults;

/// <summary>A file system of its own in a file, whose power can be cut. Linux and root.</summary>
internal sealed class LoopDisk : IDisposable
{
    private const nuint Shutdown = 0x8004587d; // EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32)
    private const uint NoLogFlush = 2; // what was not synced is lost, the journal's tail included

    private readonly string image;

    public LoopDisk(string root)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            throw new RefusedByMachineException("Power cuts take Linux and root: a file system is mounted, and shut down under the product.");

        image = Path.Combine(root, "disk.img");
        Folder = Directory.CreateDirectory(Path.Combine(root, "disk")).FullName;

        using (var file = File.Create(image))
            file.SetLength(512L * 1024 * 1024);

        Run("mkfs.ext4", "-q", "-F", image);
        Mount();
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>From here on nothing reaches the disk any more, as if its power were gone.</summary>
    public void Cut()
    {
        var folder = Open(Encoding.UTF8.GetBytes(Folder + '\0'), flags: 0);
        var flag = NoLogFlush;
        var answer = Control(folder, Shutdown, ref flag);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(folder);

        if (answer != 0)
            throw new RefusedByMachineException($"This kernel does not shut down ext4 (EXT4_IOC_SHUTDOWN, errno {error}).");
    }

    /// <summary>Power is back: the file system reads its journal.</summary>
    public void Return()
    {
        Run("umount", Folder);
        Mount();
    }

    public void Dispose()
    {
        Run("umount", Folder);
        File.Delete(image);
    }

    private void Mount() => Run("mount", "-o", "loop", image, Folder);

    private static void Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardError = true })!;
        var trouble = process.StandardError.ReadToEnd();
        process.WaitForExit();

        if (process.ExitCode != 0)
            throw new RefusedByMachineException($"'{string.Join(' ', words)}' is refused here: {trouble.Trim()}");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, nuint request, ref uint value);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}

/// <summary>This machine cannot do what the run takes; the message says what refuses.</summary>
internal sealed class RefusedByMachineException(string message) : Exception(message);
