using System.Diagnostics;
using Darsgah.Load.Children;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Darsgah.Micro;

/// <summary>
/// Durable writes a second of 256 callers, each overwriting a record of its own again and again and waiting for each
/// write to be on the disk: through a school's store, and through bare SQLite with group commit, turn by turn on the
/// same disk. The figure to look at is the ratio.
/// </summary>
internal static class WriteRates
{
    public static async Task<int> Run(string[] args)
    {
        var callers = args.Length > 0 ? int.Parse(args[0], null) : 256;
        var seconds = args.Length > 1 ? int.Parse(args[1], null) : 1;
        var rounds = args.Length > 2 ? int.Parse(args[2], null) : 15;
        var folder = Directory.CreateDirectory(Path.Combine(args.Length > 3 ? args[3] : Path.GetTempPath(),
            $"bench-{Environment.ProcessId}")).FullName;
        var bodies = new byte[callers][];

        // Never the same bytes twice: SQLite does not write a page that would not change.
        byte[] Body(int caller)
        {
            var body = bodies[caller] ??= new byte[1024];
            Random.Shared.NextBytes(body.AsSpan(0, 16));
            return body;
        }

        var options = Options.Create(new StorageOptions { Folder = Path.Combine(folder, "data") });
        List<double> ours = [], bares = [];

        await using (var stores = new StoreDirectory(options, TimeProvider.System, NullLogger<StoreDirectory>.Instance))
        using (var bare = new BareSqlite(Path.Combine(folder, "bare.db")))
        {
            var store = stores.Of(Id<Tenant>.Parse("bench"));
            var etags = new string?[callers];

            async Task Ours(int caller)
            {
                var change = new RecordChange("note", $"caller-{caller}", etags[caller], Body(caller));
                etags[caller] = (await store.Commit(new StoreBatch { Records = [change] })).Records[0]!.ETag;
            }

            Task Bare(int caller) => bare.Write($"caller-{caller}", Body(caller));

            await Measure(Ours, TimeSpan.FromSeconds(1));
            await Measure(Bare, TimeSpan.FromSeconds(1));

            for (var round = 1; round <= rounds; round++)
            {
                var commits = store.Commits;
                ours.Add(await Measure(Ours, TimeSpan.FromSeconds(seconds)));
                var each = ours[^1] * seconds / (store.Commits - commits);
                bares.Add(await Measure(Bare, TimeSpan.FromSeconds(seconds)));
                Console.WriteLine($"round {round}: store {ours[^1],8:N0}/s ({each:N0} writes a commit)   bare {bares[^1],8:N0}/s");
            }
        }

        Directory.Delete(folder, recursive: true);
        var (median, bareMedian) = (Median(ours), Median(bares));
        Console.WriteLine($"callers {callers}, 1 KB, median of {rounds} x {seconds} s: store {median:N0}/s, bare SQLite {bareMedian:N0}/s");
        Console.WriteLine($"ratio {median / bareMedian:N2}");
        return 0;

        async Task<double> Measure(Func<int, Task> write, TimeSpan time)
        {
            var clock = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
            {
                var count = 0;

                for (; clock.Elapsed < time; count++)
                    await write(caller);

                return count;
            })));

            return counts.Sum() / clock.Elapsed.TotalSeconds;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
