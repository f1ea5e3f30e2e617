using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

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
        TenantRequest request, HttpContext http, string? token, Confirmations confirmations) =>
        Shown(token, await confirmations.Of(http, request, token), refusal: null);

    private static async Task<IResult> Confirm(
        TenantRequest request, HttpContext http, IFormCollection form, Confirmations confirmations)
    {
        var token = form.One("token");
        var standing = await confirmations.Of(http, request, token);
        var confirmed = await confirmations.Confirm(http, request, token, form.One("password"));

        return confirmed.Succeeded(out var account, out var refusal)
            ? Results.Redirect(await confirmations.Enter(http, request, account) ? Places.Home : Places.SignIn)
            : Shown(token, standing, refusal);
    }

    private static IResult Shown(
        string? token, (PersonAccount? Holder, bool AsksPassword) standing, Error? refusal) =>
        Page.Of<ConfirmPage, ConfirmPageModel>(
            new(token ?? "", standing.AsksPassword, standing.Holder?.Email),
            refusal ?? (standing.Holder is null ? SignInErrors.LinkExpired(LinkKind.ConfirmEmail) : null));
}
