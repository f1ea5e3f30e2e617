using Darsgah.Gateway.Localization;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Http;

/// <summary>In which of a school's languages its pages are shown.</summary>
/// <remarks>
/// <c>?ui=</c>, then the cookie that an earlier <c>?ui=</c> left, then the account's, then the browser's, then the
/// school's own. The cookie is set only by that choice and holds nothing but the tag.
/// </remarks>
internal static class LanguageChoice
{
    public const string Parameter = "ui";

    /// <summary>The languages a school offers, its own first.</summary>
    public static ImmutableArray<UiLanguage> Offered(School school) =>
        [.. school.Profile.Languages.Select(UiLanguages.Find).OfType<UiLanguage>().Distinct()];

    /// <summary>A language by its tag, if the school offers it.</summary>
    public static UiLanguage? Find(School school, string? tag) => Among(Offered(school), tag);

    /// <summary>The language of a request, and whether the visitor has picked it here.</summary>
    public static (UiLanguage Language, bool Chosen) Of(
        HttpRequest request, ImmutableArray<UiLanguage> offered, UiLanguage fallback, string? cookie)
    {
        if (Among(offered, request.Query[Parameter]) is { } asked)
            return (asked, true);

        if (cookie is not null && Among(offered, request.Cookies[cookie]) is { } kept)
            return (kept, true);

        return (UiLanguages.Negotiate(request.Headers.AcceptLanguage, offered, fallback), false);
    }

    /// <summary>Keeps a choice made with <c>?ui=</c> for a year.</summary>
    public static void Keep(HttpContext http, UiLanguage language, GatewayOptions options) =>
        http.Response.Cookies.Append(options.CookieName(Parameter), language.Tag, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        });

    private static UiLanguage? Among(ImmutableArray<UiLanguage> offered, string? tag) =>
        UiLanguages.Find(tag) is { } language && offered.Contains(language) ? language : null;
}
