using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Darsgah.Crashes.Product;
using Darsgah.Crashes.Town;

namespace Darsgah.Crashes.Faults;

/// <summary>How much of it is done.</summary>
/// <param name="Operations">Of the fifteen, how many.</param>
/// <param name="Calls">Of the kinds of system call, how many.</param>
/// <param name="Points">Kills at most for each system call of an operation.</param>
/// <param name="Answers">Confirmed writes whose order is looked at.</param>
/// <param name="Seconds">Load under each kind of failing disk.</param>
internal sealed record SyscallPlan(int Operations, int Calls, int Points, int Answers, int Seconds);

/// <summary>What came of one operation.</summary>
/// <param name="Points">System calls that it was killed at.</param>
/// <param name="Wrong">Violations.</param>
internal sealed record Played(int Points, List<string> Wrong, Tally Tally);

/// <summary>Kills at every system call, failing system calls, and the order of sync and answer.</summary>
internal static class Syscalls
{
    // What changes the disk, and what carries the answer away. strace counts each for itself and for each thread; the
    // product runs its stores on one.
    private static readonly string[] Calls =
        ["fsync", "pwrite64", "fdatasync", "rename", "mkdir", "unlink", "ftruncate", "sendmsg", "sendto"];

    private static readonly string[] Disks =
    [
        "fdatasync,fsync:error=EIO:when=20+15", "pwrite64:error=EIO:when=100+90", "pwrite64:error=ENOSPC:when=100+90",
        "pread64:error=EIO:when=10+30",
    ];

    // Nothing is written, made durable and answered without these.
    private static readonly string[][] Everywhere = [["pwrite64"], ["fdatasync"], ["sendmsg", "sendto"]];

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    public static SyscallPlan Everything { get; } = new(15, 9, 500, 300, 6);

    public static SyscallPlan Little { get; } = new(1, 2, 1, 20, 0);

    public static async Task<bool> Run(SyscallPlan plan)
    {
        return await Order(plan) & await Kill(plan) & await EarlyIsCaught() & (plan.Seconds == 0 || await FailingDisks(plan));
    }

    /// <summary>SEC-K02. Each processor has a stage of its own, on which it plays the next operation that nobody has.</summary>
    private static async Task<bool> Kill(SyscallPlan plan)
    {
        var clock = Stopwatch.StartNew();
        var next = new ConcurrentQueue<int>(Enumerable.Range(0, plan.Operations));
        var hands = Math.Min(plan.Operations, Environment.ProcessorCount);
        var played = (await Task.WhenAll(Enumerable.Range(0, hands).Select(_ => Task.Run(() => Play(next, plan))))).SelectMany(found => found).ToList();

        return Print.Result(
            $"syscalls: killed at {played.Sum(found => found.Points)} points of {played.Count} operations, {clock.Elapsed:hh\\:mm\\:ss}; {played.Sum(found => found.Tally.Confirmed):N0} answered before the kill, {played.Sum(found => found.Tally.Present.Count):N0} not answered and there, {played.Sum(found => found.Tally.Repeated):N0} finished by a repeat",
            [.. played.SelectMany(found => found.Wrong)]);
    }

    private static async Task<List<Played>> Play(ConcurrentQueue<int> next, SyscallPlan plan)
    {
        using var stage = await Stage.Set();
        var played = new List<Played>();

        while (next.TryDequeue(out var index))
        {
            var (name, deed) = stage.Acts[index];
            var found = new Played(Points: 0, [], new Tally());
            var points = new Dictionary<string, int>(StringComparer.Ordinal);

            foreach (var call in Calls.Take(plan.Calls))
            {
                var before = found.Points;

                for (var number = 1; number <= plan.Points; number++)
                {
                    var (killed, violations) = await Trial(stage, deed(), call, number, Promise.Kept, found.Tally);
                    found.Wrong.AddRange(violations.Select(violation => $"{name}, killed at {call} {number}: {violation}"));

                    if (!killed)
                        break;

                    found = found with { Points = found.Points + 1 };
                }

                points[call] = found.Points - before;
                Print.Progress($"{name}, {call}: {found.Points} points so far; {found.Wrong.Count} violations");
            }

            found.Wrong.AddRange(Everywhere.Where(some => some.All(points.ContainsKey) && some.Sum(call => points[call]) == 0)
                .Select(some => $"{name} was not killed at any {string.Join(" or ", some)}: it makes none, or none was seen"));
            played.Add(found);
        }

        return played;
    }

    /// <summary>The same trial of a product that confirms before it commits: it has to turn red.</summary>
    private static async Task<bool> EarlyIsCaught()
    {
        using var stage = await Stage.Set();
        var (_, deed) = stage.Acts[0];
        var wrong = new List<string>();

        for (var number = 1; number <= 5 && wrong.Count == 0; number++)
            wrong.AddRange((await Trial(stage, deed(), "pwrite64", number, Promise.Early, new Tally())).Wrong);

        return Print.Caught("a product that confirms before it commits, killed at a write", wrong);
    }

    private static async Task<(bool Killed, List<string> Wrong)> Trial(
        Stage stage, Deed deed, string call, int number, Promise promise, Tally tally)
    {
        stage.Reset();
        var letters = deed.Mails is { } address ? PostOffice.Different(stage.Post.To(address)) : 0;
        bool killed;
        var isConfirmed = false;

        await using (var victim = await Victim.Start(stage.Place, promise))
        {
            var act = await deed.Ready(CancellationToken.None);

            await using (await Strace.Attach(victim.Id, "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={number}"))
            {
                try
                {
                    await act();
                    isConfirmed = true;
                    tally.Confirm([deed]);
                    await Task.WhenAny(victim.Exit(), Task.Delay(Rest)); // what goes on after the answer is killed, too
                }
                catch (Exception error) when (error is HttpRequestException or IOException)
                {
                    await Task.WhenAny(victim.Exit(), Task.Delay(Rest));
                }

                killed = !victim.IsAlive;
            }
        }

        await using var witness = await Witness.Open(stage.Place);
        var wrong = await witness.Look(isConfirmed ? [deed] : [], isConfirmed ? [] : [deed], tally);

        // Not of the announcements of a version: their reminder comes once a minute.
        try
        {
            if (wrong.Count == 0 && deed.Mails is { } reader)
                await stage.Post.Wait(reader, letters + 1, CancellationToken.None);
        }
        catch (LetterLostException lost)
        {
            wrong.Add(lost.Message);
        }

        return (killed, wrong);
    }

    /// <summary>SEC-K15.</summary>
    public static async Task<bool> Order(SyscallPlan plan)
    {
        using var stage = await Stage.Set();
        var kept = await Traced(stage, plan, Promise.Kept);
        var broken = await Traced(stage, plan, Promise.Normal);
        var hasty = await Traced(stage, plan, Promise.Hasty);

        return Print.Result(
            $"order: {kept.Answers} answers to writes, each looked at for a sync of every log written before it", kept.Early)
            & Print.Caught("synchronous=NORMAL", broken.Early)
            & Print.Caught("a product that answers while it commits", hasty.Early);
    }

    private static async Task<AnswerOrder> Traced(Stage stage, SyscallPlan plan, Promise promise)
    {
        stage.Reset();
        var office = new Office(stage.Place, stage.Seed.SchoolKey, stage.Seed.OperatorKey);

        // Silent, because a delivery that is noted down at the same time is a write without an answer.
        await using (var victim = await Victim.Start(stage.Place, promise, deliver: false))
        {
            await using (await Strace.Attach(
                victim.Id, stage.Trace, "-y", "-s", "32", "-e", "trace=pwrite64,fdatasync,fsync,sendmsg,sendto"))
            {
                // Publishing goes on after its answer: it tells everybody.
                foreach (var (_, deed) in stage.Acts.Take(plan.Operations).Where(act => act.Name is not "publish"))
                    await deed().Do();

                for (var edition = 10; edition < 10 + plan.Answers; edition++)
                    await office.SaveDraft(edition).Do();
            }
        }

        return AnswerOrder.Read(File.ReadLines(stage.Trace));
    }

    /// <summary>SEC-K04, SEC-K05, of the whole process.</summary>
    private static async Task<bool> FailingDisks(SyscallPlan plan)
    {
        var fine = true;

        foreach (var disk in Disks)
        {
            var (what, wrong) = await FailingDisk(disk, plan, Promise.Kept);
            fine &= Print.Result(what, wrong);
        }

        return await SwallowingIsCaught(plan) & fine;
    }

    /// <summary>The same disk under a product that confirms what it refuses: it has to turn red.</summary>
    private static async Task<bool> SwallowingIsCaught(SyscallPlan plan)
    {
        List<string> wrong;

        try
        {
            (_, wrong) = await FailingDisk(Disks[1], plan, Promise.Swallowed);
        }
        catch (ViolationException violation)
        {
            wrong = [violation.Message];
        }

        return Print.Caught("a product that confirms what the disk refuses", wrong);
    }

    private static async Task<(string What, List<string> Wrong)> FailingDisk(string disk, SyscallPlan plan, Promise promise)
    {
        using var ground = new Ground();
        using var post = new PostOffice();
        var place = ground.Place(post);
        var crowd = await Kills.Plant(place, post);
        crowd.RepeatsAfterTrouble = true;
        var wrong = new List<string>();

        await using (var victim = await Victim.Start(place, promise))
        {
            using var gone = new CancellationTokenSource();
            Task running;

            await using (await Strace.Attach(victim.Id, "/dev/null", "-e", $"trace={disk.Split(':')[0]}", "-e", $"inject={disk}"))
            {
                running = crowd.Run(gone.Token);
                await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(plan.Seconds)));
            }

            // The disk is well again, and the same process goes on writing.
            var before = crowd.Confirmed;
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(plan.Seconds / 2.0)));

            if (crowd.Confirmed == before && promise == Promise.Kept)
                wrong.Add("it confirmed nothing after the disk was well again");

            await victim.Kill();
            await gone.CancelAsync();
            await running;
        }

        if (crowd.Troubles == 0 && promise == Promise.Kept)
            wrong.Add("the faults met nothing");

        wrong.AddRange(await Kills.Look(place, crowd));

        if (wrong.Count == 0 && promise == Promise.Kept)
            wrong.AddRange(await Kills.InTheEnd(place, crowd));

        return (string.Create(CultureInfo.InvariantCulture, $"disk that fails ({disk}): {crowd.Troubles} requests met it; {crowd.Tally}"), wrong);
    }
}
