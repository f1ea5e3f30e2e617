using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Consent;

/// <summary>Being asked: the text, the school's own control, and a way to say no.</summary>
public static class ConsentEndpoints
{
    /// <summary>Maps <c>/consent/{document}</c>.</summary>
    public static void MapConsent(this IEndpointRouteBuilder routes)
    {
        var consent = routes.MapGroup("/consent/{document}").RequireSignedIn().WithoutAgreement();

        consent.MapGet("/", Show);
        consent.MapPost("/", Answer);
    }

    private static async Task<IResult> Show(
        Id<Document> document, TenantRequest request, HttpContext http, [FromQuery] string? @return, [FromQuery] string? lang)
    {
        if (await Answers.Shown(request, document, lang) is not { } shown)
            return Results.NotFound();

        var ledger = request.Grains.ConsentLedger(request.Account!.Id);
        await ledger.ServeNotice(shown.Text, http.Request.Path);

        return Page.Of<ConsentPage, ConsentPageModel>(await Model(shown, request, @return), shown.Blocked);
    }

    private static async Task<IResult> Answer(
        Id<Document> document,
        TenantRequest request,
        HttpContext http,
        [FromForm] string? answer,
        [FromForm] string? agree,
        [FromForm] int version,
        [FromForm] string? hash,
        [FromForm] string? lang,
        [FromQuery] string? @return)
    {
        if (await Answers.Shown(request, document, lang) is not { } shown)
            return Results.NotFound();

        var sent = new ConsentAnswer(answer, agree is "true", version, hash, http.Request.Path.Value ?? "/");
        var taken = await Answers.Take(request, shown, sent);

        return !taken.Succeeded(out var entry, out var refusal)
            ? Page.Of<ConsentPage, ConsentPageModel>(await Model(shown, request, @return), refusal)
            : entry.Act == ConsentAct.Refused
            ? Results.Redirect($"/consent/{document}?return={Uri.EscapeDataString(ReturnPath.Clean(@return))}")
            : Results.Redirect(ReturnPath.Clean(@return));
    }

    private static async Task<ConsentPageModel> Model(PolicyShown shown, TenantRequest request, string? back)
    {
        var ledger = request.Grains.ConsentLedger(request.Account!.Id);
        var entries = (await ledger.Entries()).CountingAt(request.Clock.GetUtcNow());

        return new ConsentPageModel(
            shown,
            ConsentControl.Of(request, shown.Version.Document),
            request.Rules.Refusal,
            entries.LastOrDefault(entry =>
                entry.Purpose is null && entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == shown.Version.Document),
            ChangeSummary.Of(shown.Version.Head, request.UiLanguage.Tag, shown.Rendering.Language),
            await AboveDocument.Of(request, shown.Version.Document),
            request.School.Profile.Contact,
            ReturnPath.Clean(back),
            await ledger.GuardedUntil());
    }
}
