using System.Text;

namespace Darsgah.Grains.Quizzes;

/// <summary>What a quiz may hold, so that each of its questions can be asked and a lesson stays small.</summary>
public static class QuizRules
{
    public const int MostQuestions = 200;
    public const int MostOptions = 20;
    public const int MostPools = 20;
    public const int LongestText = 8_000;
    public const int LongestOption = 500;
    public const int LongestFeedback = 2_000;
    public const int LongestAccepted = 200;
    public const int LongestPool = 40;
    public const int MostMinutes = 7 * 24 * 60;
    public const decimal MostPoints = 100;
    public const decimal LargestNumber = 1_000_000_000_000m;

    /// <summary>Attempts of one person, however many the quiz allows.</summary>
    public const int MostAttempts = 100;

    /// <summary>Text of all questions in UTF-8, with what keeping it costs: a draft and a version of it fit one state.</summary>
    public const int MostBytes = 80 * 1024;

    /// <summary>Why the quiz cannot be kept; null where it can. What is too much is refused before any of it is read.</summary>
    public static Error? Check(Quiz quiz)
    {
        ArgumentNullException.ThrowIfNull(quiz);

        if (quiz.Questions.Length > MostQuestions)
            return QuizErrors.TooManyQuestions(quiz.Questions.Length);

        if (Check(quiz.Settings) is { } setting)
            return setting;

        if (quiz.Pools.Length > MostPools || quiz.Pools.Any(pool =>
            pool.Name.Trim().Length is 0 or > LongestPool || pool.Draw is < 1 or > MostQuestions))
        {
            return QuizErrors.Field("pool_bad", "pools", "A pool has a name and draws at least one question.");
        }

        if (quiz.Questions.Select(question => question.Id).Distinct(StringComparer.Ordinal).Count() < quiz.Questions.Length)
            return QuizErrors.Field("question_twice", "questions", "Two questions have the same id.");

        foreach (var question in quiz.Questions)
        {
            if (Check(question) is { } refusal)
                return refusal;
        }

        return quiz.Questions.Sum(Bytes) > MostBytes ? QuizErrors.TooLarge : null;
    }

    /// <summary>Why settings cannot be.</summary>
    public static Error? Check(QuizSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);

        return settings switch
        {
            { Minutes: < 0 or > MostMinutes } => QuizErrors.Field(
                "minutes_bad", "minutes", "The time is 0 to 10080 minutes; 0 for as long as she likes."),
            { Attempts: < 0 or > MostAttempts } => QuizErrors.Field(
                "attempts_bad", "attempts", "Attempts are 0 to 100; 0 for as many as she likes."),
            { PassPercent: < 0 or > 100 } => QuizErrors.Field("percent_bad", "pass_percent", "Per cent are 0 to 100."),
            { Penalty: < 0 or > 100 } => QuizErrors.Field("percent_bad", "penalty", "Per cent are 0 to 100."),
            { Answers: AnswersShown.AfterDue, DueAt: null } => QuizErrors.Field(
                "due_missing", "due_day", "Answers are shown after the quiz closes, so say when it does."),
            _ => null,
        };
    }

    /// <summary>Why a question cannot be asked; the field is that of the form.</summary>
    public static Error? Check(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);

        if (!Id<Question>.TryParse(question.Id, out _) || question.Id.Length > 40)
            return QuizErrors.Field("id_bad", "id", "A question's id is 1 to 40 of a-z, 0-9 and '-'.");

        if (question.Text.Trim().Length is 0 or > LongestText)
            return QuizErrors.Field("text_missing", "text", "Write the question, in at most 8000 characters.");

        if (question.Points is < 0.01m or > MostPoints || decimal.Round(question.Points, 2) != question.Points)
            return QuizErrors.Field("points_bad", "points", "Points are 0.01 to 100, with at most two decimal places.");

        if (question.Pool.Length > LongestPool || question.Feedback.Length > LongestFeedback)
            return QuizErrors.Field("feedback_long", "feedback", "Feedback takes at most 2000 characters.");

        return CheckOptions(question) ?? question.Kind switch
        {
            QuestionKind.OneChoice when Rights(question) != 1 => QuizErrors.Field(
                "one_right", "options", "Mark exactly one answer as right."),
            QuestionKind.ManyChoices when Rights(question) == 0 => QuizErrors.Field(
                "some_right", "options", "Mark at least one answer as right."),
            QuestionKind.OneChoice or QuestionKind.ManyChoices or QuestionKind.Ordering when question.Options.Length < 2 =>
                QuizErrors.Field("two_options", "options", "Write at least two."),
            QuestionKind.Matching when question.Options.Length < 2 => QuizErrors.Field(
                "two_pairs", "options", "Write at least two pairs."),
            QuestionKind.Matching when question.Options.Any(option => option.Match.Trim().Length is 0 or > LongestOption) =>
                QuizErrors.Field("match_missing", "options", "Each pair has two sides of at most 500 characters."),
            QuestionKind.ShortText when question.Accepted.IsEmpty
                || question.Accepted.Length > MostOptions
                || question.Accepted.Any(text => text.Length > LongestAccepted || AnswerText.Forms(text).IsEmpty) =>
                QuizErrors.Field("accepted_missing", "accepted", "Write 1 to 20 accepted answers, a line each, of at most 200 characters."),
            QuestionKind.Number when question.Tolerance < 0
                || decimal.Abs(question.Value) > LargestNumber || question.Tolerance > LargestNumber =>
                QuizErrors.Field("number_bad", "value", "Write the right number, and a tolerance of 0 or more."),
            QuestionKind.FillIn => CheckGaps(GapText.Gaps(question.Text)),
            _ => null,
        };
    }

    private static Error? CheckOptions(Question question)
    {
        if (question.Options.Length > MostOptions)
            return QuizErrors.Field("many_options", "options", "A question takes at most 20 answers.");

        if (question.Options.Any(option => option.Text.Trim().Length is 0 or > LongestOption
            || option.Match.Length > LongestOption || option.Feedback.Length > LongestFeedback || option.Id.Length is 0 or > 40))
        {
            return QuizErrors.Field("option_bad", "options", "An answer has 1 to 500 characters, its feedback at most 2000.");
        }

        return question.Options.Select(option => option.Id).Distinct(StringComparer.Ordinal).Count() < question.Options.Length
            ? QuizErrors.Field("option_twice", "options", "Two answers have the same id.")
            : null;
    }

    private static Error? CheckGaps(ImmutableArray<ImmutableArray<string>> gaps) =>
        gaps.Length is 0 or > MostOptions || gaps.Any(gap => gap.Length is 0 or > MostOptions
            || gap.Any(text => text.Length > LongestAccepted || AnswerText.Forms(text).IsEmpty))
            ? QuizErrors.Field("gaps_missing", "text", "Write 1 to 20 gaps as [[answer]] or [[answer|another]].")
            : null;

    private static int Rights(Question question) => question.Options.Count(option => option.IsRight);

    // What JSON puts around a text is counted with it.
    private static int Bytes(Question question) =>
        300 + Encoding.UTF8.GetByteCount(question.Text) + Encoding.UTF8.GetByteCount(question.Feedback)
        + question.Accepted.Sum(text => 4 + Encoding.UTF8.GetByteCount(text))
        + question.Options.Sum(option => 100 + Encoding.UTF8.GetByteCount(option.Text)
            + Encoding.UTF8.GetByteCount(option.Match) + Encoding.UTF8.GetByteCount(option.Feedback));
}
