using Darsgah.Gateway.Localization;
using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Quizzes;

/// <summary>Answers and points as a reader sees them.</summary>
internal static class AnswerWords
{
    /// <summary>2.5 points; ۲٫۵ نمره.</summary>
    public static string Points(decimal points, Texts texts) =>
        points == decimal.Truncate(points)
            ? texts.Count("quiz.points", (long)points)
            : texts.Format("quiz.points_part", ("points", Numbers.Fraction(points, 2, texts.Language)));

    /// <summary>Points of points: 7.5 of 10.</summary>
    public static string Of(decimal points, decimal outOf, Texts texts) => texts.Format(
        "quiz.points_of",
        ("points", Numbers.Fraction(points, 2, texts.Language)),
        ("total", Numbers.Fraction(outOf, 2, texts.Language)));

    /// <summary>What she answered, in words and without the key.</summary>
    public static ImmutableArray<AnswerPart> Parts(AskedQuestion asked, ImmutableArray<string> values, Texts texts)
    {
        if (!Marking.IsAnswered(values))
            return [new(texts["quiz.no_answer"])];

        return asked.Kind switch
        {
            QuestionKind.OneChoice or QuestionKind.ManyChoices => Listed(values.Select(place => At(asked.Options, place)), texts),
            QuestionKind.TrueFalse => [new(texts[values[0] == "true" ? "quiz.true" : "quiz.false"])],
            QuestionKind.Matching => Lines(asked.Options.Zip(values).Select(pair => Pair(pair.First, At(asked.Matches, pair.Second)))),
            QuestionKind.Ordering => Lines(asked.Options.Zip(values)
                .OrderBy(pair => Digits.TryParse(pair.Second, out var place) ? place : int.MaxValue)
                .Select(pair => Place(Digits.Localise(pair.Second, texts.Language), pair.First))),
            QuestionKind.FillIn => [new(string.Concat(asked.Pieces.Select((piece, index) =>
                index < asked.Parts ? $"{piece}[{(index < values.Length ? values[index] : "")}]" : piece)))],
            _ => [new(values[0])],
        };
    }

    /// <summary>What is right, in words. Only for who may see it.</summary>
    public static ImmutableArray<AnswerPart> Key(Question question, Texts texts) => question.Kind switch
    {
        QuestionKind.OneChoice or QuestionKind.ManyChoices => Listed(question.Options.Where(option => option.IsRight).Select(option => option.Text), texts),
        QuestionKind.TrueFalse => [new(texts[question.IsTrue ? "quiz.true" : "quiz.false"])],
        QuestionKind.ShortText => [new(string.Join(Comma(texts), question.Accepted))],
        QuestionKind.Number => [new(question.Tolerance == 0
            ? Numbers.Fraction(question.Value, 10, texts.Language)
            : $"{Numbers.Fraction(question.Value, 10, texts.Language)} ± {Numbers.Fraction(question.Tolerance, 10, texts.Language)}")],
        QuestionKind.Matching => Lines(question.Options.Select(option => Pair(option.Text, option.Match))),
        QuestionKind.Ordering => Lines(question.Options.Select((option, index) => Place(Numbers.Whole(index + 1, texts.Language), option.Text))),
        QuestionKind.FillIn => [new(string.Concat(GapText.Parts(question.Text).Select(part =>
            part.IsGap ? $"[{string.Join(" | ", part.Accepted)}]" : part.Literal)))],
        _ => [],
    };

    /// <summary>Such an answer where nothing can be drawn.</summary>
    public static string Plain(ImmutableArray<AnswerPart> parts) =>
        string.Concat(parts.Select(part => part.IsMarkdown ? LessonMarkdown.ToInlineText(part.Text) : part.Text));

    private static string Comma(Texts texts) => texts.Language.IsRightToLeft ? "، " : ", ";

    private static ImmutableArray<AnswerPart> Listed(IEnumerable<string> options, Texts texts) =>
        Between(Comma(texts), options.Select(option => ImmutableArray.Create(new AnswerPart(option, IsMarkdown: true))));

    private static ImmutableArray<AnswerPart> Lines(IEnumerable<ImmutableArray<AnswerPart>> lines) => Between("\n", lines);

    private static ImmutableArray<AnswerPart> Pair(string one, string other) => [new(one, IsMarkdown: true), new(" – "), new(other, IsMarkdown: true)];

    private static ImmutableArray<AnswerPart> Place(string number, string option) => [new($"{number}. "), new(option, IsMarkdown: true)];

    private static ImmutableArray<AnswerPart> Between(string sign, IEnumerable<ImmutableArray<AnswerPart>> answers) =>
        [.. answers.SelectMany((answer, index) => index == 0 ? answer : answer.Insert(0, new AnswerPart(sign)))];

    private static string At(ImmutableArray<string> shown, string place) =>
        Digits.TryParse(place, out var at) && at >= 0 && at < shown.Length ? shown[at] : "—";
}

/// <summary>A piece of an answer in words.</summary>
/// <param name="IsMarkdown">The quiz's author wrote it, as a line of Markdown; else it is shown as it is.</param>
public sealed record AnswerPart(string Text, bool IsMarkdown = false);
