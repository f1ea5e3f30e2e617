using System.Globalization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Localization;

/// <summary>The three scripts of decimal digits that people here type and read.</summary>
public static class Digits
{
    private const char FirstExtended = '\u06F0';

    /// <summary>
    /// ٠–٩ and ۰–۹ as 0–9, everything else as it was. Every field that takes a number, a date, a code or a telephone
    /// number passes through this before it is parsed.
    /// </summary>
    public static string Normalise(string text) => DecimalDigits.Normalise(text);

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
}
