using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.SignUp;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
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
        HttpContext http,
        Credentials credentials,
        AgeGate age,
        [FromQuery] string? token,
        [FromQuery(Name = "for")] string? purpose)
    {
        var kind = KindOf(purpose);

        if (await credentials.HolderOf(request, kind, token) is not { } holder)
            return Shown(request, token, kind, null, null, SignInErrors.LinkExpired(kind));

        if (!Invitees.Waits(holder))
            return Shown(request, token, kind, holder);

        return await SignUpEndpoints.StoppedInvitee(request, http, age, holder, token!)
            ?? Shown(request, token, kind, holder, SignUpEndpoints.Known(request, holder));
    }

    private static async Task<IResult> Set(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        Credentials credentials,
        Invitees invitees,
        AgeGate age,
        Confirmations confirmations)
    {
        var (token, kind) = (form.One("token"), KindOf(form.One("for")));
        PersonFields? answers = null;
        IReadOnlyDictionary<string, string>? typed = null;

        if (kind == LinkKind.Invitation && await invitees.Of(request, token) is { } invited)
        {
            if (await SignUpEndpoints.StoppedInvitee(request, http, age, invited, token) is { } stopped)
                return stopped;

            typed = SignUpForm.Typed(form);

            if (!Invitees.Read(request, invited, form.One, form.Ticked("age"), age.CountryOf(http, request)).Succeeded(out answers, out var fault))
                return Shown(request, token, kind, invited, typed, fault);
        }

        var changed = await credentials.SetPassword(request, kind, token, form.One("password"), answers, http.RequestAborted);

        if (!changed.Succeeded(out var account, out var refusal))
            return Shown(request, token, kind, await credentials.HolderOf(request, kind, token), typed, refusal);

        return kind != LinkKind.Invitation ? Results.Redirect("/sign-in?signed=new")
            : Results.Redirect(await confirmations.Enter(http, request, account) ? Places.Home : "/sign-in?signed=new");
    }

    private static LinkKind KindOf(string? purpose) =>
        purpose is ForInvitation ? LinkKind.Invitation : LinkKind.ResetPassword;

    // Of a student who takes her invitation up, what she typed or the school has noted; of everybody else nothing more is asked.
    private static IResult Shown(
        TenantRequest request,
        string? token,
        LinkKind kind,
        PersonAccount? holder,
        IReadOnlyDictionary<string, string>? typed = null,
        Error? refusal = null) =>
        Page.Of<NewPasswordPage, NewPasswordPageModel>(
            new(
                token ?? "",
                holder?.Email,
                kind == LinkKind.Invitation,
                typed is null ? [] : [.. Invitees.Fields(request.Rules).Select(field => (field, typed.GetValueOrDefault(PersonFields.NameOf(field), "")))],
                request.Rules.SignUpFields.Contains(SignUpField.Country) ? Countries.In(request.UiLanguage) : [],
                typed is not null && request.Rules.Age.Basis == AgeBasis.MajorityByCountry),
            refusal);
}
