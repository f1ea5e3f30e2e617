using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Certificates;

/// <summary>What a checker of badges fetches from a school: who it is, its keys, and which badges are good no longer.</summary>
public static class CredentialEndpoints
{
    private const string VerifiableJwt = "application/vc+jwt";

    /// <summary>Maps <c>/credentials</c>.</summary>
    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        var credentials = routes.MapGroup("/credentials").WithoutAgreement().ExcludeFromDescription();
        credentials.MapGet("/issuer", Profile);
        credentials.MapGet("/keys/{kid}", Key);
        credentials.MapGet("/status/{course}/{list:int}", Status);
    }

    private static async Task<IResult> Profile(TenantRequest request, HttpContext http)
    {
        var name = request.School.Profile.NameIn(request.School.Profile.DefaultLanguage);
        Keep(http);
        return Results.Json(
            Issuer.Document(request.Origin, name, await request.Grains.SigningKeys.Published()), contentType: "application/ld+json");
    }

    private static async Task<IResult> Key(string kid, TenantRequest request, HttpContext http)
    {
        if ((await request.Grains.SigningKeys.Published()).FirstOrDefault(known => known.Id == kid) is not { } found)
            return Results.NotFound();

        Keep(http);
        return Results.Json(Issuer.Key(found), contentType: "application/jwk+json");
    }

    private static async Task<IResult> Status(Id<Course> course, int list, TenantRequest request, HttpContext http)
    {
        var register = request.Grains.CertificateRegister(course);
        var lists = ((await register.Page(null, 1)).Total + Grains.Learning.CertificateStatusLists.Size - 1) / Grains.Learning.CertificateStatusLists.Size;

        // Before the first signature no badge names a list; reading one makes no key.
        if (list < 0 || list >= lists || (await request.Grains.SigningKeys.Published()).IsEmpty)
            return Results.NotFound();

        var address = StatusList.Address(request.Origin, course, list);
        var payload = StatusList.Payload(address, Issuer.Id(request.Origin), await register.StatusBits(list), request.Clock.GetUtcNow());
        Keep(http);
        return Results.Text(await request.Grains.SigningKeys.SignCredential(Issuer.Keys(request.Origin), payload), VerifiableJwt);
    }

    private static void Keep(HttpContext http) => http.Response.Headers.CacheControl =
        string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)StatusList.TimeToLive.TotalSeconds}");
}
