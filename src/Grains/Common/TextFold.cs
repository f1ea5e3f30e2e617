using System.Text;

namespace Darsgah.Grains.Common;

/// <summary>
/// Writes text the one way that search compares: letters that Arabic and Persian keyboards type differently become one,
/// marks go, digits become ASCII, case goes. Both what is indexed and what is asked for pass through it.
/// </summary>
public static class TextFold
{
    private const char ZeroWidthNonJoiner = '\u200C';

    /// <summary>The folded text, words separated by single spaces; a zero-width non-joiner separates words.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;

        foreach (var character in text.InForm(NormalizationForm.FormKD))
        {
            if (char.IsWhiteSpace(character) || character is ZeroWidthNonJoiner)
            {
                pendingSpace = folded.Length > 0;
            }
            else if (Letter(character) is { } letter)
            {
                if (pendingSpace)
                    folded.Append(' ');

                pendingSpace = false;
                folded.Append(letter);
            }
        }

        return DecimalDigits.Normalise(folded.ToString());
    }

    /// <summary>
    /// What to index: the folded text, and behind it each word that had a zero-width non-joiner once more in one piece,
    /// because «برنامه‌نویسی» is also typed «برنامهنویسی».
    /// </summary>
    public static string ForIndex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var joined = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Contains(ZeroWidthNonJoiner, StringComparison.Ordinal))
            .Select(word => Fold(word.Replace("\u200C", "", StringComparison.Ordinal)));

        return string.Join(' ', joined.Prepend(Fold(text)));
    }

    /// <summary>
    /// A text with the apostrophes, quotation marks and dashes of a keyboard, in place of those that telephones and word processors
    /// put there: ’ for ', « for ", – for -.
    /// </summary>
    /// <remarks>Not a part of <see cref="Fold"/>: names are kept folded as they were.</remarks>
    public static string PlainSigns(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        return text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007F') < 0 ? text : string.Create(text.Length, text, static (target, source) =>
        {
            for (var index = 0; index < source.Length; index++)
            {
                target[index] = source[index] switch
                {
                    '’' or '‘' or '‛' or '′' or 'ʼ' or 'ʻ' or '´' => '\'',
                    '“' or '”' or '„' or '‟' or '″' or '«' or '»' => '"',
                    '‐' or '‑' or '‒' or '–' or '—' or '−' => '-',
                    var other => other,
                };
            }
        });
    }

    private static char? Letter(char character) => character switch
    {
        '\u0640' => null, // tatweel only stretches
        'ي' or 'ى' => 'ی',
        'ك' => 'ک',
        'ة' or 'ە' or 'ھ' => 'ه',
        'ٱ' => 'ا',
        _ => CharUnicodeInfo.GetUnicodeCategory(character) switch
        {
            // Decomposition has cut off hamza, madda, vowel signs and Latin accents as marks.
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => null,
            _ => char.ToLowerInvariant(character),
        },
    };
}
