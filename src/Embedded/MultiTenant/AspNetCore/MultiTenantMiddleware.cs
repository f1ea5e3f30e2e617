using Finbuckle.MultiTenant.Abstractions;
using Finbuckle.MultiTenant.AspNetCore.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Finbuckle.MultiTenant.AspNetCore;

/// <summary>Finds the request's tenant and puts it where the accessor and the request's extensions look.</summary>
public class MultiTenantMiddleware(RequestDelegate next)
{
    /// <summary>Goes on in either case; an unresolved tenant is for later middleware to judge.</summary>
    public async Task Invoke(HttpContext context)
    {
        var excluded = context.GetEndpoint()?.Metadata.GetMetadata<IExcludeFromMultiTenantResolutionMetadata>();

        if (excluded is not { ExcludeFromResolution: true })
        {
            var found = await context.RequestServices.GetRequiredService<ITenantResolver>().ResolveAsync(context);
            context.RequestServices.GetRequiredService<IMultiTenantContextSetter>().MultiTenantContext = found;
            context.Items[typeof(IMultiTenantContext)] = found;
        }

        await next(context);
    }
}
