using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Cookies;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Cookies;

/// <summary>A cookie that the software itself sets.</summary>
/// <param name="Name">Without the prefix that it has over TLS.</param>
/// <param name="Life">The longest that a browser keeps it; null until it is closed.</param>
public sealed record OwnCookie(string Name, CookieCategory Category, TimeSpan? Life)
{
    /// <summary>Key of the text that says what it is for.</summary>
    public string Why => $"cookies.why_{Name.Replace('-', '_')}";
}

/// <summary>Every cookie that the software can set. One that is not here is taken out of the answer (B31).</summary>
/// <remarks>
/// Essential are signing in, forms and what a person has just asked for: its pages do not work without them (B28; Article 29
/// Working Party, Opinion 04/2012, WP 194, 3.1 to 3.3). The language that somebody picked is needed for as long as she is here
/// and, kept longer, a preference (B29; the same, 3.6): where functional cookies are off it ends with the browser.
/// </remarks>
internal sealed class OwnCookies(IOptions<GatewayOptions> gateway, IOptions<PeopleOptions> people)
{
    public const string Session = "session";
    public const string Form = "form";

    /// <summary>Speed and captions that somebody chose, written by the player itself.</summary>
    public const string Player = "player";

    /// <summary>In the order in which they are shown.</summary>
    public ImmutableArray<OwnCookie> All { get; } =
    [
        new(Session, CookieCategory.Essential, people.Value.SessionIdle),
        new(Form, CookieCategory.Essential, Life: null),
        new(SealedCookies.SignUp, CookieCategory.Essential, TimeSpan.FromHours(24)),
        new(SealedCookies.Age, CookieCategory.Essential, TimeSpan.FromHours(24)),
        new(SealedCookies.SecondStep, CookieCategory.Essential, TimeSpan.FromMinutes(10)),
        new(SealedCookies.TwoFactor, CookieCategory.Essential, TimeSpan.FromMinutes(15)),
        new(SealedCookies.Passkey, CookieCategory.Essential, TimeSpan.FromMinutes(5)),
        new(SealedCookies.Device, CookieCategory.Essential, TimeSpan.FromDays(365)),
        new(SealedCookies.Choices, CookieCategory.Essential, CookieAnswer.Life),
        new(LanguageChoice.Parameter, CookieCategory.Functional, TimeSpan.FromDays(365)),
        new(Player, CookieCategory.Functional, TimeSpan.FromDays(365)),
    ];

    /// <summary>The cookie of a name as it is sent; null for nobody's.</summary>
    public OwnCookie? Find(string name) =>
        All.FirstOrDefault(own => string.Equals(name, gateway.Value.CookieName(own.Name), StringComparison.Ordinal));

    /// <summary>A cookie's name as it is sent.</summary>
    public string Sent(OwnCookie cookie) => gateway.Value.CookieName(cookie.Name);
}
