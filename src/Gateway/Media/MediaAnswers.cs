using Darsgah.Gateway.Http;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Media;

/// <summary>Gives out files: whole or in ranges, under their true type, and so that nothing in them runs (SEC-E09).</summary>
internal static class MediaAnswers
{
    // A player that has enough stops reading for a while.
    private static readonly MinDataRate unhurried = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromMinutes(2));

    /// <summary>The file; 404 where its bytes are gone. The caller has seen to it that whoever asks may have it.</summary>
    /// <param name="asDownload">True to have it saved and not shown. Types that pages do not show are always saved.</param>
    public static async Task<IResult> Of(HttpContext http, TenantRequest request, SchoolFiles files, MediaFile file, bool asDownload)
    {
        if (await files.Read(request.Tenant, file.Stored, file.Length) is not { } stream)
            return Results.NotFound();

        return Of(http, stream, file.Name, file.Type, file.Hash, file.At, asDownload);
    }

    /// <summary>A file's bytes, opened.</summary>
    public static IResult Of(HttpContext http, Stream stream, string name, MediaType type, string hash, DateTimeOffset at, bool asDownload)
    {
        var isShown = MediaType.Shown.Contains(type);
        Describe(http, name, isShown, type.Kind == MediaKind.Pdf, asDownload);

        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } pace)
            pace.MinDataRate = unhurried;

        return Results.Stream(
            stream,
            isShown ? type.Mime : MediaType.Unknown.Mime,
            lastModified: at,
            entityTag: new EntityTagHeaderValue($"\"{hash[..32]}\""),
            enableRangeProcessing: true);
    }

    /// <summary>Captions as a player wants them.</summary>
    public static IResult Captions(HttpContext http, CaptionTrack track, string name, bool isRightToLeft)
    {
        Describe(http, name, isShown: true, isDocument: false, asDownload: false);
        return Results.Text(track.ToVtt(isRightToLeft), MediaType.Vtt.Mime, System.Text.Encoding.UTF8);
    }

    private static void Describe(HttpContext http, string name, bool isShown, bool isDocument, bool asDownload)
    {
        var disposition = new ContentDispositionHeaderValue(isShown && !asDownload ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        http.Response.Headers.ContentDisposition = disposition.ToString();

        // Hers alone to keep, and asked for again each time whether she still may.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Features.Set(isDocument ? FileContent.Document : FileContent.Other);
    }
}
