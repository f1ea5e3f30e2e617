using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Community;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Api;

/// <summary>What a caller of the API may do; a higher one may do what a lower one may at a school.</summary>
public enum ApiRole
{
    /// <summary>Anybody.</summary>
    Anyone = 0,

    /// <summary>Somebody signed in at this school, by her session.</summary>
    Person = 1,

    /// <summary>An admin of this school: by session, or by a school's key.</summary>
    Admin = 2,

    /// <summary>An operator of the installation, by key or by a session on the console.</summary>
    Operator = 3,
}

/// <summary>Who calls the API.</summary>
/// <param name="Actor">What the audit trail calls her.</param>
/// <param name="Person">The signed-in person; null for a key.</param>
public sealed record ApiCaller(ApiRole Role, string Actor, PersonAccount? Person);

/// <summary>Says of an endpoint who may call it: for its door, the gate of agreement and the description.</summary>
/// <param name="Also">People with one of these roles pass too, by their session.</param>
internal sealed record ApiDoor(ApiRole Least, ImmutableArray<Role> Also);

/// <summary>Says of an endpoint that who teaches has to teach the course that its route names.</summary>
internal sealed record CourseDoor;

/// <summary>Finds out who calls the API, and lets pass who may.</summary>
internal static class ApiCallers
{
    private const string Bearer = "Bearer ";

    /// <summary>Refuses with 401 or 403 whoever is less than <paramref name="least"/>.</summary>
    /// <param name="also">People with one of these roles pass too, by their session.</param>
    public static TBuilder For<TBuilder>(this TBuilder endpoints, ApiRole least, params ImmutableArray<Role> also)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(new ApiDoor(least, also));

        // What only members have stays shut to one who refused to agree, here as on the pages.
        if (least == ApiRole.Person)
            endpoints.WithMetadata(new AccountNeeded());

        return endpoints;
    }

    /// <summary>Opens operations to whom they are for, before anything of a body is read.</summary>
    public static IApplicationBuilder UseApiDoors(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetOrderedMetadata<ApiDoor>() is not { Count: > 0 } doors)
        {
            await next(http);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        var request = http.RequestServices.GetRequiredService<TenantRequest>();
        var caller = await Of(http, request);

        if (doors.Select(door => Refusal(http, request, caller, door.Least, door.Also)).FirstOrDefault(refusal => refusal is not null) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        if (http.GetEndpoint()!.Metadata.GetMetadata<CourseDoor>() is not null && !await MayRun(http, request, caller))
        {
            await Problems.Of(CourseErrors.NoSuchCourse(http.Request.RouteValues["slug"] as string ?? "")).ExecuteAsync(http);
            return;
        }

        http.Features.Set(caller);
        TenantScope.Enter(request.Tenant, caller.Actor);
        await next(http);
    });

    /// <summary>
    /// For who runs the school or holds its key, and for who teaches the course that the route names as <c>slug</c>; to others
    /// who teach there is no such course.
    /// </summary>
    public static RouteGroupBuilder ForCourseStaff(this RouteGroupBuilder endpoints) => endpoints
        .For(ApiRole.Admin, Role.Instructor)
        .WithMetadata(new CourseDoor());

    private static async Task<bool> MayRun(HttpContext http, TenantRequest request, ApiCaller caller) =>
        caller.Role >= ApiRole.Admin
        || (Id<Course>.TryParse(http.Request.RouteValues["slug"] as string, out var course)
            && await request.Grains.Course(course).Outline() is { } outline
            && CourseSeat.Teaching(caller.Person, outline));

    private static IResult? Refusal(HttpContext http, TenantRequest request, ApiCaller caller, ApiRole least, ImmutableArray<Role> also)
    {
        var isLet = caller.Person?.Roles.Any(role => also.Contains(role)) == true;

        if (request.School.Status == SchoolStatus.Provisioning && caller.Role < ApiRole.Admin && !isLet)
        {
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable, Trouble.NotOpen.Code, "This school is being set up and is not open yet.");
        }

        if (caller.Role == ApiRole.Anyone && least > ApiRole.Anyone)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(
                StatusCodes.Status401Unauthorized,
                "api.not_signed_in",
                "Send a key as 'Authorization: Bearer …', or sign in.");
        }

        if (caller.Role < least && !isLet)
            return Problems.Of(StatusCodes.Status403Forbidden, "api.not_allowed", "This key or session does not open that.");

        if (least == ApiRole.Person && caller.Person is null)
            return Problems.Of(StatusCodes.Status403Forbidden, "api.no_person", "A key is nobody: this needs a person's session.");

        return caller.Person is not null && !HttpMethods.IsGet(http.Request.Method) && ComesFromElsewhere(http.Request, request)
            ? Problems.Of(
                StatusCodes.Status403Forbidden,
                "api.other_origin",
                $"A session acts only from the school's own pages: send 'Origin: {request.Origin}'.")
            : null;
    }

    /// <summary>The caller that <see cref="UseApiDoors"/> let pass.</summary>
    public static ApiCaller Caller(this HttpContext http) =>
        http.Features.Get<ApiCaller>() ?? throw new InvalidOperationException($"{http.Request.Path} does not ask who calls.");

    private static async Task<ApiCaller> Of(HttpContext http, TenantRequest request)
    {
        if (http.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? await OfKey(http, request, header[Bearer.Length..].Trim())
                : new ApiCaller(ApiRole.Anyone, "anonymous", null);
        }

        return request.Account is not { } person
            ? new ApiCaller(ApiRole.Anyone, "anonymous", null)
            : new ApiCaller(
                request.IsPlatform && person.Roles.Contains(Role.Operator) ? ApiRole.Operator
                : !request.IsPlatform && person.RunsSchool ? ApiRole.Admin : ApiRole.Person,
                person.Id.Value,
                person);
    }

    private static async Task<ApiCaller> OfKey(HttpContext http, TenantRequest request, string key)
    {
        var schools = http.RequestServices.GetRequiredService<Schools>();

        if (key.Length <= 200 && key.StartsWith(ApiKeys.SchoolPrefix, StringComparison.Ordinal) && !request.IsPlatform)
        {
            return await request.Grains.ApiKey(key).Grant() is { } grant
                ? new ApiCaller(ApiRole.Admin, "key:" + grant.Name, null)
                : new ApiCaller(ApiRole.Anyone, "anonymous", null);
        }

        return key.Length <= 200 && await schools.OnPlatform(platform => platform.ApiKey(key).Grant()) is { } operatorGrant
            ? new ApiCaller(ApiRole.Operator, "operator:" + operatorGrant.Name, null)
            : new ApiCaller(ApiRole.Anyone, "anonymous", null);
    }

    // A session rides on a cookie, which a browser also sends for others (SEC-D01). Scripts of this origin say so.
    private static bool ComesFromElsewhere(HttpRequest http, TenantRequest request)
    {
        var site = http.Headers["Sec-Fetch-Site"].ToString();
        var origin = http.Headers.Origin.ToString();

        return (site.Length > 0 && site is not "same-origin") ||
            (origin.Length > 0 && origin != request.Origin && origin != $"{http.Scheme}://{http.Headers[HeaderNames.Host]}") ||
            (site.Length == 0 && origin.Length == 0);
    }
}
