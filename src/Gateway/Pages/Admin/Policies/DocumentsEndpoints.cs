using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Which documents a school has, in which order, and what it says about that order.</summary>
internal static class DocumentsEndpoints
{
    private const string Up = "up:";
    private const string Down = "down:";

    public static void MapDocuments(this IEndpointRouteBuilder policies)
    {
        policies.MapGet("/", List);

        var runs = policies.MapGroup("").RequireRole(Role.Admin);
        runs.MapPost("/", Order);
        runs.MapGet("/new", AboutEndpoints.New);
        runs.MapPost("/new", AboutEndpoints.Add);
    }

    private static async Task<IResult> List(TenantRequest request, string? done) => await Shown(request, request.School, done);

    private static async Task<IResult> Order(IFormCollection form, TenantRequest request)
    {
        var documents = request.School.Rules.Documents;
        var act = FormText.First(form, "do");

        ArrangeDocuments? command = act switch
        {
            _ when Moved(act, Up, out var document) => new(documents.Moved(document, -1), Prevails: null, form.Number("revision")),
            _ when Moved(act, Down, out var document) => new(documents.Moved(document, 1), Prevails: null, form.Number("revision")),
            "prevails" => new(documents.Listed(), Prevails: true, form.Number("revision")),
            "lists" => new(documents.Listed(), Prevails: false, form.Number("revision")),
            _ => null,
        };

        if (command is null)
            return await Shown(request, request.School, done: null);

        var arranged = await request.Grains.School.ArrangeDocuments(command);

        return arranged.Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.AdminPolicies + "?done=arranged")
            : await Shown(request, await request.Grains.School.School() ?? request.School, done: null, refusal);
    }

    private static bool Moved(string act, string by, out Id<Document> document)
    {
        document = default;
        return act.StartsWith(by, StringComparison.Ordinal) && Id<Document>.TryParse(act[by.Length..], out document);
    }

    private static async Task<IResult> Shown(
        TenantRequest request, School school, string? done, Error? refusal = null)
    {
        var rules = school.Rules;
        var rows = new List<DocumentRow>();

        foreach (var document in await Documents.All(request.Grains, rules))
        {
            var overview = await request.Grains.Policy(document.Id).Overview();
            var latest = overview.Versions.FirstOrDefault(head => head.CalledOff is null) ?? overview.Versions.FirstOrDefault();
            rows.Add(new(document, latest, latest is null ? null : overview.StateOf(latest), overview.DraftRevision > 0));
        }

        var confirmed = rules.Documents.Precedence;

        return Page.Of<DocumentsPage, DocumentsModel>(
            new DocumentsModel(
                [.. rows],
                school.Revision,
                rules.PolicyLanguage.Precedence == Precedence.OtherDocumentPrevails
                    && Id<Document>.TryParse(rules.PolicyLanguage.PrevailingDocument, out var top) ? top : null,
                confirmed?.At,
                confirmed is null ? "" : await ActorNames.Of(request.Grains, confirmed.By, request.UiLanguage),
                done),
            refusal);
    }
}
