using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Quizzes;

/// <summary>One person's attempts at the quiz of one lesson. Only here is it decided what counts and when it is over.</summary>
/// <remarks>
/// Key <c>tenant/{person}.{course}.{lesson}</c>; kept sealed with her own key. An attempt that nobody submits ends by itself at
/// its deadline: whoever looks next finds it ended, and a reminder looks if nobody does.
/// </remarks>
[Alias("quizzes.book"), ServesPurpose("teaching", DataCategory.Learning, DataCategory.Profile)]
public interface IQuizBookGrain : ITenantScopedGrain
{
    /// <summary>Her attempts, and what she is allowed beyond the rules.</summary>
    [Alias("standing")]
    Task<QuizStanding> Standing();

    /// <summary>Begins an attempt: draws its questions, binds it to the published version, fixes its deadline. One that is under way is returned instead.</summary>
    /// <returns>The attempt; or <see cref="QuizErrors.NoQuiz"/>, <see cref="QuizErrors.NoAttemptsLeft"/>, <see cref="QuizErrors.Closed"/>.</returns>
    [Alias("start")]
    Task<Outcome<QuizAttempt>> Start();

    /// <summary>Takes her out of the lists of those who grade, for good. Repeating it changes nothing.</summary>
    [Alias("forget")]
    Task Forget();

    /// <summary>Counts her first attempt in the item analysis, or no more, as she wishes it now (B38). Repeating it changes nothing.</summary>
    [Alias("recount")]
    Task Recount();

    /// <summary>An attempt with her answers and their marks.</summary>
    /// <returns>The sheet; or <see cref="QuizErrors.NoSuchAttempt"/>.</returns>
    [Alias("sheet")]
    Task<Outcome<QuizSheet>> Sheet(int number);

    /// <summary>Keeps answers. One that was made from an older revision than the kept one never replaces it.</summary>
    /// <returns>What is kept now of what was sent; or <see cref="QuizErrors.Ended"/>, a refused answer.</returns>
    [Alias("save")]
    Task<Outcome<SavedAnswers>> Save(int number, ImmutableArray<AnswerToSave> answers);

    /// <summary>Ends an attempt: what was saved counts. Repeating it changes nothing.</summary>
    /// <returns>The attempt; or <see cref="QuizErrors.NoSuchAttempt"/>.</returns>
    [Alias("submit")]
    Task<Outcome<QuizAttempt>> Submit(int number);

    /// <summary>Gives her more than the rules do; an attempt under way gets its time at once. By staff.</summary>
    /// <param name="minutes">Minutes more for each attempt and after the quiz has closed, 0 to 10080.</param>
    /// <param name="attempts">Attempts more, 0 to 100.</param>
    [Alias("allow")]
    Task<Outcome<QuizStanding>> Allow(int minutes, int attempts);

    /// <summary>Gives points to one answer of an attempt that has ended. By staff.</summary>
    /// <returns>The attempt; or <see cref="QuizErrors.StillOpen"/>, <see cref="QuizErrors.BadPoints"/>.</returns>
    [Alias("grade")]
    Task<Outcome<QuizAttempt>> Grade(int number, string question, decimal points, string feedback);

    /// <summary>
    /// Marks an attempt again by the key of the newest version, question by question of the same id and kind. What a person
    /// gave stays, what a question was worth stays, and the grade it had stays in its history. By staff.
    /// </summary>
    /// <returns>The attempt; or <see cref="QuizErrors.StillOpen"/>.</returns>
    [Alias("regrade")]
    Task<Outcome<QuizAttempt>> Regrade(int number);
}

/// <param name="Attempts">Oldest first; numbered from 1.</param>
/// <param name="ExtraMinutes">Minutes she has beyond the rules.</param>
/// <param name="ExtraAttempts">Attempts she has beyond the rules.</param>
[GenerateSerializer, Immutable, Alias("quizzes.standing"), PersonalData(DataCategory.Learning)]
public sealed record QuizStanding(ImmutableArray<QuizAttempt> Attempts, int ExtraMinutes, int ExtraAttempts);

/// <summary>How far an attempt is. The numbers are kept.</summary>
public enum AttemptState
{
    Open = 0,

    /// <summary>Ended, and a person has to grade a part of it.</summary>
    Waiting = 1,

    Graded = 2,

    /// <summary>Given back for more; of assignments alone.</summary>
    Returned = 3,
}

/// <param name="Number">From 1.</param>
/// <param name="Version">Version of the lesson that is answered.</param>
/// <param name="Seed">What its questions and their order are drawn from.</param>
/// <param name="StartedAt">UTC.</param>
[GenerateSerializer, Immutable, Alias("quizzes.attempt"), PersonalData(DataCategory.Learning)]
public sealed record QuizAttempt(int Number, int Version, long Seed, DateTimeOffset StartedAt)
{
    /// <summary>When it ends by itself, UTC; null for never.</summary>
    [Id(4)] public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it ended, UTC; null while it is open.</summary>
    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    [Id(6)] public AttemptState State { get; init; }

    /// <summary>What it earned; of one that waits, so far.</summary>
    [Id(7)] public decimal Points { get; init; }

    /// <summary>What there was to earn.</summary>
    [Id(8)] public decimal OutOf { get; init; }

    [Id(9)] public bool Passed { get; init; }

    /// <summary>Version whose key it was marked by.</summary>
    [Id(10)] public int KeyVersion { get; init; }

    /// <summary>Grades it had before, oldest first.</summary>
    [Id(11)] public ImmutableArray<PastGrade> Past { get; init; } = [];

    /// <summary>A person gave a part of it.</summary>
    [Id(12)] public bool ByPerson { get; init; }

    /// <summary>Its share of the points, 0 to 1.</summary>
    public decimal Share => OutOf == 0 ? 0 : Points / OutOf;
}

/// <summary>A grade that was replaced.</summary>
/// <param name="Version">Version whose key it was marked by.</param>
/// <param name="Until">When it was replaced, UTC.</param>
/// <param name="By">Who replaced it.</param>
[GenerateSerializer, Immutable, Alias("quizzes.past_grade"), PersonalData(DataCategory.Learning)]
public sealed record PastGrade(decimal Points, decimal OutOf, int Version, DateTimeOffset Until, string By);

/// <param name="Answers">By question, what was answered.</param>
/// <param name="Marks">By question, what it earned; none while the attempt is open.</param>
[GenerateSerializer, Immutable, Alias("quizzes.attempt_sheet"), PersonalData(DataCategory.Learning)]
public sealed record QuizSheet(
    QuizAttempt Attempt,
    ImmutableDictionary<string, GivenAnswer> Answers,
    ImmutableDictionary<string, AnswerMark> Marks)
{
    /// <summary>An answer; an empty one of revision 0 where there is none.</summary>
    public GivenAnswer AnswerTo(string question) => Answers.GetValueOrDefault(question) ?? GivenAnswer.None;
}

/// <param name="Values">In the terms of <see cref="AskedQuestion"/>.</param>
/// <param name="Revision">How often it was changed.</param>
/// <param name="At">When it was saved, UTC.</param>
[GenerateSerializer, Immutable, Alias("quizzes.answer"), PersonalData(DataCategory.Learning)]
public sealed record GivenAnswer(ImmutableArray<string> Values, int Revision, DateTimeOffset At)
{
    /// <summary>No answer yet.</summary>
    public static GivenAnswer None { get; } = new([], 0, default);
}

/// <param name="Points">What the answer earned; null where a person has to say.</param>
/// <param name="By">Who said it; empty for the key.</param>
/// <param name="Feedback">What she said of it.</param>
[GenerateSerializer, Immutable, Alias("quizzes.mark"), PersonalData(DataCategory.Learning)]
public sealed record AnswerMark(decimal? Points, string By, string Feedback, DateTimeOffset At);

/// <param name="Values">In the terms of <see cref="AskedQuestion"/>.</param>
/// <param name="Seen">Revision of the answer that was on her page.</param>
[GenerateSerializer, Immutable, Alias("quizzes.answer_to_save"), PersonalData(DataCategory.Learning)]
public sealed record AnswerToSave(string Question, ImmutableArray<string> Values, int Seen);

/// <param name="Revisions">Of each question that was sent, the revision that is kept now.</param>
/// <param name="Stale">Questions whose answer had been changed elsewhere since the page was made: the newer one is kept.</param>
/// <param name="Attempt">The attempt.</param>
[GenerateSerializer, Immutable, Alias("quizzes.saved"), PersonalData(DataCategory.Learning)]
public sealed record SavedAnswers(
    ImmutableDictionary<string, int> Revisions, ImmutableArray<string> Stale, QuizAttempt Attempt);
