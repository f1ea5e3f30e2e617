namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>Keeps the context in the asynchronous flow.</summary>
public class AsyncLocalMultiTenantContextAccessor<TTenantInfo> :
    IMultiTenantContextSetter, IMultiTenantContextAccessor<TTenantInfo>
    where TTenantInfo : ITenantInfo
{
    private static readonly AsyncLocal<IMultiTenantContext<TTenantInfo>> Ambient = new();

    /// <inheritdoc />
    public IMultiTenantContext<TTenantInfo> MultiTenantContext
    {
        get => Ambient.Value ??= new MultiTenantContext<TTenantInfo>(default);
        private set => Ambient.Value = value;
    }

    IMultiTenantContext IMultiTenantContextAccessor.MultiTenantContext => MultiTenantContext;

    IMultiTenantContext IMultiTenantContextSetter.MultiTenantContext
    {
        set => MultiTenantContext = (IMultiTenantContext<TTenantInfo>)value;
    }
}
