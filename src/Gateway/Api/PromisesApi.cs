using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Api;

/// <summary>What a document in force promises and what keeps it, by a school's admins.</summary>
internal static class PromisesApi
{
    public static void MapPromisesApi(this RouteGroupBuilder api)
    {
        var promises = api.MapGroup("/policies/{document}/promises").WithTags("Promises").On(Hosts.School).For(ApiRole.Admin);

        promises.MapGet("/", Read).WithSummary("Every clause of the text in force, and what keeps it.")
            .WithDescription("Figures count what was done in the last twelve months. Tests are those that proved the settings' rules when this version was made.")
            .Produces<PromisesLine>();
        promises.MapPut("/", Show).WithSummary("Shows the register to everybody, or no longer.").Produces<PromisesLine>();
        promises.MapPut("/{section}/{keeper}", Bind).WithSummary("Says what keeps a clause.")
            .WithDescription("The keeper is procedure, statement, or the path of a setting. It lapses when the clause is worded otherwise.")
            .Produces<PromisesLine>();
        promises.MapDelete("/{section}/{keeper}", Unbind).WithSummary("Takes back what was said to keep a clause.").Produces<PromisesLine>();
    }

    private static async Task<IResult> Read(string document, TenantRequest request, TimeProvider clock) =>
        Id<Document>.TryParse(document, out var id) ? await Now(id, request, clock) : PoliciesApi.NoDocument(document);

    private static async Task<IResult> Show(string document, ShowPromises body, TenantRequest request, TimeProvider clock, HttpContext http)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        await request.Grains.Promises(id).Show(body.IsPublic, http.Caller().Actor);
        return await Now(id, request, clock);
    }

    private static Task<IResult> Bind(
        string document, string section, string keeper, KeptClause body, TenantRequest request, TimeProvider clock, HttpContext http) =>
        Change(document, request, clock, promises => promises.Bind(
            new BindPromise(section, body.SectionHash, PromiseWords.Basis(keeper), PromiseWords.Setting(keeper), body.Note, http.Caller().Actor)));

    private static Task<IResult> Unbind(
        string document, string section, string keeper, TenantRequest request, TimeProvider clock, HttpContext http) =>
        Change(document, request, clock, promises => promises.Unbind(
            new UnbindPromise(section, PromiseWords.Basis(keeper), PromiseWords.Setting(keeper), http.Caller().Actor)));

    private static async Task<IResult> Change(
        string document, TenantRequest request, TimeProvider clock, Func<IPromiseRegisterGrain, Task<Outcome<PromiseRegister>>> change)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        return (await change(request.Grains.Promises(id))).Succeeded(out _, out var refusal) ? await Now(id, request, clock) : Problems.Of(refusal);
    }

    private static async Task<IResult> Now(Id<Document> document, TenantRequest request, TimeProvider clock) =>
        TypedResults.Ok(PromisesLine.Of(await PromisesShown.Of(request, document, clock.GetUtcNow())));
}

/// <summary>Whether everybody may see a register.</summary>
/// <param name="IsPublic">True for everybody.</param>
public sealed record ShowPromises(bool IsPublic);

/// <summary>A word on what keeps a clause.</summary>
/// <param name="SectionHash">Of the clause as it was read: sectionHash of the register.</param>
/// <param name="Note">Who does what, or why there is nothing to do; at most 1,000 characters, may be empty for a setting.</param>
public sealed record KeptClause(string SectionHash, string Note);

/// <summary>The register of one document.</summary>
/// <param name="Version">Number of the version in force; 0 while none is.</param>
/// <param name="Language">Language of the text that the clauses are of.</param>
/// <param name="IsPublic">Everybody may see the register.</param>
/// <param name="FiguresSince">First day of the figures, UTC.</param>
/// <param name="Counts">How many clauses are enforced, procedural, statementOnly, contradictory, uncovered.</param>
/// <param name="Promises">The clauses in the text's order.</param>
/// <param name="Beside">Settings that no clause speaks of.</param>
public sealed record PromisesLine(
    int Version,
    string Language,
    bool IsPublic,
    DateOnly FiguresSince,
    ImmutableDictionary<string, int> Counts,
    ImmutableArray<PromiseLine> Promises,
    ImmutableArray<KeeperLine> Beside)
{
    internal static PromisesLine Of(PromisesShown shown) => new(
        shown.Register.Version,
        shown.Register.Language,
        shown.Register.IsPublic,
        shown.Since,
        Enum.GetValues<PromiseKind>().ToImmutableDictionary(PromiseWords.Kind, shown.Register.Count, StringComparer.Ordinal),
        [.. shown.Register.Promises.Select(promise => PromiseLine.Of(promise, shown))],
        [.. shown.Register.Beside.Select(keeper => KeeperLine.Of(keeper, shown))]);
}

/// <summary>A clause and what keeps it.</summary>
/// <param name="Section">Key of the section.</param>
/// <param name="SectionHash">Of the section as it is worded now.</param>
/// <param name="Kind">enforced, procedural, statementOnly, contradictory or uncovered.</param>
/// <param name="Keepers">Settings that keep it.</param>
/// <param name="Purposes">Keys of the purposes whose clause it is.</param>
/// <param name="Said">What people have said of it.</param>
/// <param name="Contradictions">Codes of the findings against another clause.</param>
/// <param name="PurposeFigures">By purpose, how often each thing was done about it, by action of the audit trail.</param>
public sealed record PromiseLine(
    string Section,
    string SectionHash,
    string Kind,
    ImmutableArray<KeeperLine> Keepers,
    ImmutableArray<string> Purposes,
    ImmutableArray<SaidLine> Said,
    ImmutableArray<string> Contradictions,
    ImmutableDictionary<string, ImmutableDictionary<string, long>> PurposeFigures)
{
    internal static PromiseLine Of(Promise promise, PromisesShown shown) => new(
        promise.Section,
        shown.Text?.Section(promise.Section)?.Hash ?? "",
        PromiseWords.Kind(promise.Kind),
        [.. promise.Keepers.Select(keeper => KeeperLine.Of(keeper, shown))],
        [.. promise.Purposes.Select(purpose => purpose.Key.Value)],
        [.. promise.Bindings.Select(SaidLine.Of)],
        promise.Contradictions,
        promise.Purposes.ToImmutableDictionary(purpose => purpose.Key.Value, purpose => shown.FiguresOf(purpose.Key), StringComparer.Ordinal));
}

/// <summary>A setting that keeps something.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Value">What counts at the school today.</param>
/// <param name="Layer">floor, law, school or person.</param>
/// <param name="Enforcement">automatic, procedural or statementOnly.</param>
/// <param name="Rules">Rules that it serves.</param>
/// <param name="Tests">Tests that proved them.</param>
/// <param name="Figures">How often each thing was done, by action of the audit trail.</param>
public sealed record KeeperLine(
    string Path,
    string Value,
    SettingLayer Layer,
    SettingEnforcement Enforcement,
    ImmutableArray<string> Rules,
    ImmutableArray<string> Tests,
    ImmutableDictionary<string, long> Figures)
{
    internal static KeeperLine Of(PromiseKeeper keeper, PromisesShown shown)
    {
        var setting = SettingCatalogue.Find(keeper.Setting)!;
        return new(
            keeper.Setting,
            keeper.Value,
            keeper.Layer,
            keeper.Enforcement,
            setting.Rules,
            PromiseProofs.Of(setting),
            PromiseFigures.Of(keeper.Setting).ToImmutableDictionary(
                action => action, action => shown.Figures.GetValueOrDefault(action), StringComparer.Ordinal));
    }
}

/// <summary>What somebody said keeps a clause.</summary>
/// <param name="Keeper">procedure, statement, or the path of a setting.</param>
/// <param name="Note">Her note.</param>
/// <param name="By">Who: a person's id, key:… or operator.</param>
/// <param name="At">When, UTC.</param>
public sealed record SaidLine(string Keeper, string Note, string By, DateTimeOffset At)
{
    internal static SaidLine Of(PromiseBinding binding) =>
        new(PromiseWords.Keeper(binding), binding.Note, OperatorsUnnamed.Unnamed(binding.By), binding.At);
}
