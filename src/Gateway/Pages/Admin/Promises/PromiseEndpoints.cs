using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Pages.Admin.Promises;

/// <summary>What a document in force promises, clause by clause, and what keeps each.</summary>
internal static class PromiseEndpoints
{
    public static void MapPromises(this IEndpointRouteBuilder document)
    {
        document.MapGet("/promises", Show);
        document.MapPost("/promises", Send);
    }

    private static async Task<IResult> Show(Id<Document> document, TenantRequest request, TimeProvider clock, string? show, string? done) =>
        Page.Of<PromisesPage, PromisesModel>(await Model(document, request, clock, show) with { Done = done });

    private static async Task<IResult> Send(
        Id<Document> document, IFormCollection form, TenantRequest request, TimeProvider clock, string? show)
    {
        var promises = request.Grains.Promises(document);
        var actor = request.Account!.Id.Value;
        var section = form.Line("section", 200);
        var does = FormText.First(form, "do");
        var keeper = form.Line("keeper", 200);
        var (basis, setting) = (PromiseWords.Basis(keeper), PromiseWords.Setting(keeper));
        var note = form.Block("note");

        var outcome = does switch
        {
            "publish" or "hide" => await promises.Show(does is "publish", actor),
            "unbind" => await promises.Unbind(new UnbindPromise(section, basis, setting, actor)),
            _ => await promises.Bind(new BindPromise(section, form.Line("hash", 64), basis, setting, note, actor)),
        };

        if (outcome.Succeeded(out _, out var refusal))
        {
            var done = does is "publish" or "hide" or "unbind" ? does : "bound";
            return Results.Redirect($"{AdminPlaces.Promises(document)}?done={done}{(show is null ? "" : "&show=" + Uri.EscapeDataString(show))}");
        }

        var model = await Model(document, request, clock, show) with { At = section, Keeper = keeper, Note = note };
        return Page.Of<PromisesPage, PromisesModel>(model, refusal);
    }

    private static async Task<PromisesModel> Model(Id<Document> document, TenantRequest request, TimeProvider clock, string? show)
    {
        var shown = await PromisesShown.Of(request, document, clock.GetUtcNow());
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var by in shown.Register.Promises.SelectMany(promise => promise.Bindings).Concat(shown.Register.Lapsed)
            .Select(binding => binding.By).Distinct(StringComparer.Ordinal))
            names[by] = await ActorNames.Of(request.Grains, by, request.UiLanguage);

        var kind = Enum.TryParse<PromiseKind>(show, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : default(PromiseKind?);
        return new(shown, names.ToImmutableDictionary(StringComparer.Ordinal), kind);
    }
}

/// <param name="Names">Who said what keeps a clause, by the actor as it is kept.</param>
/// <param name="Kind">Only clauses of this kind; null for all.</param>
public sealed record PromisesModel(PromisesShown Shown, ImmutableDictionary<string, string> Names, PromiseKind? Kind)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>The clause of a refused form, and what was entered there.</summary>
    public string? At { get; init; }

    /// <summary>What was chosen to keep it.</summary>
    public string Keeper { get; init; } = "";

    /// <summary>What was typed.</summary>
    public string Note { get; init; } = "";
}
