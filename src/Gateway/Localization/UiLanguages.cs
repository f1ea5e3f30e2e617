using System.Globalization;

namespace Darsgah.Gateway.Localization;

/// <summary>The languages of the interface, and how a request finds its own.</summary>
public static class UiLanguages
{
    private const int LongestHeader = 512;

    public static UiLanguage English { get; } = new("en", "English", isRightToLeft: false, DigitScript.Latin);

    /// <summary>Dari. <c>fa-AF</c> and not <c>prs</c>, because browsers and fonts know the former.</summary>
    public static UiLanguage Dari { get; } = new("fa-AF", "دری", isRightToLeft: true, DigitScript.ExtendedArabic);

    /// <summary>
    /// Arabic with Latin digits: the default of CLDR for <c>ar</c> and what software in the Gulf and the Maghreb shows.
    /// </summary>
    public static UiLanguage Arabic { get; } = new("ar", "العربية", isRightToLeft: true, DigitScript.Latin);

    public static ImmutableArray<UiLanguage> All { get; } = [English, Dari, Arabic];

    /// <summary>
    /// The language that serves a tag: itself, a regional form (<c>en-GB</c>, <c>ar-AE</c>), or for Dari any of
    /// <c>prs</c>, <c>prs-AF</c>, <c>fa</c>, <c>fa-IR</c>. Null for any other.
    /// </summary>
    public static UiLanguage? Find(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag))
            return null;

        var primary = tag.Trim().Split('-', '_')[0];

        return primary.ToLowerInvariant() switch
        {
            "en" => English,
            "fa" or "prs" => Dari,
            "ar" => Arabic,
            _ => null,
        };
    }

    /// <summary>The best of <paramref name="allowed"/> for an <c>Accept-Language</c> header (RFC 9110, 12.5.4).</summary>
    /// <param name="fallback">The answer when the header names none of them; normally the school's own language.</param>
    public static UiLanguage Negotiate(
        string? acceptLanguage, IReadOnlyCollection<UiLanguage> allowed, UiLanguage fallback)
    {
        if (string.IsNullOrWhiteSpace(acceptLanguage) || acceptLanguage.Length > LongestHeader)
            return fallback;

        return acceptLanguage.Split(',')
            .Select(Wish)
            .Where(wish => wish.Weight > 0 && wish.Language is not null && allowed.Contains(wish.Language))
            .OrderByDescending(wish => wish.Weight) // stable: equal weights keep the reader's order
            .Select(wish => wish.Language)
            .FirstOrDefault() ?? fallback;
    }

    private static (UiLanguage? Language, double Weight) Wish(string range)
    {
        var parts = range.Split(';', StringSplitOptions.TrimEntries);
        var weight = 1.0;

        foreach (var part in parts.Skip(1))
        {
            if (part.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                weight = double.TryParse(
                    part.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? q : 0;
            }
        }

        return (Find(parts[0]), weight);
    }
}
