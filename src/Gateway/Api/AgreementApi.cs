using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Api;

/// <summary>What a school's documents ask of a signed-in person, what she answers, and the record of it.</summary>
internal static class AgreementApi
{
    public static void MapAgreementApi(this RouteGroupBuilder api)
    {
        // Open to whoever was asked and has not answered: this is where she answers.
        var policies = api.MapGroup("/me/policies").WithTags("Agreement").On(Hosts.School).WithoutAgreement().For(ApiRole.Person);

        policies.MapGet("/", List).WithSummary("What each document in force asks of her now.").Produces<ListOf<Agreement>>();
        policies.MapGet("/{document}", Show).WithSummary("What a document asks of her now, and the text to show.").Produces<Agreement>();
        policies.MapPost("/{document}/notices", Serve).Once()
            .WithSummary("Says that a text was put before her.")
            .WithDescription("Where use accepts, her first request for what members have after it does.")
            .Produces<ConsentEntry>(StatusCodes.Status201Created);
        policies.MapPost("/{document}/answers", Answer).Once()
            .WithSummary("Agrees, or does not.").Produces<ConsentEntry>(StatusCodes.Status201Created);
        policies.MapPost("/{document}/withdrawals", Withdraw).Once()
            .WithSummary("Takes her agreement back, from now on.").Produces<ConsentEntry>(StatusCodes.Status201Created);

        var consents = api.MapGroup("/me/consents").WithTags("Agreement").On(Hosts.School).WithoutAgreement().For(ApiRole.Person);

        consents.MapGet("/", Entries).WithSummary("What she was shown and agreed to, oldest first.").Produces<ListOf<ConsentEntry>>();
        consents.MapGet("/{number:int}", Entry).WithSummary("One entry.").Produces<ConsentEntry>();
        consents.MapGet("/{number:int}/receipt", Receipt)
            .WithSummary("An entry as a consent receipt, ISO/IEC TS 27560 in the terms of W3C DPV.")
            .WithDescription(
                "'Accept: application/jose' gives it signed, a JWS in its compact form with ES256; otherwise JSON-LD, which is what is "
                + "signed there, byte for byte. The same entry gives the same receipt ever after.")
            .Produces<System.Text.Json.Nodes.JsonObject>(StatusCodes.Status200OK, ReceiptFiles.Readable, ReceiptFiles.Signed);
    }

    private static async Task<IResult> List(TenantRequest request, string? language, string? after, int? limit)
    {
        var documents = (await Documents.InForce(request.Grains, request.School.Rules)).Select(overview => overview.Document).ToImmutableArray();
        var page = documents.Page(after, limit, document => document.Value);
        var asked = await Task.WhenAll(page.Items.Select(document => Of(request, document, language)));

        return TypedResults.Ok(new ListOf<Agreement>([.. asked.OfType<Agreement>()], page.Next));
    }

    private static async Task<IResult> Show(string document, TenantRequest request, string? language) =>
        Id<Document>.TryParse(document, out var id) && await Of(request, id, language) is { } agreement
            ? TypedResults.Ok(agreement)
            : PoliciesApi.NoDocument(document);

    private static async Task<IResult> Serve(string document, ShownBody body, TenantRequest request, HttpContext http)
    {
        if (await Shown(document, request, body.Language) is not { } shown)
            return PoliciesApi.NoDocument(document);

        return Answers.Superseded(shown, body.Version, body.Hash) is { } refusal
            ? Problems.Of(refusal)
            : Made(await Ledger(request).ServeNotice(shown.Text, Surface(http)));
    }

    private static async Task<IResult> Answer(string document, AnswerBody body, TenantRequest request, HttpContext http)
    {
        if (await Shown(document, request, body.Shown.Language) is not { } shown)
            return PoliciesApi.NoDocument(document);

        var answer = body.Answer == Decision.Agree ? ConsentControl.Agree : ConsentControl.Refuse;
        var sent = new ConsentAnswer(answer, body.Ticked, body.Shown.Version, body.Shown.Hash, Surface(http));

        return (await Answers.Take(request, shown, sent)).ToResult(Made);
    }

    private static async Task<IResult> Withdraw(string document, TenantRequest request, HttpContext http) =>
        Id<Document>.TryParse(document, out var id)
            ? (await Ledger(request).Withdraw(id, Surface(http))).ToResult(Made)
            : PoliciesApi.NoDocument(document);

    private static async Task<IResult> Entries(TenantRequest request, string? after, int? limit) =>
        TypedResults.Ok((await Ledger(request).Entries()).Page(after, limit, Number));

    private static async Task<IResult> Entry(int number, TenantRequest request) =>
        await Ledger(request).Entry(number) is { } entry ? TypedResults.Ok(entry) : NoEntry(number);

    private static async Task<IResult> Receipt(int number, TenantRequest request, HttpContext http)
    {
        http.Response.Headers.Vary = "Accept";

        return await ReceiptFiles.Find(request, number) is { } jws
            ? ReceiptFiles.Answer(jws, Asked(http.Request) ? ReceiptFiles.Signed : ReceiptFiles.Readable)
            : NoEntry(number);
    }

    // Signed where that is asked for by name, and not less than the other (RFC 9110, 12.5.1).
    private static bool Asked(HttpRequest request)
    {
        var accepts = request.GetTypedHeaders().Accept;
        var quality = accepts.Where(type => Is(type, ReceiptFiles.Signed)).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();

        return quality > 0 && !accepts.Any(type => Is(type, ReceiptFiles.Readable) && (type.Quality ?? 1) > quality);
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static async Task<Agreement?> Of(TenantRequest request, Id<Document> document, string? language)
    {
        if (await Answers.Shown(request, document, language) is not { } shown)
            return null;

        var account = request.Account!;
        var gates = await Ledger(request).Gates(new GateReader(account.Country, account.Roles, account.CreatedAt));
        var gate = await Ledger(request).Gate(document, account.Country);

        // What is not for her asks nothing of her, though she can read it.
        var demand = gates.FirstOrDefault(asked => asked.Document == document)?.Demand ?? GateDemand.Nothing;
        var entries = await Ledger(request).Entries();
        var last = entries.LastOrDefault(entry =>
            entry.Purpose is null && entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == document);
        var control = ConsentControl.Of(request, document);

        return new Agreement(
            document,
            demand,
            gate.Known,
            await PolicyToShow.Of(shown, request),
            ChangeSummary.Of(shown.Version.Head, request.UiLanguage.Tag, shown.Rendering.Language)?.Text,
            new ConsentAsks(
                control.Mode,
                control.Mode == Grains.Tenancy.AcceptanceMode.Checkbox ? control.Label : null,
                control.Mode == Grains.Tenancy.AcceptanceMode.Checkbox ? "" : control.Label,
                control.Mode == Grains.Tenancy.AcceptanceMode.Button),
            last);
    }

    private static async Task<PolicyShown?> Shown(string document, TenantRequest request, string language) =>
        Id<Document>.TryParse(document, out var id) ? await Answers.Shown(request, id, language) : null;

    private static IConsentLedgerGrain Ledger(TenantRequest request) => request.Grains.ConsentLedger(request.Account!.Id);

    private static string Surface(HttpContext http) => http.Request.Path.Value ?? "/api/v1";

    private static string Number(ConsentEntry entry) => entry.Number.ToString(CultureInfo.InvariantCulture);

    private static IResult Made(ConsentEntry entry) => TypedResults.Created($"/api/v1/me/consents/{Number(entry)}", entry);

    private static IResult NoEntry(int number) => Problems.Of(
        404, "consent.no_such_entry", string.Create(CultureInfo.InvariantCulture, $"Your record has no entry {number}."));
}

/// <summary>What a document asks of a person now.</summary>
/// <param name="Document">The document.</param>
/// <param name="Demand">
/// <c>ask</c>: nothing for members opens before she answers; <c>serveNotice</c>: put the text before her and say so;
/// <c>recordUse</c>: she was told, and her next use accepts; <c>nothing</c>.
/// </param>
/// <param name="Known">The newest version she was shown or answered before; 0 for none.</param>
/// <param name="Shown">The version in force, as she can accept it.</param>
/// <param name="Summary">What it changed, in the school's words; null where it wrote none.</param>
/// <param name="Control">The control to agree with. Its words are kept as evidence.</param>
/// <param name="Last">The last thing she did about it; null for nothing.</param>
public sealed record Agreement(
    Id<Document> Document,
    GateDemand Demand,
    int Known,
    PolicyToShow Shown,
    string? Summary,
    ConsentAsks Control,
    ConsentEntry? Last);

/// <summary>An answer to being asked.</summary>
/// <param name="Answer">Whether she agrees.</param>
/// <param name="Shown">The text that was put before her.</param>
/// <param name="Ticked">She ticked the box, where the control is one.</param>
public sealed record AnswerBody(Decision Answer, ShownBody Shown, bool Ticked = false);

/// <summary>Yes or no.</summary>
public enum Decision
{
    /// <summary>She agrees.</summary>
    Agree = 1,

    /// <summary>She does not.</summary>
    Refuse = 2,
}
