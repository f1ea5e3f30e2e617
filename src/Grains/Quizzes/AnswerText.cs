namespace Darsgah.Grains.Quizzes;

/// <summary>When two typed answers are the same, whatever keyboard typed them.</summary>
public static class AnswerText
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>
    /// The forms of a text that it is compared by: folded (letters, marks, digits, case: <see cref="TextFold"/>), and folded
    /// with its half-spaces closed, because «می‌روم» is also typed «می روم» and «میروم». Apostrophes, quotation marks and dashes
    /// are those of a keyboard, and a full stop at the end counts for nothing. Empty where nothing is left of it.
    /// </summary>
    public static ImmutableArray<string> Forms(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WithoutStop(TextFold.PlainSigns(text));
        string[] forms = [TextFold.Fold(text), TextFold.Fold(text.Replace("\u200C", "", StringComparison.Ordinal))];
        return [.. forms.Where(form => form.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    // A text of nothing but stops is what it is.
    private static string WithoutStop(string text) =>
        text.TrimEnd().TrimEnd('.', '۔').TrimEnd() is { Length: > 0 } words ? words : text;

    /// <summary>Whether a typed text is one of those that are accepted.</summary>
    public static bool IsAny(string typed, ImmutableArray<string> accepted)
    {
        var forms = Forms(typed);
        return accepted.Any(text => Forms(text).Any(form => forms.Contains(form, StringComparer.Ordinal)));
    }

    /// <summary>
    /// The numbers that a text can mean: digits of three scripts; decimal marks <c>.</c>, <c>٫</c> and, in eastern digits,
    /// <c>/</c>; thousands <c>٬</c>, spaces and apostrophes; a comma may be either. «1,234» is two numbers, «۳٫۱۴» one, «x» none.
    /// </summary>
    public static ImmutableArray<decimal> Numbers(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = DecimalDigits.Normalise(typed);
        var isEastern = !ReferenceEquals(text, typed);

        var plain = string.Concat(text.Where(character =>
            character is not ('٬' or '\'' or '’') && !char.IsWhiteSpace(character)
            && CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.Format))
            .Replace('٫', '.').Replace('،', ',').Replace('−', '-');

        if (isEastern)
            plain = plain.Replace('/', '.');

        var commas = plain.Count(character => character == ',');
        var asThousands = plain.Replace(",", "", StringComparison.Ordinal);
        string[] readings = (commas, plain.Contains('.', StringComparison.Ordinal)) switch
        {
            (0, _) => [plain],
            (1, false) => IsGroup(plain) ? [asThousands, plain.Replace(',', '.')] : [plain.Replace(',', '.')],
            _ => [asThousands],
        };

        return [.. readings.Select(reading =>
            reading.Length <= 30 && decimal.TryParse(reading, Plain, CultureInfo.InvariantCulture, out var number)
                ? number
                : (decimal?)null).OfType<decimal>().Distinct()];
    }

    // Three digits behind the comma, and a first group that is no lone zero.
    private static bool IsGroup(string plain)
    {
        var comma = plain.IndexOf(',', StringComparison.Ordinal);
        var first = plain[..comma].TrimStart('-', '+');
        return plain.Length - comma == 4 && first.Length is >= 1 and <= 3 && first[0] != '0';
    }
}
