using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>A text cut into words, as a person would count them.</summary>
/// <remarks>
/// A word is a run of letters, combining marks, digits and underscores. A zero-width non-joiner or joiner belongs to
/// it (می‌خواهم is one word), and so does an apostrophe, full stop, comma or hyphen with a letter or digit on both
/// sides (<c>user's</c>, <c>3.5</c>, <c>e-mail</c>).
/// </remarks>
internal static class Words
{
    /// <summary>
    /// All of the text: words, runs of white space, and other characters one by one. Joined, it is the text.
    /// </summary>
    public static List<string> Tokens(string text)
    {
        var tokens = new List<string>();

        for (var at = 0; at < text.Length;)
        {
            var length = TokenLength(text, at);
            tokens.Add(text.Substring(at, length));
            at += length;
        }

        return tokens;
    }

    /// <summary>The words only, in order.</summary>
    public static IEnumerable<string> In(string text) => Tokens(text).Where(IsWord);

    /// <summary>True when a token is a word.</summary>
    public static bool IsWord(string token) =>
        Rune.DecodeFromUtf16(token, out var first, out _) == System.Buffers.OperationStatus.Done && IsLetter(first);

    /// <summary>Share of words two texts have in common, from 0 to 1 (Sørensen–Dice over bags of words).</summary>
    public static double Shared(IReadOnlyDictionary<string, int> some, IReadOnlyDictionary<string, int> others)
    {
        var (few, many) = some.Count <= others.Count ? (some, others) : (others, some);
        var total = some.Values.Sum() + others.Values.Sum();
        var common = few.Sum(pair => Math.Min(pair.Value, many.GetValueOrDefault(pair.Key)));

        return total == 0 ? 0 : 2.0 * common / total;
    }

    /// <summary>How often each word occurs, upper and lower case alike.</summary>
    public static Dictionary<string, int> Bag(string text)
    {
        var bag = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in In(text))
            bag[word.ToLowerInvariant()] = bag.GetValueOrDefault(word.ToLowerInvariant()) + 1;

        return bag;
    }

    private static int TokenLength(string text, int start)
    {
        var kind = KindAt(text, start, out var at);
        at += start;

        while (kind != Kind.Other && at < text.Length)
        {
            var next = KindAt(text, at, out var width);
            if (next != kind && !(kind == Kind.Word && Joins(text, at)))
                break;

            at += width;
        }

        return at - start;
    }

    private static Kind KindAt(string text, int at, out int width)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out width);
        if (Rune.IsWhiteSpace(rune))
            return Kind.Space;

        return IsLetter(rune) ? Kind.Word : Kind.Other;
    }

    private static bool Joins(string text, int at) => text[at] switch
    {
        '\u200C' or '\u200D' => true,
        '\'' or '’' or '.' or ',' or '-' or '٫' or '٬' =>
            at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]),
        _ => false,
    };

    private static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_'
        || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private enum Kind
    {
        Word,
        Space,
        Other,
    }
}
