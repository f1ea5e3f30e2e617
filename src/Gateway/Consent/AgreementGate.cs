using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>
/// Does for every request of a signed-in person what the school's policy says about accepting it: serves the notice,
/// takes use for acceptance, or asks and lets nothing else pass. After authentication, before any endpoint.
/// </summary>
/// <remarks>
/// Every document that is for her is asked about, in the order of precedence. Every endpoint is behind it, a new one too, unless <see cref="OpenPlaces"/> leaves it open. What is asked is computed
/// from the ledger and the versions in force; no flag is kept.
/// </remarks>
internal sealed class AgreementGate(RequestDelegate next)
{
    private static readonly Id<Document> terms = Id<Document>.Parse("terms");

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<TenantRequest>() is { IsPlatform: false, Account: { } account } request
            && http.GetEndpoint() is RouteEndpoint endpoint
            && !OpenPlaces.Holds(http, endpoint, account)
            && !await Passes(http, endpoint, request, account))
            return;

        await next(http);
    }

    private static async Task<bool> Passes(HttpContext http, RouteEndpoint endpoint, TenantRequest request, PersonAccount account)
    {
        var ledger = request.Grains.ConsentLedger(account.Id);
        var gates = await ledger.Gates(new GateReader(account.Country, account.Roles, account.CreatedAt));

        // What has to be answered comes before everything, one question at a time, the document that prevails first.
        foreach (var gate in gates)
        {
            if (await Stops(endpoint, request, gate))
            {
                Ask(http, gate.Document);
                return false;
            }
        }

        foreach (var gate in gates.Where(gate => gate.Demand == GateDemand.RecordUse))
        {
            if (PageViews.IsOne(http.Request) || (IsForMembers(endpoint) && IsApi(http.Request)))
                await RecordUse(http, request, ledger, gate);
        }

        // A page carries one notice; the next page the next one.
        if (gates.FirstOrDefault(gate => gate.Demand == GateDemand.ServeNotice) is { } owed)
        {
            if (PageViews.IsOne(http.Request))
                await Announce(http, request, ledger, owed);
            else if (IsForMembers(endpoint) && IsApi(http.Request))
                Point(http, owed.Document);
        }

        return true;
    }

    // Who does not agree goes on with the public part (T26), and that is all that needs no account.
    private static async Task<bool> Stops(RouteEndpoint endpoint, TenantRequest request, ConsentGate gate) => gate.Demand switch
    {
        GateDemand.Ask => await CanBeAnswered(request, gate),
        GateDemand.Nothing => gate.Refused && IsForMembers(endpoint) && request.Rules.Refusal == RefusalAction.PartialFunctions,
        _ => false,
    };

    private static async Task Announce(HttpContext http, TenantRequest request, IConsentLedgerGrain ledger, ConsentGate gate)
    {
        if (await Shown(request, gate) is not { } shown)
            return;

        var surface = http.Request.Path.Value ?? "/";
        http.Features.Set(new PendingNotice(
            shown, gate, request.Rules, request.UiLanguage.Tag, () => ledger.ServeNotice(shown.Text, surface)));
    }

    private static async Task RecordUse(HttpContext http, TenantRequest request, IConsentLedgerGrain ledger, ConsentGate gate)
    {
        var served = (await ledger.Entries()).LastOrDefault(entry =>
            entry.Act == ConsentAct.NoticeServed && entry.Shown.Document == gate.Document && entry.Shown.Version == gate.Version);

        // She accepts what she was shown, in the language it was shown in, if the school lets anybody accept that.
        if (served is null || await Shown(request, gate, served.Shown.Language) is not { Blocked: null })
            return;

        await ledger.Accept(new AcceptDocument(
            served.Shown,
            AcceptanceMode.ContinuedUse,
            ControlId: "",
            ConsentControl.Words(request, gate.Document),
            FieldsPresent: [],
            http.Request.Path.Value ?? "/",
            Explicit: false));
    }

    // Nobody is locked out by a question that the school lets nobody answer (M02, blockAcceptance).
    private static async Task<bool> CanBeAnswered(TenantRequest request, ConsentGate gate) =>
        await request.Grains.Policy(gate.Document).Version(gate.Version) is { Value: { } version }
        && PolicyShown.ToAccept(version, request.Rules, request.UiLanguage.Tag).Blocked is null;

    private static async Task<PolicyShown?> Shown(TenantRequest request, ConsentGate gate, string? language = null)
    {
        var version = await request.Grains.Policy(gate.Document).Version(gate.Version);

        return version.Succeeded(out var found, out _)
            ? PolicyShown.Of(found, request.Rules, language, request.UiLanguage.Tag)
            : null;
    }

    private static bool IsForMembers(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<AccountNeeded>() is not null;

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    // A program shows the notice and says so there. The names of these relations are registered (RFC 6903, 4 and 5).
    private static void Point(HttpContext http, Id<Document> document)
    {
        var relation = document == Documents.Privacy ? "privacy-policy" : document == terms ? "terms-of-service" : "describedby";
        http.Response.Headers.Append("Link", $"</api/v1/me/policies/{document}>; rel=\"{relation}\"");
    }

    private static void Ask(HttpContext http, Id<Document> document)
    {
        if (IsApi(http.Request))
        {
            Point(http, document);
            http.Refuse(new Trouble(StatusCodes.Status403Forbidden, "consent.needed", "forbidden"));
            return;
        }

        var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : "/";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/consent/{document}?return={Uri.EscapeDataString(back)}";
    }
}
