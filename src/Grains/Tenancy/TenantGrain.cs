namespace Darsgah.Grains.Tenancy;

[GrainType("tenancy.tenant")]
internal sealed class TenantGrain(
    [PersistentState("school", Storage.School)] IPersistentState<SchoolRecord> record,
    TimeProvider clock) : Grain, ITenantGrain
{
    public Task<Outcome<School>> Found(FoundSchool command) =>
        Record(record.State.Found(command, clock.GetUtcNow()), "school.founded");

    public Task<School?> School() => Task.FromResult(record.State.School);

    public async Task<SchoolRevision?> At(DateTimeOffset moment)
    {
        // From the newest back: who asks is mostly asking of lately.
        for (var number = record.State.School?.Revision ?? 0; number > 0; number--)
        {
            if (await this.Neighbours(GrainFactory).SchoolRevision(number).Read() is not { } revision)
                return null;

            if (revision.At <= moment)
                return revision;
        }

        return null;
    }

    public Task<Outcome<School>> ChangeProfile(SchoolProfile profile, int expectedRevision) =>
        Record(record.State.Change(school => school with { Profile = profile }, expectedRevision), "school.profile_changed");

    public Task<Outcome<School>> ChangeRules(SchoolRules rules, int expectedRevision) =>
        Record(record.State.Change(school => school with { Rules = rules with { Documents = school.Rules.Documents } }, expectedRevision), "school.rules_changed");

    public async Task<Outcome<School>> ArrangeDocuments(ArrangeDocuments command)
    {
        var published = await this.Neighbours(GrainFactory).Documents.All();

        return await Record(
            record.State.Arrange(command, published, new Confirmation(TenantScope.Actor, clock.GetUtcNow())), "school.documents_arranged");
    }

    public Task<Outcome<School>> MoveTo(SchoolStatus status) =>
        Record(record.State.MoveTo(status), "school.moved", status.ToString());

    public async Task<School> AddHost(string host) =>
        (await Record(record.State.WithHost(host), "school.host_added", host)).Value!;

    public async Task<School> RemoveHost(string host) =>
        (await Record(record.State.WithoutHost(host), "school.host_removed", host)).Value!;

    private async Task<Outcome<School>> Record(Outcome<SchoolRecord> decision, string action, string? detail = null)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!next.Equals(record.State))
        {
            var row = new AuditRow(action, TenantScope.Actor, this.Key().Tenant.Value, clock.GetUtcNow(), detail);
            await this.Neighbours(GrainFactory).SchoolRevision(next.School!.Revision).Keep(new(next.School, row.At, row.Actor));
            await this.Commit(record, next, new Effects { Audit = [row] });
        }

        return next.School!;
    }
}
