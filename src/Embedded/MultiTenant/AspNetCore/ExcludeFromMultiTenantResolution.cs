namespace Finbuckle.MultiTenant.AspNetCore.Routing;

/// <summary>Says that an endpoint has no tenant.</summary>
public interface IExcludeFromMultiTenantResolutionMetadata
{
    /// <summary>True: no tenant is looked up.</summary>
    bool ExcludeFromResolution { get; }
}

/// <inheritdoc cref="IExcludeFromMultiTenantResolutionMetadata" />
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Delegate)]
#pragma warning disable CA1813 // unsealed upstream
public class ExcludeFromMultiTenantResolutionAttribute : Attribute, IExcludeFromMultiTenantResolutionMetadata
{
    /// <inheritdoc />
    public bool ExcludeFromResolution => true;
}
