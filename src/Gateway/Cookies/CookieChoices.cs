using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Tenancy;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Cookies;

/// <summary>What somebody chose about cookies.</summary>
/// <param name="Version">The version of the declaration that was before her.</param>
/// <param name="Allowed">Categories she allows.</param>
/// <param name="Without">Whose cookies she refuses all the same (M38).</param>
/// <param name="Control">Id of the button she pressed.</param>
/// <param name="Label">Its words.</param>
/// <param name="Surface">The page she was on.</param>
internal sealed record CookieChoice(
    int Version, ImmutableArray<CookieCategory> Allowed, ImmutableArray<string> Without, string Control, string Label, string Surface);

/// <summary>Takes and keeps what people choose about cookies: in the ledger of consents, with receipts as any other consent's.</summary>
/// <remarks>
/// Hers where she is signed in. A visitor has a ledger too, under an id drawn for it, which her browser alone knows, sealed; it
/// joins nothing else, is made when she answers and not before, and is erased some time after her last answer.
/// </remarks>
internal sealed class CookieChoices(SealedCookies cookies, IOptions<GatewayOptions> gateway, TimeProvider clock)
{
    // A school's pupils may all come from one address.
    private const int MostNew = 300;

    private readonly AttemptWindow made = new(clock, TimeSpan.FromMinutes(10));

    /// <summary>The ledger of the browser that a request comes from; null where it has answered nothing.</summary>
    public Id<Person>? Visitor(HttpContext http, TenantRequest request) =>
        http.Features.Get<Drawn>() is { } drawn ? drawn.Visitor
        : Id<Person>.TryParse(cookies.Read(http, request.Tenant, SealedCookies.Choices), out var visitor) ? visitor : null;

    /// <summary>Whose ledger her answer is in; null where she has answered nothing.</summary>
    public Id<Person>? Subject(HttpContext http, TenantRequest request) => request.Account?.Id ?? Visitor(http, request);

    /// <summary>Records a choice, and takes from her browser what she no longer allows.</summary>
    /// <returns>The entry; or <see cref="CookieErrors.Changed"/> where another declaration stands by now.</returns>
    /// <exception cref="TooManyAttemptsException">Her network has answered for too many browsers; nothing was recorded.</exception>
    public async Task<Outcome<ConsentEntry>> Take(HttpContext http, TenantRequest request, CookieChoice choice)
    {
        var declared = await request.Grains.Cookies.Current();

        if (declared.Number != choice.Version)
            return CookieErrors.Changed(choice.Version, declared.Number);

        var subject = Subject(http, request) ?? New(http, request);
        var ledger = request.Grains.ConsentLedger(subject);

        if (request.Account is null)
            await ledger.KeepUntil(clock.GetUtcNow() + CookieAnswer.Kept);

        var taken = await TenantScope.Run(request.Tenant, () => Record(ledger, declared, request, choice), subject.Value);

        if (request.Account is null)
        {
            // Hers from here on, though her browser has it only with the answer.
            http.Features.Set(new Drawn(subject));
            cookies.Write(http, request.Tenant, SealedCookies.Choices, subject.Value, CookieAnswer.Life);
        }

        CookieStanding.Forget(http);
        Withhold(http, await CookieStanding.Of(http, request), request);
        return taken;
    }

    private Id<Person> New(HttpContext http, TenantRequest request) =>
        made.TryTake($"{request.Tenant}/{RateLimits.Peer(http.Connection.RemoteIpAddress)}", MostNew)
            ? Id<Person>.New(clock)
            : throw new TooManyAttemptsException();

    private static async Task<Outcome<ConsentEntry>> Record(
        IConsentLedgerGrain ledger, CookieVersion declared, TenantRequest request, CookieChoice choice)
    {
        var shown = CookieText.Shown(declared, request.UiLanguage.Tag);
        var last = (await ledger.Entries()).CountingAt(request.Clock.GetUtcNow()).LastOrDefault(entry =>
            entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == CookieAnswer.Document);

        await ledger.ServeNotice(shown, choice.Surface);

        if (choice.Allowed.IsEmpty)
        {
            return last is { Act: ConsentAct.Accepted }
                ? await ledger.Withdraw(CookieAnswer.Document, choice.Surface)
                : await ledger.Refuse(shown, choice.Surface);
        }

        // Only whom the declaration names can be refused by name.
        var fields = CookieAnswer.Fields(
            choice.Allowed, choice.Without.Where(company => declared.Cookies.Any(cookie => string.Equals(cookie.SetBy, company, StringComparison.Ordinal))));

        // Other categories under the same text: the answer before is taken back first, so that nothing stands that she changed.
        if (last is { Act: ConsentAct.Accepted } && last.Shown.Version == declared.Number && !last.FieldsPresent.SequenceEqual(fields))
            await ledger.Withdraw(CookieAnswer.Document, choice.Surface);

        return await ledger.Accept(new AcceptDocument(
            shown, AcceptanceMode.Button, choice.Control, choice.Label, fields, choice.Surface, Explicit: true));
    }

    // What she has already and does not allow any more is taken back; her language stays for as long as she allows.
    private void Withhold(HttpContext http, CookieTerms terms, TenantRequest request)
    {
        foreach (var name in http.Request.Cookies.Keys)
        {
            if (terms.Declared.Cookies.FirstOrDefault(cookie => cookie.Names(name)) is { } declared && !terms.Allows(declared))
                http.Response.Cookies.Delete(name, new CookieOptions { Path = "/", Secure = gateway.Value.IsSecure });
        }

        var player = gateway.Value.CookieName(OwnCookies.Player);

        if (http.Request.Cookies.ContainsKey(player) && !terms.Allows(CookieCategory.Functional))
            http.Response.Cookies.Delete(player, new CookieOptions { Path = "/", Secure = gateway.Value.IsSecure });

        if (http.Request.Cookies.ContainsKey(gateway.Value.CookieName(LanguageChoice.Parameter)))
            LanguageChoice.Keep(http, request.UiLanguage, gateway.Value);
    }

    private sealed record Drawn(Id<Person> Visitor);
}
