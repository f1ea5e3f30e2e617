using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Quizzes;

/// <summary>A person's attempts at one quiz, and the rules of beginning and counting them.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.book.state")]
internal sealed record QuizBook
{
    /// <summary>How much later than its deadline an answer may arrive: what the way from her browser takes.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Id(0)] public ImmutableArray<QuizAttempt> Attempts { get; init; } = [];

    [Id(1)] public int ExtraMinutes { get; init; }

    [Id(2)] public int ExtraAttempts { get; init; }

    /// <summary>An attempt has changed, and the course has not been told all of it.</summary>
    [Id(3)] public bool Untold { get; init; }

    /// <summary>Where her row in the lesson's list is; 0 before there is one.</summary>
    [Id(4)] public int Segment { get; init; }

    /// <summary>What she has beyond the rules has changed, and she has not been told.</summary>
    [Id(5)] public bool ExtraUntold { get; init; }

    /// <summary>How often that changed; names each of the changes.</summary>
    [Id(6)] public int ExtraChanges { get; init; }

    /// <summary>Nothing is to be done by the clock.</summary>
    public bool IsAtRest => Open?.Deadline is null && !Untold && !ExtraUntold;

    public QuizStanding Standing => new(Attempts, ExtraMinutes, ExtraAttempts);

    public QuizAttempt? Open => Attempts is [.., { State: AttemptState.Open } last] ? last : null;

    public QuizAttempt? Find(int number) => number > 0 && number <= Attempts.Length ? Attempts[number - 1] : null;

    /// <summary>This book with one attempt more, which is the last of them.</summary>
    public Outcome<QuizBook> Start(Quiz quiz, int version, long seed, DateTimeOffset now)
    {
        if (quiz.Questions.IsEmpty)
            return QuizErrors.NoQuestions;

        if (Closes(quiz.Settings) <= now)
            return QuizErrors.Closed;

        var most = MostAttempts(quiz.Settings, ExtraAttempts);

        if (Attempts.Length >= most)
            return QuizErrors.NoAttemptsLeft(most);

        var attempt = new QuizAttempt(Attempts.Length + 1, version, seed, now) { Deadline = Deadline(quiz.Settings, now) };
        return this with { Attempts = Attempts.Add(attempt) };
    }

    /// <summary>This book with an attempt in the place of the one of its number.</summary>
    public QuizBook With(QuizAttempt attempt) => this with { Attempts = Attempts.SetItem(attempt.Number - 1, attempt) };

    /// <summary>Attempts somebody has in all.</summary>
    public static int MostAttempts(QuizSettings settings, int extra) =>
        settings.Attempts == 0 ? QuizRules.MostAttempts : Math.Min(QuizRules.MostAttempts, settings.Attempts + extra);

    /// <summary>Whether an attempt is over though nobody submitted it.</summary>
    public static bool IsOver(QuizAttempt attempt, DateTimeOffset now) => now > attempt.Deadline + Grace;

    /// <summary>More minutes, for an attempt under way, too; itself where that is what she has.</summary>
    public QuizBook Allow(int minutes, int attempts)
    {
        if ((minutes, attempts) == (ExtraMinutes, ExtraAttempts))
            return this;

        var more = TimeSpan.FromMinutes(minutes - ExtraMinutes);
        var next = this with { ExtraMinutes = minutes, ExtraAttempts = attempts, ExtraUntold = true, ExtraChanges = ExtraChanges + 1 };
        return Open is { } open ? next.With(open with { Deadline = open.Deadline + more }) : next;
    }

    /// <summary>What she has for the lesson by what counts; null before an attempt is graded.</summary>
    public Grade? Grade(Id<Lesson> lesson, QuizSettings settings)
    {
        var graded = Attempts.Where(attempt => attempt.State == AttemptState.Graded).ToImmutableArray();

        if (graded.IsEmpty)
            return null;

        var last = graded[^1];
        var counted = settings.Counts == CountedAttempt.Best ? graded.MaxBy(attempt => attempt.Share)! : last;
        var points = settings.Counts == CountedAttempt.Average
            ? decimal.Round(graded.Average(attempt => attempt.Share) * last.OutOf, 2, MidpointRounding.AwayFromZero)
            : counted.Points;
        var passed = settings.Counts == CountedAttempt.Average
            ? Marking.Passes(points, last.OutOf, settings.PassPercent)
            : counted.Passed;

        return new Grade(lesson, counted.KeyVersion, points, counted.OutOf, passed, counted.EndedAt!.Value) { Answer = last.Number };
    }

    private DateTimeOffset? Closes(QuizSettings settings) => settings.DueAt + TimeSpan.FromMinutes(ExtraMinutes);

    private DateTimeOffset? Deadline(QuizSettings settings, DateTimeOffset now)
    {
        var limit = settings.Minutes == 0 ? (DateTimeOffset?)null : now + TimeSpan.FromMinutes(settings.Minutes + ExtraMinutes);
        return (limit, Closes(settings)) switch
        {
            ({ } one, { } other) => one < other ? one : other,
            var (one, other) => one ?? other,
        };
    }
}
