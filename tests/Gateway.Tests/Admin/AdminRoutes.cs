using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The addresses of these pages, as the product itself lists them.</summary>
internal static class AdminRoutes
{
    /// <summary>Pages that every school has.</summary>
    public static readonly string[] Pages =
    [
        "/admin", "/admin/school", "/admin/school/rules", "/admin/school/keys", "/admin/school/settings",
        "/admin/school/settings/sources", "/admin/school/purposes", "/admin/school/purposes/new", "/admin/school/purposes/teaching", "/admin/policies", "/admin/policies/privacy", "/admin/policies/privacy/import",
        "/admin/policies/privacy/edit/en", "/admin/policies/privacy/findings", "/admin/policies/privacy/comments", "/admin/policies/privacy/exchange", "/admin/policies/privacy/find", "/admin/school/glossary", "/admin/policies/privacy/promises", "/admin/policies/new", "/admin/policies/terms/about", "/admin/people", "/admin/people/invite",
        "/admin/courses", "/admin/courses/new", "/admin/courses/import", "/admin/media", "/admin/school/community", "/admin/reports",
    ];

    /// <summary>Every route below a place with each of its methods, its parameters filled.</summary>
    public static IEnumerable<(string Method, string Path)> Below(IServiceProvider services, string place) =>
        from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where path == place || path.StartsWith(place + "/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, path
            .Replace("{document}", "privacy", StringComparison.Ordinal)
            .Replace("{language}", "en", StringComparison.Ordinal)
            .Replace("{course}", "algebra", StringComparison.Ordinal)
            .Replace("{lesson}", "lesson-1", StringComparison.Ordinal)
            .Replace("{code}", "nobodys", StringComparison.Ordinal)
            .Replace("{person}", "nobody", StringComparison.Ordinal)
            .Replace("{number:int}", "1", StringComparison.Ordinal)
            .Replace("{file}", "nothing", StringComparison.Ordinal)
            .Replace("{upload}", "nothing", StringComparison.Ordinal)
            .Replace("{question}", "one", StringComparison.Ordinal)
            .Replace("{purpose}", "teaching", StringComparison.Ordinal)
            .Replace("{slug}", "no-such-school", StringComparison.Ordinal));
}
