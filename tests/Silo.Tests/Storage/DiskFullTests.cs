using System.Diagnostics;

namespace Darsgah.Silo.Tests.Storage;

/// <summary>A full disk refuses writes, loses nothing, and is forgiven once there is space (SEC-K05).</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_full_disk_refuses_writes_keeps_reads_and_recovers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "mounting takes root");
        var folder = Directory.CreateTempSubdirectory("darsgah-full-").FullName;
        Assert.SkipUnless(Mount("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder),
            "tmpfs cannot be mounted here");

        try
        {
            await using var disk = new Disk(folder);
            var store = disk.Stores.Of(Disk.North);
            var ballast = Path.Combine(folder, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[4 * 1024 * 1024]);

            var (confirmed, error) = await Fill(store, from: 0);

            Assert.IsType<StoreFullException>(error);
            Assert.Contains(store.Path, error.Message, StringComparison.Ordinal);
            await AssertThere(store, confirmed);
            await Assert.ThrowsAsync<StoreFullException>(() => store.Commit(Big("again")));

            File.Delete(ballast);
            await store.Commit(Big("freed"));

            await AssertThere(store, [.. confirmed, "freed"]);
        }
        finally
        {
            Mount("umount", folder);
            Directory.Delete(folder);
        }
    }

    private static async Task<(List<string> Confirmed, Exception? Error)> Fill(SchoolStore store, int from)
    {
        List<string> confirmed = [];

        for (var number = from; ; number++)
        {
            try
            {
                await store.Commit(Big($"k{number}"));
                confirmed.Add($"k{number}");
            }
            catch (StoreException error)
            {
                return (confirmed, error);
            }
        }
    }

    private static async Task AssertThere(SchoolStore store, IEnumerable<string> keys)
    {
        foreach (var key in keys)
            Assert.NotNull(await store.Find("note", key));
    }

    private static StoreBatch Big(string key) => Disk.Put(key, new string('x', 20_000));

    private static bool Mount(params string[] words)
    {
        using var process = Process.Start(words[0], words[1..]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
