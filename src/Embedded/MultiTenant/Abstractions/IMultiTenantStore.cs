namespace Finbuckle.MultiTenant.Abstractions;

/// <summary>Where tenants are looked up.</summary>
public interface IMultiTenantStore<TTenantInfo>
    where TTenantInfo : ITenantInfo
{
    /// <summary>Adds a tenant; false where the store did not.</summary>
    Task<bool> AddAsync(TTenantInfo tenantInfo);

    /// <summary>Replaces a tenant; false where the store did not.</summary>
    Task<bool> UpdateAsync(TTenantInfo tenantInfo);

    /// <summary>Removes a tenant; false where the store did not.</summary>
    Task<bool> RemoveAsync(string identifier);

    /// <summary>The tenant that an identifier names, or null.</summary>
    Task<TTenantInfo?> GetByIdentifierAsync(string identifier);

    /// <summary>The tenant with an id, or null.</summary>
    Task<TTenantInfo?> GetAsync(string id);

    /// <summary>All tenants.</summary>
    Task<IEnumerable<TTenantInfo>> GetAllAsync();

    /// <summary>Some tenants.</summary>
    Task<IEnumerable<TTenantInfo>> GetAllAsync(int take, int skip);
}
