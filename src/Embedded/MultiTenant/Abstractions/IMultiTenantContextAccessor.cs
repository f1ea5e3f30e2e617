namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>The current request's tenant, wherever one is in the request's asynchronous flow.</summary>
public interface IMultiTenantContextAccessor
{
    /// <summary>Never null; unresolved outside a request.</summary>
    IMultiTenantContext MultiTenantContext { get; }
}

/// <inheritdoc cref="IMultiTenantContextAccessor" />
public interface IMultiTenantContextAccessor<TTenantInfo> : IMultiTenantContextAccessor
    where TTenantInfo : ITenantInfo
{
    /// <summary>Never null; unresolved outside a request.</summary>
    new IMultiTenantContext<TTenantInfo> MultiTenantContext { get; }
}

/// <summary>Sets what <see cref="IMultiTenantContextAccessor"/> tells. For the middleware.</summary>
public interface IMultiTenantContextSetter
{
    /// <summary>The context from here on, in this asynchronous flow.</summary>
    IMultiTenantContext MultiTenantContext { set; }
}
