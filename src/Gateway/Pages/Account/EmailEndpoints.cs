using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Account;

/// <summary>
/// Another e-mail address: asked for with the password, changed by the link that went to it (SEC-C14).
/// </summary>
internal static class EmailEndpoints
{
    public static void MapEmail(this IEndpointRouteBuilder account)
    {
        account.MapGet(
            "/email", (TenantRequest request, [FromQuery] string? done) => Shown(request, "", done is "changed"));
        account.MapPost("/email", Ask);
    }

    /// <summary>The link, which works in any browser, signed in or not.</summary>
    public static void MapConfirmEmail(this IEndpointRouteBuilder account)
    {
        account.MapGet("/email/confirm", Show).WithoutAgreement();
        account.MapPost("/email/confirm", Confirm).WithoutAgreement();
    }

    private static async Task<IResult> Ask(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        SignIns signIns,
        Credentials credentials,
        Pace pace)
    {
        var started = pace.Start();

        if (!EmailAddress.Read(form.One("new_email"), "new_email").Succeeded(out var wanted, out var refusal))
            return Shown(request, form.One("new_email"), changed: false, refusal);

        if (!await signIns.IsHers(http, request, request.Account!, form.One("current")))
            return Shown(request, form.One("new_email"), changed: false, SignInErrors.PasswordWrong());

        await credentials.AskEmailChange(request, request.Account!, wanted);
        await pace.Until(started, http.RequestAborted);
        return Results.Redirect("/account/email");
    }

    private static async Task<IResult> Show(TenantRequest request, Credentials credentials, [FromQuery] string? token)
    {
        var holder = await credentials.HolderOf(request, LinkKind.ChangeEmail, token);

        return Page.Of<ConfirmEmailPage, ConfirmEmailPageModel>(
            new(token ?? "", holder?.PendingEmail), holder is null
                ? SignInErrors.LinkExpired(LinkKind.ChangeEmail)
                : null);
    }

    private static async Task<IResult> Confirm(
        TenantRequest request, HttpContext http, IFormCollection form, Credentials credentials)
    {
        var changed = await credentials.ChangeEmail(request, form.One("token"), SessionCookie.SessionOf(http));

        if (!changed.Succeeded(out var after, out var refusal))
            return Page.Of<ConfirmEmailPage, ConfirmEmailPageModel>(new(form.One("token"), null), refusal);

        if (request.Account?.Id != after.Account.Id)
            return Results.Redirect(Places.SignIn);

        await SessionCookie.Reissue(http, request.Tenant, after.Account, after.Session);
        return Results.Redirect("/account/email?done=changed");
    }

    private static IResult Shown(
        TenantRequest request, string typed, bool changed, Error? refusal = null) =>
        Page.Of<EmailPage, EmailPageModel>(
            new(request.Account!.Email, request.Account!.PendingEmail, typed, changed), refusal);
}
