using System.Globalization;
using System.Text;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>Telephone numbers in the one form that is kept: E.164, <c>+93701234567</c>.</summary>
internal static class MobileNumber
{
    private const int Fewest = 8;
    private const int Most = 15; // E.164, 6.2.1

    /// <summary>
    /// Reads a number in digits of any script, with blanks, dots, hyphens and brackets: <c>+93 70 123 4567</c>,
    /// <c>0093…</c>, or <c>070 123 4567</c> of the country given.
    /// </summary>
    /// <param name="country">ISO 3166-1 alpha-2 of a number without a country code; may be empty.</param>
    public static Outcome<string> Read(string? typed, string country)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return PeopleErrors.FieldRequired("mobile");

        return typed.Length <= 40 && Characters.WellFormed(typed) && Digitise(typed) is { } number
            && International(number, country) is { } digits
            && digits.Length is >= Fewest and <= Most && Countries.HasCallingCode(digits)
            ? "+" + digits
            : PeopleErrors.FieldBad("mobile", "Write the number with its country code, for example +93 70 123 4567.");
    }

    private static string? International(string number, string country)
    {
        if (number[0] == '+')
            return number[1..];

        if (number.StartsWith("00", StringComparison.Ordinal))
            return number[2..];

        if (Countries.CallingCode(country) is not { } code)
            return null;

        // In Italy and San Marino the leading 0 belongs to the number; elsewhere it only says "not local".
        return code + (country is "IT" or "SM" or "VA" ? number : number.TrimStart('0'));
    }

    private static string? Digitise(string typed)
    {
        var kept = new StringBuilder();

        foreach (var character in Digits.Normalise(typed.InForm(NormalizationForm.FormKC)))
        {
            if (char.IsAsciiDigit(character) || (character == '+' && kept.Length == 0))
                kept.Append(character);
            else if (!IsPause(character))
                return null;
        }

        return kept.Length > 1 ? kept.ToString() : null;
    }

    // Direction marks come along when a number is copied out of a right-to-left page.
    private static bool IsPause(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator
        || character is '-' or '.' or '(' or ')' or '/' or '\u2010' or '\u2011'
        || character is '\u200E' or '\u200F' or '\u202A' or '\u202C' or '\u2066' or '\u2068' or '\u2069';
}
