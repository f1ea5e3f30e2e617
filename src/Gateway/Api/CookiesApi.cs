using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Api;

/// <summary>The declaration of cookies: the software's own and the school's.</summary>
internal static class CookiesApi
{
    private const string ReceiptPath = "/privacy/cookies/receipt.jws";

    public static void MapCookiesApi(this RouteGroupBuilder api)
    {
        var cookies = api.MapGroup("/cookies").WithTags("Cookies").On(Hosts.School);

        cookies.MapGet("/", Show).WithoutAgreement().For(ApiRole.Anyone).WithSummary("Every cookie that the site can set.")
            .WithDescription("What is not here is taken out of every answer.").Produces<CookieList>();
        cookies.MapPut("/", Declare).For(ApiRole.Admin).WithSummary("Declares the school's own cookies, all of them.")
            .WithDescription("Whoever allowed a category is asked again where a cookie comes to it or is widened, and not for what is taken away.")
            .Produces<CookieList>();
        cookies.MapGet("/stripped", Stripped).For(ApiRole.Admin).WithSummary("Cookies that were taken out of answers: names and counts.")
            .Produces<ListOf<StrippedCookie>>();
        cookies.MapGet("/answer", Answer).WithoutAgreement().For(ApiRole.Anyone).WithSummary("What holds for whoever asks, and what she answered.")
            .WithDescription("Hers by her session; a visitor's by the cookie that her first answer sets.").Produces<CookieAnswerView>();
        cookies.MapPut("/answer", Choose).WithoutAgreement().For(ApiRole.Anyone).WithSummary("Answers: which categories, and whom not.")
            .WithDescription("An entry of the ledger of consents with a signed receipt, at the path in receipt. Nothing in allow refuses everything.")
            .Produces<CookieAnswerView>();
    }

    private static async Task<IResult> Answer(TenantRequest request, HttpContext http, CookieChoices choices) =>
        TypedResults.Ok(await View(request, http, choices));

    private static async Task<IResult> Choose(CookieAnswerBody body, TenantRequest request, HttpContext http, CookieChoices choices)
    {
        // A key is nobody's browser, and answers for nobody.
        if (http.Caller() is { Person: null, Role: not ApiRole.Anyone })
            return Problems.Of(StatusCodes.Status403Forbidden, "api.no_person", "A key is nobody: this needs a person's session, or none.");

        var terms = await CookieStanding.Of(http, request);

        if (body.Without.FirstOrDefault(company => !terms.Companies.Contains(company, StringComparer.Ordinal)) is { } stranger)
            return Problems.Of(CookieErrors.NoSuchCompany(stranger));

        if (body.Allow.Except(terms.Offered).ToList() is [var other, ..])
            return Problems.Of(CookieErrors.NotOffered(other));

        // As on the page: what her browser refuses with this very request is not allowed beside it.
        var allowed = body.Allow.Where(category => !(terms.Signal && CookieTerms.IsSignalled(category)));
        var choice = new CookieChoice(body.Version, [.. allowed], body.Without, "api", "", http.Request.Path.Value ?? "/api/v1/cookies/answer");

        try
        {
            var taken = await choices.Take(http, request, choice);
            return taken.Succeeded(out _, out var refusal) ? TypedResults.Ok(await View(request, http, choices)) : Problems.Of(refusal);
        }
        catch (TooManyAttemptsException)
        {
            return Problems.Of(StatusCodes.Status429TooManyRequests, "cookies.too_many", "Too many browsers of this network answered. Try again in ten minutes.");
        }
    }

    private static async Task<CookieAnswerView> View(TenantRequest request, HttpContext http, CookieChoices choices)
    {
        var terms = await CookieStanding.Of(http, request);
        var hasReceipt = choices.Subject(http, request) is { } subject && CookieAnswer.Of(await request.Grains.ConsentLedger(subject).Entries()) is not null;

        return new CookieAnswerView(
            terms.Declared.Number,
            terms.Question,
            terms.Signal,
            terms.Answer is { } answer ? new CookieAnswerLine(answer.Kind, answer.Version, answer.Allowed, answer.Without) : null,
            [.. Enum.GetValues<CookieCategory>().Where(category => terms.Allows(category))],
            [.. terms.Companies],
            hasReceipt ? ReceiptPath : null);
    }

    private static async Task<IResult> Show(TenantRequest request, OwnCookies own) =>
        TypedResults.Ok(List(await request.Grains.Cookies.Current(), own));

    private static async Task<IResult> Declare(DeclareBody body, TenantRequest request, OwnCookies own)
    {
        if (body.Cookies.Contains(null!))
            return Problems.Of(CookieErrors.Bad("name", "name", "A cookie is null. Name it.", ""));

        if (body.Cookies.FirstOrDefault(cookie => own.Find(cookie.Name) is not null) is { } ours)
            return Problems.Of(CookieErrors.Bad("own", "name", $"'{ours.Name}' is a cookie of the site itself.", ours.Name));

        var declared = await request.Grains.Cookies.Declare(new DeclareCookies(
            [.. body.Cookies.Select(cookie => new CookieDeclaration(cookie.Name, cookie.Category, cookie.SetBy, cookie.Days, cookie.Why))],
            body.Version));

        return declared.ToResult(version => TypedResults.Ok(List(version, own)));
    }

    private static async Task<IResult> Stripped(TenantRequest request, string? after, int? limit) =>
        TypedResults.Ok((await request.Grains.CookieReports.All()).Page(after, limit, row => row.Name));

    private static CookieList List(CookieVersion version, OwnCookies own) => new(
        version.Number,
        [.. own.All.Select(cookie => new OwnCookieLine(own.Sent(cookie), cookie.Category, (long?)cookie.Life?.TotalSeconds))],
        [.. version.Cookies.Select(cookie => new DeclaredCookie(cookie.Name, cookie.Category, cookie.SetBy, cookie.Days, cookie.Why))]);
}

/// <summary>Every cookie that a site can set.</summary>
/// <param name="Version">The version of the school's declaration; 0 where it declares none.</param>
/// <param name="Own">The software's own.</param>
/// <param name="Cookies">The school's.</param>
public sealed record CookieList(int Version, ImmutableArray<OwnCookieLine> Own, ImmutableArray<DeclaredCookie> Cookies);

/// <summary>A cookie of the software itself.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Category">What it is for.</param>
/// <param name="Seconds">The longest that a browser keeps it; null until it is closed.</param>
public sealed record OwnCookieLine(string Name, CookieCategory Category, long? Seconds);

/// <summary>A cookie that the school declares.</summary>
/// <param name="Name">As it is sent; <c>*</c> at the end stands for any end.</param>
/// <param name="Category"><c>functional</c>, <c>analytics</c> or <c>social</c>.</param>
/// <param name="SetBy">Who sets and reads it.</param>
/// <param name="Days">Days that a browser keeps it; 0 until it is closed.</param>
/// <param name="Why">What for, by language of the interface.</param>
public sealed record DeclaredCookie(
    string Name, CookieCategory Category, string SetBy, int Days, ImmutableDictionary<string, string> Why);

/// <summary>The school's own cookies, all of them.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Cookies">What is declared from now on.</param>
public sealed record DeclareBody(int Version, ImmutableArray<DeclaredCookie> Cookies);

/// <summary>What holds about cookies for whoever asks.</summary>
/// <param name="Version">The version of the declaration that stands: an answer names it.</param>
/// <param name="Question"><c>ask</c> where she is to be asked, <c>notify</c> where she is to be told, else <c>none</c>.</param>
/// <param name="Signal">Her browser sent Global Privacy Control with this request.</param>
/// <param name="Answer">What she answered last; null for nothing.</param>
/// <param name="Allowed">Categories that she gets now.</param>
/// <param name="Companies">Who sets cookies that can be refused, by name.</param>
/// <param name="Receipt">Path of the signed receipt of her answer; null where there is none.</param>
public sealed record CookieAnswerView(
    int Version,
    CookieQuestion Question,
    bool Signal,
    CookieAnswerLine? Answer,
    ImmutableArray<CookieCategory> Allowed,
    ImmutableArray<string> Companies,
    string? Receipt);

/// <summary>An answer.</summary>
/// <param name="Kind"><c>chosen</c>, <c>byUse</c> or <c>bySignal</c>.</param>
/// <param name="Version">The version that was before her.</param>
/// <param name="Allow">Categories that she allowed.</param>
/// <param name="Without">Whose cookies she refused all the same.</param>
public sealed record CookieAnswerLine(CookieAnswerKind Kind, int Version, ImmutableArray<CookieCategory> Allow, ImmutableArray<string> Without);

/// <summary>An answer about cookies.</summary>
/// <param name="Version">The version of the declaration that was before her.</param>
/// <param name="Allow"><c>functional</c>, <c>analytics</c>, <c>social</c>: what she allows. Empty refuses everything.</param>
/// <param name="Without">Whose cookies she refuses all the same, each as the declaration names it.</param>
public sealed record CookieAnswerBody(int Version, ImmutableArray<CookieCategory> Allow, ImmutableArray<string> Without);
