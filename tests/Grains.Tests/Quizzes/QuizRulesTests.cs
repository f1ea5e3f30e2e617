using System.Collections.Immutable;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Tests.Quizzes;

public class QuizRulesTests
{
    [Fact]
    public void One_question_of_each_kind_is_fine() => Assert.Null(QuizRules.Check(Questions.Every()));

    [Fact]
    public void Ten_thousand_questions_are_refused_by_name()
    {
        var quiz = new Quiz { Questions = [.. Enumerable.Range(0, 10_000).Select(n => Questions.TrueFalse($"q{n}"))] };

        var refusal = QuizRules.Check(quiz);

        Assert.Equal(("quiz.too_many_questions", "10000"), (refusal!.Code, refusal.Values["count"]));
    }

    [Fact]
    public void More_text_than_a_lesson_keeps_is_refused()
    {
        var long1 = new string('ک', QuizRules.LongestText);
        var quiz = new Quiz { Questions = [.. Enumerable.Range(0, 6).Select(n => Questions.Essay($"q{n}") with { Text = long1 })] };

        Assert.Equal("quiz.too_large", QuizRules.Check(quiz)!.Code);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "quiz.one_right", "no right one" },
        { "quiz.some_right", "no right of many" },
        { "quiz.two_options", "one option" },
        { "quiz.two_pairs", "one pair" },
        { "quiz.match_missing", "half a pair" },
        { "quiz.accepted_missing", "nothing accepted" },
        { "quiz.number_bad", "negative tolerance" },
        { "quiz.gaps_missing", "no gaps" },
        { "quiz.gaps_missing", "empty gap" },
        { "quiz.text_missing", "no text" },
        { "quiz.points_bad", "no points" },
        { "quiz.points_bad", "a third" },
        { "quiz.option_bad", "empty option" },
        { "quiz.option_twice", "same option" },
        { "quiz.id_bad", "bad id" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_question_that_cannot_be_asked_is_refused_by_name(string code, string what) =>
        Assert.Equal(code, QuizRules.Check(Made(what))!.Code);

    [Theory]
    [InlineData("quiz.minutes_bad", -1, 0, 50, 0)]
    [InlineData("quiz.attempts_bad", 0, 101, 50, 0)]
    [InlineData("quiz.percent_bad", 0, 0, 101, 0)]
    [InlineData("quiz.percent_bad", 0, 0, 50, -1)]
    public void Settings_that_cannot_be_are_refused_by_name(string code, int minutes, int attempts, int pass, int penalty) =>
        Assert.Equal(code, QuizRules.Check(new QuizSettings { Minutes = minutes, Attempts = attempts, PassPercent = pass, Penalty = penalty })!.Code);

    [Fact]
    public void Answers_shown_after_it_closes_need_a_day_on_which_it_does()
    {
        Assert.Equal("quiz.due_missing", QuizRules.Check(new QuizSettings { Answers = AnswersShown.AfterDue })!.Code);
        Assert.Null(QuizRules.Check(new QuizSettings { Answers = AnswersShown.AfterDue, DueAt = DateTimeOffset.UnixEpoch }));
    }

    [Theory]
    [InlineData("No gap", 0)]
    [InlineData("[[a]][[b|c]]", 2)]
    [InlineData("[[a]", 0)]
    [InlineData("[[[a]]]", 1)]
    [InlineData("[[ | ]]", 1)]
    public void Gaps_are_found(string text, int gaps) => Assert.Equal(gaps, GapText.Gaps(text).Length);

    private static Question Made(string what) => what switch
    {
        "no right one" => Questions.OneChoice() with { Options = [new("a", "A"), new("b", "B")] },
        "no right of many" => Questions.ManyChoices() with { Options = [new("a", "A"), new("b", "B")] },
        "one option" => Questions.OneChoice() with { Options = [new("a", "A") { IsRight = true }] },
        "one pair" => Questions.Matching() with { Options = [new("a", "A") { Match = "1" }] },
        "half a pair" => Questions.Matching() with { Options = [new("a", "A") { Match = "1" }, new("b", "B")] },
        "nothing accepted" => Questions.ShortText() with { Accepted = ["\u200C"] },
        "negative tolerance" => Questions.Number() with { Tolerance = -1 },
        "no gaps" => Questions.FillIn() with { Text = "None" },
        "empty gap" => Questions.FillIn() with { Text = "[[ ]]" },
        "no text" => Questions.Essay() with { Text = "  " },
        "no points" => Questions.Essay() with { Points = 0 },
        "a third" => Questions.Essay() with { Points = 1.333m },
        "empty option" => Questions.OneChoice() with { Options = [new("a", "") { IsRight = true }, new("b", "B")] },
        "same option" => Questions.OneChoice() with { Options = [new("a", "A") { IsRight = true }, new("a", "B")] },
        _ => Questions.Essay() with { Id = "-" },
    };
}
