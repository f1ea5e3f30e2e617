using Finbuckle.MultiTenant.AspNetCore.Routing;
using Microsoft.AspNetCore.Builder;

namespace Finbuckle.MultiTenant.AspNetCore.Extensions;

/// <summary>Endpoints without a tenant.</summary>
public static class EndpointConventionBuilderExtensions
{
    /// <summary>No tenant is looked up for these endpoints.</summary>
    public static TBuilder ExcludeFromMultiTenantResolution<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ExcludeFromMultiTenantResolutionAttribute());
}
