using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Pages.Cookies;

/// <summary>A line of a table of cookies.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="SetBy">Who sets it.</param>
/// <param name="Life">How long it is kept.</param>
/// <param name="Why">What for.</param>
public sealed record CookieRow(string Name, string SetBy, string Life, string Why)
{
    internal static CookieRow Of(CookieDeclaration cookie, string language, Texts texts) => new(
        cookie.Name,
        cookie.SetBy,
        CookieWords.Life(cookie.Days == 0 ? null : TimeSpan.FromDays(cookie.Days), texts),
        cookie.WhyIn(language));
}
