using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Pages.SignUp;

/// <summary>Making an account by oneself.</summary>
internal static class SignUpEndpoints
{
    public static void MapSignUp(this IEndpointRouteBuilder routes)
    {
        var signUp = routes.MapGroup("/sign-up").On(Hosts.School).WithCredentials();

        signUp.MapGet("/", Show);
        signUp.MapPost("/", Send);
        signUp.MapPost("/age", Age);
        signUp.MapPost("/resend", Resend);
        signUp.MapConfirm();
    }

    private static async Task<IResult> Show(TenantRequest request, HttpContext http, AgeGate age)
    {
        if (request.Account is not null)
            return Results.Redirect(Places.Home);

        var shown = await Shown(request);

        return Stopped(request, http, age, shown) ?? Form(
            request, shown, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static async Task<IResult> Send(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        AgeGate age,
        SignUps signUps,
        Limits limits,
        SealedCookies cookies,
        Pace pace)
    {
        var started = pace.Start();
        var shown = await Shown(request);

        if (Stopped(request, http, age, shown) is { } stopped)
            return stopped;

        var read = SignUpForm.Read(request, form, shown);

        if (!read.Succeeded(out var answers, out var refusal))
            return Form(request, shown, SignUpForm.Typed(form), refusal);

        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        var mark = await signUps.SignUp(request, answers, http.RequestAborted);
        cookies.Write(
            http, request.Tenant, SealedCookies.SignUp, $"{mark.Person}\n{mark.Stamp}", TimeSpan.FromHours(24));
        await pace.Until(started, http.RequestAborted);

        return Page.Of<CheckMailPage, CheckMailPageModel>(new(answers.Email.Text));
    }

    private static IResult Age(
        TenantRequest request, HttpContext http, IFormCollection form, AgeGate age, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var born = AgeGate.Read(form.One("birth_year"), form.One("birth_month"), form.One("birth_day"), today);

        if (!born.Succeeded(out var date, out var refusal))
        {
            return age.AnswerOf(http, request) == AgeAnswer.TooYoung
                ? TooYoung(request)
                : Page.Of<AgePage, AgePageModel>(new(SignUpForm.Typed(form)), refusal);
        }

        age.Answer(http, request, date);
        return Results.Redirect(Places.SignUp);
    }

    private static async Task<IResult> Resend(
        TenantRequest request, HttpContext http, IFormCollection form, SignUps signUps, Limits limits, Pace pace)
    {
        var started = pace.Start();

        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        var email = EmailAddress.Read(form.One("email"));

        if (email.Succeeded(out var address, out _))
            await signUps.Resend(request, address);

        await pace.Until(started, http.RequestAborted);
        return Page.Of<CheckMailPage, CheckMailPageModel>(new(email.Value?.Text ?? "", Again: true));
    }

    // What stands before the form: a closed door, the question for a date of birth, or the answer it got.
    private static IResult? Stopped(TenantRequest request, HttpContext http, AgeGate age, PolicyShown? shown)
    {
        if (SignUpConsent.Closed(request.School.Rules, shown, request.School.Status) is { } closed)
            return Page.Of<SignUpClosedPage, SignUpClosedPageModel>(new(), closed);

        return age.AnswerOf(http, request) switch
        {
            AgeAnswer.OldEnough => null,
            AgeAnswer.TooYoung => TooYoung(request),
            _ => Page.Of<AgePage, AgePageModel>(new(new Dictionary<string, string>(StringComparer.Ordinal))),
        };
    }

    private static RazorComponentResult<TooYoungPage> TooYoung(TenantRequest request) =>
        Page.Of<TooYoungPage, TooYoungPageModel>(
        new(request.School.Rules.Age.Years), PeopleErrors.TooYoung(request.School.Rules.Age.Years));

    private static RazorComponentResult<SignUpPage> Form(
        TenantRequest request, PolicyShown? shown, IReadOnlyDictionary<string, string> typed, Error? refusal = null) =>
        Page.Of<SignUpPage, SignUpPageModel>(
            new(
                SignUpForm.Fields(request.School.Rules),
                typed,
                shown,
                request.School.Rules.SignUpFields.Contains(SignUpField.Country) ? Countries.In(request.UiLanguage) : [],
                SignUpForm.Control(request),
                request.School.Rules.Age.Basis == AgeBasis.MajorityByCountry),
            refusal);

    private static async Task<PolicyShown?> Shown(TenantRequest request)
    {
        var current = await request.Grains.Policy(Documents.Privacy).Current();

        return current.Succeeded(out var version, out _)
            ? PolicyShown.ToAccept(version, request.School.Rules, request.UiLanguage.Tag)
            : null;
    }
}
