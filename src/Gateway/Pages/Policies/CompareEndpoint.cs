using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>What differs between any two versions of a document, in any language that one of them has.</summary>
internal static class CompareEndpoint
{
    /// <param name="from">Number of a version; the one before <paramref name="to"/> where it is missing.</param>
    /// <param name="to">Number of another; the one in force where it is missing.</param>
    /// <param name="lang">A BCP 47 tag; the reader's own language where it is missing.</param>
    public static async Task<IResult> Show(
        Id<Document> document,
        TenantRequest request,
        HttpContext http,
        KeptComparisons comparisons,
        [FromQuery] int? from,
        [FromQuery] int? to,
        [FromQuery] string? lang)
    {
        var policy = request.Grains.Policy(document);
        var overview = await policy.Overview();
        var one = to ?? overview.Current ?? overview.Versions.Length;
        var other = from ?? Math.Max(1, one - 1);

        // Whichever was named first: added is what the newer one has.
        if ((await policy.Version(Math.Max(one, other))).Value is not { } newer
            || (await policy.Version(Math.Min(one, other))).Value is not { } older)
            return Results.NotFound();

        var languages = newer.Texts.Keys.Union(older.Texts.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();

        if (PolicyEndpoints.BadLanguage(lang) is { } refusal)
            return Page.Of<PolicyRefusedPage, PolicyRefusedModel>(
                new(document, newer.Head.Number, languages), refusal, StatusCodes.Status400BadRequest);

        // The text as it was published in one language; stand-ins would show a change where only a translation is missing.
        var language = Language(lang, languages) ?? PolicyShown.Of(newer, request.School.Rules, lang, request.UiLanguage.Tag).Rendering.Language;
        http.Response.Headers.ContentLanguage = language;

        return Page.Of<PolicyComparePage, PolicyCompareModel>(new(
            document,
            older.Head,
            newer.Head,
            language,
            comparisons.Between(request.Tenant, older, newer, language),
            older.Texts.ContainsKey(language),
            newer.Texts.ContainsKey(language),
            languages,
            overview));
    }

    // The language asked for, where either version has it: what is gone since can be compared too.
    private static string? Language(string? lang, ImmutableArray<string> languages) =>
        lang is null ? null : LanguageTag.Fallbacks(LanguageTag.Canonical(lang)).FirstOrDefault(tag => languages.Contains(tag, StringComparer.Ordinal));
}
