using Darsgah.Gateway.Localization;
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
    public static string Of(AskedQuestion asked, ImmutableArray<string> values, Texts texts)
    {
        if (!Marking.IsAnswered(values))
            return texts["quiz.no_answer"];

        var list = texts.Language.IsRightToLeft ? "، " : ", ";

        return asked.Kind switch
        {
            QuestionKind.OneChoice or QuestionKind.ManyChoices => string.Join(list, values.Select(place => At(asked.Options, place))),
            QuestionKind.TrueFalse => texts[values[0] == "true" ? "quiz.true" : "quiz.false"],
            QuestionKind.Matching => string.Join('\n', asked.Options.Zip(values).Select(pair => $"{pair.First} – {At(asked.Matches, pair.Second)}")),
            QuestionKind.Ordering => string.Join('\n', asked.Options.Zip(values)
                .OrderBy(pair => Digits.TryParse(pair.Second, out var place) ? place : int.MaxValue)
                .Select(pair => $"{Digits.Localise(pair.Second, texts.Language)}. {pair.First}")),
            QuestionKind.FillIn => string.Concat(asked.Pieces.Select((piece, index) =>
                index < asked.Parts ? $"{piece}[{(index < values.Length ? values[index] : "")}]" : piece)),
            _ => values[0],
        };
    }

    /// <summary>What is right, in words. Only for who may see it.</summary>
    public static string Key(Question question, Texts texts)
    {
        var or = texts.Language.IsRightToLeft ? "، " : ", ";

        return question.Kind switch
        {
            QuestionKind.OneChoice or QuestionKind.ManyChoices => string.Join(or, question.Options.Where(option => option.IsRight).Select(option => option.Text)),
            QuestionKind.TrueFalse => texts[question.IsTrue ? "quiz.true" : "quiz.false"],
            QuestionKind.ShortText => string.Join(or, question.Accepted),
            QuestionKind.Number => question.Tolerance == 0
                ? Numbers.Fraction(question.Value, 10, texts.Language)
                : $"{Numbers.Fraction(question.Value, 10, texts.Language)} ± {Numbers.Fraction(question.Tolerance, 10, texts.Language)}",
            QuestionKind.Matching => string.Join('\n', question.Options.Select(option => $"{option.Text} – {option.Match}")),
            QuestionKind.Ordering => string.Join('\n', question.Options.Select((option, index) => $"{Numbers.Whole(index + 1, texts.Language)}. {option.Text}")),
            QuestionKind.FillIn => string.Concat(GapText.Parts(question.Text).Select(part =>
                part.IsGap ? $"[{string.Join(" | ", part.Accepted)}]" : part.Literal)),
            _ => "",
        };
    }

    private static string At(ImmutableArray<string> shown, string place) =>
        Digits.TryParse(place, out var at) && at >= 0 && at < shown.Length ? shown[at] : "—";
}
