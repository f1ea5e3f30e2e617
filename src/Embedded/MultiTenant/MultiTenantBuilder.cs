using Finbuckle.MultiTenant.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Finbuckle.MultiTenant;

/// <summary>Sets up how tenants are found: strategies name them, stores know them.</summary>
public class MultiTenantBuilder<TTenantInfo>(IServiceCollection services)
    where TTenantInfo : ITenantInfo
{
    /// <summary>What is being set up.</summary>
    public IServiceCollection Services { get; set; } = services;

    /// <summary>Adds a store, made by the container.</summary>
    /// <param name="parameters">Constructor arguments that the container does not have.</param>
    public MultiTenantBuilder<TTenantInfo> WithStore<TStore>(ServiceLifetime lifetime, params object[] parameters)
        where TStore : IMultiTenantStore<TTenantInfo> =>
        WithStore<TStore>(lifetime, provider => ActivatorUtilities.CreateInstance<TStore>(provider, parameters));

    /// <summary>Adds a store.</summary>
    public MultiTenantBuilder<TTenantInfo> WithStore<TStore>(
        ServiceLifetime lifetime, Func<IServiceProvider, TStore> factory)
        where TStore : IMultiTenantStore<TTenantInfo>
    {
        ArgumentNullException.ThrowIfNull(factory);

        Services.Add(ServiceDescriptor.Describe(
            typeof(IMultiTenantStore<TTenantInfo>), provider => factory(provider), lifetime));

        return this;
    }

    /// <summary>Adds a strategy, made by the container.</summary>
    /// <param name="parameters">Constructor arguments that the container does not have.</param>
    public MultiTenantBuilder<TTenantInfo> WithStrategy<TStrategy>(ServiceLifetime lifetime, params object[] parameters)
        where TStrategy : IMultiTenantStrategy =>
        WithStrategy(lifetime, provider => ActivatorUtilities.CreateInstance<TStrategy>(provider, parameters));

    /// <summary>Adds a strategy.</summary>
    public MultiTenantBuilder<TTenantInfo> WithStrategy<TStrategy>(
        ServiceLifetime lifetime, Func<IServiceProvider, TStrategy> factory)
        where TStrategy : IMultiTenantStrategy
    {
        ArgumentNullException.ThrowIfNull(factory);

        Services.Add(ServiceDescriptor.Describe(typeof(IMultiTenantStrategy), provider => factory(provider), lifetime));
        return this;
    }
}
