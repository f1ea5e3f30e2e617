using System.Text.RegularExpressions;

namespace Darsgah.Grains.Privacy;

/// <summary>Numbers of payment cards that somebody typed into a text: no school keeps them (M13, E15).</summary>
public static partial class CardNumbers
{
    private const char Hidden = '•';
    private const int Shown = 4;
    private const int Longest = 19;

    /// <summary>The text with every card number hidden but for its last four digits, which may be kept.</summary>
    /// <remarks>
    /// A card number has 13 to 19 digits of any script, alone or in groups with spaces or hyphens between, begins with 2 to
    /// 6 and passes the check of ISO/IEC 7812-1 (Luhn). One in ten other numbers of that length does so too and is hidden
    /// with them: in a text that people write to each other that does less harm than a card.
    /// </remarks>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        char[]? masked = null;

        foreach (Match row in Rows().Matches(text))
        {
            // A word with digits in it, a file name or an id, is no card.
            if (IsWord(text, row.Index - 1) || IsWord(text, row.Index + row.Length))
                continue;

            foreach (var (start, length) in Cards(text, row.Index, row.Index + row.Length))
                Hide((masked ??= text.ToCharArray()).AsSpan(start, length));
        }

        return masked is null ? text : new string(masked);
    }

    // Groups of digits next to each other that together are a card: the first that begins, and the shortest of those.
    private static IEnumerable<(int Start, int Length)> Cards(string text, int from, int to)
    {
        while (from < to)
        {
            var end = Ends(text, from, to).Where(end => IsCard(text.AsSpan(from, end - from))).FirstOrDefault(-1);

            if (end > 0)
                yield return (from, end - from);

            from = Starts(text, end > 0 ? end : from + 1, to);
        }
    }

    private static IEnumerable<int> Ends(string text, int from, int to)
    {
        var digits = 0;

        for (var at = from; at < to && digits <= Longest; at++)
        {
            digits += Value(text[at]) >= 0 ? 1 : 0;

            if (Value(text[at]) >= 0 && (at + 1 == to || Value(text[at + 1]) < 0))
                yield return at + 1;
        }
    }

    private static int Starts(string text, int from, int to)
    {
        while (from < to && !(Value(text[from]) >= 0 && Value(text[from - 1]) < 0))
            from++;

        return from;
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    private static bool IsCard(ReadOnlySpan<char> number)
    {
        var (sum, count, first) = (0, 0, 0);

        for (var at = number.Length - 1; at >= 0; at--)
        {
            if (Value(number[at]) is not (>= 0 and var digit))
                continue;

            sum += count % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
            count++;
            first = digit;
        }

        return count is >= 13 and <= Longest && first is >= 2 and <= 6 && sum % 10 == 0;
    }

    private static void Hide(Span<char> number)
    {
        var left = Shown;

        for (var at = number.Length - 1; at >= 0; at--)
        {
            if (Value(number[at]) >= 0 && --left < 0)
                number[at] = Hidden;
        }
    }

    private static int Value(char symbol) => symbol switch
    {
        >= '0' and <= '9' => symbol - '0',
        >= '٠' and <= '٩' => symbol - '٠',
        >= '۰' and <= '۹' => symbol - '۰',
        _ => -1,
    };

    [GeneratedRegex(@"[0-9٠-٩۰-۹]([ \-\u00A0]?[0-9٠-٩۰-۹])*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Rows();
}
