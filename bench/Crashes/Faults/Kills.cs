using System.Diagnostics;
using Darsgah.Crashes.Product;
using Darsgah.Crashes.Town;

namespace Darsgah.Crashes.Faults;

/// <summary>
/// The product under load, killed at random moments (SEC-K01), stopped in good order (SEC-K08), copied while it is
/// written to (SEC-K13); and what was cut off goes on (SEC-K19).
/// </summary>
internal static class Kills
{
    private const int MostConfirmed = 60; // writes of one round

    private const int InSnapshot = 500;
    private static readonly TimeSpan Announced = TimeSpan.FromMinutes(3); // the reminder comes once a minute

    public static async Task<bool> Run(int kills, int seed)
    {
        using var ground = new Ground();
        using var post = new PostOffice();
        var place = ground.Place(post);
        var crowd = await Plant(place, post);
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var wrong = new List<string>();
        var snapshots = 0;

        for (var kill = 1; kill <= kills && wrong.Count == 0; kill++)
        {
            await Round(place, crowd, random, async victim =>
            {
                if (kill % 10 == 0)
                {
                    wrong.AddRange(await Snapshot(ground, crowd, post, victim, random));
                    snapshots++;
                }

                await victim.Kill();
            });
            wrong.AddRange(await Look(place, crowd));
            Print.Progress($"kill {kill} of {kills}: {crowd.Tally}; {wrong.Count} violations");
        }

        var stops = Math.Max(2, kills / 10);
        var (late, before) = (crowd.Broken, 0);

        for (var stop = 1; stop <= stops && wrong.Count == 0; stop++)
        {
            before = crowd.Tally.Present.Count;
            await Round(place, crowd, random, async victim =>
            {
                victim.Ask();

                if (await victim.Exit() != 0)
                    wrong.Add($"asked to stop, it ended with {await victim.Exit()}: {await victim.Trouble}");
            });
            wrong.AddRange(await Look(place, crowd));

            // A connection that is closed as it is used again takes a request with it, but then nothing was done for it.
            wrong.AddRange(crowd.Tally.Present.Skip(before).Select(deed => $"stop {stop}: carried out and not answered: {deed.What}"));

            Print.Progress($"stop {stop} of {stops}: {wrong.Count} violations");
        }

        late = crowd.Broken - late;

        if (wrong.Count == 0)
            wrong.AddRange(await InTheEnd(place, crowd, post));

        return Print.Result(
            $"kill: {kills} kills, {stops} orderly stops, {late} requests too late for them, {snapshots} copies restored, seed {seed}, {clock.Elapsed:hh\\:mm\\:ss}; {crowd.Tally}; "
            + $"{post.Taken:N0} mails taken", wrong);
    }

    /// <summary>The same harness on a product that confirms before it commits: it has to turn red.</summary>
    public static async Task<bool> Early(int seed)
    {
        using var ground = new Ground();
        using var post = new PostOffice();
        var place = ground.Place(post);
        var crowd = await Plant(place, post);
        var wrong = new List<string>();

        for (var kill = 1; kill <= 10 && wrong.Count == 0; kill++)
        {
            await Round(place, crowd, new Random(seed + kill), victim => victim.Kill(), Promise.Early);
            wrong.AddRange(await Look(place, crowd));
        }

        return Print.Caught("a product that confirms before it commits", wrong);
    }

    /// <summary>Plants the town on an empty folder.</summary>
    public static async Task<Crowd> Plant(Place place, PostOffice post)
    {
        await using var witness = await Witness.Open(place);
        return new Crowd(place, post, await Seed.Plant(witness));
    }

    /// <summary>Load until some writes are confirmed and some milliseconds have passed, then <paramref name="end"/>.</summary>
    public static async Task Round(Place place, Crowd crowd, Random random, Func<Victim, Task> end, Promise promise = Promise.Kept)
    {
        await using var victim = await Victim.Start(place, promise);
        using var gone = new CancellationTokenSource();
        var running = crowd.Run(gone.Token);
        await Task.WhenAny(running, crowd.Until(crowd.Confirmed + random.Next(1, MostConfirmed)));
        await Task.Delay(random.Next(30), CancellationToken.None);
        await end(victim);
        await gone.CancelAsync();
        await running;
    }

    public static async Task<List<string>> Look(Place place, Crowd crowd)
    {
        await using var witness = await Witness.Open(place);
        var (confirmed, cutOff) = crowd.Take();
        return await witness.Look(confirmed, cutOff, crowd.Tally);
    }

    // A copy of the folder as it lies there at one instant, which is what a snapshot of a file system is. Of much that was
    // confirmed, the newest and some of the others are looked at; at the end of a run all of it is.
    private static async Task<List<string>> Snapshot(Ground ground, Crowd crowd, PostOffice post, Victim victim, Random random)
    {
        Deed[] seen = [.. crowd.Seen()];
        var newest = Math.Max(0, seen.Length - InSnapshot);
        Deed[] before = [.. newest == 0 ? [] : random.GetItems(seen[..newest], InSnapshot), .. seen[newest..]];
        victim.Freeze();
        var copy = ground.Copy(post);
        victim.Thaw();
        await using var witness = await Witness.Open(copy);
        return [.. (await witness.Look(before, [], new Tally())).Select(fault => "restored copy: " + fault)];
    }

    /// <summary>Everything again at the end, and what takes time: every announcement has reached every member once.</summary>
    private static async Task<List<string>> InTheEnd(Place place, Crowd crowd, PostOffice post)
    {
        await using var witness = await Witness.Open(place);
        var wrong = new List<string>();

        foreach (var deed in crowd.Seen())
        {
            if (await deed.Fault(witness.Schools) is { } fault)
                wrong.Add($"at the end {fault}: {deed.What}");
        }

        foreach (var student in crowd.All)
        {
            if (await student.LedgerFault(witness.Schools) is { } fault and not "missing")
                wrong.Add(fault);
        }

        var clock = Stopwatch.StartNew();
        var missing = Announcements(crowd, post).ToList();

        while (missing.Count > 0 && clock.Elapsed < Announced)
        {
            await Task.Delay(1000);
            missing = [.. Announcements(crowd, post)];
        }

        return [.. wrong, .. missing, .. await witness.Check()];
    }

    private static IEnumerable<string> Announcements(Crowd crowd, PostOffice post) =>
        from edition in crowd.Editions
        from member in Seed.Members
        let letters = PostOffice.Different(post.To(member).Where(letter => letter.Text.Contains(Office.Mark(edition), StringComparison.Ordinal)))
        where letters != 1
        select $"edition {edition} was announced to {member} {letters} times";
}
