using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Pages.Account;

/// <summary>Two-step sign-in: on, off, and new recovery codes. Each asks for the password again.</summary>
internal static class TwoFactorEndpoints
{
    private static readonly TimeSpan SetUpTime = TimeSpan.FromMinutes(15);

    public static void MapTwoFactor(this IEndpointRouteBuilder account)
    {
        account.MapGet("/two-factor", Show);
        account.MapPost("/two-factor/on", TurnOn);
        account.MapPost("/two-factor/off", TurnOff);
        account.MapPost("/two-factor/codes", NewCodes);
    }

    private static IResult Show(
        TenantRequest request, HttpContext http, SealedCookies cookies)
    {
        if (request.Account!.TwoFactorEnabled)
            return Shown(request, secret: null);

        // Nothing is kept until her app has shown that it knows the secret.
        var secret = Totp.NewSecret();
        cookies.Write(http, request.Tenant, SealedCookies.TwoFactor, secret, SetUpTime);
        return Shown(request, secret);
    }

    private static async Task<IResult> TurnOn(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        SignIns signIns,
        SealedCookies cookies,
        TimeProvider clock)
    {
        if (request.Account!.TwoFactorEnabled
            || cookies.Read(http, request.Tenant, SealedCookies.TwoFactor) is not { } secret)
            return Results.Redirect("/account/two-factor");

        if (!await signIns.IsHers(http, request, request.Account, form.One("current")))
            return Shown(request, secret, SignInErrors.PasswordWrong());

        var codes = RecoveryCodes.New();
        var outcome = await Change(
            request, http, signIns, clock, "two_factor_on",
            now => SecondStep.TurnOn(now, secret, form.One("code"), codes, clock.GetUtcNow()));

        if (outcome is { } refusal)
            return Shown(request, secret, refusal);

        cookies.Clear(http, SealedCookies.TwoFactor);
        return Page.Of<TwoFactorPage, TwoFactorPageModel>(new(IsOn: true, codes.Length, null, null, codes));
    }

    private static async Task<IResult> TurnOff(
        TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns, TimeProvider clock)
    {
        if (!await signIns.IsHers(http, request, request.Account!, form.One("current")))
            return Shown(request, secret: null, SignInErrors.PasswordWrong());

        await Change(request, http, signIns, clock, "two_factor_off", now => SecondStep.TurnOff(now));
        return Results.Redirect("/account/two-factor");
    }

    private static async Task<IResult> NewCodes(
        TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns, TimeProvider clock)
    {
        if (!request.Account!.TwoFactorEnabled)
            return Results.Redirect("/account/two-factor");

        if (!await signIns.IsHers(http, request, request.Account!, form.One("current")))
            return Shown(request, secret: null, SignInErrors.PasswordWrong());

        var codes = RecoveryCodes.New();
        await Change(
            request, http, signIns, clock, "recovery_codes",
            now => now with { RecoveryCodes = [.. codes.Select(RecoveryCodes.Hash)] });

        return Page.Of<TwoFactorPage, TwoFactorPageModel>(new(IsOn: true, codes.Length, null, null, codes));
    }

    private static async Task<Error?> Change(
        TenantRequest request,
        HttpContext http,
        SignIns signIns,
        TimeProvider clock,
        string what,
        Func<PersonAccount, Outcome<PersonAccount>> change)
    {
        var renewed = await Credentials.Renew(
            request,
            request.Account!,
            SessionCookie.SessionOf(http),
            change,
            next => [Letters.SignInChanged(next, what, clock.GetUtcNow())]);

        if (!renewed.Succeeded(out var after, out var refusal))
            return refusal;

        await SessionCookie.Reissue(http, request.Tenant, after.Account, after.Session);
        signIns.MarkDevice(http, request, after.Account);
        return null;
    }

    private static IResult Shown(
        TenantRequest request, string? secret, Error? refusal = null)
    {
        var account = request.Account!;

        return Page.Of<TwoFactorPage, TwoFactorPageModel>(
            new(
                account.TwoFactorEnabled,
                account.RecoveryCodes.Length,
                secret is null ? null : string.Join(' ', secret.Chunk(4).Select(group => new string(group))),
                secret is null ? null : Totp.Uri(request.School.Profile.NameIn("en"), account.Email, secret),
                []),
            refusal);
    }
}
