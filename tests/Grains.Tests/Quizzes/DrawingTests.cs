using System.Collections.Immutable;
using System.Globalization;
using Darsgah.Grains.Quizzes;
using FsCheck;
using FsCheck.Fluent;

namespace Darsgah.Grains.Tests.Quizzes;

public class DrawingTests
{
    private static readonly QuizSettings Mixed = Questions.Settings with { ShuffleQuestions = true, ShuffleOptions = true };

    [Fact]
    public void A_shuffle_has_everything_once()
    {
        Prop.ForAll(Gen.Choose(0, 40).Zip(Gen.Choose(int.MinValue, int.MaxValue)).ToArbitrary(), drawn =>
            Drawing.Shuffled(drawn.Item1, drawn.Item2).Order().SequenceEqual(Enumerable.Range(0, drawn.Item1))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_seed_gives_one_order_and_seeds_differ()
    {
        var orders = Enumerable.Range(0, 50).Select(seed => string.Join(',', Drawing.Shuffled(10, seed))).ToArray();

        Assert.Equal(orders[7], string.Join(',', Drawing.Shuffled(10, 7)));
        Assert.True(orders.Distinct(StringComparer.Ordinal).Count() > 40);
    }

    [Fact]
    public void Every_order_of_three_comes_about_as_often()
    {
        var counts = Enumerable.Range(0, 6_000).GroupBy(seed => string.Join(',', Drawing.Shuffled(3, seed)), StringComparer.Ordinal)
            .Select(group => group.Count()).ToArray();

        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void From_a_pool_so_many_are_drawn_and_what_has_none_is_always_asked()
    {
        var quiz = new Quiz
        {
            Settings = Mixed,
            Pools = [new QuestionPool("easy", 2)],
            Questions = [.. Enumerable.Range(0, 6).Select(n => Questions.TrueFalse($"q{n}") with { Pool = n < 5 ? "easy" : "" })],
        };

        var drawn = Enumerable.Range(0, 40).Select(seed => Drawing.Of(quiz, seed).Select(asked => asked.Id).ToArray()).ToArray();

        Assert.All(drawn, ids => Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count()));
        Assert.All(drawn, ids => Assert.Contains("q5", ids));
        Assert.Equal(6, drawn.SelectMany(ids => ids).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_pool_with_too_few_questions_gives_all_of_them_and_one_that_is_gone_none_away()
    {
        var quiz = new Quiz
        {
            Pools = [new QuestionPool("small", 9)],
            Questions = [Questions.TrueFalse("a") with { Pool = "small" }, Questions.TrueFalse("b") with { Pool = "gone" }],
        };

        Assert.Equal(["a", "b"], Drawing.Of(quiz, 1).Select(asked => asked.Id));
    }

    [Fact]
    public void Unshuffled_questions_come_in_their_order()
    {
        var quiz = Questions.Every();

        Assert.Equal(quiz.Questions.Select(question => question.Id), Drawing.Of(quiz, 99).Select(asked => asked.Id));
    }

    [Fact]
    public void What_a_page_sends_means_the_same_in_any_order_of_the_page()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var asked = Drawing.Of(Questions.Every(Mixed), seed).ToDictionary(question => question.Id, StringComparer.Ordinal);

            Assert.Equal("a", Assert.Single(asked["one"].ToKey([Place(asked["one"].Options, "Option a")])));
            Assert.Equal(["b", "a"], asked["many"].ToKey([Place(asked["many"].Options, "Option b"), Place(asked["many"].Options, "Option a")]));

            string[] countries = ["Afghanistan", "Egypt", "Egypt"];
            var matched = asked["match"].ToKey([.. countries.Select(country => Place(asked["match"].Matches, country))]);
            Assert.Equal(3, Marking.Points(Questions.Matching(), matched, Mixed));

            var ordered = asked["order"].ToKey([.. asked["order"].Options.Select(text => (text[^1] - 'a' + 1).ToString(CultureInfo.InvariantCulture))]);
            Assert.Equal(["a", "b", "c", "d"], ordered);
        }
    }

    [Theory]
    [InlineData("1,1,1,1", ",,,")]
    [InlineData("0,5,-1,x", ",,,")]
    [InlineData("2", ",0,,")]
    public void What_is_no_place_and_two_things_at_one_place_are_nowhere(string sent, string expected)
    {
        var asked = Assert.Single(Drawing.Of(new Quiz { Questions = [Questions.Ordering()] }, 3));
        var values = asked.ToKey([.. sent.Split(',')]);

        Assert.Equal(expected.Split(',').Select(part => part.Length > 0), values.Select(id => id.Length > 0));
    }

    [Fact]
    public void What_is_asked_shows_each_other_side_once_and_gaps_without_their_answers()
    {
        var asked = Drawing.Of(Questions.Every(), 5).ToDictionary(question => question.Id, StringComparer.Ordinal);

        Assert.Equal(["Afghanistan", "Egypt"], asked["match"].Matches.Order(StringComparer.Ordinal));
        Assert.Equal(["The capital is ", ", and two and two are ", "."], asked["gaps"].Pieces);
        Assert.Empty(asked["gaps"].Text);
        Assert.Empty(asked["short"].Options);
    }

    private static string Place(ImmutableArray<string> shown, string text) => shown.IndexOf(text).ToString(CultureInfo.InvariantCulture);
}
