using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Variables;

namespace Darsgah.Grains.Policies;

[GrainType("policies.findings")]
internal sealed class PolicyFindingsGrain(
    [PersistentState("findings", Storage.School)] IPersistentState<FindingDecisions> decisions,
    TimeProvider clock) : Grain, IPolicyFindingsGrain
{
    private Id<Document> Document => Id<Document>.Parse(this.Key().Name);

    public async Task<PolicyReview> Review(TextsToReview texts)
    {
        var findings = await Find(texts);
        return decisions.State.Review(findings);
    }

    public async Task<Outcome<FindingDecision>> Decide(DecideFinding command)
    {
        var findings = await Find(command.Texts);
        var decision = decisions.State.Decide(command, findings, clock.GetUtcNow());

        if (!decision.Succeeded(out var made, out var refusal))
            return refusal;

        if (decisions.State.About(made.Fingerprint) is null)
            await this.Commit(decisions, decisions.State.With(made), Audited("policy.finding_accepted", made, command.Actor));

        return made;
    }

    public async Task<Outcome<FindingDecision>> Withdraw(string fingerprint, string actor)
    {
        if (decisions.State.About(fingerprint) is not { } decision)
            return PolicyErrors.FindingNotDecided();

        await this.Commit(
            decisions, decisions.State.Without(decision), Audited("policy.finding_decision_withdrawn", decision, actor));
        return decision;
    }

    private async Task<ImmutableArray<LintFinding>> Find(TextsToReview texts)
    {
        var school = await this.Neighbours(GrainFactory).School.School();

        // Without a school there is nothing to hold a text against.
        if (school is null)
            return [];

        var published = await this.Neighbours(GrainFactory).Documents.All();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(school.Profile.TimeZone);

        var now = clock.GetUtcNow();
        var values = VariableValues.Of(school, texts.Effective ?? now, number: 1);

        // What readers will read is looked at; names that have no value stay in it.
        return PolicyLint.Of(PolicyVariables.Fill(texts.Texts, values), new LintContext(
            Document,
            school.Profile,
            school.Hosts,
            school.Rules,
            published,
            texts.Stated,
            texts.Effective is { } effective ? Day(effective, zone) : null,
            Day(now, zone))
        {
            Glossary = (await this.Neighbours(GrainFactory).Glossary.All()).Terms,
            Required = texts.Required,
        });
    }

    private Effects Audited(string action, FindingDecision decision, string actor) => new()
    {
        Audit = [new AuditRow(action, actor, Document.Value, clock.GetUtcNow(), $"{decision.Rule}, {decision.Language}, {decision.Fingerprint}")],
    };

    private static DateOnly Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
