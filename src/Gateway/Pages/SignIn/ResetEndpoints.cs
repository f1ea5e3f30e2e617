using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.SignIn;

/// <summary>
/// A new password by mail: for one that was forgotten, and the first one of somebody who was invited.
/// </summary>
internal static class ResetEndpoints
{
    private const string ForInvitation = "invitation";

    public static void MapReset(this IEndpointRouteBuilder signIn)
    {
        signIn.MapGet("/reset", () => Page.Of<ResetPage, ResetPageModel>(new(Sent: false)));
        signIn.MapPost("/reset", Ask);
        signIn.MapGet("/new-password", Show);
        signIn.MapPost("/new-password", Set);
    }

    private static async Task<IResult> Ask(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        Credentials credentials,
        Pace pace)
    {
        var started = pace.Start();

        if (!EmailAddress.Read(form.One("email")).Succeeded(out var email, out var refusal))
            return Page.Of<ResetPage, ResetPageModel>(new(Sent: false), refusal);

        await credentials.AskReset(http, request, email);
        await pace.Until(started, http.RequestAborted);
        return Page.Of<ResetPage, ResetPageModel>(new(Sent: true));
    }

    private static async Task<IResult> Show(
        TenantRequest request,
        Credentials credentials,
        [FromQuery] string? token,
        [FromQuery(Name = "for")] string? purpose)
    {
        var kind = KindOf(purpose);
        var holder = await credentials.HolderOf(request, kind, token);
        return Shown(token, kind, holder, holder is null ? SignInErrors.LinkExpired(kind) : null);
    }

    private static async Task<IResult> Set(
        TenantRequest request, HttpContext http, IFormCollection form, Credentials credentials, Confirmations confirmations)
    {
        var (token, kind) = (form.One("token"), KindOf(form.One("for")));
        var changed = await credentials.SetPassword(request, kind, token, form.One("password"), http.RequestAborted);

        if (!changed.Succeeded(out var account, out var refusal))
            return Shown(token, kind, await credentials.HolderOf(request, kind, token), refusal);

        return kind != LinkKind.Invitation ? Results.Redirect("/sign-in?signed=new")
            : Results.Redirect(await confirmations.Enter(http, request, account) ? Places.Home : "/sign-in?signed=new");
    }

    private static LinkKind KindOf(string? purpose) =>
        purpose is ForInvitation ? LinkKind.Invitation : LinkKind.ResetPassword;

    private static PageResult<NewPasswordPage> Shown(
        string? token, LinkKind kind, PersonAccount? holder, Error? refusal) =>
        Page.Of<NewPasswordPage, NewPasswordPageModel>(
            new(token ?? "", holder?.Email, kind == LinkKind.Invitation), refusal);
}
