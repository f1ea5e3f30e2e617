using System.Diagnostics;
using Darsgah.Load.Children;

namespace Darsgah.Load.Client;

/// <summary>One round: visits a second, how long they took, and what the server spent on them.</summary>
/// <param name="Errors">Visits that the server turned away with 429 or 503; they are in no other figure.</param>
/// <param name="Processor">Processor time of the server for each visit.</param>
/// <param name="Peak">The most memory the server had in use, in bytes.</param>
/// <param name="Disk">Bytes the server wrote to the disk.</param>
internal sealed record Round(double PerSecond, TimeSpan[] Taken, int Errors, TimeSpan Processor, long Peak, long Disk);

/// <summary>The rounds of one measurement, and the median of each figure.</summary>
internal sealed class Rounds
{
    private readonly List<Round> all = [];

    public double PerSecond => Middle(round => round.PerSecond);

    public TimeSpan Median => Part(0.5);

    public TimeSpan Percentile95 => Part(0.95);

    public TimeSpan Percentile99 => Part(0.99);

    /// <summary>The longest of all rounds.</summary>
    public TimeSpan Longest => all.Max(round => round.Taken[^1]);

    /// <summary>In all rounds together.</summary>
    public int Visits => all.Sum(round => round.Taken.Length);

    public int Errors => all.Sum(round => round.Errors);

    public TimeSpan Processor => Middle(round => round.Processor);

    public long Peak => all.Max(round => round.Peak);

    /// <summary>In all rounds together.</summary>
    public long Disk => all.Sum(round => round.Disk);

    public void Add(Round round) => all.Add(round);

    /// <summary>Visits a second as a part of another's, round by round: what else the machine did met both.</summary>
    public double RatioTo(Rounds limit) =>
        Middle(all.Zip(limit.all, (ours, other) => ours.PerSecond / other.PerSecond));

    /// <summary>Another's processor time as a part of this, round by round: how many of these visits its time would pay for.</summary>
    public double ProcessorRatioTo(Rounds limit) =>
        Middle(all.Zip(limit.all, (ours, other) => other.Processor / ours.Processor));

    /// <summary>Processor time of a visit beyond another's, round by round.</summary>
    public TimeSpan ProcessorBeyond(Rounds limit) =>
        Middle(all.Zip(limit.all, (ours, other) => ours.Processor - other.Processor));

    private TimeSpan Part(double part) => Middle(round => round.Taken[(int)(round.Taken.Length * part)]);

    private T Middle<T>(Func<Round, T> figure) => Middle(all.Select(figure));

    private static T Middle<T>(IEnumerable<T> figures)
    {
        var sorted = figures.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>Keeps a server busy for a while.</summary>
internal static class Drive
{
    /// <summary>Each visit runs on a connection of its own, one after another, until the time is over or nothing is left.</summary>
    /// <param name="mayTurnAway">Whether answers 429 and 503 are counted; else one of them ends the run.</param>
    /// <exception cref="WrongAnswerException">An answer is not the right one.</exception>
    public static async Task<Round> Run(Child server, TimeSpan time, IReadOnlyCollection<IVisit> visits, bool mayTurnAway = false)
    {
        server.ForgetPeak();
        var (processor, disk) = (server.Processor, server.DiskWritten);
        var clock = Stopwatch.StartNew();
        var ends = await Task.WhenAll(visits.Select(visit => Task.Run(() => Until(visit, time, clock))));
        var elapsed = clock.Elapsed;
        var used = server.Processor - processor;
        var all = ends.SelectMany(end => end.Taken).Order().ToArray();

        if (!mayTurnAway && ends.Sum(end => end.TurnedAway) is > 0 and var turnedAway)
            throw new WrongAnswerException($"{turnedAway} visits of {all.Length + turnedAway} were turned away with 429 or 503.");

        if (all.Length == 0)
            throw new WrongAnswerException("A round had nothing to do: too little to do for its length.");

        return new Round(
            all.Length / elapsed.TotalSeconds,
            all,
            ends.Sum(end => end.TurnedAway),
            used / all.Length,
            server.Peak,
            server.DiskWritten - disk);
    }

    /// <summary>The same pages over some connections.</summary>
    public static async Task<Round> Page(Child server, Plan plan, params (byte[] Request, byte[] Mark)[] pages)
    {
        var visits = Readers(server, plan, pages);

        try
        {
            return await Run(server, plan.Round, visits);
        }
        finally
        {
            Array.ForEach(visits, visit => visit.Dispose());
        }
    }

    /// <summary>A connection for each caller, which begins somewhere else in the list of pages than the others.</summary>
    public static PageVisit[] Readers(Child server, Plan plan, params (byte[] Request, byte[] Mark)[] pages) =>
        [.. Enumerable.Range(0, plan.Callers).Select(caller => new PageVisit(server.Port, caller * 997, pages))];

    private static async Task<(List<TimeSpan> Taken, int TurnedAway)> Until(IVisit visit, TimeSpan time, Stopwatch clock)
    {
        var taken = new List<TimeSpan>();
        var turnedAway = 0;

        for (var from = clock.Elapsed; from < time; from = clock.Elapsed)
        {
            try
            {
                if (!await visit.Once())
                    break;

                taken.Add(clock.Elapsed - from);
            }
            catch (TurnedAwayException)
            {
                // The answer said to come back in a few seconds; a tenth of one is an impatient person's.
                turnedAway++;
                await Task.Delay(100);
            }
        }

        return (taken, turnedAway);
    }
}
