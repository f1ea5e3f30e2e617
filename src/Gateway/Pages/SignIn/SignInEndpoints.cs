using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.SignIn;

/// <summary>Signing in and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var signIn = routes.MapGroup("/sign-in").WithCredentials();

        signIn.MapGet("/", Show);
        signIn.MapPost("/", SignIn);
        signIn.MapGet("/second-step", ShowSecondStep);
        signIn.MapPost("/second-step", TakeSecondStep);
        signIn.MapPost("/passkey/options", PasskeyOptions);
        signIn.MapPost("/passkey", UsePasskey);
        signIn.MapReset();

        routes.MapPost(Places.SignOut, SignOut);
    }

    private static IResult Show(TenantRequest request, [FromQuery] string? @return, [FromQuery] string? signed)
    {
        if (request.Account is not null)
            return Results.Redirect(Onward(request, @return));

        var notice = signed switch
        {
            "out" => "sign_in.signed_out",
            "new" => "reset_password.done_text",
            _ => @return is null ? null : "sign_in.needed",
        };

        return Form(request, "", @return, notice: notice);
    }

    private static async Task<IResult> SignIn(
        TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns)
    {
        var back = form.One("return");
        var signedIn = await signIns.SignIn(http, request, form.One("login"), form.One("password"), form.Ticked("remember"));

        return !signedIn.Succeeded(out var step, out var refusal) ? Form(request, form.One("login"), back, refusal)
            : step.OwesSecondStep ? Results.Redirect($"/sign-in/second-step?return={Uri.EscapeDataString(ReturnPath.Clean(back))}")
            : Results.Redirect(Onward(request, back));
    }

    private static async Task<IResult> ShowSecondStep(
        TenantRequest request, HttpContext http, SignIns signIns, [FromQuery] string? @return) =>
        await signIns.OwesSecondStep(http, request) is null
            ? Results.Redirect(Places.SignIn)
            : Page.Of<SecondStepPage, SecondStepPageModel>(new(ReturnPath.Clean(@return)));

    private static async Task<IResult> TakeSecondStep(
        TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns)
    {
        if (await signIns.OwesSecondStep(http, request) is not { } owed)
            return Results.Redirect(Places.SignIn);

        var back = form.One("return");
        var begun = await signIns.CheckSecondStep(http, request, owed.Account, form.One("code"), owed.Remember);

        return begun.Succeeded(out _, out var refusal)
            ? Results.Redirect(Onward(request, back))
            : Page.Of<SecondStepPage, SecondStepPageModel>(new(ReturnPath.Clean(back)), refusal);
    }

    private static async Task<IResult> PasskeyOptions(TenantRequest request, HttpContext http, Passkeys passkeys) =>
        Results.Content(await passkeys.RequestOptions(http, request), "application/json");

    private static async Task<IResult> UsePasskey(
        TenantRequest request, HttpContext http, IFormCollection form, Passkeys passkeys, SignIns signIns)
    {
        var back = form.One("return");
        var used = await passkeys.Used(http, request, form.One("credential"));

        if (!used.Succeeded(out var hers, out var refusal))
            return Form(request, "", back, refusal);

        var begun = await signIns.Begin(http, request, hers.Account, form.Ticked("remember"), hers.Use);

        return begun.Succeeded(out _, out refusal)
            ? Results.Redirect(Onward(request, back))
            : Form(request, "", back, refusal);
    }

    private static async Task<IResult> SignOut(TenantRequest request, HttpContext http)
    {
        await SignIns.SignOut(http, request);
        return Results.Redirect("/sign-in?signed=out");
    }

    private static string Onward(TenantRequest request, string? back) => ReturnPath.Clean(back) switch
    {
        "/" when request.IsPlatform => Places.Operator, // the console has no front page
        var path => path,
    };

    private static IResult Form(
        TenantRequest request, string login, string? back, Error? refusal = null, string? notice = null) =>
        Page.Of<SignInPage, SignInPageModel>(
            new(
                login,
                ReturnPath.Clean(back),
                request.School.Rules.SignUpFields.Contains(SignUpField.UserName),
                !request.IsPlatform && request.School.Status == SchoolStatus.Active,
                notice),
            refusal);
}
