using Finbuckle.MultiTenant.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Finbuckle.MultiTenant.AspNetCore.Extensions;

/// <summary>A request's tenant.</summary>
public static class FinbuckleHttpContextExtensions
{
    /// <summary>The request's context; never null, unresolved before <c>UseMultiTenant</c>.</summary>
    public static IMultiTenantContext<TTenantInfo> GetMultiTenantContext<TTenantInfo>(this HttpContext httpContext)
        where TTenantInfo : ITenantInfo
    {
        if (httpContext.Items.TryGetValue(typeof(IMultiTenantContext), out var known) &&
            known is IMultiTenantContext<TTenantInfo> context)
        {
            return context;
        }

        context = new MultiTenantContext<TTenantInfo>(default);
        httpContext.Items[typeof(IMultiTenantContext)] = context;
        return context;
    }

    /// <summary>The request's tenant, or null.</summary>
    public static TTenantInfo? GetTenantInfo<TTenantInfo>(this HttpContext httpContext)
        where TTenantInfo : ITenantInfo =>
        httpContext.GetMultiTenantContext<TTenantInfo>().TenantInfo;
}
