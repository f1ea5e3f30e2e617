using Darsgah.Gateway.Localization;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Cookies;

/// <summary>Cookies in words.</summary>
internal static class CookieWords
{
    /// <summary>The name of a category.</summary>
    public static string Name(CookieCategory category, Texts texts) => texts[$"cookies.category_{CookieAnswer.Field(category)}"];

    /// <summary>The categories that a school's declaration can do without, in a row.</summary>
    public static string Categories(CookieTerms terms, Texts texts) => string.Join(
        texts["cookies.comma"] + " ",
        terms.Optional.Select(cookie => cookie.Category).Distinct().Order().Select(category => Name(category, texts)));

    /// <summary>How long a browser keeps it at most; null is until it is closed.</summary>
    public static string Life(TimeSpan? life, Texts texts) => life switch
    {
        null => texts["cookies.until_closed"],
        { TotalDays: >= 1 } days => texts.Count("cookies.days", (long)days.TotalDays),
        { TotalHours: >= 1 } hours => texts.Count("cookies.hours", (long)hours.TotalHours),
        var minutes => texts.Count("cookies.minutes", (long)minutes.Value.TotalMinutes),
    };
}
