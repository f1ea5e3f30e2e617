using Darsgah.Grains.Audit;

namespace Darsgah.Silo.Storage;

/// <summary>The audit trail of each store.</summary>
internal sealed class StoreAuditTrails(StoreDirectory stores) : IAuditTrails
{
    public async Task<ImmutableArray<AuditRow>> Notices(Id<Tenant> tenant, Id<Person> person) =>
        [.. (await stores.Of(tenant).Read(database => AuditChain.Notices(database, person.Value), [])).Select(entry => entry.Row)];

    public Task<ImmutableArray<AuditCount>> Months(Id<Tenant> tenant, int month) =>
        stores.Of(tenant).Read(database => AuditChain.Months(database, month), []);
}
