using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
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
        if (await Current(document, request) is not { } version)
            return Results.NotFound();

        var shown = PolicyShown.ToAccept(version, request.School.Rules, lang, request.UiLanguage.Tag);
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
        if (await Current(document, request) is not { } current)
            return Results.NotFound();

        var shown = PolicyShown.ToAccept(current, request.School.Rules, lang, request.UiLanguage.Tag);
        var refusal = Refusal(shown, request.School.Rules.Acceptance, answer, agree, version, hash);

        if (refusal is not null)
            return Page.Of<ConsentPage, ConsentPageModel>(await Model(shown, request, @return), refusal);

        var ledger = request.Grains.ConsentLedger(request.Account!.Id);
        var surface = http.Request.Path.Value ?? "/";
        await ledger.ServeNotice(shown.Text, surface);

        if (answer is ConsentControl.Refuse)
        {
            await ledger.Refuse(shown.Text, surface);
            return Results.Redirect($"/consent/{document}?return={Uri.EscapeDataString(ReturnPath.Clean(@return))}");
        }

        var control = ConsentControl.Of(request.School.Rules.Acceptance, request.UiLanguage);
        var accepted = await ledger.Accept(new AcceptDocument(
            shown.Text,
            control.Mode,
            ConsentControl.Id,
            control.Label,
            control.Mode == AcceptanceMode.Checkbox ? [ConsentControl.Id] : [],
            surface,
            Explicit: true));

        return accepted.Succeeded(out _, out var failure)
            ? Results.Redirect(ReturnPath.Clean(@return))
            : Page.Of<ConsentPage, ConsentPageModel>(await Model(shown, request, @return), failure);
    }

    // In the order in which each makes the next meaningless: another text, a text nobody can accept, no answer.
    private static Error? Refusal(
        PolicyShown shown, AcceptanceRule rule, string? answer, string? agree, int version, string? hash) =>
        version != shown.Version.Head.Number || hash != shown.Rendering.ShownHash
            ? ConsentErrors.VersionSuperseded(version, shown.Version.Head.Number)
            : answer switch
            {
                ConsentControl.Refuse => null,
                ConsentControl.Agree when shown.Blocked is { } blocked => blocked,
                ConsentControl.Agree when rule.Mode is not (AcceptanceMode.Checkbox or AcceptanceMode.CheckboxOrButton) => null,
                ConsentControl.Agree when agree is "true" => null,
                _ => Error.Invalid("consent.choose", "Choose whether you agree or not.", ConsentControl.Id),
            };

    private static async Task<PolicyVersion?> Current(Id<Document> document, TenantRequest request) =>
        (await request.Grains.Policy(document).Current()).Value;

    private static async Task<ConsentPageModel> Model(PolicyShown shown, TenantRequest request, string? back)
    {
        var entries = await request.Grains.ConsentLedger(request.Account!.Id).Entries();

        return new ConsentPageModel(
            shown,
            ConsentControl.Of(request.School.Rules.Acceptance, request.UiLanguage),
            request.School.Rules.Refusal,
            entries.LastOrDefault(entry => entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == shown.Version.Document),
            ChangeSummary.Of(shown.Version.Head, request.UiLanguage.Tag, shown.Rendering.Language),
            await PolicyEndpoints.PrevailingIsPublished(shown, request),
            request.School.Profile.Contact,
            ReturnPath.Clean(back));
    }
}
