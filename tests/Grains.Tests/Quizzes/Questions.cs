using System.Collections.Immutable;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Tests.Quizzes;

/// <summary>One question of each kind, and quizzes made of them.</summary>
internal static class Questions
{
    public static readonly QuizSettings Settings = new();

    public static Question OneChoice(string id = "one") => new()
    {
        Id = id,
        Kind = QuestionKind.OneChoice,
        Text = "Which?",
        Options = [Option("a", isRight: true), Option("b"), Option("c")],
    };

    public static Question ManyChoices(string id = "many") => new()
    {
        Id = id,
        Kind = QuestionKind.ManyChoices,
        Text = "Which ones?",
        Points = 2,
        Options = [Option("a", isRight: true), Option("b", isRight: true), Option("c"), Option("d")],
    };

    public static Question TrueFalse(string id = "truth") => new() { Id = id, Kind = QuestionKind.TrueFalse, Text = "Is it?", IsTrue = true };

    public static Question ShortText(string id = "short") => new()
    {
        Id = id,
        Kind = QuestionKind.ShortText,
        Text = "What is it called?",
        Accepted = ["می‌روم", "Kabul", "مدرسة"],
    };

    public static Question Number(string id = "number") => new()
    {
        Id = id,
        Kind = QuestionKind.Number,
        Text = "How much?",
        Value = 3.14m,
        Tolerance = 0.01m,
    };

    public static Question Matching(string id = "match") => new()
    {
        Id = id,
        Kind = QuestionKind.Matching,
        Text = "What belongs to what?",
        Points = 3,
        Options = [Pair("a", "Kabul", "Afghanistan"), Pair("b", "Cairo", "Egypt"), Pair("c", "Giza", "Egypt")],
    };

    public static Question Ordering(string id = "order") => new()
    {
        Id = id,
        Kind = QuestionKind.Ordering,
        Text = "In which order?",
        Points = 4,
        Options = [Option("a"), Option("b"), Option("c"), Option("d")],
    };

    public static Question FillIn(string id = "gaps") => new()
    {
        Id = id,
        Kind = QuestionKind.FillIn,
        Text = "The capital is [[Kabul|کابل]], and two and two are [[4]].",
        Points = 2,
    };

    public static Question Essay(string id = "essay") => new() { Id = id, Kind = QuestionKind.Essay, Text = "Why?", Points = 5 };

    /// <summary>One question of each kind.</summary>
    public static Quiz Every(QuizSettings? settings = null) => new()
    {
        Settings = settings ?? Settings,
        Questions = [OneChoice(), ManyChoices(), TrueFalse(), ShortText(), Number(), Matching(), Ordering(), FillIn(), Essay()],
    };

    private static AnswerOption Option(string id, bool isRight = false) => new(id, $"Option {id}") { IsRight = isRight };

    private static AnswerOption Pair(string id, string left, string right) => new(id, left) { Match = right };
}
