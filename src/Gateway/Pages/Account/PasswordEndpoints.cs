using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Account;

/// <summary>Another password.</summary>
internal static class PasswordEndpoints
{
    public static void MapPassword(this IEndpointRouteBuilder account)
    {
        account.MapGet("/password", ([FromQuery] string? done) =>
            Page.Of<PasswordPage, PasswordPageModel>(new(done is "changed")));
        account.MapPost("/password", Change);
    }

    private static async Task<IResult> Change(
        TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns, Credentials credentials)
    {
        if (!await signIns.IsHers(http, request, request.Account!, form.One("current")))
            return Page.Of<PasswordPage, PasswordPageModel>(new(Changed: false), SignInErrors.PasswordWrong());

        var changed = await credentials.ChangePassword(
            request, request.Account!, form.One("new_password"), SessionCookie.SessionOf(http), http.RequestAborted);

        if (!changed.Succeeded(out var after, out var refusal))
            return Page.Of<PasswordPage, PasswordPageModel>(new(Changed: false), refusal);

        await SessionCookie.Reissue(http, request.Tenant, after.Account, after.Session);
        signIns.MarkDevice(http, request, after.Account);
        return Results.Redirect("/account/password?done=changed");
    }
}
