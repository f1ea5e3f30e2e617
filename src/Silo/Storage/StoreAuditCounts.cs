using Darsgah.Grains.Audit;

namespace Darsgah.Silo.Storage;

/// <summary>The monthly counts that each store keeps with its audit trail.</summary>
internal sealed class StoreAuditCounts(StoreDirectory stores) : IAuditCounts
{
    public Task<ImmutableArray<AuditCount>> From(Id<Tenant> tenant, int month) =>
        stores.Of(tenant).Read(database => AuditChain.Months(database, month), []);
}
