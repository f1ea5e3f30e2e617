namespace Darsgah.Grains.Quizzes;

/// <summary>What an answer is worth. No clock, no storage: the same answer always earns the same.</summary>
/// <remarks>
/// Answers come as values: ids of options that were chosen; <c>true</c> or <c>false</c>; texts; of matching, each option that was
/// answered with the one whose other side was put to it (<see cref="Pair"/>); of ordering, ids from first to last.
/// <para>
/// Parts of an answer count by the rules of the field where <see cref="QuizSettings.PartialPoints"/> is on. Several choices:
/// each right one earns its share of the right ones, each wrong one takes the same share off, never below nothing (as Canvas
/// does). Matching, gaps: the share of what is right. Ordering: the share of things at their own place (Moodle's
/// "absolute position").
/// </para>
/// <para>
/// A wrong choice (one of several, several, true or false) takes <see cref="QuizSettings.Penalty"/> per cent of the question's
/// points off; no answer takes nothing off, and an attempt never earns less than nothing.
/// </para>
/// </remarks>
public static class Marking
{
    /// <summary>Points of one answer, to two places; null for what a person has to grade.</summary>
    public static decimal? Points(Question question, ImmutableArray<string> answer, QuizSettings settings)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(settings);

        if (!IsAnswered(answer))
            return 0;

        if (question.Kind == QuestionKind.Essay)
            return null;

        var share = Share(question, answer);

        if (share < 1 && !settings.PartialPoints)
            share = 0;

        if (share == 0 && question.Kind is QuestionKind.OneChoice or QuestionKind.ManyChoices or QuestionKind.TrueFalse)
            share = -settings.Penalty / 100m;

        return decimal.Round(question.Points * share, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>A pair that was matched, by the ids of the options whose sides were put together.</summary>
    public static string Pair(string left, string right) => $"{left}>{right}";

    /// <summary>What all of an attempt earned: never below nothing.</summary>
    public static decimal Total(IEnumerable<decimal> points) => Math.Max(0, points.Sum());

    /// <summary>Whether points pass.</summary>
    public static bool Passes(decimal points, decimal outOf, int passPercent) => points * 100 >= outOf * passPercent;

    /// <summary>Whether there is an answer at all.</summary>
    public static bool IsAnswered(ImmutableArray<string> answer) =>
        !answer.IsDefaultOrEmpty && answer.Any(value => !string.IsNullOrWhiteSpace(value));

    private static decimal Share(Question question, ImmutableArray<string> answer) => question.Kind switch
    {
        QuestionKind.OneChoice => answer is [var only] && question.Options.Any(option => option.IsRight && option.Id == only) ? 1 : 0,
        QuestionKind.ManyChoices => OfChoices(question.Options, [.. answer]),
        QuestionKind.TrueFalse => answer is [var said] && said == (question.IsTrue ? "true" : "false") ? 1 : 0,
        QuestionKind.ShortText => AnswerText.IsAny(answer[0], question.Accepted) ? 1 : 0,
        QuestionKind.Number => AnswerText.Numbers(answer[0]).Any(number => IsNear(number, question)) ? 1 : 0,
        QuestionKind.Matching => Right(question.Options.Length, index => IsMatch(question.Options, question.Options[index], answer)),
        QuestionKind.Ordering => Right(question.Options.Length, index => question.Options[index].Id == At(answer, index)),
        QuestionKind.FillIn => OfGaps(GapText.Gaps(question.Text), answer),
        _ => 0,
    };

    private static decimal OfChoices(ImmutableArray<AnswerOption> options, ImmutableHashSet<string> chosen)
    {
        var rights = options.Count(option => option.IsRight);
        var found = options.Count(option => option.IsRight && chosen.Contains(option.Id));
        return rights == 0 ? 0 : Math.Max(0, (found - (chosen.Count - found)) / (decimal)rights);
    }

    // Two pairs with the same other side are right whichever is put where.
    private static bool IsMatch(ImmutableArray<AnswerOption> options, AnswerOption left, ImmutableArray<string> answer) =>
        options.Any(right => string.Equals(right.Match, left.Match, StringComparison.Ordinal)
            && answer.Contains(Pair(left.Id, right.Id), StringComparer.Ordinal));

    private static decimal OfGaps(ImmutableArray<ImmutableArray<string>> gaps, ImmutableArray<string> answer) =>
        Right(gaps.Length, index => AnswerText.IsAny(At(answer, index), gaps[index]));

    private static bool IsNear(decimal number, Question question) =>
        decimal.Abs(number) <= QuizRules.LargestNumber * 1_000 && decimal.Abs(number - question.Value) <= question.Tolerance;

    private static decimal Right(int count, Func<int, bool> isRight) =>
        count == 0 ? 0 : Enumerable.Range(0, count).Count(isRight) / (decimal)count;

    private static string At(ImmutableArray<string> answer, int index) => index < answer.Length ? answer[index] : "";
}
