using Darsgah.Grains.Notifications;

namespace Darsgah.Grains.Audit;

[GrainType("audit.trail")]
internal sealed class AuditTrailGrain(IAuditTrails trails) : Grain, IAuditTrailGrain
{
    public Task<ImmutableArray<AuditCount>> Months(int from) => trails.Months(this.Key().Tenant, from);

    public async Task<ImmutableArray<NoticeDelivery>> Notices(Id<Person> person) =>
        [.. (await trails.Notices(this.Key().Tenant, person)).Select(NoticeDelivery.Of).OfType<NoticeDelivery>()];
}
