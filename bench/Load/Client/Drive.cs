using System.Diagnostics;
using Darsgah.Load.Children;

namespace Darsgah.Load.Client;

/// <summary>One round: visits a second, how long they took, and processor time of the server for each.</summary>
internal sealed record Round(double PerSecond, TimeSpan Median, TimeSpan Percentile99, TimeSpan Processor);

/// <summary>The rounds of one measurement, and the median of each figure.</summary>
internal sealed class Rounds
{
    private readonly List<Round> all = [];

    public double PerSecond => Middle(round => round.PerSecond);

    public TimeSpan Median => Middle(round => round.Median);

    public TimeSpan Percentile99 => Middle(round => round.Percentile99);

    public TimeSpan Processor => Middle(round => round.Processor);

    public void Add(Round round) => all.Add(round);

    /// <summary>Requests a second as a part of another's, round by round: what else the machine did met both.</summary>
    public double RatioTo(Rounds limit) =>
        all.Zip(limit.all, (ours, other) => ours.PerSecond / other.PerSecond).Order().ElementAt(all.Count / 2);

    private T Middle<T>(Func<Round, T> figure) => all.Select(figure).Order().ElementAt(all.Count / 2);
}

/// <summary>Keeps a server busy for a while.</summary>
internal static class Drive
{
    /// <summary>Each visit runs on a connection of its own, one after another, until the time is over or nothing is left.</summary>
    public static async Task<Round> Run(Child server, TimeSpan time, IReadOnlyCollection<IVisit> visits)
    {
        var processor = server.Processor;
        var clock = Stopwatch.StartNew();
        var taken = await Task.WhenAll(visits.Select(visit => Task.Run(() => Until(visit, time, clock))));
        var elapsed = clock.Elapsed;
        var used = server.Processor - processor;
        var all = taken.SelectMany(list => list).Order().ToArray();

        if (all.Length == 0)
            throw new WrongAnswerException("A round had nothing to do: too few lessons for its length.");

        return new Round(
            all.Length / elapsed.TotalSeconds, all[all.Length / 2], all[(int)(all.Length * 0.99)], used / all.Length);
    }

    /// <summary>The same page over some connections.</summary>
    public static async Task<Round> Page(Child server, Plan plan, params (byte[] Request, byte[] Mark)[] pages)
    {
        var visits = Enumerable.Range(0, plan.Callers).Select(caller => new PageVisit(server.Port, caller * 7, pages)).ToArray();

        try
        {
            return await Run(server, plan.Round, visits);
        }
        finally
        {
            Array.ForEach(visits, visit => visit.Dispose());
        }
    }

    private static async Task<List<TimeSpan>> Until(IVisit visit, TimeSpan time, Stopwatch clock)
    {
        var taken = new List<TimeSpan>();

        for (var from = clock.Elapsed; from < time && await visit.Once(); from = clock.Elapsed)
            taken.Add(clock.Elapsed - from);

        return taken;
    }
}
