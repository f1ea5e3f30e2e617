namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Everything that everybody was ever shown, and what showing it wrote.</summary>
/// <param name="Alif">By who asked.</param>
/// <param name="Console">To an operator.</param>
/// <param name="Written">What the first visits wrote.</param>
/// <param name="WrittenAgain">What the same visits wrote when they were repeated.</param>
internal sealed record Census(
    IReadOnlyDictionary<string, IReadOnlyList<Reply>> Alif,
    IReadOnlyDictionary<string, IReadOnlyList<Reply>> Bet,
    IReadOnlyList<Reply> Console,
    IReadOnlyList<string> Written,
    IReadOnlyList<string> WrittenAgain)
{
    public IEnumerable<Reply> All => Alif.Values.Concat(Bet.Values).SelectMany(replies => replies).Concat(Console);

    public static async Task<Census> Of(TwinTown town)
    {
        var before = await Snapshot.Of(town.Site);
        var alif = await Crawl(town, town.Alif);
        var bet = await Crawl(town, town.Bet);
        var console = await town.Operator();

        // The operator's account, which is made for this.
        var made = (await Snapshot.Of(town.Site)).Since(before).Where(row => row.StartsWith("platform: ", StringComparison.Ordinal));
        var operators = await Crawler.Everything(town.Operations, KnownToOperators(town.Alif), console);
        var after = await Snapshot.Of(town.Site);

        foreach (var caller in await town.Everybody(town.Bet))
            await Parallel.ForEachAsync(bet[caller.Who], async (reply, _) => await caller.Ask("GET", reply.Path));

        return new Census(
            alif, bet, operators,
            [.. after.Since(before).Except(made, StringComparer.Ordinal)],
            (await Snapshot.Of(town.Site)).Since(after));
    }

    // An error page says what was asked for, so only what she may know is asked.
    private static Planted KnownToOperators(Planted school) => new(seed: 0)
    {
        Ids = { [Kind.School] = school.Ids[Kind.School], [Kind.Host] = school.Ids[Kind.Host] },
    };

    private static async Task<Dictionary<string, IReadOnlyList<Reply>>> Crawl(TwinTown town, Planted school)
    {
        var crawled = new Dictionary<string, IReadOnlyList<Reply>>(StringComparer.Ordinal);

        foreach (var (who, replies) in await Task.WhenAll((await town.Everybody(school)).Select(async caller =>
            (caller.Who, await Crawler.Everything(town.Operations, school, caller)))))
            crawled.Add(who, replies);

        return crawled;
    }
}
