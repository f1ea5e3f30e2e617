using System.Globalization;

namespace Darsgah.Gateway.Localization;

/// <summary>The three scripts of decimal digits that people here type and read.</summary>
public static class Digits
{
    private const char FirstArabicIndic = '\u0660';
    private const char FirstExtended = '\u06F0';

    /// <summary>
    /// ٠–٩ and ۰–۹ as 0–9, everything else as it was. Every field that takes a number, a date, a code or a telephone
    /// number passes through this before it is parsed.
    /// </summary>
    public static string Normalise(string text) =>
        text.AsSpan().IndexOfAnyInRange(FirstArabicIndic, '\u06F9') < 0
            ? text
            : string.Create(text.Length, text, static (target, source) =>
            {
                for (var index = 0; index < source.Length; index++)
                    target[index] = ToAscii(source[index]);
            });

    /// <summary>A whole number in any of the three scripts, with surrounding white space and a leading minus allowed.</summary>
    public static bool TryParse(string? text, out int number) =>
        int.TryParse(
            Normalise(text ?? ""),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out number);

    /// <summary>ASCII digits redrawn in the language's script.</summary>
    public static string Localise(string text, UiLanguage language) =>
        language.Digits == DigitScript.Latin
            ? text
            : string.Create(text.Length, text, static (target, source) =>
            {
                for (var index = 0; index < source.Length; index++)
                    target[index] = char.IsAsciiDigit(source[index])
                        ? (char)(source[index] - '0' + FirstExtended)
                        : source[index];
            });

    private static char ToAscii(char character) => character switch
    {
        >= FirstArabicIndic and <= '\u0669' => (char)(character - FirstArabicIndic + '0'),
        >= FirstExtended and <= '\u06F9' => (char)(character - FirstExtended + '0'),
        _ => character,
    };
}
