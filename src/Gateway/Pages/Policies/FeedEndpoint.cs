using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>The changes of a document as a feed, for whoever wants to be told without being asked to come back (N05, Q03).</summary>
internal static class FeedEndpoint
{
    /// <summary>Media type of Atom (RFC 4287, 7).</summary>
    public const string MediaType = "application/atom+xml";

    /// <summary>Address of a document's feed.</summary>
    public static string Path(Id<Document> document, UiLanguage language) => $"/policies/{document}/feed?lang={language.Tag}";

    /// <param name="lang">Language of its words, one that the school offers; the reader's own where it is missing.</param>
    public static async Task<IResult> Show(Id<Document> document, TenantRequest request, HttpContext http, [FromQuery] string? lang)
    {
        var overview = await request.Grains.Policy(document).Overview();

        if (overview.Versions.IsEmpty)
            return Results.NotFound();

        if (PolicyEndpoints.BadLanguage(lang) is { } refusal)
            return Results.Text(refusal.Message + "\n", "text/plain", Encoding.UTF8, StatusCodes.Status400BadRequest);

        request.UiLanguage = LanguageChoice.Find(request.School, lang) ?? request.UiLanguage;
        var feed = PolicyFeed.Write(overview, request);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(feed).AsSpan(0, 16))}\"";

        http.Response.Headers.ContentLanguage = request.UiLanguage.Tag;
        // Without a language in the address it is the reader's; either way it is looked at anew each time (ADR 6).
        http.Response.Headers.CacheControl = lang is null ? "private, no-cache" : "public, no-cache";

        if (lang is null)
            http.Response.Headers.Vary = "Accept-Language, Cookie";

        return Results.Bytes(
            feed, $"{MediaType}; charset=utf-8", lastModified: PolicyFeed.Updated(overview), entityTag: new EntityTagHeaderValue(tag));
    }
}
