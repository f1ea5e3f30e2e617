using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Privacy.Promises;

[GrainType("privacy.promise_register")]
internal sealed class PromiseRegisterGrain(
    [PersistentState("promises", Storage.School)] IPersistentState<PromiseBindings> bindings,
    TimeProvider clock) : Grain, IPromiseRegisterGrain
{
    private Id<Document> Document => Id<Document>.Parse(this.Key().Name);

    public async Task<PromiseRegister> Register() => await Of(bindings.State);

    public async Task<ClausePlaces> Places() => PlacesOf(await Live() is var (school, version) ? Placed(school, version.Texts) : bindings.State);

    public async Task<ClausePlaces> PlacesIn(ImmutableDictionary<string, PolicyText> live) => PlacesOf(
        !live.IsEmpty && await this.Neighbours(GrainFactory).School.School() is { } school ? Placed(school, live) : bindings.State);

    public async Task KeepPlaces()
    {
        if (await Live() is var (school, version))
            await this.Commit(bindings, Placed(school, version.Texts));
    }

    public async Task<Outcome<PromiseRegister>> Bind(BindPromise command)
    {
        if (await Live() is not var (school, version))
            return PromiseErrors.NoSuchClause(command.Section);

        var decision = bindings.State.Bind(command, Binding(school.Rules, version.Texts), clock.GetUtcNow());
        return await Keep(decision, "promise.bound", command.Actor, command.Section, command.Basis, command.Setting);
    }

    public async Task<Outcome<PromiseRegister>> Unbind(UnbindPromise command)
    {
        var decision = bindings.State.Unbind(
            new PromiseBinding(command.Section, "", command.Basis, command.Setting, "", command.Actor, default));
        return await Keep(decision, "promise.unbound", command.Actor, command.Section, command.Basis, command.Setting);
    }

    public async Task<PromiseRegister> Show(bool isPublic, string actor)
    {
        if (bindings.State.IsPublic != isPublic)
        {
            await this.Commit(
                bindings, bindings.State with { IsPublic = isPublic }, Audited(isPublic ? "promise.shown" : "promise.hidden", actor, null));
        }

        return await Of(bindings.State);
    }

    private async Task<Outcome<PromiseRegister>> Keep(
        Outcome<PromiseBindings> decision, string action, string actor, string section, PromiseBasis basis, string setting)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (next != bindings.State)
            await this.Commit(bindings, next, Audited(action, actor, $"{section}, {basis}, {setting}"));

        return await Of(bindings.State);
    }

    private async Task<PromiseRegister> Of(PromiseBindings kept)
    {
        if (await Live() is not var (school, version))
            return new(0, "", [], [], [.. kept.Bindings.Reverse()], kept.IsPublic);

        var law = JurisdictionProfiles.Shipped.InForce(school.DayAt(clock.GetUtcNow()), "", school.Profile.Country);
        var review = await this.Neighbours(GrainFactory).PolicyFindings(Document)
            .Review(new TextsToReview(version.Texts, version.Head.EffectiveAt, version.Head.StatedDate));

        return PromiseRules.Of(
            version.Head.Number,
            Binding(school.Rules, version.Texts),
            SettingResolver.All(law, school.Rules),
            Document == DocumentSet.Privacy ? (await this.Neighbours(GrainFactory).Purposes.All()).Purposes : [],
            Placed(school, version.Texts, kept),
            review.Findings);
    }

    // The settings' clauses are those of the privacy policy.
    private PromiseBindings Placed(School school, ImmutableDictionary<string, PolicyText> live, PromiseBindings? kept = null) =>
        Document == DocumentSet.Privacy
            ? (kept ?? bindings.State).Placing(school.Rules.Clauses, Binding(school.Rules, live))
            : kept ?? bindings.State;

    private static ClausePlaces PlacesOf(PromiseBindings placed) =>
        new(placed.Places, [.. placed.Bindings.Where(binding => binding.Basis == PromiseBasis.Setting)]);

    private async Task<(School School, PolicyVersion Version)?> Live()
    {
        var grains = this.Neighbours(GrainFactory);

        return await grains.School.School() is { } school
            && (await grains.Policy(Document).Current()).Succeeded(out var version, out _) && !version.Texts.IsEmpty
            ? (school, version)
            : null;
    }

    // The text that binds; where it is missing, the first of the others: a promise is read somewhere.
    private static PolicyText Binding(SchoolRules rules, ImmutableDictionary<string, PolicyText> texts) => rules.PolicyLanguage.TextOf(texts)!;

    private Effects Audited(string action, string actor, string? detail) => new()
    {
        Audit = [new AuditRow(action, actor, Document.Value, clock.GetUtcNow(), detail)],
    };
}
