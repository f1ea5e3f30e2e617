using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

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
        signUp.MapPost("/guardian", AskGuardian);
        signUp.MapPost("/resend", Resend);
        signUp.MapConfirm();
    }

    private static async Task<IResult> Show(TenantRequest request, HttpContext http, AgeGate age)
    {
        if (request.Account is not null)
            return Results.Redirect(Places.Home);

        var shown = await SignUps.Shown(request);

        return Stopped(request, http, age, shown) ?? Form(
            request, shown, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static async Task<IResult> Send(
        TenantRequest request,
        HttpContext http,
        IFormCollection form,
        AgeGate age,
        SignUps signUps,
        Pace pace)
    {
        var started = pace.Start();
        var shown = await SignUps.Shown(request);

        if (Stopped(request, http, age, shown) is { } stopped)
            return stopped;

        var read = SignUpForm.Read(form).Read(request, shown, age.CountryOf(http, request));

        if (!read.Succeeded(out var answers, out var refusal))
            return Form(request, shown, SignUpForm.Typed(form), refusal);

        await signUps.SignUp(http, request, answers);
        await pace.Until(started, http.RequestAborted);

        return Page.Of<CheckMailPage, CheckMailPageModel>(new(answers.Email.Text));
    }

    private static async Task<IResult> Age(
        TenantRequest request, HttpContext http, IFormCollection form, AgeGate age, Invitees invitees, TimeProvider clock)
    {
        var token = form.One("token");
        var invited = await invitees.Of(request, token);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var born = AgeGate.Read(form.One("birth_year"), form.One("birth_month"), form.One("birth_day"), today);
        var lives = AgeGate.AsksCountry(request) ? Countries.Read(form.One("country")) : "";

        if (!born.Succeeded(out var date, out var refusal) | !lives.Succeeded(out var country, out var nowhere))
        {
            return age.AnswerOf(http, request) == AgeAnswer.TooYoung
                ? TooYoung(request)
                : age.AnswerOf(http, request) == AgeAnswer.NeedsGuardian
                ? Results.Redirect(Back())
                : AskAge(request, SignUpForm.Typed(form), invited is null ? "" : token, refusal ?? nowhere);
        }

        if (age.Answer(http, request, date, country!) == AgeAnswer.TooYoung && invited is not null)
        {
            await Invitees.Forget(request, invited);
            return TooYoung(request);
        }

        return Results.Redirect(Back());

        string Back() => invited is null ? Places.SignUp : Letters.InvitationPath(token);
    }

    private static async Task<IResult> AskGuardian(
        TenantRequest request, HttpContext http, IFormCollection form, AgeGate age, GuardianAsks guardians, Invitees invitees, Pace pace)
    {
        var started = pace.Start();
        var shown = await SignUps.Shown(request);
        var token = form.One("token");
        var invited = await invitees.Of(request, token);

        if (age.AnswerOf(http, request) != AgeAnswer.NeedsGuardian || age.OfAgeOn(http, request) is not { } ofAgeOn)
            return Stopped(request, http, age, shown) ?? Results.Redirect(Places.SignUp);

        if (invited is null && SignUpConsent.Closed(request.Rules, shown, request.School.Status) is { } closed)
            return Page.Of<SignUpClosedPage, SignUpClosedPageModel>(new(), closed);

        var read = GuardianAsks.Read(
            request, field => field is "email" && invited is not null ? invited.Email : form.One(field), age.CountryOf(http, request));

        if (!read.Succeeded(out var answers, out var refusal))
            return Child(request, shown, SignUpForm.Typed(form), invited is null ? "" : token, refusal);

        await guardians.Ask(http, request, answers, ofAgeOn, invited);
        await pace.Until(started, http.RequestAborted);
        return Page.Of<GuardianAskedPage, GuardianAskedPageModel>(new(answers.Guardian.Text, request.Rules.Guardians.WaitDays));
    }

    private static async Task<IResult> Resend(
        TenantRequest request, HttpContext http, IFormCollection form, SignUps signUps, Pace pace)
    {
        var started = pace.Start();
        var email = form.One("email");

        await signUps.Resend(http, request, email);
        await pace.Until(started, http.RequestAborted);
        return Page.Of<CheckMailPage, CheckMailPageModel>(
            new(EmailAddress.Read(email).Value?.Text ?? "", Again: true));
    }

    /// <summary>What stands before an invited student's password: the question for a date of birth, or the answer it got.</summary>
    /// <param name="token">Of her invitation.</param>
    internal static async Task<IResult?> StoppedInvitee(
        TenantRequest request, HttpContext http, AgeGate age, PersonAccount invited, string token) => age.AnswerOf(http, request) switch
        {
            AgeAnswer.OldEnough => null,
            AgeAnswer.TooYoung => TooYoung(request),
            AgeAnswer.NeedsGuardian => Child(request, await SignUps.Shown(request), Known(request, invited), token),
            _ => AskAge(request, new Dictionary<string, string>(StringComparer.Ordinal), token),
        };

    /// <summary>What the school has noted about somebody whom it invites, by the names of the fields.</summary>
    internal static IReadOnlyDictionary<string, string> Known(TenantRequest request, PersonAccount invited) => Invitees.Fields(request.Rules)
        .ToDictionary(PersonFields.NameOf, field => Invitees.ValueOf(invited, field), StringComparer.Ordinal);

    // What stands before the form: a closed door, the question for a date of birth, or the answer it got.
    private static IResult? Stopped(TenantRequest request, HttpContext http, AgeGate age, SignUpTexts shown)
    {
        if (SignUpConsent.Closed(request.Rules, shown, request.School.Status) is { } closed)
            return Page.Of<SignUpClosedPage, SignUpClosedPageModel>(new(), closed);

        return age.AnswerOf(http, request) switch
        {
            AgeAnswer.OldEnough => null,
            AgeAnswer.TooYoung => TooYoung(request),
            AgeAnswer.NeedsGuardian => Child(request, shown, new Dictionary<string, string>(StringComparer.Ordinal)),
            _ => AskAge(request, new Dictionary<string, string>(StringComparer.Ordinal)),
        };
    }

    private static IResult AskAge(
        TenantRequest request, IReadOnlyDictionary<string, string> typed, string token = "", Error? refusal = null) =>
        Page.Of<AgePage, AgePageModel>(new(typed, AgeGate.AsksCountry(request) ? Countries.In(request.UiLanguage) : [], token), refusal);

    private static IResult TooYoung(TenantRequest request) =>
        Page.Of<TooYoungPage, TooYoungPageModel>(new(), AgeGate.Refusal(request));

    private static IResult Child(
        TenantRequest request, SignUpTexts shown, IReadOnlyDictionary<string, string> typed, string token = "", Error? refusal = null) =>
        Page.Of<ChildPage, ChildPageModel>(
            new(
                new(
                    token.Length == 0 ? GuardianAsks.Fields(request.Rules) : Invitees.Fields(request.Rules),
                    typed,
                    shown,
                    request.Rules.SignUpFields.Contains(SignUpField.Country) ? Countries.In(request.UiLanguage) : [],
                    SignUpControl.Of(request),
                    AsksAge: false),
                request.Rules.Guardians.WaitDays,
                token),
            refusal);

    private static IResult Form(
        TenantRequest request, SignUpTexts shown, IReadOnlyDictionary<string, string> typed, Error? refusal = null) =>
        Page.Of<SignUpPage, SignUpPageModel>(
            new(
                SignUpSent.Fields(request.Rules),
                typed,
                shown,
                request.Rules.SignUpFields.Contains(SignUpField.Country) ? Countries.In(request.UiLanguage) : [],
                SignUpControl.Of(request),
                request.Rules.Age.Basis == AgeBasis.MajorityByCountry),
            refusal);
}
