using System.Net;
using System.Net.Sockets;
using Darsgah.Crashes.Product;
using Darsgah.Crashes.Town;

namespace Darsgah.Crashes.Faults;

/// <summary>A folder of this run, and a loopback port that stays the same over every restart.</summary>
internal sealed class Ground : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("darsgah-crashes-").FullName;
    private readonly int port = FreePort();
    private int copies;

    public string Root => root;

    public Place Place(PostOffice post) => new(Path.Combine(root, "data"), port, post.Port);

    public Place Place(PostOffice post, string folder) => new(folder, port, post.Port);

    /// <summary>A copy of the data folder, to be run on a port of its own. It hands its mail to nobody.</summary>
    public Place Copy(PostOffice post)
    {
        var copy = Path.Combine(root, $"copy-{++copies}");
        Copy(Place(post).Folder, copy);
        return new Place(copy, FreePort(), MailPort: 9);
    }

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);

        // The lock is of the process, not of the data.
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) is not ".lock"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);

        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
