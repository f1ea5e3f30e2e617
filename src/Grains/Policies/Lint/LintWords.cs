using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Words to look for, in English, Arabic and Dari, however their letters and digits were typed.</summary>
internal static class LintWords
{
    /// <summary>How words are matched. No pattern can take longer than the text is long.</summary>
    public const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <param name="english">Whole words.</param>
    /// <param name="others">
    /// Arabic and Dari, looked for inside words too: article, preposition and plural are carried on them. Null for none.
    /// </param>
    public static Regex Of(string english, string? others = null) =>
        new(others is null ? $@"\b({english})\b" : $@"\b({english})\b|{Fold(others)}", Options);

    /// <summary>
    /// A text in one way of writing, of the same length: digits in ASCII, ی and ک for the letters of both keyboards, ا for
    /// its forms with hamza, ه for ة, plain quotes, hyphens and spaces.
    /// </summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var at = 0; at < folded.Length; at++)
            folded[at] = Fold(source[at]);
    });

    private static char Fold(char symbol) => symbol switch
    {
        >= '٠' and <= '٩' => (char)('0' + (symbol - '٠')),
        >= '۰' and <= '۹' => (char)('0' + (symbol - '۰')),
        'ي' or 'ى' => 'ی',
        'ك' => 'ک',
        'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
        'ة' or 'ۀ' => 'ه',
        '’' or '‘' => '\'',
        '“' or '”' or '«' or '»' or '„' => '"',
        '–' or '—' or '‑' or '−' => '-',
        '\u00A0' or '\u200C' or '\u202F' => ' ',
        _ => symbol,
    };
}
