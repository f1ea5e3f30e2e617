using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Cookies;

/// <summary>A version of a school's declaration as a text that somebody was shown.</summary>
internal static class CookieText
{
    /// <summary>What a record of it says: its own version and the hash of its words in the language shown.</summary>
    public static ShownText Shown(CookieVersion version, string language)
    {
        var hash = HashOf(version, language);
        return new(CookieAnswer.Document, version.Number, language, hash, language, hash);
    }

    // Every part with its length before it, so that no two declarations write the same bytes.
    private static string HashOf(CookieVersion version, string language)
    {
        var text = new StringBuilder();
        Add(text, version.Number.ToString(CultureInfo.InvariantCulture));

        foreach (var cookie in version.Cookies)
        {
            Add(text, cookie.Name);
            Add(text, CookieAnswer.Field(cookie.Category));
            Add(text, cookie.SetBy);
            Add(text, cookie.Days.ToString(CultureInfo.InvariantCulture));
            Add(text, cookie.WhyIn(language));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, string part) =>
        text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
}
