using System.Text;

namespace Darsgah.Silo.Storage;

/// <summary>Keeps a second process away from a data folder (SEC-K21). The kernel drops it with the process.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <exception cref="FolderInUseException">Another process has it; the message says which.</exception>
    public static FolderLock Take(StoreLayout layout)
    {
        // The process id is in a file of its own: the locked one cannot be read by others.
        var note = layout.Lock + ".pid";
        var taken = new FolderLock(Create(layout, note));
        Durable.Write(note, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return taken;
    }

    public void Dispose() => held.Dispose();

    private static FileStream Create(StoreLayout layout, string note)
    {
        try
        {
            return Durable.Create(layout.Lock, FileShare.None);
        }
        catch (IOException) when (File.Exists(layout.Lock))
        {
            var process = File.Exists(note) ? File.ReadAllText(note) : "unknown";

            throw new FolderInUseException(
                $"The data folder {Path.GetFullPath(layout.Root)} is in use by process {process}. One data folder "
                + "serves one process: stop that one, or give this one a folder of its own (Storage:Folder).");
        }
    }
}
