namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>What is known of every tenant.</summary>
public interface ITenantInfo
{
    /// <summary>The tenant's unchanging id.</summary>
    string Id { get; }

    /// <summary>What a request names the tenant by: here a host name.</summary>
    string Identifier { get; }
}
