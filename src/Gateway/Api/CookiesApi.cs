using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Cookies;

namespace Darsgah.Gateway.Api;

/// <summary>The declaration of cookies: the software's own and the school's.</summary>
internal static class CookiesApi
{
    public static void MapCookiesApi(this RouteGroupBuilder api)
    {
        var cookies = api.MapGroup("/cookies").WithTags("Cookies").On(Hosts.School);

        cookies.MapGet("/", Show).WithoutAgreement().For(ApiRole.Anyone).WithSummary("Every cookie that the site can set.")
            .WithDescription("What is not here is taken out of every answer.").Produces<CookieList>();
        cookies.MapPut("/", Declare).For(ApiRole.Admin).WithSummary("Declares the school's own cookies, all of them.")
            .WithDescription("Whoever allowed a category is asked again where a cookie comes to it or is widened, and not for what is taken away.")
            .Produces<CookieList>();
        cookies.MapGet("/stripped", Stripped).For(ApiRole.Admin).WithSummary("Cookies that were taken out of answers: names and counts.")
            .Produces<ListOf<StrippedCookie>>();
    }

    private static async Task<IResult> Show(TenantRequest request, OwnCookies own) =>
        TypedResults.Ok(List(await request.Grains.Cookies.Current(), own));

    private static async Task<IResult> Declare(DeclareBody body, TenantRequest request, OwnCookies own)
    {
        if (body.Cookies.Contains(null!))
            return Problems.Of(CookieErrors.Bad("name", "name", "A cookie is null. Name it.", ""));

        if (body.Cookies.FirstOrDefault(cookie => own.Find(cookie.Name) is not null) is { } ours)
            return Problems.Of(CookieErrors.Bad("own", "name", $"'{ours.Name}' is a cookie of the site itself.", ours.Name));

        var declared = await request.Grains.Cookies.Declare(new DeclareCookies(
            [.. body.Cookies.Select(cookie => new CookieDeclaration(cookie.Name, cookie.Category, cookie.SetBy, cookie.Days, cookie.Why))],
            body.Version));

        return declared.ToResult(version => TypedResults.Ok(List(version, own)));
    }

    private static async Task<IResult> Stripped(TenantRequest request, string? after, int? limit) =>
        TypedResults.Ok((await request.Grains.CookieReports.All()).Page(after, limit, row => row.Name));

    private static CookieList List(CookieVersion version, OwnCookies own) => new(
        version.Number,
        [.. own.All.Select(cookie => new OwnCookieLine(own.Sent(cookie), cookie.Category, (long?)cookie.Life?.TotalSeconds))],
        [.. version.Cookies.Select(cookie => new DeclaredCookie(cookie.Name, cookie.Category, cookie.SetBy, cookie.Days, cookie.Why))]);
}

/// <summary>Every cookie that a site can set.</summary>
/// <param name="Version">The version of the school's declaration; 0 where it declares none.</param>
/// <param name="Own">The software's own.</param>
/// <param name="Cookies">The school's.</param>
public sealed record CookieList(int Version, ImmutableArray<OwnCookieLine> Own, ImmutableArray<DeclaredCookie> Cookies);

/// <summary>A cookie of the software itself.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Category">What it is for.</param>
/// <param name="Seconds">The longest that a browser keeps it; null until it is closed.</param>
public sealed record OwnCookieLine(string Name, CookieCategory Category, long? Seconds);

/// <summary>A cookie that the school declares.</summary>
/// <param name="Name">As it is sent; <c>*</c> at the end stands for any end.</param>
/// <param name="Category"><c>functional</c>, <c>analytics</c> or <c>social</c>.</param>
/// <param name="SetBy">Who sets and reads it.</param>
/// <param name="Days">Days that a browser keeps it; 0 until it is closed.</param>
/// <param name="Why">What for, by language of the interface.</param>
public sealed record DeclaredCookie(
    string Name, CookieCategory Category, string SetBy, int Days, ImmutableDictionary<string, string> Why);

/// <summary>The school's own cookies, all of them.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Cookies">What is declared from now on.</param>
public sealed record DeclareBody(int Version, ImmutableArray<DeclaredCookie> Cookies);
