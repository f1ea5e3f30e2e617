namespace Darsgah.Grains.Quizzes;

/// <summary>Questions, and how they are asked. What a lesson of this kind holds; its versions are the lesson's.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.quiz")]
public sealed record Quiz
{
    /// <summary>How it is asked and counted.</summary>
    [Id(0)] public QuizSettings Settings { get; init; } = new();

    /// <summary>In their order.</summary>
    [Id(1)] public ImmutableArray<Question> Questions { get; init; } = [];

    /// <summary>From each of these, so many questions are drawn; a question that names no pool is always asked.</summary>
    [Id(2)] public ImmutableArray<QuestionPool> Pools { get; init; } = [];

    /// <summary>One by its id, or null.</summary>
    public Question? Find(string id) => Questions.FirstOrDefault(question => question.Id == id);
}

/// <param name="Name">What its questions name; 1 to 40 characters.</param>
/// <param name="Draw">Questions drawn for each attempt; all, where there are not so many.</param>
[GenerateSerializer, Immutable, Alias("quizzes.pool")]
public sealed record QuestionPool(string Name, int Draw);

/// <summary>How a quiz is asked and counted.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.settings")]
public sealed record QuizSettings
{
    /// <summary>Minutes for an attempt; 0 for as long as she likes.</summary>
    [Id(0)] public int Minutes { get; init; }

    /// <summary>Attempts she has; 0 for as many as she likes.</summary>
    [Id(1)] public int Attempts { get; init; }

    /// <summary>Per cent of the points that pass it, 0 to 100.</summary>
    [Id(2)] public int PassPercent { get; init; } = 50;

    /// <summary>Each attempt has the questions in an order of its own.</summary>
    [Id(3)] public bool ShuffleQuestions { get; init; }

    /// <summary>Each attempt has the answers to choose from in an order of its own.</summary>
    [Id(4)] public bool ShuffleOptions { get; init; }

    /// <summary>One question a page; else many.</summary>
    [Id(5)] public bool OneAtATime { get; init; }

    /// <summary>Parts of an answer count (see <see cref="Marking"/>); else it is whole or nothing.</summary>
    [Id(6)] public bool PartialPoints { get; init; } = true;

    /// <summary>Per cent of a question's points that a wrong choice takes off, 0 to 100; 0 for none.</summary>
    [Id(7)] public int Penalty { get; init; }

    /// <summary>When she sees which answers were right.</summary>
    [Id(8)] public AnswersShown Answers { get; init; } = AnswersShown.AfterAttempt;

    /// <summary>Which attempt counts.</summary>
    [Id(9)] public CountedAttempt Counts { get; init; }

    /// <summary>When it closes, UTC: what was saved until then counts. Null for never.</summary>
    [Id(10)] public DateTimeOffset? DueAt { get; init; }
}

/// <summary>When somebody sees which answers were right. The numbers are kept.</summary>
public enum AnswersShown
{
    Never = 0,

    /// <summary>After each attempt.</summary>
    AfterAttempt = 1,

    /// <summary>When she has no attempt left, or the quiz has closed.</summary>
    AfterLastAttempt = 2,

    /// <summary>When the quiz has closed; one that never closes shows none.</summary>
    AfterDue = 3,
}

/// <summary>Which attempt counts. The numbers are kept.</summary>
public enum CountedAttempt
{
    Best = 0,

    Last = 1,

    /// <summary>The mean of what each attempt earned of its points.</summary>
    Average = 2,
}
