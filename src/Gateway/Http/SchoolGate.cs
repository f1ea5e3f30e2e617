using Darsgah.Grains.Tenancy;
using Finbuckle.MultiTenant.AspNetCore.Routing;

namespace Darsgah.Gateway.Http;

/// <summary>Which hosts an endpoint answers on.</summary>
internal enum Hosts
{
    /// <summary>Schools' hosts.</summary>
    School = 1,

    /// <summary>The operators' console.</summary>
    Platform = 2,

    /// <summary>Every host, open or not: a part of the frame that error pages have too.</summary>
    Every = 3,
}

/// <summary>Lets a request in to the school, or says that there is none or that it is closed (SEC-A06, SEC-A17).</summary>
internal sealed class SchoolGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var hosts = metadata?.GetMetadata<HostsMetadata>()?.Hosts;

        if (hosts is Hosts.Every || metadata?.GetMetadata<IExcludeFromMultiTenantResolutionMetadata>() is not null)
            return next(http);

        return Refusal(http.Features.Get<TenantRequest>(), hosts) is { } trouble ? Refuse(http, trouble) : next(http);
    }

    private static Trouble? Refusal(TenantRequest? request, Hosts? hosts) => request switch
    {
        null => Trouble.UnknownHost,
        { School.Status: SchoolStatus.Suspended } => Trouble.Suspended,

        // As if there were no such page: a school's visitors learn nothing of the console.
        _ when hosts is not null && hosts is Hosts.Platform != request.IsPlatform => Trouble.Of(StatusCodes.Status404NotFound),
        _ => null,
    };

    private static Task Refuse(HttpContext http, Trouble trouble)
    {
        http.Refuse(trouble);
        return Task.CompletedTask;
    }
}

internal sealed record HostsMetadata(Hosts Hosts);

internal static class HostsExtensions
{
    /// <summary>These endpoints answer on such hosts only. Without it they answer on schools' hosts and on the console.</summary>
    public static TBuilder On<TBuilder>(this TBuilder endpoints, Hosts hosts)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new HostsMetadata(hosts));
}
