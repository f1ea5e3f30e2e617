namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>The tenant of a request, if one was found.</summary>
public interface IMultiTenantContext
{
    /// <summary>The tenant, or null.</summary>
    ITenantInfo? TenantInfo { get; init; }

    /// <summary>True where a tenant was found.</summary>
    bool IsResolved { get; }

    /// <summary>The strategy that named it, or null.</summary>
    StrategyInfo? StrategyInfo { get; init; }
}

/// <inheritdoc cref="IMultiTenantContext" />
public interface IMultiTenantContext<TTenantInfo> : IMultiTenantContext
    where TTenantInfo : ITenantInfo
{
    /// <summary>The tenant, or null.</summary>
    new TTenantInfo? TenantInfo { get; }

    /// <summary>The store that knew it, or null.</summary>
    StoreInfo<TTenantInfo>? StoreInfo { get; }
}

/// <summary>The strategy that named a tenant.</summary>
public class StrategyInfo
{
    /// <summary>Its type.</summary>
    public Type? StrategyType => Strategy?.GetType();

    /// <summary>The strategy.</summary>
    public IMultiTenantStrategy? Strategy { get; init; }
}

/// <summary>The store that knew a tenant.</summary>
public class StoreInfo<TTenantInfo>
    where TTenantInfo : ITenantInfo
{
    /// <summary>Its type.</summary>
    public Type? StoreType => Store?.GetType();

    /// <summary>The store.</summary>
    public IMultiTenantStore<TTenantInfo>? Store { get; init; }
}
