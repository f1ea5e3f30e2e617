using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Signing;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Receipts;

/// <summary>Anybody's check of a consent receipt, and the keys to check one without asking the school.</summary>
public static class ReceiptEndpoints
{
    /// <summary>Bytes a form may have: a receipt, and what a form puts around it.</summary>
    private const int MaxForm = CompactJws.Longest + (16 * 1024);

    /// <summary>Maps <c>/receipts/verify</c> and <c>/.well-known/jwks.json</c>.</summary>
    public static void MapReceipts(this IEndpointRouteBuilder routes)
    {
        var verify = routes.MapGroup("/receipts/verify").WithoutAgreement();
        verify.MapGet("/", () => Page.Of<VerifyReceiptPage, VerifyReceiptModel>(new("", null)));
        verify.MapPost("/", Verify).WithMetadata(new RequestSizeLimitAttribute(MaxForm));

        routes.MapGet("/.well-known/jwks.json", Keys).WithoutAgreement().ExcludeFromDescription();
    }

    private static async Task<IResult> Verify(TenantRequest request, HttpContext http, ReceiptChecks checks)
    {
        var text = await Sent(await http.Request.ReadFormAsync(http.RequestAborted), http.RequestAborted);

        // An empty form asked nothing.
        if (string.IsNullOrWhiteSpace(text))
            return Page.Of<VerifyReceiptPage, VerifyReceiptModel>(new("", null));

        try
        {
            var finding = await checks.Check(http, request, text);
            return Page.Of<VerifyReceiptPage, VerifyReceiptModel>(new(text.Length <= CompactJws.Longest ? text.Trim() : "", finding));
        }
        catch (TooManyAttemptsException)
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }
    }

    // The file where there is one. Longer than a receipt can be is read just so far as to see it.
    private static async Task<string> Sent(IFormCollection form, CancellationToken stop)
    {
        if (form.Files["file"] is not { Length: > 0 } file)
            return form["receipt"].ToString();

        using var reader = new StreamReader(file.OpenReadStream());
        var characters = new char[CompactJws.Longest + 1];
        var length = await reader.ReadBlockAsync(characters, stop);

        return new string(characters, 0, length);
    }

    // RFC 7517. Short-lived in caches, so that a new key is known soon; whoever meets an unknown one asks again anyway.
    private static async Task<IResult> Keys(TenantRequest request, HttpContext http)
    {
        var keys = await request.Grains.SigningKeys.Published();
        http.Response.Headers.CacheControl = "public, max-age=300";

        return Results.Json(
            new { keys = keys.Select(key => new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = key.Id, x = key.X, y = key.Y }) },
            contentType: "application/jwk-set+json");
    }
}

/// <param name="Text">What was pasted, to be looked at again; empty for a file, and before anything was asked.</param>
/// <param name="Finding">What it turned out to be; null before anything was asked.</param>
public sealed record VerifyReceiptModel(string Text, ReceiptFinding? Finding)
{
    /// <summary>Whether the receipt is genuine and its consent is in force.</summary>
    public bool IsGood => Finding is { Verdict: ReceiptVerdict.Genuine, Consent: ConsentNow.InForce };
}
