using Finbuckle.MultiTenant.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Finbuckle.MultiTenant.Extensions;

/// <summary>Registration.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds tenant resolution; the builder takes strategies and stores.</summary>
    public static MultiTenantBuilder<TTenantInfo> AddMultiTenant<TTenantInfo>(this IServiceCollection services)
        where TTenantInfo : ITenantInfo
    {
        services.AddScoped<ITenantResolver<TTenantInfo>, TenantResolver<TTenantInfo>>();
        services.AddScoped<ITenantResolver>(provider => provider.GetRequiredService<ITenantResolver<TTenantInfo>>());

        services.AddSingleton<
            IMultiTenantContextAccessor<TTenantInfo>, AsyncLocalMultiTenantContextAccessor<TTenantInfo>>();
        services.AddSingleton<IMultiTenantContextAccessor>(
            provider => provider.GetRequiredService<IMultiTenantContextAccessor<TTenantInfo>>());
        services.AddSingleton(
            provider => (IMultiTenantContextSetter)provider.GetRequiredService<IMultiTenantContextAccessor>());

        return new MultiTenantBuilder<TTenantInfo>(services);
    }
}
