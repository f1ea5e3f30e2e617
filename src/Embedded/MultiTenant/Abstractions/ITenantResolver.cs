namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>Finds the tenant of a request.</summary>
public interface ITenantResolver
{
    /// <summary>The tenant's context; unresolved where no strategy names a tenant that a store knows.</summary>
    Task<IMultiTenantContext> ResolveAsync(object context);

    /// <summary>Asked in order.</summary>
    IEnumerable<IMultiTenantStrategy> Strategies { get; set; }
}

/// <inheritdoc cref="ITenantResolver" />
public interface ITenantResolver<TTenantInfo> : ITenantResolver
    where TTenantInfo : ITenantInfo
{
    /// <inheritdoc cref="ITenantResolver.ResolveAsync" />
    new Task<IMultiTenantContext<TTenantInfo>> ResolveAsync(object context);

    /// <summary>Asked in order, for each identifier.</summary>
    IEnumerable<IMultiTenantStore<TTenantInfo>> Stores { get; set; }
}
