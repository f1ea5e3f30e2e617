using System.Globalization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Quizzes;

/// <summary>A question as typed.</summary>
/// <param name="Rows">Answers, pairs or things to order, with empty rows behind them.</param>
/// <param name="Seen">Mark of the question that the form was filled from; empty for a new one.</param>
public sealed record QuestionForm(
    QuestionKind Kind,
    string Text,
    string Points,
    string Pool,
    string Feedback,
    ImmutableArray<OptionRow> Rows,
    string Accepted,
    bool IsTrue,
    string Value,
    string Tolerance,
    string Seen)
{
    private const int FewestRows = 4;
    private const int MoreRows = 4;

    /// <summary>Kinds with a list of answers, pairs or things.</summary>
    public bool HasRows => Kind is QuestionKind.OneChoice or QuestionKind.ManyChoices or QuestionKind.Matching or QuestionKind.Ordering;

    internal static QuestionForm Empty(QuestionKind kind) =>
        new(kind, "", "1", "", "", Filled([]), "", IsTrue: true, "", "0", "");

    internal static QuestionForm Of(Question question) => new(
        question.Kind,
        question.Text,
        Written(question.Points),
        question.Pool,
        question.Feedback,
        Filled([.. question.Options.Select(option => new OptionRow(option.Id, option.Text, option.IsRight, option.Match, option.Feedback))]),
        string.Join('\n', question.Accepted),
        question.IsTrue,
        Written(question.Value),
        Written(question.Tolerance),
        QuizDraft.Mark(question));

    internal static QuestionForm Read(IFormCollection form, QuestionKind kind)
    {
        var rows = ImmutableArray.CreateBuilder<OptionRow>();

        for (var row = 0; row < QuizRules.MostOptions && form.ContainsKey(Row("text", row)); row++)
        {
            rows.Add(new OptionRow(
                form.Line(Row("id", row), 40),
                form.Line(Row("text", row), QuizRules.LongestOption),
                form["right"].Contains(row.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal),
                form.Line(Row("match", row), QuizRules.LongestOption),
                form.Line(Row("feedback", row), QuizRules.LongestFeedback)));
        }

        return new QuestionForm(
            kind,
            form.Block("text"),
            form.Line("points", 20),
            form.Line("pool", QuizRules.LongestPool),
            form.Block("feedback"),
            rows.ToImmutable(),
            form.Block("accepted"),
            FormText.First(form, "is_true") is "true",
            form.Line("value", 40),
            form.Line("tolerance", 40),
            form.Line("seen", 64));
    }

    /// <summary>Name of a field of a row.</summary>
    public static string Row(string field, int row) => string.Create(CultureInfo.InvariantCulture, $"{field}-{row}");

    /// <summary>This form with room for more answers.</summary>
    internal QuestionForm WithMoreRows() => this with { Rows = Filled(Rows, Math.Min(QuizRules.MostOptions, Rows.Length + MoreRows)) };

    /// <summary>The question; or the field at fault. Rows that are empty are none.</summary>
    /// <param name="id">Its id, which it keeps.</param>
    /// <param name="known">Ids of the answers it has, which they keep.</param>
    internal Outcome<Question> ToQuestion(string id, ImmutableHashSet<string> known)
    {
        if (Number(Points) is not { } points)
            return QuizErrors.Field("points_bad", "points", "Points are 0.01 to 100, with at most two decimal places.");

        var number = Kind == QuestionKind.Number ? Number(Value) : 0;
        var tolerance = Kind == QuestionKind.Number && Tolerance.Length > 0 ? Number(Tolerance) : 0;

        if (number is null || tolerance is null)
            return QuizErrors.Field("number_bad", number is null ? "value" : "tolerance", "Write the right number, and a tolerance of 0 or more.");

        var question = new Question
        {
            Id = id,
            Kind = Kind,
            Text = Text,
            Points = points,
            Pool = Pool,
            Feedback = Feedback,
            Options = HasRows ? [.. Rows.Where(row => !row.IsEmpty).Select(row => Option(row, known))] : [],
            Accepted = Kind == QuestionKind.ShortText
                ? [.. Accepted.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
                : [],
            IsTrue = IsTrue && Kind == QuestionKind.TrueFalse,
            Value = number.Value,
            Tolerance = tolerance.Value,
        };

        return QuizRules.Check(question) is { } refusal ? refusal : question;
    }

    private AnswerOption Option(OptionRow row, ImmutableHashSet<string> known) =>
        new(known.Contains(row.Id) ? row.Id : QuizDraft.NewId(), row.Text)
        {
            IsRight = row.IsRight && Kind is QuestionKind.OneChoice or QuestionKind.ManyChoices,
            Match = Kind == QuestionKind.Matching ? row.Match : "",
            Feedback = row.Feedback,
        };

    private static decimal? Number(string typed) => AnswerText.Numbers(typed) is [var number, ..] ? number : null;

    private static string Written(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static ImmutableArray<OptionRow> Filled(ImmutableArray<OptionRow> rows, int least = FewestRows) =>
        [.. rows, .. Enumerable.Repeat(OptionRow.Empty, Math.Max(0, Math.Min(QuizRules.MostOptions, Math.Max(least, rows.Length + 1)) - rows.Length))];
}

/// <summary>An answer, a pair or a thing to order, as typed.</summary>
public sealed record OptionRow(string Id, string Text, bool IsRight, string Match, string Feedback)
{
    internal static OptionRow Empty { get; } = new("", "", false, "", "");

    public bool IsEmpty => Text.Length == 0 && Match.Length == 0;
}
