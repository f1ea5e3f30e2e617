using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Cookies;

/// <summary>Which cookies there are, and everybody's choice about them.</summary>
internal static class CookieEndpoints
{
    private const string Accept = "accept";
    private const string Refuse = "refuse";
    private const string Save = "save";

    /// <summary>Maps <c>/privacy/cookies</c> and all below it.</summary>
    public static void MapCookies(this IEndpointRouteBuilder routes)
    {
        var cookies = routes.MapGroup(Places.Cookies).WithoutAgreement();

        cookies.MapGet("/", Show);
        cookies.MapPost("/", Choose);
        cookies.MapGet("/receipt.jws", Receipt);
        cookies.MapGet("/versions/{number:int}", Version);
    }

    private static async Task<IResult> Show(TenantRequest request, HttpContext http, OwnCookies own, [FromQuery] string? saved) =>
        Page.Of<CookiesPage, CookiesModel>(await Model(request, http, own, saved is "1"));

    private static async Task<IResult> Choose(IFormCollection form, TenantRequest request, HttpContext http, CookieChoices choices, OwnCookies own)
    {
        var terms = await CookieStanding.Of(http, request);
        var answer = form["answer"].ToString();
        var back = form.ContainsKey("return") ? ReturnPath.Clean(form["return"]) : Places.Cookies + "?saved=1";

        if (answer is not (Accept or Refuse or Save) || !int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return await Refused(request, http, own, Error.Invalid("cookies.choose_first", "Choose what you allow.", "answer"));

        // What her browser refuses with every request is not allowed by a button that says "all".
        var offered = terms.Offered.Where(category => !(terms.Signal && CookieTerms.IsSignalled(category)));
        var allowed = answer switch
        {
            Accept => offered,
            Save => offered.Where(category => form["allow"].Contains(CookieAnswer.Field(category), StringComparer.Ordinal)),
            _ => [],
        };
        var choice = new CookieChoice(
            version, [.. allowed], answer is Save ? [.. form["without"].OfType<string>()] : [], answer, Localization.Texts.Of(request.UiLanguage)[$"cookies.{answer}"], new Uri("http://site" + back).AbsolutePath);

        try
        {
            var taken = await choices.Take(http, request, choice);
            return taken.Succeeded(out _, out var refusal) ? Results.Redirect(back) : await Refused(request, http, own, refusal);
        }
        catch (TooManyAttemptsException)
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }
    }

    private static async Task<IResult> Refused(TenantRequest request, HttpContext http, OwnCookies own, Error refusal)
    {
        CookieStanding.Forget(http);
        return Page.Of<CookiesPage, CookiesModel>(await Model(request, http, own, saved: false), refusal);
    }

    // The signed receipt of whoever's answer this browser brings along; a signed-in person's are on her privacy page, too.
    private static async Task<IResult> Receipt(TenantRequest request, HttpContext http, CookieChoices choices)
    {
        if (choices.Subject(http, request) is not { } subject
            || Last(await request.Grains.ConsentLedger(subject).Entries()) is not { } last
            || await request.Grains.Receipt(subject, last.Number).Issue(request.Origin) is not { } receipt)
            return Results.NotFound();

        http.Response.Headers.CacheControl = "no-store";
        return ReceiptFiles.Download(http, request, last.Number, receipt.Jws, ReceiptFiles.Signed);
    }

    private static async Task<IResult> Version(int number, TenantRequest request, OwnCookies own, [FromQuery] string? lang) =>
        (number == 0 ? CookieVersion.None : await request.Grains.Cookies.Version(number)) is { } version
            ? Page.Of<CookieVersionPage, CookieVersionModel>(new(
                version,
                lang is { Length: > 0 and <= 35 } ? lang : request.UiLanguage.Tag,
                (await request.Grains.Cookies.Current()).Number))
            : Results.NotFound();

    private static async Task<CookiesModel> Model(TenantRequest request, HttpContext http, OwnCookies own, bool saved)
    {
        var terms = await CookieStanding.Of(http, request);
        var subject = http.RequestServices.GetRequiredService<CookieChoices>().Subject(http, request);
        var last = subject is { } id ? Last((await request.Grains.ConsentLedger(id).Entries()).CountingAt(request.Clock.GetUtcNow())) : null;

        return new CookiesModel(terms, [.. own.All.Select(cookie => (own.Sent(cookie), cookie))], last, saved);
    }

    private static ConsentEntry? Last(ImmutableArray<ConsentEntry> entries) =>
        entries.LastOrDefault(entry => entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == CookieAnswer.Document);
}

/// <param name="Terms">What is declared, what holds and what she answered.</param>
/// <param name="Own">The software's own cookies, each by the name it is sent with.</param>
/// <param name="Last">Her last answer; null where there is none.</param>
/// <param name="Saved">She has just answered.</param>
public sealed record CookiesModel(
    CookieTerms Terms, ImmutableArray<(string Name, OwnCookie Cookie)> Own, ConsentEntry? Last, bool Saved);

/// <param name="Version">The declaration as it stood.</param>
/// <param name="Language">The language that it is shown in, as far as the school wrote in it.</param>
/// <param name="Current">Number of the one that stands.</param>
public sealed record CookieVersionModel(CookieVersion Version, string Language, int Current);
