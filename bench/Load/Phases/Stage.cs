using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>A run's product and limits, and where its figures go.</summary>
internal sealed record Stage(Plan Plan, Child Product, Child Limits, Report Report)
{
    /// <summary>Ours and the limit, turn by turn; the visitors go afterwards.</summary>
    /// <param name="time">Of a round.</param>
    /// <param name="isWarm">Others did the same before; else a first round is for the compiler.</param>
    public async Task<(Rounds Ours, Rounds Limit)> Beside(TimeSpan time, IVisit[] ours, IVisit[] limit, bool isWarm = false)
    {
        Rounds measured = new(), limits = new();

        for (var round = isWarm ? 1 : 0; round <= Plan.Rounds; round++)
        {
            var (one, other) = (await Drive.Run(Product, time, ours), await Drive.Run(Limits, time, limit));

            if (round == 0)
                continue;

            measured.Add(one);
            limits.Add(other);
        }

        Array.ForEach([.. ours, .. limit], visit => visit.Dispose());
        return (measured, limits);
    }

    /// <summary>A visit for each caller, numbered from 1.</summary>
    public IVisit[] Each(Func<int, IVisit> visit) => [.. Enumerable.Range(1, Plan.Callers).Select(visit)];

    /// <summary>A form without fields for an endpoint of the limits, again and again.</summary>
    public IVisit[] Bare(string path, int times = int.MaxValue) => Each(_ => new FormVisit(
        Limits.Port, Enumerable.Repeat(Wire.Post("localhost", path, "", ""), times).GetEnumerator()));
}
