using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

[GrainType("policies.policy")]
internal sealed class PolicyGrain(
    [PersistentState("policy", Storage.School)] IPersistentState<PolicyVersions> policy,
    TimeProvider clock) : Grain, IPolicyGrain
{
    private Id<Document> Document => Id<Document>.Parse(this.Key().Name);

    public Task<PolicyOverview> Overview() => Task.FromResult(new PolicyOverview(
        Document,
        [.. policy.State.Versions.Select(version => version.Head).Reverse()],
        policy.State.Current(clock.GetUtcNow())?.Head.Number,
        policy.State.Draft?.Revision ?? 0));

    public async Task<Outcome<PolicyVersion>> Current() =>
        policy.State.Current(clock.GetUtcNow()) is { } version ? await Read(version) : PolicyErrors.NotPublished(Document);

    public async Task<Outcome<PolicyVersion>> Version(int number) =>
        policy.State.Number(number) is { } version ? await Read(version) : PolicyErrors.NoSuchVersion(Document, number);

    public async Task<PolicyDraft> Draft() => policy.State.DraftOn(await Latest());

    public Task<TranslationHistory> Translations() => Task.FromResult(policy.State.Translations);

    public async Task<Outcome<PolicyDraft>> Save(
        PolicyText text, int expectedRevision, string actor, ImmutableDictionary<string, string>? stillCorrect = null)
    {
        var latest = await Latest();
        var decision = policy.State.Save(text, expectedRevision, latest, actor, clock.GetUtcNow(), stillCorrect);

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        var audit = next.Translations.Confirmed[policy.State.Translations.Confirmed.Length..]
            .Select(one => new AuditRow(
                "policy.translation_confirmed", one.By, Document.Value, one.At, $"{one.Language} {one.Section}, made from {one.From}, fits {one.To}"));
        await this.Commit(policy, next, new Effects { Audit = [.. audit] });
        return next.Draft!;
    }

    public async Task<Outcome<PolicyDraft>> Discard(int? expectedRevision)
    {
        var latest = await Latest();
        var decision = policy.State.Discard(expectedRevision);

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        // Taking away what is not there writes nothing, for a document that never was least of all.
        if (policy.State.Draft is not null)
            await this.Commit(policy, next);

        return policy.State.DraftOn(latest);
    }

    public async Task<Outcome<PolicyVersionHead>> Publish(PublishPolicy command)
    {
        var school = await this.Neighbours(GrainFactory).School.School();
        var decision = policy.State.Publish(command, school?.Rules ?? new(), clock.GetUtcNow());

        if (!decision.Succeeded(out var version, out var refusal))
            return refusal;

        var review = await this.Neighbours(GrainFactory).PolicyFindings(Document)
            .Review(new TextsToReview(policy.State.Draft!.Texts, command.EffectiveAt, command.StatedDate));

        if (review.Open is { IsEmpty: false } open)
            return PolicyErrors.FindingsOpen(open.Length, open.Select(finding => finding.Finding.Rule).Distinct(StringComparer.Ordinal));

        // The texts first: a version is referenced only after what it says is durable.
        await Texts(version).Keep(policy.State.Draft!.Texts);
        await this.Neighbours(GrainFactory).Documents.Add(Document);

        var announcement = Announces(version.Head, school?.Rules ?? new())
            ? this.Neighbours(GrainFactory).PolicyAnnouncement(Document, version.Head.Number)
            : null;

        if (announcement is not null)
            await announcement.Begin();

        var row = new AuditRow(
            "policy.published",
            command.Actor,
            Document.Value,
            version.Head.PublishedAt,
            string.Create(CultureInfo.InvariantCulture, $"version {version.Head.Number}, {version.Head.Class}"));
        await this.Commit(policy, policy.State.With(version), new Effects { Audit = [row] });

        // Not awaited: telling everybody takes its time, and its reminder goes on where it is cut off.
        _ = announcement?.Run(version.Head);

        return version.Head;
    }

    public async Task<Outcome<PolicyVersionHead>> CallOff(int number)
    {
        var by = new Confirmation(TenantScope.Actor, clock.GetUtcNow());
        var decision = policy.State.CallOff(Document, number, by);

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, policy.State))
        {
            var row = new AuditRow(
                "policy.called_off", by.By, Document.Value, by.At, string.Create(CultureInfo.InvariantCulture, $"version {number}"));
            await this.Commit(policy, next, new Effects { Audit = [row] });
        }

        return next.Number(number)!.Head;
    }

    private static bool Announces(PolicyVersionHead version, SchoolRules rules) => version.Number > 1 && version.Class switch
    {
        ChangeClass.Editorial => false,
        ChangeClass.Ordinary => rules.Change.Ordinary == ChangeTreatment.NoticeAndMail,
        _ => rules.Change.Significant == ChangeTreatment.NoticeAndMail,
    };

    private IPolicyVersionGrain Texts(PublishedVersion version) =>
        this.Neighbours(GrainFactory).PolicyVersion(Document, version.Content);

    private async Task<PolicyVersion> Read(PublishedVersion version) => new(Document, version.Head, await Texts(version).Texts());

    private async Task<ImmutableDictionary<string, PolicyText>> Latest() =>
        policy.State.Draft is null && policy.State.Latest is { } latest
            ? await Texts(latest).Texts()
            : ImmutableDictionary<string, PolicyText>.Empty;
}
