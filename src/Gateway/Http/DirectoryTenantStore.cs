using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Finbuckle.MultiTenant.Abstractions;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Http;

/// <summary>Looks schools up in the platform's directory: host name → school's id → school.</summary>
/// <remarks>Without a cache: both grains answer from memory, and a suspended school is closed with the next request.</remarks>
internal sealed class DirectoryTenantStore(
    IGrainFactory grains, IOptions<PlatformOptions> platform, TenantLookup lookup) : IMultiTenantStore<SchoolTenant>
{
    private readonly string platformHost = HostNames.Normalise(platform.Value.Host)!;

    public async Task<SchoolTenant?> GetByIdentifierAsync(string identifier)
    {
        if (string.Equals(identifier, platformHost, StringComparison.Ordinal))
            return SchoolTenant.Platform(identifier, platform.Value.Name);

        if (HostNames.Normalise(identifier) is not { } host)
            return null;

        try
        {
            var tenant = await TenantScope.Run(
                TenantKey.Platform, () => new TenantGrains(grains, TenantKey.Platform).HostName(host).Tenant());

            return tenant is { } id ? await Find(id, host) : null;
        }
        catch (Exception failure)
        {
            // The resolver takes a store's failure for "no such tenant", which would tell a visitor that her school does
            // not exist while only its storage is slow. TenantMiddleware throws it again.
            lookup.Failure = failure;
            throw;
        }
    }

    public async Task<SchoolTenant?> GetAsync(string id)
    {
        if (!Id<Tenant>.TryParse(id, out var tenant))
            return null;

        return tenant == TenantKey.Platform
            ? SchoolTenant.Platform(platformHost, platform.Value.Name)
            : await Find(tenant, host: null);
    }

    public async Task<IEnumerable<SchoolTenant>> GetAllAsync(int take, int skip)
    {
        var found = new List<SchoolTenant>();
        string? cursor = null;

        do
        {
            var after = cursor;
            var page = await TenantScope.Run(
                TenantKey.Platform, () => new TenantGrains(grains, TenantKey.Platform).Directory.List(after, 100));

            foreach (var entry in page.Entries.Skip(skip).Take(take - found.Count))
            {
                if (await Find(entry.Id, host: null) is { } tenant)
                    found.Add(tenant);
            }

            skip = Math.Max(0, skip - page.Entries.Length);
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < take);

        return found;
    }

    public Task<IEnumerable<SchoolTenant>> GetAllAsync() => GetAllAsync(int.MaxValue, 0);

    // Schools are founded, changed and closed through their own grains, which know the rules.
    public Task<bool> AddAsync(SchoolTenant tenantInfo) => Task.FromResult(false);

    public Task<bool> UpdateAsync(SchoolTenant tenantInfo) => Task.FromResult(false);

    public Task<bool> RemoveAsync(string identifier) => Task.FromResult(false);

    private async Task<SchoolTenant?> Find(Id<Tenant> tenant, string? host)
    {
        var school = await TenantScope.Run(tenant, () => new TenantGrains(grains, tenant).School.School());

        // A closed school's hosts answer as unknown ones do, so for the web it is none.
        return school is { Status: not SchoolStatus.Closed }
            ? new SchoolTenant(host ?? school.Hosts.FirstOrDefault() ?? "", school)
            : null;
    }
}

/// <summary>What went wrong while this request's tenant was looked up.</summary>
internal sealed class TenantLookup
{
    public Exception? Failure { get; set; }
}
