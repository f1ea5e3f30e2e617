namespace Darsgah.Grains.Policies.Glossary;

[GrainType("policies.glossary")]
internal sealed class GlossaryGrain(
    [PersistentState("glossary", Storage.School)] IPersistentState<GlossaryState> glossary,
    TimeProvider clock) : Grain, IGlossaryGrain
{
    public Task<SchoolGlossary> All() => Task.FromResult(glossary.State.Shown);

    public Task<Outcome<SchoolGlossary>> Put(GlossaryTerm term, int expectedRevision, string actor) => Keep(
        glossary.State.Put(term, expectedRevision, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)), actor);

    public Task<Outcome<SchoolGlossary>> Remove(string term, int expectedRevision, string actor) =>
        Keep(glossary.State.Remove(term, expectedRevision), actor);

    private async Task<Outcome<SchoolGlossary>> Keep(Outcome<GlossaryState> decision, string actor)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, glossary.State))
        {
            await this.Commit(glossary, next, new Effects
            {
                Audit = [new AuditRow("policy.glossary_changed", actor, "glossary", clock.GetUtcNow(), string.Create(CultureInfo.InvariantCulture, $"revision {next.Revision}, {next.Terms.Length} terms"))],
            });
        }

        return next.Shown;
    }
}
