using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Account;

/// <summary>Her passkeys: adding and removing. Both ask for the password, because each opens the account.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder account)
    {
        account.MapGet("/passkeys", (TenantRequest request) => Shown(request));
        account.MapPost("/passkeys/options", Options);
        account.MapPost("/passkeys", Add);
        account.MapPost("/passkeys/remove", Remove);
    }

    private static async Task<IResult> Options(TenantRequest request, HttpContext http, Passkeys passkeys) =>
        Results.Content(await passkeys.CreationOptions(http, request, request.Account!), "application/json");

    private static async Task<IResult> Add(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        Passkeys passkeys,
        SignIns signIns,
        TimeProvider clock)
    {
        if (!await signIns.IsHers(http, request, request.Account!, form.One("current")))
            return Shown(request, SignInErrors.PasswordWrong());

        var made = await passkeys.Made(http, request, request.Account!, form.One("credential"), form.One("name"));

        if (!made.Succeeded(out var add, out var refusal))
            return Shown(request, refusal);

        var saved = await Accounts.Change(
            request.Grains, request.Account!.Id, now => add(now).Succeeded(out var next, out var full)
            ? AccountChange.Of(next, Letters.SignInChanged(next, "passkey_added", clock.GetUtcNow()))
            : full);

        return saved.Succeeded(out _, out refusal) ? Results.Redirect("/account/passkeys") : Shown(request, refusal);
    }

    private static async Task<IResult> Remove(
        TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns, TimeProvider clock)
    {
        if (!await signIns.IsHers(http, request, request.Account!, form.One("current")))
            return Shown(request, SignInErrors.PasswordWrong());

        var removed = await Credentials.Renew(
            request,
            request.Account!,
            SessionCookie.SessionOf(http),
            now => now with
            {
                Passkeys = now.Passkeys.RemoveAll(
                    passkey => string.Equals(passkey.CredentialId, form.One("passkey"), StringComparison.Ordinal)),
            },
            next => [Letters.SignInChanged(next, "passkey_removed", clock.GetUtcNow())]);

        if (removed.Succeeded(out var after, out _))
            await SessionCookie.Reissue(http, request.Tenant, after.Account, after.Session);

        return Results.Redirect("/account/passkeys");
    }

    private static IResult Shown(TenantRequest request, Error? refusal = null) =>
        Page.Of<PasskeysPage, PasskeysPageModel>(new(request.Account!.Passkeys), refusal);
}
