using Finbuckle.MultiTenant.Abstractions;
using Finbuckle.MultiTenant.AspNetCore.Strategies;
using Microsoft.Extensions.DependencyInjection;

namespace Finbuckle.MultiTenant.AspNetCore.Extensions;

/// <summary>Strategies for requests.</summary>
public static class MultiTenantBuilderExtensions
{
    /// <summary>The host name names the tenant.</summary>
    /// <param name="template">As <see cref="HostStrategy(string)"/> takes it.</param>
    /// <exception cref="ArgumentException">The template is empty.</exception>
    public static MultiTenantBuilder<TTenantInfo> WithHostStrategy<TTenantInfo>(
        this MultiTenantBuilder<TTenantInfo> builder, string template)
        where TTenantInfo : ITenantInfo
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(template);

        return builder.WithStrategy<HostStrategy>(ServiceLifetime.Singleton, template);
    }
}
