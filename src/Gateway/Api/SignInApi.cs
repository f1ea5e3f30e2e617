using System.Text.Json.Serialization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Api;

/// <summary>Signing in and out, and a new password by mail: on schools' hosts and on the console's, as the pages do it.</summary>
internal static class SignInApi
{
    public static void MapSignInApi(this RouteGroupBuilder api)
    {
        var open = api.MapGroup("").WithTags("Sign-in").WithCredentials().WithoutAgreement().For(ApiRole.Anyone);

        open.MapPost("/sign-in", SignIn).WithSummary("Signs in with address or user name and password.")
            .WithDescription("The session is a cookie of this host, bound to this school: the same that the pages give.")
            .Produces<SignedIn>();
        open.MapPost("/sign-in/second-step", SecondStep)
            .WithSummary("Takes the code of an authenticator app, or a recovery code.").Produces<SignedIn>();
        open.MapPost("/sign-out", SignOut).WithSummary("Ends this session; without one, nothing.").Produces(StatusCodes.Status204NoContent);
        open.MapPost("/password/reset", AskReset).WithSummary("Asks for a link to a new password.")
            .WithDescription("The same answer whether or not the address has an account.")
            .Produces<LetterSent>(StatusCodes.Status202Accepted);
        open.MapPost("/password", SetPassword).WithSummary("Sets the password that a letter's link allows to choose.")
            .WithDescription(
                "A student who takes her invitation up is asked what sign-up asks: first POST /api/v1/sign-up/age where the school asks for "
                + "a date of birth, with the same token, then the fields that GET /api/v1/sign-up names.")
            .Produces<SignedIn>();
    }

    private static async Task<IResult> SignIn(SignInBody body, TenantRequest request, HttpContext http, SignIns signIns) =>
        (await signIns.SignIn(http, request, body.Login, body.Password, body.Remember)).ToResult(step => TypedResults.Ok(
            step.OwesSecondStep ? new SignedIn(SignInStanding.SecondStepNeeded, null) : SignedIn.As(step.Account)));

    private static async Task<IResult> SecondStep(SecondStepBody body, TenantRequest request, HttpContext http, SignIns signIns)
    {
        if (await signIns.OwesSecondStep(http, request) is not { } owed)
            return Problems.Of(409, "sign_in.no_second_step", "No second step is owed here, or its time is over. Sign in with the password first.");

        var begun = await signIns.CheckSecondStep(http, request, owed.Account, body.Code, owed.Remember);
        return begun.ToResult(account => TypedResults.Ok(SignedIn.As(account)));
    }

    private static async Task<IResult> SignOut(TenantRequest request, HttpContext http)
    {
        await SignIns.SignOut(http, request);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AskReset(
        EmailBody body, TenantRequest request, HttpContext http, Credentials credentials, Pace pace)
    {
        var started = pace.Start();

        if (!EmailAddress.Read(body.Email).Succeeded(out var email, out var refusal))
            return Problems.Of(refusal);

        await credentials.AskReset(http, request, email);
        await pace.Until(started, http.RequestAborted);
        return TypedResults.Accepted((string?)null, new LetterSent(body.Email));
    }

    private static async Task<IResult> SetPassword(
        NewPasswordBody body,
        TenantRequest request,
        HttpContext http,
        Credentials credentials,
        Invitees invitees,
        AgeGate age,
        Confirmations confirmations)
    {
        var kind = body.Invitation ? LinkKind.Invitation : LinkKind.ResetPassword;
        PersonFields? answers = null;

        if (body.Invitation && await invitees.Of(request, body.Token) is { } invited)
        {
            if (SignUpApi.TooEarly(request, age.AnswerOf(http, request)) is { } waits)
                return waits;

            if (!Invitees.Read(request, invited, body.Typed, body.OfAge, age.CountryOf(http, request)).Succeeded(out answers, out var fault))
                return Problems.Of(fault);
        }

        var changed = await credentials.SetPassword(request, kind, body.Token, body.Password, answers, http.RequestAborted);

        if (!changed.Succeeded(out var account, out var refusal))
            return Problems.Of(refusal);

        return TypedResults.Ok(body.Invitation && await confirmations.Enter(http, request, account)
            ? SignedIn.As(account)
            : new SignedIn(SignInStanding.SignInNeeded, null));
    }
}

/// <summary>Who wants to sign in.</summary>
/// <param name="Login">E-mail address or user name.</param>
/// <param name="Password">Her password.</param>
/// <param name="Remember">Keep the session when the browser is closed.</param>
public sealed record SignInBody(string Login, string Password, bool Remember = false);

/// <summary>A code.</summary>
/// <param name="Code">Six digits of the app, or a recovery code. Each works once.</param>
public sealed record SecondStepBody(string Code);

/// <summary>A new password.</summary>
/// <param name="Token">Out of the letter's link.</param>
/// <param name="Password">8 to 256 characters.</param>
/// <param name="Invitation">The letter was an invitation, and this is her first password here.</param>
/// <param name="OfAge">A student declares that she is of age, where the school asks it.</param>
/// <param name="Name">Full name; like the fields below, of a student who takes her invitation up.</param>
/// <param name="FirstName">First name.</param>
/// <param name="UserName">A name to sign in with.</param>
/// <param name="Mobile">Mobile number.</param>
/// <param name="Country">Country, ISO 3166-1 alpha-2 or its name.</param>
public sealed record NewPasswordBody(
    string Token,
    string Password,
    bool Invitation = false,
    bool OfAge = false,
    string? Name = null,
    [property: JsonPropertyName("first_name")] string? FirstName = null,
    [property: JsonPropertyName("user_name")] string? UserName = null,
    string? Mobile = null,
    string? Country = null)
{
    internal string Typed(string field) => field switch
    {
        "name" => Name,
        "first_name" => FirstName,
        "user_name" => UserName,
        "mobile" => Mobile,
        "country" => Country,
        _ => null,
    } ?? "";
}

/// <summary>How far a sign-in is.</summary>
public enum SignInStanding
{
    /// <summary>The session has begun: its cookie came with this answer.</summary>
    SignedIn = 1,

    /// <summary>The password is right; the code of an app is asked for within ten minutes.</summary>
    SecondStepNeeded = 2,

    /// <summary>It is done; nobody is signed in by it.</summary>
    SignInNeeded = 3,
}

/// <summary>What became of a sign-in.</summary>
/// <param name="Standing">How far it is.</param>
/// <param name="Person">Who is signed in; null for nobody.</param>
public sealed record SignedIn(SignInStanding Standing, PersonBody? Person)
{
    internal static SignedIn As(PersonAccount account) => new(SignInStanding.SignedIn, PersonBody.Of(account));
}

/// <summary>A signed-in person, as she sees herself.</summary>
/// <param name="Id">Her id at this school.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">The name she is shown by.</param>
/// <param name="Language">Her language of the interface.</param>
/// <param name="Roles">What she may do.</param>
public sealed record PersonBody(Id<Person> Id, string Email, string Name, string Language, ImmutableArray<Role> Roles)
{
    internal static PersonBody Of(PersonAccount account) =>
        new(account.Id, account.Email, account.DisplayName, account.Language, account.Roles);
}
