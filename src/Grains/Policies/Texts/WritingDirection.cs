using System.Collections.Frozen;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Directions of scripts and letters (Unicode CLDR likely scripts; Unicode bidirectional classes).</summary>
internal static class WritingDirection
{
    private static readonly FrozenSet<string> scripts = new[]
    {
        "Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> languages = new[]
    {
        "ar", "arc", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "haz", "he", "ks", "lrc", "mzn", "nqo", "pnb", "ps",
        "sd", "skr", "syr", "ug", "ur", "yi",
        // Written in Arabic script in these countries only.
        "az-IR", "pa-PK", "uz-AF",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="canonical">A canonical tag.</param>
    public static TextDirection Of(string canonical)
    {
        var subtags = canonical.Split('-');
        var rightToLeft = subtags.Length > 1 && subtags[1].Length == 4
            ? scripts.Contains(subtags[1])
            : languages.Contains(subtags[0])
                || (subtags.Length > 1 && languages.Contains($"{subtags[0]}-{subtags[1]}"));

        return rightToLeft ? TextDirection.RightToLeft : TextDirection.LeftToRight;
    }

    /// <summary>A letter of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.</summary>
    public static bool IsRightToLeft(char letter) =>
        letter is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        && char.IsLetter(letter);

    /// <summary>Any other letter.</summary>
    public static bool IsLeftToRight(char letter) => char.IsLetter(letter) && !IsRightToLeft(letter);
}
