using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Pages.SignUp;

/// <summary>
/// The link of a sign-up's letter. Opening it shows a button and changes nothing, because mail scanners open links too.
/// </summary>
internal static class ConfirmEndpoints
{
    public static void MapConfirm(this IEndpointRouteBuilder signUp)
    {
        signUp.MapGet("/confirm", Show);
        signUp.MapPost("/confirm", Confirm);
    }

    private static async Task<IResult> Show(
        TenantRequest request, HttpContext http, string? token, Credentials credentials, SealedCookies cookies)
    {
        var holder = await credentials.HolderOf(request, LinkKind.ConfirmEmail, token);
        return Shown(request, http, cookies, token, holder, refusal: null);
    }

    private static async Task<IResult> Confirm(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        Credentials credentials,
        SignIns signIns,
        SealedCookies cookies)
    {
        var token = form.One("token");
        var holder = await credentials.HolderOf(request, LinkKind.ConfirmEmail, token);

        var confirmed = holder is not null && IsSameBrowser(request, http, cookies, holder)
            ? await credentials.Confirm(request, token)
            : await credentials.SetPassword(
                request, LinkKind.ConfirmEmail, token, form.One("password"), http.RequestAborted);

        if (!confirmed.Succeeded(out var account, out var refusal))
            return Shown(request, http, cookies, token, holder, refusal);

        cookies.Clear(http, SealedCookies.SignUp);

        if (account.TwoFactorEnabled)
            return Results.Redirect(Places.SignIn);

        var begun = await signIns.Begin(http, request, account, remember: false);
        return Results.Redirect(begun.Succeeded(out _, out _) ? Places.Home : Places.SignIn);
    }

    private static RazorComponentResult<ConfirmPage> Shown(
        TenantRequest request,
        HttpContext http,
        SealedCookies cookies,
        string? token,
        PersonAccount? holder,
        Error? refusal)
    {
        var model = new ConfirmPageModel(
            token ?? "", holder is not null && !IsSameBrowser(request, http, cookies, holder), holder?.Email);

        return Page.Of<ConfirmPage, ConfirmPageModel>(
            model, refusal ?? (holder is null ? SignInErrors.LinkExpired(LinkKind.ConfirmEmail) : null));
    }

    private static bool IsSameBrowser(
        TenantRequest request, HttpContext http, SealedCookies cookies, PersonAccount holder) =>
        cookies.Read(http, request.Tenant, SealedCookies.SignUp)?.Split('\n') is [var person, var stamp]
        && new SignUpMark(person, stamp).Is(holder);
}
