using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>Who gets to an endpoint. Read from the account of this request, never from the cookie.</summary>
public static class Doors
{
    /// <summary>For signed-in people; others are asked to sign in (pages) or get 401 (API).</summary>
    public static TBuilder RequireSignedIn<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAccount(static _ => true);

    /// <summary>For people with one of these roles; to others who are signed in there is no such page (404).</summary>
    /// <remarks><see cref="Role.Owner"/> passes wherever <see cref="Role.Admin"/> does.</remarks>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoints, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAccount(account =>
            account.Roles.Any(role => roles.Contains(role) || (role == Role.Owner && roles.Contains(Role.Admin))));

    /// <summary>
    /// For who runs the school and who teaches the course that the route names as <c>course</c>; to others there is no such
    /// page (404).
    /// </summary>
    public static TBuilder RequireCourseStaff<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAccount(static async (http, account) =>
            account.RunsSchool
            || (account.Roles.Contains(Role.Instructor)
                && Id<Course>.TryParse(http.Request.RouteValues["course"] as string, out var course)
                && await http.Features.Get<TenantRequest>()!.Grains.Course(course).Outline() is { } outline
                && outline.Teachers.Contains(account.Id)));

    /// <summary>
    /// Ends the request: to the sign-in page and back afterwards, or 401 for the API and for anything sent.
    /// </summary>
    internal static void AskToSignIn(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var back = Uri.EscapeDataString(http.Request.Path + http.Request.QueryString);
        http.Response.Redirect($"/sign-in?return={back}");
    }

    private static TBuilder RequireAccount<TBuilder>(this TBuilder endpoints, Func<PersonAccount, bool> admits)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAccount((_, account) => ValueTask.FromResult(admits(account)));

    private static TBuilder RequireAccount<TBuilder>(
        this TBuilder endpoints, Func<HttpContext, PersonAccount, ValueTask<bool>> admits)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(new AccountNeeded());
        endpoints.AddEndpointFilterFactory((_, next) => async context =>
        {
            var http = context.HttpContext;

            if (http.Features.Get<TenantRequest>()?.Account is not { } account)
            {
                AskToSignIn(http);
                return Results.Empty;
            }

            if (await admits(http, account))
                return await next(context);

            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Results.Empty;
        });

        return endpoints;
    }

    // IEndpointConventionBuilder has no AddEndpointFilterFactory of its own; the finally-convention is what the
    // framework's own extension adds to.
    private static void AddEndpointFilterFactory(
        this IEndpointConventionBuilder endpoints,
        Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate> factory) =>
        endpoints.Add(builder => builder.FilterFactories.Add(factory));
}

/// <summary>
/// Marks endpoints that only signed-in people reach, for tests of the whole table of routes (SEC-B01).
/// </summary>
internal sealed record AccountNeeded;
