using System.Text.Json.Serialization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Api;

/// <summary>Making an account by oneself: first what the school asks, then the answers, then the address confirmed.</summary>
internal static class SignUpApi
{
    public static void MapSignUpApi(this RouteGroupBuilder api)
    {
        var signUp = api.MapGroup("/sign-up").WithTags("Sign-up").On(Hosts.School).WithCredentials().WithoutAgreement().For(ApiRole.Anyone);

        signUp.MapGet("/", Asks).WithSummary("What sign-up at this school asks, and the text to show.").Produces<SignUpAsks>();
        signUp.MapPost("/age", Age).WithSummary("Answers the question for a date of birth; only the answer is kept, not the date.")
            .Produces<AgeAnswered>();
        signUp.MapPost("/", Send).WithSummary("Signs up. The same answer whether or not the address has an account.")
            .WithDescription(
                "Safe to repeat without a key: the last answers for an address count until it is confirmed. A body with a "
                + "password in it is never kept, so Idempotency-Key means nothing here.")
            .Produces<LetterSent>(StatusCodes.Status202Accepted);
        signUp.MapPost("/guardian", AskGuardian).WithSummary("Asks the guardian of somebody who is not of age. The same answer whoever has an account.")
            .WithDescription("After /age answered needsGuardian, with its cookie. There is no account until the guardian agrees by the link in her letter.")
            .Produces<LetterSent>(StatusCodes.Status202Accepted);
        signUp.MapPost("/resend", Resend).WithSummary("Sends the letter of a sign-up again.").Produces<LetterSent>(StatusCodes.Status202Accepted);
        signUp.MapPost("/confirm", Confirm).WithSummary("Confirms the address and signs in.")
            .WithDescription("Where the cookie of the sign-up is missing, the password is chosen anew and has to be sent.")
            .Produces<SignedIn>();
    }

    private static async Task<IResult> Asks(TenantRequest request, HttpContext http, AgeGate age, string? language)
    {
        Speak(request, language);
        var shown = await SignUps.Shown(request, language);
        var closed = SignUpConsent.Closed(request.Rules, shown, request.School.Status);

        return TypedResults.Ok(await SignUpAsks.Of(request, shown, closed, age.AnswerOf(http, request)));
    }

    private static async Task<IResult> Age(
        BirthDate body, TenantRequest request, HttpContext http, AgeGate age, Invitees invitees, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var born = AgeGate.Read(body.Year, body.Month, body.Day, today);

        var lives = AgeGate.AsksCountry(request) ? Countries.Read(body.Country) : "";

        if (!lives.Succeeded(out var country, out var refusal) || !born.Succeeded(out var date, out refusal))
            return Problems.Of(refusal);

        var answer = age.Answer(http, request, date, country);

        if (answer != AgeAnswer.TooYoung)
            return TypedResults.Ok(new AgeAnswered(answer));

        if (await invitees.Of(request, body.Token) is { } invited)
            await Invitees.Forget(request, invited);

        return Problems.Of(AgeGate.Refusal(request));
    }

    private static async Task<IResult> Send(
        SignUpBody body, TenantRequest request, HttpContext http, AgeGate age, SignUps signUps, Pace pace)
    {
        var started = pace.Start();
        Speak(request, body.Language);
        var shown = await SignUpTexts.Of(request, document => LanguageOf(body, document));

        if (SignUpConsent.Closed(request.Rules, shown, request.School.Status) is { } closed)
            return Problems.Of(closed);

        if (TooEarly(request, age.AnswerOf(http, request)) is { } waits)
            return waits;

        if (shown.Policy is not null && body.Shown is null)
            return Problems.Of(422, "sign_up.shown_missing", "Say which text you showed her: GET /api/v1/sign-up names it.", "shown");

        if (!body.ToSent(http.Request.Path).Read(request, shown, age.CountryOf(http, request)).Succeeded(out var answers, out var refusal))
            return Problems.Of(refusal);

        await signUps.SignUp(http, request, answers);
        await pace.Until(started, http.RequestAborted);
        return TypedResults.Accepted((string?)null, new LetterSent(answers.Email.Text));
    }

    private static async Task<IResult> AskGuardian(
        GuardianBody body, TenantRequest request, HttpContext http, AgeGate age, GuardianAsks guardians, Invitees invitees, Pace pace)
    {
        var started = pace.Start();
        var invited = await invitees.Of(request, body.Token);
        Speak(request, body.Language);

        if (age.AnswerOf(http, request) != AgeAnswer.NeedsGuardian || age.OfAgeOn(http, request) is not { } ofAgeOn)
        {
            return TooEarly(request, age.AnswerOf(http, request))
                ?? Problems.Of(409, "sign_up.age_not_asked", "No guardian is asked for who is old enough: POST /api/v1/sign-up.");
        }

        if (invited is null && SignUpConsent.Closed(request.Rules, await SignUps.Shown(request), request.School.Status) is { } closed)
            return Problems.Of(closed);

        var read = GuardianAsks.Read(
            request, field => field is "email" && invited is not null ? invited.Email : body.Typed(field), age.CountryOf(http, request));

        if (!read.Succeeded(out var answers, out var refusal))
            return Problems.Of(refusal);

        await guardians.Ask(http, request, answers, ofAgeOn, invited);
        await pace.Until(started, http.RequestAborted);
        return TypedResults.Accepted((string?)null, new LetterSent(answers.Guardian.Text));
    }

    private static async Task<IResult> Resend(EmailBody body, TenantRequest request, HttpContext http, SignUps signUps, Pace pace)
    {
        var started = pace.Start();
        await signUps.Resend(http, request, body.Email);
        await pace.Until(started, http.RequestAborted);
        return TypedResults.Accepted((string?)null, new LetterSent(body.Email));
    }

    private static async Task<IResult> Confirm(
        ConfirmBody body, TenantRequest request, HttpContext http, Confirmations confirmations)
    {
        var confirmed = await confirmations.Confirm(http, request, body.Token, body.Password);

        return confirmed.Succeeded(out var account, out var refusal)
            ? TypedResults.Ok(await confirmations.Enter(http, request, account)
                ? SignedIn.As(account)
                : new SignedIn(SignInStanding.SignInNeeded, null))
            : Problems.Of(refusal);
    }

    // Each document is looked at in the language that it was shown in.
    private static string? LanguageOf(SignUpBody body, Id<Document> document) =>
        (document == Documents.Privacy ? body.Shown?.Language : body.Documents?.GetValueOrDefault(document.Value)?.Language) ?? body.Language;

    internal static IResult? TooEarly(TenantRequest request, AgeAnswer answer) => answer switch
    {
        AgeAnswer.OldEnough => null,
        AgeAnswer.TooYoung => Problems.Of(AgeGate.Refusal(request)),
        AgeAnswer.NeedsGuardian => Problems.Of(409, "guardian.needed", "Her guardian is asked first: POST /api/v1/sign-up/guardian."),
        _ => Problems.Of(409, "sign_up.age_not_asked", "This school asks for the date of birth first: POST /api/v1/sign-up/age."),
    };

    // The words of the controls, the letters and the account are in her language, where the school speaks it.
    private static void Speak(TenantRequest request, string? language)
    {
        if (LanguageChoice.Find(request.School, language) is { } found)
            request.UiLanguage = found;
    }
}

/// <summary>A date of birth, in digits of any script.</summary>
/// <param name="Year">Gregorian; before 1500 it is taken for one of the solar Hijri calendar.</param>
/// <param name="Month">1–12.</param>
/// <param name="Day">1–31.</param>
/// <param name="Country">Where she lives, ISO 3166-1 alpha-2; needed where the school's age is <c>majorityByBirthDate</c>.</param>
/// <param name="Token">Of the invitation that she takes up: who is too young has the account deleted that was made for her.</param>
public sealed record BirthDate(string Year, string Month, string Day, string? Country = null, string? Token = null);

/// <summary>Which way the question for age was answered.</summary>
/// <param name="Answer">The answer.</param>
public sealed record AgeAnswered(AgeAnswer Answer);

/// <summary>An address.</summary>
/// <param name="Email">E-mail address.</param>
public sealed record EmailBody(string Email);

/// <summary>A letter is on its way, if there is reason to send one.</summary>
/// <param name="Email">Where to, as sent; whether or not it has an account.</param>
public sealed record LetterSent(string Email);

/// <summary>The token of a letter's link.</summary>
/// <param name="Token">Out of the link.</param>
/// <param name="Password">Her new password, where it is opened elsewhere than she signed up.</param>
public sealed record ConfirmBody(string Token, string? Password = null);

/// <summary>What somebody sends who is not of age: her own fields, and whom to ask.</summary>
/// <param name="Email">Her own e-mail address.</param>
/// <param name="GuardianEmail">That of her parent or guardian.</param>
/// <param name="Language">Her language, a tag.</param>
/// <param name="Name">Full name.</param>
/// <param name="FirstName">First name.</param>
/// <param name="UserName">A name to sign in with.</param>
/// <param name="Mobile">Mobile number.</param>
/// <param name="Country">Country, ISO 3166-1 alpha-2 or its name.</param>
/// <param name="Token">Of the invitation that she takes up; its address counts then.</param>
public sealed record GuardianBody(
    string Email,
    [property: JsonPropertyName("guardian_email")] string GuardianEmail,
    string? Language = null,
    string? Name = null,
    [property: JsonPropertyName("first_name")] string? FirstName = null,
    [property: JsonPropertyName("user_name")] string? UserName = null,
    string? Mobile = null,
    string? Country = null,
    string? Token = null)
{
    internal string Typed(string field) => field switch
    {
        "email" => Email,
        "guardian_email" => GuardianEmail,
        "name" => Name,
        "first_name" => FirstName,
        "user_name" => UserName,
        "mobile" => Mobile,
        "country" => Country,
        _ => null,
    } ?? "";
}

/// <summary>What somebody answers who signs up.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Password">8 to 256 characters.</param>
/// <param name="Shown">The text that was put before her; needed where the school has one in force.</param>
/// <param name="Consent">The control she used.</param>
/// <param name="OfAge">She declares that she is of age, where the school asks it.</param>
/// <param name="Language">Her language, a tag.</param>
/// <param name="Name">Full name.</param>
/// <param name="FirstName">First name.</param>
/// <param name="UserName">A name to sign in with.</param>
/// <param name="Mobile">Mobile number.</param>
/// <param name="Country">Country, ISO 3166-1 alpha-2 or its name.</param>
/// <param name="Purposes">Optional purposes she ticked, by key: version, language and hash as sign-up names them.</param>
/// <param name="Documents">The other texts that were put before her, by document; needed for each that sign-up names.</param>
public sealed record SignUpBody(
    string Email,
    string Password,
    ShownBody? Shown = null,
    ConsentUse Consent = ConsentUse.None,
    bool OfAge = false,
    string? Language = null,
    string? Name = null,
    [property: JsonPropertyName("first_name")] string? FirstName = null,
    [property: JsonPropertyName("user_name")] string? UserName = null,
    string? Mobile = null,
    string? Country = null,
    ImmutableDictionary<string, DocumentAnswer?>? Documents = null,
    ImmutableDictionary<string, DocumentAnswer?>? Purposes = null)
{
    internal SignUpSent ToSent(string? surface) => new(
        field => field switch
        {
            "email" => Email,
            "password" => Password,
            "name" => Name,
            "first_name" => FirstName,
            "user_name" => UserName,
            "mobile" => Mobile,
            "country" => Country,
            _ => null,
        } ?? "",
        OfAge,
        Shown?.Version ?? 0,
        Shown?.Hash ?? "",
        Consent == ConsentUse.Checkbox,
        Consent == ConsentUse.Button,
        document => Sent(Documents, document.Value),
        purpose => Sent(Purposes, purpose.Value),
        surface ?? "/api/v1/sign-up");

    private static SentDocument Sent(ImmutableDictionary<string, DocumentAnswer?>? answers, string key) =>
        answers?.GetValueOrDefault(key) is { } about ? new(about.Version, about.Hash, about.Ticked) : new(0, "", Ticked: false);
}

/// <summary>What somebody who signs up was shown of a document beside the privacy policy, and answered.</summary>
/// <param name="Version">Number of the version.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="Hash">Its hash, as it was named with the text.</param>
/// <param name="Ticked">She ticked the document's own box, which started empty.</param>
public sealed record DocumentAnswer(int Version, string Language, string Hash, bool Ticked = false);

/// <summary>The control by which somebody consented.</summary>
public enum ConsentUse
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The box, which started empty.</summary>
    Checkbox = 1,

    /// <summary>The button with the words that the school gave it.</summary>
    Button = 2,
}
