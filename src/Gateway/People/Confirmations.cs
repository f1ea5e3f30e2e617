using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>The end of a sign-up: its address is confirmed and, where nothing stands against it, its session begins.</summary>
internal sealed class Confirmations(Credentials credentials, SignIns signIns, SealedCookies cookies)
{
    /// <summary>Whose address a token confirms, or null; and whether she has to choose a password here.</summary>
    public async Task<(PersonAccount? Holder, bool AsksPassword)> Of(HttpContext http, TenantRequest request, string? token)
    {
        var holder = await credentials.HolderOf(request, LinkKind.ConfirmEmail, token);
        return (holder, holder is not null && !IsSameBrowser(http, request, holder));
    }

    /// <summary>Confirms the address. In another browser than the one that signed up, the password is chosen anew.</summary>
    public async Task<Outcome<PersonAccount>> Confirm(HttpContext http, TenantRequest request, string? token, string? password)
    {
        var (holder, asksPassword) = await Of(http, request, token);

        var confirmed = holder is not null && !asksPassword
            ? await credentials.Confirm(request, token)
            : await credentials.SetPassword(request, LinkKind.ConfirmEmail, token, password, answers: null, http.RequestAborted);

        if (confirmed.Succeeded(out _, out _))
            cookies.Clear(http, SealedCookies.SignUp);

        return confirmed;
    }

    /// <summary>
    /// Signs in whoever has just shown that she reads the mail; where she has a second step, that alone opens nothing.
    /// </summary>
    public async Task<bool> Enter(HttpContext http, TenantRequest request, PersonAccount account) =>
        !account.TwoFactorEnabled
        && (await signIns.Begin(http, request, account, remember: false)).Succeeded(out _, out _);

    private bool IsSameBrowser(HttpContext http, TenantRequest request, PersonAccount holder) =>
        cookies.Read(http, request.Tenant, SealedCookies.SignUp)?.Split('\n') is [var person, var stamp]
        && new SignUpMark(person, stamp).Is(holder);
}
