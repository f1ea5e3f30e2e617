using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.Http.HttpResults;
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
        Limits limits,
        Pace pace)
    {
        var started = pace.Start();

        if (!EmailAddress.Read(form.One("email")).Succeeded(out var email, out var refusal))
            return Page.Of<ResetPage, ResetPageModel>(new(Sent: false), refusal);

        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        await credentials.AskReset(request, email, http.RequestAborted);
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
        TenantRequest request, HttpContext http, IFormCollection form, Credentials credentials, SignIns signIns)
    {
        var (token, kind) = (form.One("token"), KindOf(form.One("for")));
        var changed = await credentials.SetPassword(request, kind, token, form.One("password"), http.RequestAborted);

        if (!changed.Succeeded(out var account, out var refusal))
            return Shown(token, kind, await credentials.HolderOf(request, kind, token), refusal);

        // The link showed only that she reads the mail; where she has a second step, that alone opens nothing.
        if (kind != LinkKind.Invitation || account.TwoFactorEnabled)
            return Results.Redirect("/sign-in?signed=new");

        var begun = await signIns.Begin(http, request, account, remember: false);
        return Results.Redirect(begun.Succeeded(out _, out _) ? Places.Home : Places.SignIn);
    }

    private static LinkKind KindOf(string? purpose) =>
        purpose is ForInvitation ? LinkKind.Invitation : LinkKind.ResetPassword;

    private static RazorComponentResult<NewPasswordPage> Shown(
        string? token, LinkKind kind, PersonAccount? holder, Error? refusal) =>
        Page.Of<NewPasswordPage, NewPasswordPageModel>(
            new(token ?? "", holder?.Email, kind == LinkKind.Invitation), refusal);
}
