using System.Globalization;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Media;

/// <summary>Uploads that go on after a break, as tus 1.0.0 says (https://tus.io/protocols/resumable-upload): core, creation, expiration, termination.</summary>
/// <remarks>
/// Sessions and forms' tokens hold here as anywhere: the token comes in <c>X-Form-Token</c>. OPTIONS is not answered: what it would
/// tell, a browser of ours knows, and no other origin is to know.
/// </remarks>
internal static class TusEndpoints
{
    private const string Version = "1.0.0";
    private const string Piece = "application/offset+octet-stream";

    /// <summary>Maps <c>/uploads</c> below the library.</summary>
    public static void MapUploads(this IEndpointRouteBuilder library)
    {
        var uploads = library.MapGroup("/uploads").AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            http.Response.Headers["Tus-Resumable"] = Version;

            if (http.Request.Headers["Tus-Resumable"] == Version)
                return await next(context);

            http.Response.Headers["Tus-Version"] = Version;
            return Said(StatusCodes.Status412PreconditionFailed, "media.tus_version", $"Tus-Resumable is {Version} here.");
        });

        uploads.MapPost("/", Create);
        uploads.MapMethods("/{upload}", [HttpMethods.Head], Offset);
        uploads.MapMethods("/{upload}", [HttpMethods.Patch], Take).WithMetadata(new DisableRequestSizeLimitAttribute());
        uploads.MapDelete("/{upload}", Abandon);
    }

    private static async Task<IResult> Create(HttpContext http, TenantRequest request, Uploads uploads)
    {
        if (!TryNumber(http.Request.Headers["Upload-Length"], out var length))
            return Said(StatusCodes.Status400BadRequest, "media.tus_length", "Upload-Length is the number of bytes of the file.");

        var begun = await uploads.Begin(request.Grains, FileName(http.Request.Headers["Upload-Metadata"].ToString()), length);

        if (!begun.Succeeded(out var upload, out var refusal))
            return Refused(refusal, request);

        Expires(http, upload);
        return Results.Created($"{Places.AdminMedia}/uploads/{upload.Id}", value: null);
    }

    private static async Task<IResult> Offset(Id<MediaFile> upload, HttpContext http, TenantRequest request, Uploads uploads)
    {
        if (await uploads.Find(request.Grains, upload, http.RequestAborted) is not var (known, offset))
            return Results.NotFound();

        http.Response.Headers["Upload-Offset"] = Text(offset);
        http.Response.Headers["Upload-Length"] = Text(known.Length);
        http.Response.Headers.CacheControl = "no-store";
        Expires(http, known);
        return Results.Ok();
    }

    private static async Task<IResult> Take(Id<MediaFile> upload, HttpContext http, TenantRequest request, Uploads uploads)
    {
        if (http.Request.ContentType is not Piece)
            return Said(StatusCodes.Status415UnsupportedMediaType, "media.tus_type", $"A piece of a file is {Piece}.");

        if (!TryNumber(http.Request.Headers["Upload-Offset"], out var offset))
            return Said(StatusCodes.Status400BadRequest, "media.tus_offset", "Upload-Offset is where the piece begins.");

        var taken = await uploads.Take(request.Grains, upload, offset, http.Request.Body, isWhole: false, http.RequestAborted);

        if (!taken.Succeeded(out var piece, out var refusal))
            return Refused(refusal, request);

        http.Response.Headers["Upload-Offset"] = Text(piece.Offset);
        return piece.IsElsewhere
            ? Said(StatusCodes.Status409Conflict, "media.tus_elsewhere", $"The upload is at {Text(piece.Offset)}.")
            : Results.NoContent();
    }

    private static async Task<IResult> Abandon(Id<MediaFile> upload, TenantRequest request, Uploads uploads)
    {
        if (await request.Grains.Media.Upload(upload) is null)
            return Results.NotFound();

        await uploads.Abandon(request.Grains, upload);
        return Results.NoContent();
    }

    private static void Expires(HttpContext http, MediaUpload upload) =>
        http.Response.Headers["Upload-Expires"] = upload.Until.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    // Pairs of a key and base64, parted by commas. Anything else names nothing.
    private static string FileName(string metadata)
    {
        foreach (var pair in metadata.Split(','))
        {
            if (pair.Trim().Split(' ') is ["filename", var value])
            {
                var bytes = new byte[value.Length];
                return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
            }
        }

        return "";
    }

    // In her language, because the page shows it as it is.
    private static IResult Refused(Error refusal, TenantRequest request) =>
        Said(refusal.Kind.ToStatusCode(), refusal.Code, request.Texts.Refusal(refusal));

    private static IResult Said(int status, string code, string words) => Results.Json(new UploadRefusal(code, words), statusCode: status);

    private static bool TryNumber(string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Code">Of the refusal.</param>
/// <param name="Words">The same for whoever uploads.</param>
public sealed record UploadRefusal(string Code, string Words);
