using System.Buffers.Text;
using System.Globalization;
using Darsgah.Gateway.Http;

namespace Darsgah.Gateway.Pages.Receipts;

/// <summary>Her receipt as a file: the signed one, and what is signed in it, to read.</summary>
internal static class ReceiptFiles
{
    /// <summary>A JWS in its compact form (RFC 7515, 9.2.1).</summary>
    public const string Signed = "application/jose";

    /// <summary>JSON-LD: byte for byte the payload of the signed one.</summary>
    public const string Readable = "application/ld+json";

    /// <summary>The compact form; null where the signed-in person's ledger has no such line.</summary>
    public static async Task<string?> Find(TenantRequest request, int number) =>
        number < 1 ? null : (await request.Grains.Receipt(request.Account!.Id, number).Issue(request.Origin))?.Jws;

    /// <summary>The answer that holds it in one of the two forms.</summary>
    public static IResult Answer(string jws, string type) => type == Signed
        ? Results.Text(jws, Signed)
        : Results.Bytes(Payload(jws), Readable + "; charset=utf-8");

    /// <summary>The answer as a file to keep.</summary>
    public static IResult Download(HttpContext http, TenantRequest request, int number, string jws, string type)
    {
        http.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture,
            $"attachment; filename=\"receipt-{request.School.Slug}-{number}.{(type == Signed ? "jws" : "jsonld")}\"");

        return Answer(jws, type);
    }

    private static byte[] Payload(string jws) => Base64Url.DecodeFromChars(jws.Split('.')[1]);
}
