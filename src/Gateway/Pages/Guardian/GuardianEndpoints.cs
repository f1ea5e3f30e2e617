using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Guardian;

/// <summary>A guardian's page, opened by the link in her letter: first her answer, later her decisions and their history.</summary>
/// <remarks>Opening it changes nothing, because mail scanners open links too. Whoever has the link is taken for the guardian.</remarks>
internal static class GuardianEndpoints
{
    /// <summary>Maps <c>/guardian</c>.</summary>
    public static void MapGuardian(this IEndpointRouteBuilder routes)
    {
        var guardian = routes.MapGroup("/guardian").On(Hosts.School).WithCredentials();

        guardian.MapGet("/", Show);
        guardian.MapPost("/", Decide);
        guardian.MapPost("/answer", Answer);
        guardian.MapPost("/delete", Delete);
        guardian.MapGet("/receipts/{number:int}", Receipt);
    }

    private static async Task<IResult> Show(TenantRequest request, string? token, string? saved) =>
        await Shown(request, token, refusal: null, saved is "1");

    private static async Task<IResult> Decide(TenantRequest request, HttpContext http, IFormCollection form, GuardianDesk desk)
    {
        var token = form.One("token");

        if (GuardianLink.Read(token) is not { } link)
            return await Shown(request, token, GuardianErrors.LinkOver());

        if (form.One("act") is "refuse")
        {
            await request.Grains.Guardianship(link.Person).Refuse(link.Secret);
            return Page.Of<GuardianRefusedPage, GuardianRefusedPageModel>(new());
        }

        var sent = new GuardianSent(form.One("relation"), form.Ticked("of_age"), item => Sent(form, item.Key));
        var decided = await desk.Decide(request, link, sent, http.Request.Path);

        return !decided.Succeeded(out var joins, out var refusal) ? await Shown(request, token, refusal)
            : joins ? Results.Redirect($"/guardian?token={Uri.EscapeDataString(token)}&saved=1")
            : Page.Of<GuardianRefusedPage, GuardianRefusedPageModel>(new());
    }

    private static async Task<IResult> Answer(TenantRequest request, HttpContext http, IFormCollection form)
    {
        var (token, key) = (form.One("token"), form.One("key"));
        var answered = GuardianLink.Read(token) is { } link
            ? await GuardianDesk.Answer(request, link, key, Sent(form, key), http.Request.Path)
            : GuardianErrors.LinkOver();

        return answered.Succeeded(out _, out var refusal)
            ? Results.Redirect($"/guardian?token={Uri.EscapeDataString(token)}&saved=1")
            : await Shown(request, token, refusal);
    }

    // The link shows that she is the child's guardian, so nothing else is asked (N32).
    private static async Task<IResult> Delete(TenantRequest request, IFormCollection form)
    {
        var token = form.One("token");

        if (GuardianLink.Read(token) is not { } link
            || await request.Grains.Guardianship(link.Person).Open(link.Secret) is not { Agreed: true })
            return await Shown(request, token, GuardianErrors.LinkOver());

        var deleted = await TenantScope.Run(
            request.Tenant,
            () => request.Grains.Person(link.Person).Erase(new ErasePerson(ErasureReason.GuardianAsked, OnBehalf.ByLink)),
            OnBehalf.GuardianOf(link.Person));

        return deleted.Succeeded(out _, out var refusal)
            ? Page.Of<GuardianRefusedPage, GuardianRefusedPageModel>(new())
            : await Shown(request, token, refusal);
    }

    private static async Task<IResult> Receipt(int number, TenantRequest request, HttpContext http, string? token)
    {
        if (GuardianLink.Read(token) is not { } link
            || number < 1
            || await request.Grains.Guardianship(link.Person).Open(link.Secret) is not { Agreed: true }
            || (await request.Grains.Receipt(link.Person, number).Issue(request.Origin))?.Jws is not { } jws)
            return Results.NotFound();

        return ReceiptFiles.Download(http, request, number, jws, ReceiptFiles.Signed);
    }

    private static BehalfSent Sent(IFormCollection form, string key) => new(
        form.One($"answer-{key}"),
        int.TryParse(form.One($"version-{key}"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        form.One($"hash-{key}"));

    private static async Task<IResult> Shown(
        TenantRequest request, string? token, Error? refusal, bool saved = false)
    {
        var link = GuardianLink.Read(token);

        if (await GuardianDesk.Open(request, link) is not var (found, items))
            return Page.Of<GuardianPage, GuardianPageModel>(GuardianPageModel.Nothing, GuardianErrors.LinkOver());

        var entries = found.Agreed ? await request.Grains.ConsentLedger(link!.Person).Entries() : [];
        var others = (await request.Grains.Purposes.All()).Purposes
            .Where(purpose => purpose.State == PurposeState.Enabled && items.All(item => item.Purpose?.Key != purpose.Key))
            .Select(purpose => PurposeWords.Text(purpose, request));

        return Page.Of<GuardianPage, GuardianPageModel>(
            new(token!, found, items, [.. others], [.. entries.Where(entry => entry.Act != ConsentAct.NoticeServed).Reverse()], saved), refusal);
    }
}

/// <param name="Token">Out of the link.</param>
/// <param name="Guardianship">What it is about; null for a link that leads nowhere.</param>
/// <param name="Items">What there is to decide.</param>
/// <param name="Others">What else the data are used for.</param>
/// <param name="History">What happened, newest first.</param>
/// <param name="Saved">She has just answered.</param>
public sealed record GuardianPageModel(
    string Token,
    Guardianship? Guardianship,
    ImmutableArray<BehalfItem> Items,
    ImmutableArray<PurposeText> Others,
    ImmutableArray<ConsentEntry> History,
    bool Saved)
{
    /// <summary>A link that leads nowhere.</summary>
    public static GuardianPageModel Nothing { get; } = new("", null, [], [], [], Saved: false);
}

/// <summary>Everything was deleted.</summary>
public sealed record GuardianRefusedPageModel;
