using System.Globalization;
using System.Security.Cryptography;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>A version in one of its languages as a PDF file, the same bytes whoever fetches it and whenever.</summary>
internal static class PdfEndpoint
{
    public static async Task<IResult> Show(
        Id<Document> document, int number, TenantRequest request, HttpContext http, KeptSheets sheets, [FromQuery] string? lang)
    {
        var found = await request.Grains.Policy(document).Version(number);

        if (!found.Succeeded(out var version, out _))
            return Results.NotFound();

        if (PolicyEndpoints.BadLanguage(lang) is { } refusal)
            return PolicyEndpoints.Words(refusal.Message, StatusCodes.Status400BadRequest);

        var language = lang is null
            ? PolicyShown.Of(version, request.School.Rules, null, request.UiLanguage.Tag).Rendering.Language
            : LanguageTag.Canonical(lang);

        if (!version.Texts.TryGetValue(language, out var text))
            return PolicyEndpoints.NotIn(version, language);

        if (!PolicySheet.CanDraw(text))
        {
            return PolicyEndpoints.Words(
                $"Version {number} in '{language}' has letters that the typeface of the PDF file lacks. Take the text instead: …/versions/{number}/text?lang={language}.",
                StatusCodes.Status404NotFound);
        }

        var sheet = sheets.Of(request, version, language);
        http.Response.Headers.ContentLanguage = language;
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"inline; filename=\"{document}-{number}.{language}.pdf\"");

        // A version that is older than its imprint is printed with the school's present name, so it is asked for again.
        http.Response.Headers.CacheControl = lang is null || version.Head.Imprint is null ? "private, no-cache" : "public, max-age=31536000, immutable";

        return Results.Bytes(sheet.Bytes, "application/pdf", entityTag: new EntityTagHeaderValue($"\"{sheet.Hash}\""));
    }
}

/// <summary>PDF files of versions, which never change: each is made once while there is room. 32 MiB at most.</summary>
internal sealed class KeptSheets : IDisposable
{
    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = 32 << 20 });

    /// <summary>The file of a version in one of its languages.</summary>
    public KeptSheet Of(TenantRequest request, PolicyVersion version, string language)
    {
        var imprint = version.Head.Imprint ?? VersionImprint.Of(request.School, version.Head.Authoritative);
        var ui = UiLanguages.Find(language) ?? UiLanguages.English;
        var title = Documents.Name(version.Document, Texts.Of(ui).With(Documents.Names(request.School, ui)));
        var key = new Key(
            request.Tenant, version.Document, version.Head.Number, version.Texts[language].Hash, language,
            version.Head.Imprint is null ? $"{imprint.Host} {imprint.NameIn(language)}" : "", title);

        return kept.GetOrCreate(key, entry =>
        {
            var bytes = PolicySheet.Of(version, language, imprint, title);
            entry.Size = bytes.Length + 512;
            return new KeptSheet(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        })!;
    }

    public void Dispose() => kept.Dispose();

    private readonly record struct Key(
        Id<Tenant> Tenant, Id<Document> Document, int Number, string Text, string Language, string Imprint, string Title);
}

/// <param name="Hash">SHA-256 of the bytes, lower-case hex.</param>
internal sealed record KeptSheet(byte[] Bytes, string Hash);
