using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>Her privacy corner: what she agreed to, the receipts, the way back.</summary>
public static class PrivacyEndpoints
{
    /// <summary>Maps <c>/account/privacy</c> and the receipts below it.</summary>
    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        var privacy = routes.MapGroup("/account/privacy").RequireSignedIn().WithoutAgreement();

        privacy.MapGet("/", Show);
        privacy.MapPost("/", Withdraw);
        privacy.MapGet("/then", async (TenantRequest request, TimeProvider clock, [FromQuery] string? date) =>
            Page.Of<ThenPage, ThenModel>(await ThenModel.Of(request, request.Account!, date, isHers: true, clock.GetUtcNow())));
        privacy.MapMyPurposes();
        privacy.MapActors();
        privacy.MapMySettings();
        privacy.MapClosing();
        privacy.MapGet("/receipts/{number:int}", Receipt);
        privacy.MapGet("/receipts/{number:int}.jsonld", (int number, TenantRequest request, HttpContext http) =>
            File(number, request, http, ReceiptFiles.Readable));
        privacy.MapGet("/receipts/{number:int}.jws", (int number, TenantRequest request, HttpContext http) =>
            File(number, request, http, ReceiptFiles.Signed));

        // Whoever is sent here has no account any more.
        routes.MapGet(ClosingEndpoints.Closed, () => Page.Of<ClosedPage, ClosedPageModel>(new())).WithoutAgreement();
    }

    private static async Task<IResult> Show(TenantRequest request, [FromQuery] string? withdrawn, [FromQuery] string? sent) =>
        Page.Of<PrivacyPage, PrivacyPageModel>(await Model(request, withdrawn is "yes", sent is "1"));

    private static async Task<IResult> Withdraw(TenantRequest request, HttpContext http, [FromForm] string? document)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return Results.BadRequest();

        var withdrawn = await request.Grains.ConsentLedger(request.Account!.Id).Withdraw(id, http.Request.Path);

        return withdrawn.Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.Privacy + "?withdrawn=yes")
            : Page.Of<PrivacyPage, PrivacyPageModel>(await Model(request, withdrawn: false), refusal);
    }

    private static async Task<IResult> Receipt(int number, TenantRequest request)
    {
        var entry = await request.Grains.ConsentLedger(request.Account!.Id).Entry(number);

        return entry is null
            ? Results.NotFound()
            : Page.Of<ReceiptPage, ReceiptPageModel>(new(
                entry,
                await Offers(entry, request),
                entry.Purpose is { } about ? await request.Grains.PurposeEdition(about.Edition).Purpose() : null));
    }

    private static async Task<IResult> File(int number, TenantRequest request, HttpContext http, string type) =>
        await ReceiptFiles.Find(request, number) is { } jws
            ? ReceiptFiles.Download(http, request, number, jws, type)
            : Results.NotFound();

    private static async Task<PrivacyPageModel> Model(TenantRequest request, bool withdrawn, bool sent = false)
    {
        var ledger = request.Grains.ConsentLedger(request.Account!.Id);
        var entries = await ledger.Entries();
        var standings = new List<DocumentStanding>();

        foreach (var group in entries.CountingAt(request.Clock.GetUtcNow()).Where(entry => entry.Purpose is null).GroupBy(entry => entry.Shown.Document).Where(group => ShownTexts.IsPolicy(group.Key)))
        {
            var overview = await request.Grains.Policy(group.Key).Overview();
            standings.Add(new(group.Key, group.LastOrDefault(entry => entry.Act != ConsentAct.NoticeServed), overview.Current));
        }

        return new([.. standings], entries, request.Rules.Refusal, request.School.Profile.Contact,
            [.. (await request.Grains.Audit.Notices(request.Account!.Id)).Reverse()], withdrawn, await Titles(request, entries),
            await ActorsEndpoints.Of(request, sent), await ledger.Broken());
    }

    // What the purposes that she answered are called.
    private static async Task<ImmutableDictionary<Id<Purpose>, string>> Titles(TenantRequest request, ImmutableArray<ConsentEntry> entries) =>
        entries.Any(entry => entry.Purpose is not null)
            ? (await request.Grains.Purposes.All()).Purposes.ToImmutableDictionary(
                purpose => purpose.Key, purpose => PurposeWords.Text(purpose, request).Title)
            : ImmutableDictionary<Id<Purpose>, string>.Empty;

    // The texts that can be taken along: what was shown, and what binds, as far as each was published.
    private static async Task<ImmutableArray<string>> Offers(ConsentEntry entry, TenantRequest request)
    {
        if (entry.Purpose is not null)
            return [];

        var version = (await request.Grains.Policy(entry.Shown.Document).Version(entry.Shown.Version)).Value;
        string[] languages = [entry.Shown.Language, entry.Shown.BindingLanguage];

        return version is null ? [] : [.. languages.Distinct(StringComparer.Ordinal).Where(version.Texts.ContainsKey)];
    }
}
