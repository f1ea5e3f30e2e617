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
        policies.MapGet("/{document}/versions/{number:int}/pdf", PdfEndpoint.Show);
        policies.MapGet("/{document}/promises", Promises);
        policies.MapGet("/{document}/compare", CompareEndpoint.Show);
        policies.MapGet("/{document}/feed", FeedEndpoint.Show);
    }

    private static async Task<IResult> List(TenantRequest request, HttpContext http)
    {
        var rules = request.School.Rules;
        http.Response.Headers.ContentLanguage = request.UiLanguage.Tag;

        return Page.Of<PolicyListPage, PolicyListModel>(new(
            [
                .. (await Documents.InForce(request.Grains, rules))
                    .Select(overview => new PolicyListRow(overview, rules.Documents.Of(overview.Document))),
            ],
            DocumentPrecedence.IsStated(rules)));
    }

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
            await AboveDocument.Of(request, overview.Document),
            request.School.Rules.Documents.Of(overview.Document).Withdrawn?.At);

        Describe(model, request, http);

        return Page.Of<PolicyPage, PolicyPageModel>(model);
    }

    private static async Task<IResult> History(Id<Document> document, TenantRequest request, HttpContext http)
    {
        var overview = await request.Grains.Policy(document).Overview();
        http.Response.Headers.ContentLanguage = request.UiLanguage.Tag;

        return overview.Versions.IsEmpty
            ? Results.NotFound()
            : Page.Of<PolicyHistoryPage, PolicyHistoryModel>(
                new(overview, request.School.Rules.Documents.Of(document).Withdrawn?.At));
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
            return NotIn(version, language);

        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.ContentDisposition =
            string.Create(CultureInfo.InvariantCulture, $"inline; filename=\"{document}-{number}.{language}.md\"");
        http.Response.Headers.CacheControl = lang is null ? "private, no-cache" : "public, max-age=31536000, immutable";

        return Results.Bytes(
            PolicyPlainText.Of(text), "text/plain; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{text.Hash}\""));
    }

    // For machines: the language of the text, and the same text in the others (RFC 8288, "alternate").
    private static void Describe(PolicyPageModel model, TenantRequest request, HttpContext http)
    {
        http.Response.Headers.ContentLanguage = model.Shown.Rendering.Language;
        http.Response.Headers.Link = model.Languages
            .Select(language => $"<{request.Origin}{http.Request.Path}?lang={language}>; rel=\"alternate\"; hreflang=\"{language}\"")
            .ToArray();
    }

    internal static Error? BadLanguage(string? lang) =>
        lang is null || LanguageTag.TryCanonical(lang, out _, out _) ? null : PolicyErrors.BadLanguage(lang);

    internal static IResult NotIn(PolicyVersion version, string language)
    {
        var offered = string.Join(", ", version.Texts.Keys.Order(StringComparer.Ordinal));
        return Words($"Version {version.Head.Number} was not published in '{language}'. It was in: {offered}.", StatusCodes.Status404NotFound);
    }

    internal static IResult Words(string text, int status) =>
        Results.Text(text + "\n", "text/plain", Encoding.UTF8, status);
}
