namespace Darsgah.Silo.Tests.Storage;

/// <summary>
/// What a process confirmed is there after it was killed (SEC-K01), or after the disk failed it (SEC-K04).
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 10;

    private readonly string folder = Directory.CreateTempSubdirectory("darsgah-").FullName;

    [Fact]
    public async Task Nothing_confirmed_is_lost_in_ten_kills()
    {
        var confirmed = await Confirmed("honest");

        var found = await Found();

        Assert.True(confirmed.Count > 1000, $"only {confirmed.Count} confirmed");
        Assert.Empty(confirmed.Except(found.Left));
        Assert.Equal(found.Left, found.Right);
    }

    [Fact]
    public async Task The_same_harness_catches_a_store_that_confirms_too_early()
    {
        var confirmed = await Confirmed("hasty");

        Assert.NotEmpty(confirmed.Except((await Found()).Left));
    }

    [Theory]
    [InlineData("fdatasync,fsync:error=EIO:when=60")]
    [InlineData("fdatasync,fsync:error=EIO:when=70+40")]
    [InlineData("pwrite64:error=EIO:when=400+300")]
    [InlineData("pwrite64:error=ENOSPC:when=400+300")]
    public async Task A_failing_disk_never_confirms_what_it_lost_and_works_on(string fault)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not installed");
        using var worker = Worker.Start(
            folder, "honest", 0, 2000, "strace", "-f", "-qq", "-e", $"trace={fault.Split(':')[0]}", "-e",
                $"inject={fault}",
            "-o", "/dev/null");
        var lines = await worker.ToEnd();

        var confirmed = lines.Where(line => line.StartsWith("ok", StringComparison.Ordinal)).Select(Number).ToArray();
        var failed = lines.Where(line => line.StartsWith("failed", StringComparison.Ordinal)).Select(Number).ToArray();
        var found = await Found();

        Assert.NotEmpty(failed);
        Assert.Empty(confirmed.Except(found.Left));
        Assert.Equal(found.Left, found.Right);
        Assert.Contains(confirmed, id => id > failed.Max() || id > failed.Min());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static int Number(string line) => int.Parse(line.Split(' ')[1], null);

    private async Task<List<int>> Confirmed(string mode)
    {
        List<int> confirmed = [];

        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = Worker.Start(folder, mode, kill * 1_000_000, count: 1_000_000);
            confirmed.AddRange(await worker.KillAfter(Random.Shared.Next(1, 600)));
        }

        return confirmed;
    }

    private async Task<(int[] Left, int[] Right)> Found()
    {
        await using var disk = new Disk(folder);
        var store = disk.Stores.Of(Disk.North);
        return (await Ids(store, "left"), await Ids(store, "right"));
    }

    private static Task<int[]> Ids(SchoolStore store, string name) => store.Read(
        database =>
        {
            List<int> ids = [];
            using var rows = database.Query("SELECT body FROM records WHERE name = ? ORDER BY CAST(key AS INTEGER)",
                name);

            while (rows.Next())
                ids.Add(BitConverter.ToInt32(rows.Bytes(0)));

            return ids.ToArray();
        },
        []);
}
