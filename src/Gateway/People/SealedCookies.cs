using System.Globalization;
using System.Security.Cryptography;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>
/// Small notes that a browser keeps for us between two pages, which it can neither read nor change, and which mean
/// nothing at another school.
/// </summary>
internal sealed class SealedCookies(
    IDataProtectionProvider protection, IOptions<GatewayOptions> gateway, TimeProvider clock)
{
    /// <summary>
    /// Which way the question about age was answered: <c>old_enough</c>, and by which country's law, <c>too_young</c>, or
    /// <c>guardian</c> with the day she is of age; never the date of birth.
    /// </summary>
    public const string Age = "age";

    /// <summary>The account that this browser signed up, until its address is confirmed.</summary>
    public const string SignUp = "sign-up";

    /// <summary>Who has given her password and owes the second step.</summary>
    public const string SecondStep = "second-step";

    /// <summary>Whose browser this is, for the sake of <see cref="SignIns"/>.</summary>
    public const string Device = "device";

    /// <summary>The secret of an authenticator app that is being set up.</summary>
    public const string TwoFactor = "two-factor";

    /// <summary>The challenge that a passkey has to answer.</summary>
    public const string Passkey = "passkey";

    /// <summary>Where this browser's answer about cookies is kept: an id, and nothing of the answer.</summary>
    public const string Choices = "choices";

    public void Write(HttpContext http, Id<Tenant> tenant, string name, string value, TimeSpan life)
    {
        var until = clock.GetUtcNow() + life;
        var text = Protector(tenant, name).Protect(
            $"{until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}\n{value}");

        http.Response.Cookies.Append(gateway.Value.CookieName(name), text, Options(life));
    }

    /// <summary>What was written; null where nothing was, it was not here, or its time is over.</summary>
    public string? Read(HttpContext http, Id<Tenant> tenant, string name)
    {
        if (http.Request.Cookies[gateway.Value.CookieName(name)] is not { Length: > 0 } text)
            return null;

        try
        {
            var parts = Protector(tenant, name).Unprotect(text).Split('\n', 2);
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return until > clock.GetUtcNow() ? parts[1] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Clear(HttpContext http, string name) =>
        http.Response.Cookies.Delete(gateway.Value.CookieName(name), Options(life: null));

    private CookieOptions Options(TimeSpan? life) => new()
    {
        HttpOnly = true,
        Secure = gateway.Value.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };

    private IDataProtector Protector(Id<Tenant> tenant, string name) =>
        protection.CreateProtector("people.cookie", tenant.Value, name);
}
