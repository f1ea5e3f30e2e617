using System.Globalization;

namespace Darsgah.Gateway.Localization;

/// <summary>Numbers as a reader of a language expects them. Never for machine data.</summary>
public static class Numbers
{
    /// <summary>A whole number with thousands grouped: 12,480 or ۱۲٬۴۸۰.</summary>
    public static string Whole(long value, UiLanguage language) =>
        Drawn(value.ToString("N0", CultureInfo.InvariantCulture), language);

    /// <summary>A number with at most <paramref name="places"/> decimal places: 2.5 or ۲٫۵.</summary>
    public static string Fraction(decimal value, int places, UiLanguage language) =>
        Drawn(
            decimal.Round(value, places, MidpointRounding.AwayFromZero)
                .ToString("#,0." + new string('#', places), CultureInfo.InvariantCulture),
            language);

    /// <param name="percent">0 to 100.</param>
    public static string Percent(int percent, UiLanguage language) =>
        Drawn(percent.ToString(CultureInfo.InvariantCulture), language) + (language == UiLanguages.Dari ? "٪" : "%");

    private static string Drawn(string invariant, UiLanguage language) =>
        language.Digits == DigitScript.Latin
            ? invariant
            : Digits.Localise(invariant, language).Replace(',', '٬').Replace('.', '٫');
}
