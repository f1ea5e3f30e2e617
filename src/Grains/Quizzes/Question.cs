namespace Darsgah.Grains.Quizzes;

/// <summary>How a question is answered. The numbers are kept.</summary>
public enum QuestionKind
{
    /// <summary>One of several answers.</summary>
    OneChoice = 1,

    /// <summary>Any number of several answers.</summary>
    ManyChoices = 2,

    /// <summary>True or false.</summary>
    TrueFalse = 3,

    /// <summary>A few words, compared with accepted ones.</summary>
    ShortText = 4,

    /// <summary>A number, within a tolerance.</summary>
    Number = 5,

    /// <summary>What belongs to what.</summary>
    Matching = 6,

    /// <summary>Things put in order.</summary>
    Ordering = 7,

    /// <summary>A text with gaps.</summary>
    FillIn = 8,

    /// <summary>Words of her own, graded by a person.</summary>
    Essay = 9,
}

/// <summary>One question, with its answer key. Never leaves the server before it may be seen: see <see cref="AskedQuestion"/>.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.question")]
public sealed record Question
{
    /// <summary>Names it in its quiz over all versions; an id.</summary>
    [Id(0)] public string Id { get; init; } = "";

    [Id(1)] public QuestionKind Kind { get; init; } = QuestionKind.OneChoice;

    /// <summary>What is asked: Markdown; of <see cref="QuestionKind.FillIn"/>, plain text with gaps like <c>[[Kabul|کابل]]</c>.</summary>
    [Id(2)] public string Text { get; init; } = "";

    /// <summary>What it is worth, 0.01 to 100.</summary>
    [Id(3)] public decimal Points { get; init; } = 1;

    /// <summary>The pool it is drawn from; empty where it is always asked.</summary>
    [Id(4)] public string Pool { get; init; } = "";

    /// <summary>
    /// Answers to choose from; of <see cref="QuestionKind.Matching"/> the pairs, of <see cref="QuestionKind.Ordering"/> the
    /// things in their right order.
    /// </summary>
    [Id(5)] public ImmutableArray<AnswerOption> Options { get; init; } = [];

    /// <summary>What is accepted of <see cref="QuestionKind.ShortText"/>.</summary>
    [Id(6)] public ImmutableArray<string> Accepted { get; init; } = [];

    /// <summary>What is right of <see cref="QuestionKind.TrueFalse"/>.</summary>
    [Id(7)] public bool IsTrue { get; init; }

    /// <summary>What is right of <see cref="QuestionKind.Number"/>.</summary>
    [Id(8)] public decimal Value { get; init; }

    /// <summary>How far a number may be from it, 0 or more.</summary>
    [Id(9)] public decimal Tolerance { get; init; }

    /// <summary>Said of any answer, with the answers.</summary>
    [Id(10)] public string Feedback { get; init; } = "";
}

/// <param name="Id">Names it in its question over all versions.</param>
/// <param name="Text">What is chosen, matched or ordered.</param>
[GenerateSerializer, Immutable, Alias("quizzes.option")]
public sealed record AnswerOption(string Id, string Text)
{
    /// <summary>It is right; of the kinds with choices.</summary>
    [Id(2)] public bool IsRight { get; init; }

    /// <summary>What it belongs to; of <see cref="QuestionKind.Matching"/>.</summary>
    [Id(3)] public string Match { get; init; } = "";

    /// <summary>Said to who chose it, with the answers.</summary>
    [Id(4)] public string Feedback { get; init; } = "";
}
