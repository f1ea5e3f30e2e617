namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>The tenant of a request, and how it was found.</summary>
public class MultiTenantContext<TTenantInfo> : IMultiTenantContext<TTenantInfo>
    where TTenantInfo : ITenantInfo
{
    /// <summary>A tenant found by other means than a strategy; or none.</summary>
    public MultiTenantContext(TTenantInfo? tenantInfo) => TenantInfo = tenantInfo;

    /// <summary>A tenant, the strategy that named it and the store that knew it.</summary>
    public MultiTenantContext(TTenantInfo? tenantInfo, StrategyInfo? strategyInfo, StoreInfo<TTenantInfo>? storeInfo)
    {
        TenantInfo = tenantInfo;
        StrategyInfo = strategyInfo;
        StoreInfo = storeInfo;
    }

    /// <inheritdoc />
    public TTenantInfo? TenantInfo { get; init; }

    /// <inheritdoc />
    public bool IsResolved => TenantInfo is not null;

    /// <inheritdoc />
    public StrategyInfo? StrategyInfo { get; init; }

    /// <inheritdoc />
    public StoreInfo<TTenantInfo>? StoreInfo { get; init; }

    ITenantInfo? IMultiTenantContext.TenantInfo
    {
        get => TenantInfo;
        init => TenantInfo = (TTenantInfo?)value;
    }
}
