using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Gateway.People;
using Darsgah.Grains.Signing;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Api;

/// <summary>Anybody's check of a consent receipt, and the keys a school signs them with.</summary>
internal static class ReceiptsApi
{
    /// <summary>Bytes of a body with one receipt in it.</summary>
    private const int MaxBody = CompactJws.Longest + 1024;

    public static void MapReceiptsApi(this RouteGroupBuilder api)
    {
        api.MapGroup("/receipts").WithTags("Receipts").On(Hosts.School).WithCredentials().WithoutAgreement().For(ApiRole.Anyone)
            .MapPost("/verify", Verify)
            .WithSummary("Says whether this school gave a consent receipt, and whether the consent still stands.")
            .WithDescription(
                "Whatever was sent is answered with a verdict; nothing in the answer says whose receipt it is. After 30 texts in ten "
                + "minutes that are no genuine receipts, an address has to wait. The school's public keys are at /.well-known/jwks.json.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody))
            .Produces<ReceiptFinding>();

        var keys = api.MapGroup("/signing-keys").WithTags("Receipts").On(Hosts.School).For(ApiRole.Admin);
        keys.MapGet("/", List).WithSummary("The keys that the school signs receipts with, newest first; public halves only.")
            .Produces<ListOf<PublishedKey>>();
        keys.MapPost("/", Rotate).Once()
            .WithSummary("Makes the key that signs from now on, and retires the one before.")
            .WithDescription("What a retired key signed stays genuine: its public half stays published, its private half is destroyed.")
            .Produces<PublishedKey>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> Verify(ReceiptToVerify body, TenantRequest request, HttpContext http, ReceiptChecks checks) =>
        TypedResults.Ok(await checks.Check(http, request, body.Receipt));

    private static async Task<IResult> List(TenantRequest request, string? after, int? limit) =>
        TypedResults.Ok((await request.Grains.SigningKeys.Published()).Page(after, limit, key => key.Id));

    private static async Task<IResult> Rotate(TenantRequest request) =>
        TypedResults.Created((string?)null, await request.Grains.SigningKeys.Rotate());
}

/// <summary>A text to check.</summary>
/// <param name="Receipt">The signed receipt: a JWS in its compact form, at most 65,536 characters.</param>
public sealed record ReceiptToVerify(string Receipt);
