using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Words to look for, in English, Arabic and Dari, however their letters and digits were typed.</summary>
internal static class LintWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <param name="english">Whole words.</param>
    /// <param name="others">
    /// Arabic and Dari, looked for inside words too: article, preposition and plural are carried on them. Null for none.
    /// </param>
    public static Regex Of(string english, string? others = null) =>
        Pattern(others is null ? $@"\b({english})\b" : $@"\b({english})\b|{Fold(others)}");

    /// <summary>A pattern over a folded text whose work has a bound for each letter of the text.</summary>
    /// <remarks>
    /// A gap between its words has a bound, and a loop without one never runs over what could start the pattern anew.
    /// What cannot be written so is <see cref="Unbounded"/>, whose engine is linear whatever it is given, and keeps some
    /// three megabytes of tables for each pattern as long as the process lives.
    /// </remarks>
    [SuppressMessage("Security", "MA0009", Justification = "Bounded as said; LintWordsTests holds each against hostile text.")]
    public static Regex Pattern(string pattern) => new(pattern, Options);

    /// <summary>A pattern whose loops have no bound: addresses, and Markdown's brackets.</summary>
    public static Regex Unbounded(string pattern) => new(pattern, Options | RegexOptions.NonBacktracking);

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
