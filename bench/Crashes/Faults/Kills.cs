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
    private const int LongestStart = 400; // milliseconds

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
        var (killed, starting, snapshots) = (0, 0, 0);

        for (var kill = 1; kill <= kills && wrong.Count == 0; kill++)
        {
            if (kill % 5 == 0)
            {
                await KillAsItStarts(place, crowd, random);
                starting++;
            }

            await Round(place, crowd, random, async victim =>
            {
                if (kill % 10 == 0)
                {
                    wrong.AddRange(await Snapshot(ground, crowd, post, victim, random));
                    snapshots++;
                }

                await victim.Kill();
            });
            killed++;
            wrong.AddRange(await Look(place, crowd));
            Print.Progress($"kill {kill} of {kills}: {crowd.Tally}; {wrong.Count} violations");
        }

        var stops = Math.Max(2, kills / 10);
        var (late, before, stopped) = (crowd.Broken, 0, 0);

        for (var stop = 1; stop <= stops && wrong.Count == 0; stop++)
        {
            before = crowd.Tally.Present.Count;
            await Round(place, crowd, random, async victim =>
            {
                victim.Ask();

                if (await victim.Exit() != 0)
                    wrong.Add($"asked to stop, it ended with {await victim.Exit()}: {await victim.Trouble}");
            });
            stopped++;
            wrong.AddRange(await Look(place, crowd));

            // A connection that is closed as it is used again takes a request with it, but then nothing was done for it.
            wrong.AddRange(crowd.Tally.Present.Skip(before).Select(deed => $"stop {stop}: carried out and not answered: {deed.What}"));

            Print.Progress($"stop {stop} of {stops}: {wrong.Count} violations");
        }

        late = crowd.Broken - late;

        if (wrong.Count == 0)
            wrong.AddRange(await InTheEnd(place, crowd));

        if (crowd.TurnedAway * 20 > crowd.Tally.Confirmed)
            wrong.Add($"{crowd.TurnedAway} requests were turned away, more than one in twenty");

        return Print.Result(
            $"kill: {killed} kills under load, {starting} as it started, {stopped} orderly stops, {late} requests too late for them, {crowd.TurnedAway} turned away, {snapshots} copies restored, seed {seed}, {clock.Elapsed:hh\\:mm\\:ss}; {crowd.Tally}; "
            + $"{post.Taken:N0} letters taken, {post.Repeated:N0} of them repeats; confirmed: {crowd.Tally.Kinds}", wrong);
    }

    /// <summary>The same harness on a product that breaks its promise: it has to turn red.</summary>
    public static async Task<bool> KnownBad(string what, Promise promise, int seed)
    {
        using var ground = new Ground();
        using var post = new PostOffice();
        var place = ground.Place(post);
        var crowd = await Plant(place, post);
        var wrong = new List<string>();

        // A letter that is lost is waited for as long as one that is late.
        if (promise == Promise.Unsent)
            post.Patience = TimeSpan.FromSeconds(5);

        for (var kill = 1; kill <= 10 && wrong.Count == 0; kill++)
        {
            try
            {
                await Round(place, crowd, new Random(seed + kill), victim => victim.Kill(), promise);
                wrong.AddRange(await Look(place, crowd));
            }
            catch (LetterLostException lost)
            {
                wrong.Add(lost.Message);
            }
        }

        return Print.Caught(what, wrong);
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
        crowd.Post.NewLife();
        await using var victim = await Victim.Start(place, promise);
        using var gone = new CancellationTokenSource();
        var running = crowd.Run(gone.Token);
        await Task.WhenAny(running, crowd.Until(crowd.Confirmed + random.Next(1, MostConfirmed)));
        await Task.Delay(random.Next(30), CancellationToken.None);
        await end(victim);
        await gone.CancelAsync();
        await running;
    }

    /// <summary>What is wrong with the writes since the last time, and with all letters so far.</summary>
    public static async Task<List<string>> Look(Place place, Crowd crowd)
    {
        crowd.Post.NewLife();
        await using var witness = await Witness.Open(place);
        var (confirmed, cutOff) = crowd.Take();
        var wrong = await witness.Look(confirmed, cutOff, crowd.Tally);

        // Where notes fail, too, a letter may come again from the same process.
        return crowd.RepeatsAfterTrouble ? wrong : [.. wrong, .. crowd.Post.TooOften()];
    }

    // Somewhere between the first instruction and the first answer.
    private static async Task KillAsItStarts(Place place, Crowd crowd, Random random)
    {
        crowd.Post.NewLife();
        await using var victim = Victim.Begin(place, Promise.Kept);
        await Task.Delay(random.Next(LongestStart));
        await victim.Kill();
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
    public static async Task<List<string>> InTheEnd(Place place, Crowd crowd)
    {
        crowd.Post.NewLife();
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

        wrong.AddRange(await Members(crowd, witness));
        var clock = Stopwatch.StartNew();
        var missing = Announcements(crowd).ToList();

        while (missing.Count > 0 && clock.Elapsed < Announced)
        {
            await Task.Delay(1000);
            missing = [.. Announcements(crowd)];
        }

        return [.. wrong, .. missing, .. await witness.Check(), .. crowd.RepeatsAfterTrouble ? [] : crowd.Post.TooOften()];
    }

    // Everybody who signed up is in the list of members once, whoever has left is not, and nobody else is.
    private static async Task<List<string>> Members(Crowd crowd, Witness witness)
    {
        var north = (await witness.Schools.Find(Seed.North)).OrThrow();
        var listed = (await witness.Schools.In(north.Id, async grains => await Seed.MembersOf(grains).ToListAsync()))
            .GroupBy(row => row.Email, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.Count(), StringComparer.Ordinal);
        var stay = crowd.Seen().Where(deed => deed.Mails is not null && !deed.Whose!.IsLeaving).Select(deed => deed.Mails!).ToHashSet(StringComparer.Ordinal);

        return
        [
            .. stay.Where(email => !listed.ContainsKey(email)).Select(email => $"{email} is not in the list of members"),
            .. listed.Where(row => row.Value > 1).Select(row => $"{row.Key} is {row.Value} times in the list of members"),
            .. listed.Keys.Except(Seed.Planted.Concat(crowd.All.Where(student => !student.IsLeaving).Select(student => student.Email)), StringComparer.Ordinal)
                .Select(email => $"{email} is in the list of members"),
        ];
    }

    private static IEnumerable<string> Announcements(Crowd crowd) =>
        Told(crowd, crowd.Editions.Select(Office.Mark), Seed.Members).Concat(Told(crowd, crowd.Notices.Select(Teacher.Mark), Seed.Readers));

    private static IEnumerable<string> Told(Crowd crowd, IEnumerable<string> marks, ImmutableArray<string> people) =>
        from mark in marks
        from person in people
        let letters = PostOffice.Different(crowd.Post.To(person).Where(letter => letter.Text.Contains(mark, StringComparison.Ordinal)))
        where letters != 1
        select $"'{mark}' was told to {person} {letters} times";
}
