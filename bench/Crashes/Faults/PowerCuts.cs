using System.Diagnostics;
using Darsgah.Crashes.Product;
using Darsgah.Crashes.Town;
using Darsgah.Silo.Storage;

namespace Darsgah.Crashes.Faults;

/// <summary>
/// Power cuts under load (SEC-K03): the file system is shut down without flushing its journal, so that all that was not
/// synced is lost. The drive's own cache and torn sectors are not part of it.
/// </summary>
internal static class PowerCuts
{
    public static async Task<bool> Run(int cuts, int seed)
    {
        var clock = Stopwatch.StartNew();
        var (done, tally, wrong) = await Cut(cuts, seed, Promise.Kept, untilCaught: false);
        var fine = Print.Result($"power: {done} cuts, seed {seed}, {clock.Elapsed:hh\\:mm\\:ss}; {tally}", wrong);
        var (_, _, caught) = await Cut(20, seed, Promise.Normal, untilCaught: true);

        return Print.Caught("synchronous=NORMAL", caught) & fine;
    }

    private static async Task<(int Done, Tally Tally, List<string> Wrong)> Cut(int cuts, int seed, Promise promise, bool untilCaught)
    {
        using var ground = new Ground();
        using var disk = new LoopDisk(ground.Root);
        using var post = new PostOffice();
        var place = ground.Place(post, Path.Combine(disk.Folder, "data"));
        var crowd = await Kills.Plant(place, post);
        var random = new Random(seed);
        var wrong = new List<string>();
        var done = 0;

        for (var cut = 1; cut <= cuts && wrong.Count == 0; cut++)
        {
            await Kills.Round(place, crowd, random, async victim =>
            {
                // Standing still first: a sync that runs against the cut may be answered without having happened.
                victim.Freeze();
                disk.Cut();
                await victim.Kill();
            }, promise);
            disk.Return();
            done++;

            try
            {
                wrong.AddRange(await Kills.Look(place, crowd));
            }
            catch (Exception error) when (untilCaught && (error is StoreException or ViolationException))
            {
                wrong.Add(error.Message);
            }

            Print.Progress($"cut {cut} of {cuts} ({promise}): {crowd.Tally}; {wrong.Count} violations");
        }

        if (wrong.Count == 0 && !untilCaught)
            wrong.AddRange(await Kills.InTheEnd(place, crowd));

        return (done, crowd.Tally, wrong);
    }
}
