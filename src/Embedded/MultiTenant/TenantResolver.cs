using Finbuckle.MultiTenant.Abstractions;
using Microsoft.Extensions.Logging;

namespace Finbuckle.MultiTenant;

/// <summary>Asks each strategy, and for each identifier each store, until one knows the tenant.</summary>
/// <remarks>
/// As upstream: a strategy that fails stops the resolution with a <see cref="MultiTenantException"/>; a store that
/// fails is logged and counts as not knowing the tenant.
/// </remarks>
public class TenantResolver<TTenantInfo>(
    IEnumerable<IMultiTenantStrategy> strategies,
    IEnumerable<IMultiTenantStore<TTenantInfo>> stores,
    ILoggerFactory? loggerFactory) : ITenantResolver<TTenantInfo>
    where TTenantInfo : ITenantInfo
{
    /// <inheritdoc />
    public IEnumerable<IMultiTenantStrategy> Strategies { get; set; } =
        strategies.OrderByDescending(strategy => strategy.Priority);

    /// <inheritdoc />
    public IEnumerable<IMultiTenantStore<TTenantInfo>> Stores { get; set; } = stores;

    /// <inheritdoc />
    public async Task<IMultiTenantContext<TTenantInfo>> ResolveAsync(object context)
    {
        foreach (var strategy in Strategies)
        {
            if (await Identifier(strategy, context) is not { } identifier)
                continue;

            foreach (var store in Stores)
            {
                if (await Tenant(store, identifier) is { } tenant)
                    return new MultiTenantContext<TTenantInfo>(
                        tenant, new StrategyInfo { Strategy = strategy }, new StoreInfo<TTenantInfo> { Store = store });
            }
        }

        return new MultiTenantContext<TTenantInfo>(default);
    }

    async Task<IMultiTenantContext> ITenantResolver.ResolveAsync(object context) => await ResolveAsync(context);

    private static async Task<string?> Identifier(IMultiTenantStrategy strategy, object context)
    {
        try
        {
            return await strategy.GetIdentifierAsync(context);
        }
        catch (Exception e)
        {
            throw new MultiTenantException($"Exception in {strategy.GetType()}.GetIdentifierAsync.", e);
        }
    }

    private async Task<TTenantInfo?> Tenant(IMultiTenantStore<TTenantInfo> store, string identifier)
    {
        try
        {
            return await store.GetByIdentifierAsync(identifier);
        }
#pragma warning disable CA1031 // as upstream: whatever a store throws, it does not know the tenant
        catch (Exception e)
#pragma warning restore CA1031
        {
            loggerFactory?.CreateLogger(store.GetType()).LogError(e, "Exception in GetByIdentifierAsync");
            return default;
        }
    }
}
