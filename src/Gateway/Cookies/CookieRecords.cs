using Darsgah.Gateway.Http;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Cookies;

/// <summary>
/// Writes down in a signed-in person's ledger what she says without a button: that her browser's signal refuses, and, where the
/// school's policy takes it for agreement, that she went on after the notice (E59). After the authentication step.
/// </summary>
/// <remarks>Of a visitor nothing is written: she would have to be given an id for it.</remarks>
internal sealed class CookieRecords(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<TenantRequest>() is { IsPlatform: false, Account: { } account } request
            && http.GetEndpoint() is RouteEndpoint
            && PageViews.IsOne(http.Request)
            && !(await request.Grains.Cookies.Current()).Cookies.IsEmpty)
            await Record(http, request, account);

        await next(http);
    }

    private static async Task Record(HttpContext http, TenantRequest request, PersonAccount account)
    {
        var terms = await CookieStanding.Of(http, request);
        var ledger = request.Grains.ConsentLedger(account.Id);
        var shown = CookieText.Shown(terms.Declared, request.UiLanguage.Tag);
        var surface = http.Request.Path.Value ?? "/";

        if (terms.RecordsSignal)
            await ledger.RefuseBySignal(shown, surface);
        else if (terms is { Rule.Consent: CookieConsent.ByUse, Question: not CookieQuestion.None, ByUse.IsEmpty: false }
            && terms.Answer is null or { Kind: CookieAnswerKind.ByUse }
            && terms.Answer?.Version != terms.Declared.Number
            && await Served(ledger, terms.Declared.Number, request.Clock.GetUtcNow()) is { } served)
            await ledger.Accept(ByUse(served, terms, surface));
        else
            return;

        CookieStanding.Forget(http);
    }

    // In the language that she was told in.
    private static AcceptDocument ByUse(ConsentEntry served, CookieTerms terms, string surface) => new(
        served.Shown,
        AcceptanceMode.ContinuedUse,
        ControlId: "",
        ControlLabel: "",
        [.. terms.ByUse.Select(CookieAnswer.Field)],
        surface,
        Explicit: false);

    private static async Task<ConsentEntry?> Served(IConsentLedgerGrain ledger, int version, DateTimeOffset now) =>
        (await ledger.Entries()).CountingAt(now).FirstOrDefault(entry =>
            entry.Act == ConsentAct.NoticeServed && entry.Shown.Document == CookieAnswer.Document && entry.Shown.Version == version);
}
