using Microsoft.AspNetCore.Builder;

namespace Finbuckle.MultiTenant.AspNetCore.Extensions;

/// <summary>The pipeline.</summary>
public static class FinbuckleMultiTenantApplicationBuilderExtensions
{
    /// <summary>From here on a request's tenant is known. After routing, so that endpoints can be excluded.</summary>
    public static IApplicationBuilder UseMultiTenant(this IApplicationBuilder builder) =>
        builder.UseMiddleware<MultiTenantMiddleware>();
}
