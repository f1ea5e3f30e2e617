using Darsgah.Silo.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Darsgah.Silo.Tests.Storage;

/// <summary>
/// The process that gets killed: writes pairs of records and prints each id once its pair is confirmed.
/// </summary>
internal static class StoreWorker
{
    /// <param name="args">The data folder; "honest" or "hasty" (prints before the commit); the id to start from; how
    /// many.</param>
    public static async Task<int> Run(string[] args)
    {
        var (isHasty, start, count) = (args[1] is "hasty", int.Parse(args[2], null), int.Parse(args[3], null));
        var options = Options.Create(new StorageOptions { Folder = args[0] });
        await using var stores = new StoreDirectory(options, TimeProvider.System, NullLogger<StoreDirectory>.Instance);
        using var master = new MasterKey(Options.Create(new KeyOptions()), stores);
        var next = start - 1;

        async Task Write()
        {
            while (Interlocked.Increment(ref next) is var id && id < start + count)
            {
                var batch = Pair(id);

                if (isHasty)
                    Say($"ok {id}");

                try
                {
                    await stores.Of(Disk.North).Commit(batch);
                    Say($"ok {id}");
                }
                catch (StoreException error)
                {
                    Say($"failed {id} {error.GetType().Name}");
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Write()));
        Say("end");
        return 0;
    }

    public static StoreBatch Pair(int id) => new()
    {
        Records =
        [
            new RecordChange("left", $"{id}", ETag: null, BitConverter.GetBytes(id)),
            new RecordChange("right", $"{id}", ETag: null, BitConverter.GetBytes(id)),
        ],
    };

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
