using System.Collections.Immutable;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Tests.Quizzes;

public class ItemAnalysisTests
{
    [Fact]
    public void Difficulty_and_discrimination_are_those_of_the_textbook()
    {
        // Ten people; a and b go together, c is against them. By hand: of a, mean 0.6; rest (b + c) / 2.
        int[] a = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
        int[] b = [1, 1, 1, 1, 1, 0, 1, 0, 0, 0];
        int[] c = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
        var analysis = Enumerable.Range(0, 10).Aggregate(
            new ItemAnalysis(), (sums, n) => sums.Count([], [Result("a", a[n]), Result("b", b[n]), Result("c", c[n])]));

        Assert.Equal(0.6m, analysis.Of("a", 10)!.Difficulty);
        Assert.Equal(Correlation(a, [.. b.Zip(c, (x, y) => (x + y) / 2.0)]), analysis.Of("a", 10)!.Discrimination!.Value, 9);
        Assert.True(analysis.Of("c", 10)!.Discrimination < 0);
    }

    [Fact]
    public void Below_the_smallest_group_nothing_is_shown()
    {
        var nine = Many(9);

        var ten = nine.Count([], [Result("a", 1)]);

        Assert.Null(nine.Of("a", least: 1));
        Assert.NotNull(ten.Of("a", least: 1));
        Assert.Null(ten.Of("a", least: 25));
    }

    [Fact]
    public void Counting_somebody_again_takes_the_first_count_back()
    {
        var before = Many(12);
        ImmutableArray<ItemResult> first = [Result("a", 1, "x"), Result("b", 0)];
        ImmutableArray<ItemResult> second = [Result("a", 0, "y"), Result("b", 1)];

        var changed = before.Count([], first).Count(first, second);
        var direct = before.Count([], second);

        Assert.Equal(direct.People, changed.People);
        Assert.Equal(direct.Of("a", 10)! with { Chosen = ImmutableDictionary<string, int>.Empty }, changed.Of("a", 10)! with { Chosen = ImmutableDictionary<string, int>.Empty });
        Assert.Equal((0, 1), (changed.Of("a", 10)!.Chosen["x"], changed.Of("a", 10)!.Chosen["y"]));
    }

    [Fact]
    public void Where_everybody_earned_the_same_nothing_is_told_apart() => Assert.Null(Many(10).Of("a", 10)!.Discrimination);

    private static ItemAnalysis Many(int people) =>
        Enumerable.Range(0, people).Aggregate(new ItemAnalysis(), (sums, _) => sums.Count([], [Result("a", 1), Result("b", 0)]));

    private static ItemResult Result(string question, decimal share, params string[] chosen) => new(question, share, 1, [.. chosen], true);

    private static double Correlation(int[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var product = x.Zip(y, (one, other) => (one - mx) * (other - my)).Sum();
        return product / Math.Sqrt(x.Sum(one => (one - mx) * (one - mx)) * y.Sum(other => (other - my) * (other - my)));
    }
}
