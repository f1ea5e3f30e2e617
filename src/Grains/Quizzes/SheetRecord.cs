namespace Darsgah.Grains.Quizzes;

/// <summary>The answers and marks of one attempt, and the rules of changing them.</summary>
[GenerateSerializer, Immutable, Alias("quizzes.sheet.state")]
internal sealed record SheetRecord
{
    public const int LongestAnswer = 20_000;
    public const int LongestShort = 500;
    public const int LongestTogether = 60_000;

    [Id(0)] public ImmutableDictionary<string, GivenAnswer> Answers { get; init; } = ImmutableDictionary<string, GivenAnswer>.Empty;

    [Id(1)] public ImmutableDictionary<string, AnswerMark> Marks { get; init; } = ImmutableDictionary<string, AnswerMark>.Empty;

    /// <summary>It takes no answers any more.</summary>
    [Id(2)] public bool Closed { get; init; }

    /// <summary>What the item analysis has counted of it; none before.</summary>
    [Id(3)] public ImmutableArray<ItemResult> Counted { get; init; } = [];

    /// <summary>How often it was counted.</summary>
    [Id(4)] public int Counts { get; init; }

    /// <summary>This sheet with what is newer of some answers, and what was not.</summary>
    public (SheetRecord Next, ImmutableArray<string> Stale) Save(ImmutableArray<AnswerToSave> sent, DateTimeOffset now)
    {
        var answers = Answers.ToBuilder();
        var stale = ImmutableArray.CreateBuilder<string>();
        var changed = false;

        foreach (var answer in sent)
        {
            var kept = answers.GetValueOrDefault(answer.Question) ?? GivenAnswer.None;

            if (kept.Values.SequenceEqual(answer.Values, StringComparer.Ordinal))
                continue;

            // Another page, or a later try, wrote since this one was made. What is kept is never undone.
            if (answer.Seen != kept.Revision)
            {
                stale.Add(answer.Question);
                continue;
            }

            answers[answer.Question] = new GivenAnswer(answer.Values, kept.Revision + 1, now);
            changed = true;
        }

        return (changed ? this with { Answers = answers.ToImmutable() } : this, stale.ToImmutable());
    }

    /// <summary>Why answers cannot be kept; null where they can.</summary>
    public static Error? Check(ImmutableDictionary<string, AskedQuestion> asked, ImmutableArray<AnswerToSave> sent)
    {
        foreach (var answer in sent)
        {
            if (!asked.TryGetValue(answer.Question, out var question))
                return QuizErrors.NoSuchQuestion(answer.Question.Length > 40 ? answer.Question[..40] : answer.Question);

            var longest = question.Kind == QuestionKind.Essay ? LongestAnswer : LongestShort;

            if (answer.Values.Length > QuizRules.MostOptions || answer.Values.Any(value => value.Length > longest))
                return QuizErrors.AnswerTooLong(longest);
        }

        return null;
    }

    public bool IsTooLong => Answers.Sum(answer => answer.Value.Values.Sum(value => value.Length)) > LongestTogether;

    /// <summary>This sheet marked by the keys of the questions; what a person gave stays.</summary>
    public SheetRecord Mark(IEnumerable<(AskedQuestion Asked, Question Key)> questions, QuizSettings settings, DateTimeOffset now) =>
        this with
        {
            Closed = true,
            Marks = questions.ToImmutableDictionary(
                pair => pair.Asked.Id,
                pair => Marks.GetValueOrDefault(pair.Asked.Id) is { By.Length: > 0 } given
                    ? given
                    : new AnswerMark(Marking.Points(pair.Key, pair.Asked.ToKey(Values(pair.Asked)), settings), "", "", now),
                StringComparer.Ordinal),
        };

    /// <summary>What the item analysis counts of it.</summary>
    public ImmutableArray<ItemResult> Results(ImmutableArray<AskedQuestion> questions) =>
    [
        .. questions.Select(asked => new ItemResult(
            asked.Id,
            asked.Points == 0 ? 0 : decimal.Round((Marks.GetValueOrDefault(asked.Id)?.Points ?? 0) / asked.Points, 4),
            asked.Points,
            asked.Kind is QuestionKind.OneChoice or QuestionKind.ManyChoices ? asked.ToKey(Values(asked)) : [],
            Marking.IsAnswered(Values(asked)))),
    ];

    private ImmutableArray<string> Values(AskedQuestion asked) => Answers.GetValueOrDefault(asked.Id)?.Values ?? [];
}
