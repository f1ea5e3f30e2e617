using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Policies.Variables;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Purposes;
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

    public async Task<ImmutableDictionary<string, PolicyText>> Newest() =>
        policy.State.Latest is { } latest ? await Written(latest) : ImmutableDictionary<string, PolicyText>.Empty;

    public async Task<Outcome<PolicyDraft>> StartFrom(int number, int? expectedRevision, string actor) =>
        policy.State.Number(number) is { } version
            ? await Keep(policy.State.StartFrom(number, await Written(version), expectedRevision, await Latest(), actor, clock.GetUtcNow()))
            : PolicyErrors.NoSuchVersion(Document, number);

    public async Task<ImmutableArray<RequiredText>> Required()
    {
        var tenant = this.Neighbours(GrainFactory);

        if (policy.State.Latest is not { } latest || await tenant.School.School() is not { } school)
            return [];

        var now = clock.GetUtcNow();
        var live = policy.State.Current(now) is { } current ? await Texts(current.Content).Texts() : ImmutableDictionary<string, PolicyText>.Empty;

        var newest = await Texts(latest.Content).Texts();
        var wanted = RequiredSections.Wanted(
            school.Rules.PolicyLanguage.TextOf(newest),
            SettingResolver.All(JurisdictionProfiles.Shipped.InForce(school.DayAt(now), "", school.Profile.Country), school.Rules),
            Document == DocumentSet.Privacy ? school.Rules.Clauses : ImmutableDictionary<string, string>.Empty,
            await tenant.Promises(Document).PlacesIn(live));

        return
        [
            .. wanted.Select(one => one with
            {
                Languages = [.. newest.Values.Where(text => RequiredSections.Said(text).Intersect(one.KeptBy, StringComparer.Ordinal).Any()).Select(text => text.Language)],
            }),
        ];
    }

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

    public async Task<Outcome<PolicyDraft>> Replace(ImmutableArray<PolicyText> texts, int expectedRevision, string actor) =>
        await Keep(policy.State.Replace(texts, expectedRevision, await Latest(), actor, clock.GetUtcNow()));

    public Task<DraftReplacement?> Replacement() => Task.FromResult(policy.State.Replacement);

    public Task<Outcome<PolicyDraft>> UndoReplacement(int expectedRevision, string actor) =>
        Keep(policy.State.UndoReplacement(expectedRevision, actor, clock.GetUtcNow()));

    public async Task<Outcome<PolicyDraft>> Leave(string language, int expectedRevision, string actor) =>
        await Keep(policy.State.Leave(language, expectedRevision, await Latest(), (await Rules()).PolicyLanguage, actor, clock.GetUtcNow()));

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

    public async Task<Outcome<PolicyVersionHead>> Publish(PublishPolicy command) =>
        await Rules() is var rules && rules.Approval == PublishApproval.SecondPerson
            ? PolicyErrors.ApprovalNeeded()
            : await Publish(command, rules, approver: "");

    public Task<PublishRequest?> PublishRequest() => Task.FromResult(policy.State.Request);

    public async Task<Outcome<PublishRequest>> AskToPublish(PublishPolicy command)
    {
        if (await Person(command.Actor) is not { RunsSchool: true })
            return PolicyErrors.ApprovalNeedsPerson();

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N", CultureInfo.InvariantCulture);
        var school = await this.Neighbours(GrainFactory).School.School();
        var rules = await Rules();

        if (rules.Documents.Of(Document).Withdrawn is not null)
            return PolicyErrors.DocumentWithdrawn(Document);

        var decision = policy.State.Ask(
            command, rules, id, now, (texts, effective, number) => Filled(school, texts, effective, number));

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (await FindingsOpen(command) is { } open)
            return open;

        var letters = this.Neighbours(GrainFactory).PublishLetters(Document, id);
        await letters.Begin(next.Request!.By);
        await this.Commit(policy, next, Audited("policy.publish_requested", command.Actor, next.Request));
        _ = letters.Run();

        return next.Request;
    }

    public async Task<Outcome<PolicyVersionHead>> ApprovePublish(ApprovePublish command)
    {
        if (await Person(command.Actor) is not { ApprovesPolicies: true })
            return PolicyErrors.ApprovalNeedsPerson();

        if (!policy.State.Approve(command).Succeeded(out var asked, out var refusal))
            return refusal;

        // A value that changed since makes another text of the same draft, and nobody approved that one.
        var school = await this.Neighbours(GrainFactory).School.School();
        var rules = await Rules();
        var again = policy.State.Publish(asked, rules, clock.GetUtcNow(), (texts, effective, number) => Filled(school, texts, effective, number));

        return again.Succeeded(out var version, out _) && version.Content != command.Content
            ? PolicyErrors.PublishRequestChanged()
            : await Publish(asked, rules, command.Actor);
    }

    public async Task<Outcome<PublishRequest>> WithdrawPublishRequest(string request, string actor)
    {
        if (policy.State.Request is not { } asked || asked.Id != request)
            return PolicyErrors.NoPublishRequest();

        await this.Commit(policy, policy.State with { Request = null }, Audited("policy.publish_request_withdrawn", actor, asked));
        return asked;
    }

    private async Task<Outcome<PolicyVersionHead>> Publish(PublishPolicy command, SchoolRules rules, string approver)
    {
        if (rules.Documents.Of(Document).Withdrawn is not null)
            return PolicyErrors.DocumentWithdrawn(Document);

        var school = await this.Neighbours(GrainFactory).School.School();
        var written = policy.State.TextsOf(command);
        var said = written;
        var decision = policy.State.Publish(
            command, rules, clock.GetUtcNow(), (texts, effective, number) => said = Filled(school, texts, effective, number));

        if (!decision.Succeeded(out var decided, out var refusal))
            return refusal;

        var version = decided with
        {
            Head = decided.Head with
            {
                ApprovedBy = approver,
                Imprint = school is null ? null : VersionImprint.Of(school, decided.Head.Authoritative),
            },
        };

        if (await FindingsOpen(command) is { } open)
            return open;

        // The texts first: a version is referenced only after what it says is durable.
        await Texts(version.Content).Keep(said);

        if (version.Written.Length > 0)
            await Texts(version.Written).Keep(written);

        await this.Neighbours(GrainFactory).Documents.Add(Document);

        var announcement = IsTold(version.Head, rules)
            ? this.Neighbours(GrainFactory).PolicyAnnouncement(Document, version.Head.Number)
            : null;

        if (announcement is not null)
            await announcement.Begin();

        var row = new AuditRow(
            "policy.published",
            approver.Length > 0 ? approver : command.Actor,
            Document.Value,
            version.Head.PublishedAt,
            string.Create(CultureInfo.InvariantCulture, $"version {version.Head.Number}, {version.Head.Class}")
                + (command.Decision is { } decidedClass ? $", proposed {decidedClass.Proposed}" : "")
                + (approver.Length > 0 ? $", asked for by {command.Actor}" : ""));
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
            // Whoever was told of it is told that it does not come (M44).
            var head = next.Number(number)!.Head;
            var announcement = IsTold(head, await Rules()) ? this.Neighbours(GrainFactory).PolicyCallOff(Document, number) : null;

            if (announcement is not null)
                await announcement.Begin();

            var row = new AuditRow(
                "policy.called_off", by.By, Document.Value, by.At, string.Create(CultureInfo.InvariantCulture, $"version {number}"));
            await this.Commit(policy, next, new Effects { Audit = [row] });
            _ = announcement?.Run(head);
        }

        return next.Number(number)!.Head;
    }

    private static ImmutableDictionary<string, PolicyText> Filled(
        School? school, ImmutableDictionary<string, PolicyText> texts, DateTimeOffset effective, int number) =>
        school is null ? texts : PolicyVariables.Fill(texts, VariableValues.Of(school, effective, number));

    private async Task<Outcome<PolicyDraft>> Keep(Outcome<PolicyVersions> decision)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, policy.State))
            await this.Commit(policy, next);

        return policy.State.DraftOn(await Latest());
    }

    // The first version is no change.
    private static bool IsTold(PolicyVersionHead version, SchoolRules rules) => version.Number > 1 && rules.Change.Mails(version.Class);

    private async Task<SchoolRules> Rules() => (await this.Neighbours(GrainFactory).School.School())?.Rules ?? new();

    // Not a key, not an operator, and nobody whose role was taken away meanwhile.
    private async Task<PersonAccount?> Person(string actor) =>
        Id<Person>.TryParse(actor, out var person)
        && await this.Neighbours(GrainFactory).Person(person).Account(PurposeUses.Approval) is { Blocked: false } account
            ? account
            : null;

    private async Task<Error?> FindingsOpen(PublishPolicy command)
    {
        var review = await this.Neighbours(GrainFactory).PolicyFindings(Document)
            .Review(new TextsToReview(policy.State.TextsOf(command), command.EffectiveAt, command.StatedDate) { Required = await Required() });

        return review.Open is { IsEmpty: false } open
            ? PolicyErrors.FindingsOpen(open.Length, open.Select(finding => finding.Finding.Rule).Distinct(StringComparer.Ordinal))
            : null;
    }

    private Effects Audited(string action, string actor, PublishRequest request) => new()
    {
        Audit = [new AuditRow(action, actor, Document.Value, clock.GetUtcNow(), string.Create(
            CultureInfo.InvariantCulture, $"revision {request.Command.ExpectedRevision}, content {request.Content}, {request.Command.Class}"))],
    };

    private IPolicyVersionGrain Texts(string content) => this.Neighbours(GrainFactory).PolicyVersion(Document, content);

    private async Task<PolicyVersion> Read(PublishedVersion version) => new(Document, version.Head, await Texts(version.Content).Texts());

    private Task<ImmutableDictionary<string, PolicyText>> Written(PublishedVersion version) =>
        Texts(version.Written.Length > 0 ? version.Written : version.Content).Texts();

    // What a new draft starts from.
    private async Task<ImmutableDictionary<string, PolicyText>> Latest() =>
        policy.State.Draft is null ? await Newest() : ImmutableDictionary<string, PolicyText>.Empty;
}
