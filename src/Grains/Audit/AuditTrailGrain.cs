namespace Darsgah.Grains.Audit;

[GrainType("audit.trail")]
internal sealed class AuditTrailGrain(IAuditCounts counts) : Grain, IAuditTrailGrain
{
    public Task<ImmutableArray<AuditCount>> Months(int from) => counts.From(this.Key().Tenant, from);
}
