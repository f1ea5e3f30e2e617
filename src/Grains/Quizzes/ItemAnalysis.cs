namespace Darsgah.Grains.Quizzes;

/// <summary>What one attempt says of one question.</summary>
/// <param name="Share">What was earned of its points, at most 1; below 0 where a wrong choice took some off.</param>
/// <param name="Worth">Its points.</param>
/// <param name="Chosen">Ids of the options that were chosen.</param>
/// <param name="Answered">There was an answer at all.</param>
[GenerateSerializer, Immutable, Alias("quizzes.item_result")]
public sealed record ItemResult(string Question, decimal Share, decimal Worth, ImmutableArray<string> Chosen, bool Answered)
{
    /// <inheritdoc />
    public bool Equals(ItemResult? other) => other is not null
        && (Question, Share, Worth, Answered) == (other.Question, other.Share, other.Worth, other.Answered)
        && Chosen.SequenceEqual(other.Chosen, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Question, Share);
}

/// <summary>Sums over many people of what they made of one question; nobody can be found in them.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.item_sums")]
public sealed record ItemSums
{
    /// <summary>People who were asked it.</summary>
    [Id(0)] public int Asked { get; init; }

    /// <summary>People who answered it.</summary>
    [Id(1)] public int Answered { get; init; }

    [Id(2)] public decimal Share { get; init; }

    [Id(3)] public decimal ShareSquared { get; init; }

    /// <summary>What the same people earned of all other points.</summary>
    [Id(4)] public decimal Rest { get; init; }

    [Id(5)] public decimal RestSquared { get; init; }

    [Id(6)] public decimal Product { get; init; }

    /// <summary>How many chose each option.</summary>
    [Id(7)] public ImmutableDictionary<string, int> Chosen { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Difficulty p: the mean share of its points that was earned, 0 for too hard to 1 for too easy. Null for nobody.</summary>
    public decimal? Difficulty => Asked == 0 ? null : Math.Clamp(Share / Asked, 0, 1);

    /// <summary>
    /// Discrimination: the correlation of what was earned here with what was earned of the rest, -1 to 1; of a question that
    /// is right or wrong the corrected point-biserial one. Null where everybody earned the same.
    /// </summary>
    public double? Discrimination
    {
        get
        {
            var (count, mean, rest) = ((double)Asked, (double)Share / Asked, (double)Rest / Asked);
            var ofShare = ((double)ShareSquared / count) - (mean * mean);
            var ofRest = ((double)RestSquared / count) - (rest * rest);
            return Asked < 2 || ofShare <= 1e-9 || ofRest <= 1e-9
                ? null
                : Math.Clamp((((double)Product / count) - (mean * rest)) / Math.Sqrt(ofShare * ofRest), -1, 1);
        }
    }

    internal ItemSums With(ItemResult result, decimal rest, int sign) => new()
    {
        Asked = Asked + sign,
        Answered = Answered + (result.Answered ? sign : 0),
        Share = Share + (sign * result.Share),
        ShareSquared = ShareSquared + (sign * result.Share * result.Share),
        Rest = Rest + (sign * rest),
        RestSquared = RestSquared + (sign * rest * rest),
        Product = Product + (sign * result.Share * rest),
        Chosen = result.Chosen.Aggregate(Chosen, (counts, id) => counts.SetItem(id, counts.GetValueOrDefault(id) + sign)),
    };
}

/// <summary>Item analysis of one version of a quiz, kept as sums so that one attempt more costs the same however many there were.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.item_analysis")]
public sealed record ItemAnalysis
{
    /// <summary>People below whom nothing is shown, whatever a school says: counts over fewer would show somebody (B09).</summary>
    public const int SmallestGroup = 10;

    /// <summary>People counted, each with her first attempt.</summary>
    [Id(0)] public int People { get; init; }

    [Id(1)] public ImmutableDictionary<string, ItemSums> Items { get; init; } = ImmutableDictionary<string, ItemSums>.Empty;

    /// <summary>One question, where enough people were asked it.</summary>
    /// <param name="least">How many are enough: what the school says, and at least <see cref="SmallestGroup"/>.</param>
    public ItemSums? Of(string question, int least) => Items.GetValueOrDefault(question) is { } sums && sums.Asked >= Math.Max(least, SmallestGroup) ? sums : null;

    /// <summary>This analysis with one person's results instead of those it had counted of her.</summary>
    public ItemAnalysis Count(ImmutableArray<ItemResult> before, ImmutableArray<ItemResult> now) => new()
    {
        People = People + (now.IsEmpty ? 0 : 1) - (before.IsEmpty ? 0 : 1),
        Items = Add(Add(Items, before, -1), now, 1),
    };

    private static ImmutableDictionary<string, ItemSums> Add(
        ImmutableDictionary<string, ItemSums> items, ImmutableArray<ItemResult> results, int sign)
    {
        var (earned, worth) = (results.Sum(result => result.Share * result.Worth), results.Sum(result => result.Worth));

        return results.Aggregate(items, (all, result) =>
        {
            var left = worth - result.Worth;
            var rest = left == 0 ? 0 : decimal.Round((earned - (result.Share * result.Worth)) / left, 4);
            return all.SetItem(result.Question, (all.GetValueOrDefault(result.Question) ?? new ItemSums()).With(result, rest, sign));
        });
    }
}

/// <summary>Keeps the item analysis of one version of a quiz.</summary>
/// <remarks>Key <c>tenant/{course}.{lesson}.{version}</c>. It holds no person.</remarks>
[Alias("quizzes.analysis")]
public interface IItemAnalysisGrain : ITenantScopedGrain
{
    [Alias("show")]
    Task<ItemAnalysis> Show();

    /// <summary>Counts somebody's results in place of what was counted of her before.</summary>
    /// <param name="operation">Names the count; a repeated one changes nothing.</param>
    [Alias("count")]
    Task Count(string operation, ImmutableArray<ItemResult> before, ImmutableArray<ItemResult> now);
}

/// <summary>A stored analysis.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.analysis.state")]
internal sealed record AnalysisRecord
{
    [Id(0)] public ItemAnalysis Analysis { get; init; } = new();
}

[GrainType("quizzes.analysis")]
internal sealed class ItemAnalysisGrain(
    [PersistentState("analysis", Storage.School)] IPersistentState<AnalysisRecord> record) : Grain, IItemAnalysisGrain
{
    public Task<ItemAnalysis> Show() => Task.FromResult(record.State.Analysis);

    // The store remembers the operation with the sums, so that a repeated one is counted once.
    public Task Count(string operation, ImmutableArray<ItemResult> before, ImmutableArray<ItemResult> now) => this.Commit(
        record,
        new AnalysisRecord { Analysis = record.State.Analysis.Count(before, now) },
        new Effects { Operation = operation });
}
