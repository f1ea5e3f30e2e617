using System.Globalization;
using System.Text;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>Reading a school's documents: the version in force, every older one, and what differs. Open to everybody.</summary>
public static class PolicyEndpoints
{
    /// <summary>Maps <c>/policies</c> and everything below.</summary>
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        var policies = routes.MapGroup("/policies");

        policies.MapGet("/", List).Kept();
        policies.MapGet("/{document}", Current).Kept();
        policies.MapGet("/{document}/versions", History).Kept();
        policies.MapGet("/{document}/versions/{number:int}", Version).Kept();
        policies.MapGet("/{document}/versions/{number:int}/text", Text);
        policies.MapGet("/{document}/compare", Compare);
        policies.MapGet("/{document}/promises", Promises);
    }

    private static async Task<IResult> List(TenantRequest request) =>
        Page.Of<PolicyListPage, PolicyListModel>(new(await Documents.InForce(request.Grains)));

    private static async Task<IResult> Current(
        Id<Document> document, TenantRequest request, HttpContext http, [FromQuery] string? lang)
    {
        var overview = await request.Grains.Policy(document).Overview();

        return overview.Current is { } number ? await Read(overview, number, request, http, lang) : Results.NotFound();
    }

    private static async Task<IResult> Version(
        Id<Document> document, int number, TenantRequest request, HttpContext http, [FromQuery] string? lang) =>
        await Read(await request.Grains.Policy(document).Overview(), number, request, http, lang);

    private static async Task<IResult> Read(
        PolicyOverview overview, int number, TenantRequest request, HttpContext http, string? lang)
    {
        var found = await request.Grains.Policy(overview.Document).Version(number);

        if (!found.Succeeded(out var version, out _))
            return Results.NotFound();

        if (BadLanguage(lang) is { } refusal)
            return Page.Of<PolicyRefusedPage, PolicyRefusedModel>(
                new(overview.Document, number, [.. version.Texts.Keys.Order(StringComparer.Ordinal)]),
                refusal,
                StatusCodes.Status400BadRequest);

        var shown = PolicyShown.Of(version, request.School.Rules, lang, request.UiLanguage.Tag);
        var model = new PolicyPageModel(
            shown,
            overview,
            lang is null ? null : LanguageTag.Canonical(lang),
            ChangeSummary.Of(version.Head, request.UiLanguage.Tag, shown.Rendering.Language),
            await PrevailingIsPublished(shown, request));

        Describe(model, request, http);

        return Page.Of<PolicyPage, PolicyPageModel>(model);
    }

    /// <summary>Whether the document that stands above can be linked to.</summary>
    internal static async Task<bool> PrevailingIsPublished(PolicyShown shown, TenantRequest request) =>
        Id<Document>.TryParse(shown.Rendering.PrevailingDocument, out var above)
        && (await request.Grains.Policy(above).Overview()).Current is not null;

    private static async Task<IResult> History(Id<Document> document, TenantRequest request)
    {
        var overview = await request.Grains.Policy(document).Overview();

        return overview.Versions.IsEmpty
            ? Results.NotFound()
            : Page.Of<PolicyHistoryPage, PolicyHistoryModel>(new(overview));
    }

    // Where the school has not opened it, there is no such page.
    private static async Task<IResult> Promises(Id<Document> document, TenantRequest request, TimeProvider clock)
    {
        var shown = await PromisesShown.Of(request, document, clock.GetUtcNow());

        return shown.Register.IsPublic && shown.Text is not null
            ? Page.Of<PromisesPublicPage, PromisesShown>(shown)
            : Results.NotFound();
    }

    private static async Task<IResult> Text(
        Id<Document> document, int number, TenantRequest request, HttpContext http, [FromQuery] string? lang)
    {
        var found = await request.Grains.Policy(document).Version(number);

        if (!found.Succeeded(out var version, out _))
            return Results.NotFound();

        if (BadLanguage(lang) is { } refusal)
            return Words(refusal.Message, StatusCodes.Status400BadRequest);

        var language = lang is null
            ? PolicyShown.Of(version, request.School.Rules, null, request.UiLanguage.Tag).Rendering.Language
            : LanguageTag.Canonical(lang);

        if (!version.Texts.TryGetValue(language, out var text))
        {
            var offered = string.Join(", ", version.Texts.Keys.Order(StringComparer.Ordinal));
            return Words($"Version {number} was not published in '{language}'. It was in: {offered}.", StatusCodes.Status404NotFound);
        }

        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.ContentDisposition =
            string.Create(CultureInfo.InvariantCulture, $"inline; filename=\"{document}-{number}.{language}.md\"");
        http.Response.Headers.CacheControl = lang is null ? "private, no-cache" : "public, max-age=31536000, immutable";

        return Results.Bytes(
            PolicyPlainText.Of(text), "text/plain; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{text.Hash}\""));
    }

    private static async Task<IResult> Compare(
        Id<Document> document, TenantRequest request, [FromQuery] int? from, [FromQuery] int? to, [FromQuery] string? lang)
    {
        var policy = request.Grains.Policy(document);
        var overview = await policy.Overview();
        var newer = to ?? overview.Current ?? 0;
        var older = from ?? newer - 1;

        if ((await policy.Version(newer)).Value is not { } next || (await policy.Version(older)).Value is not { } previous)
            return Results.NotFound();

        if (BadLanguage(lang) is { } refusal)
            return Page.Of<PolicyRefusedPage, PolicyRefusedModel>(
                new(document, newer, [.. next.Texts.Keys.Order(StringComparer.Ordinal)]), refusal, StatusCodes.Status400BadRequest);

        // The text as it was published in one language; stand-ins would show a change where only a translation is missing.
        var language = PolicyShown.Of(next, request.School.Rules, lang, request.UiLanguage.Tag).Rendering.Language;
        var change = PolicyChange.Between(previous.Texts.GetValueOrDefault(language), next.Texts[language]);

        return Page.Of<PolicyComparePage, PolicyCompareModel>(new(
            document,
            previous.Head,
            next.Head,
            language,
            change,
            previous.Texts.ContainsKey(language),
            [.. next.Texts.Keys.Order(StringComparer.Ordinal)]));
    }

    // For machines: the language of the text, and the same text in the others (RFC 8288, "alternate").
    private static void Describe(PolicyPageModel model, TenantRequest request, HttpContext http)
    {
        http.Response.Headers.ContentLanguage = model.Shown.Rendering.Language;
        http.Response.Headers.Link = model.Languages
            .Select(language => $"<{request.Origin}{http.Request.Path}?lang={language}>; rel=\"alternate\"; hreflang=\"{language}\"")
            .ToArray();
    }

    private static Error? BadLanguage(string? lang) =>
        lang is null || LanguageTag.TryCanonical(lang, out _, out _) ? null : PolicyErrors.BadLanguage(lang);

    private static IResult Words(string text, int status) =>
        Results.Text(text + "\n", "text/plain", Encoding.UTF8, status);
}
