using System.Text;

namespace Darsgah.Grains.Common;

/// <summary>Normal forms of text that anybody may have typed.</summary>
public static class NormalText
{
    /// <summary>
    /// The text in a normal form (Unicode Standard Annex 15). What has none, U+FFFE and half a surrogate pair, becomes
    /// U+FFFD: the runtime's own method fails on both (SEC-M09).
    /// </summary>
    public static string InForm(this string text, NormalizationForm form)
    {
        ArgumentNullException.ThrowIfNull(text);

        return string.Concat(text.EnumerateRunes().Select(rune => rune.Value is 0xFFFE ? Rune.ReplacementChar.ToString() : rune.ToString()))
            .Normalize(form);
    }
}
