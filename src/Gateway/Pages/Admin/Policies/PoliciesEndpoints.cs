using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin.Promises;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>A school's documents: what is published, and the draft of what comes next.</summary>
internal static class PoliciesEndpoints
{
    // A text of 1 MiB, as a file and once more in the form's box, and an answer in words for what is larger.
    private const long LargestForm = 8 << 20;

    // A text of 1 MiB whose line ends a browser has doubled.
    private const int LongestValue = 2 << 20;

    // Ten values a section, and the form's own.
    private const int MostValues = 8000;

    public static void MapPolicyPromises(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/policy/promises", () => Results.Redirect(AdminPlaces.Promises(Documents.Privacy)));

    /// <summary>All pages of documents. Whoever is let in reads and comments; writing, approving and the rest each have a door.</summary>
    public static void MapAdminPolicies(this IEndpointRouteBuilder policies)
    {
        policies.MapDocuments();

        // A document that is none of the school's has no page here either.
        var document = policies.MapGroup("/{document}").AddEndpointFilter(async (context, next) =>
            Id<Document>.TryParse(context.HttpContext.GetRouteValue("document") as string, out var id)
            && context.HttpContext.Features.Get<TenantRequest>() is { } request
            && await Documents.Has(request, id)
                ? await next(context)
                : Results.NotFound());

        document.MapGet("/", Show);
        document.MapGet("/preview/{language}", PreviewEndpoint.Show);
        document.MapGet("/findings", FindingsEndpoints.Show);
        document.MapGet("/comments", CommentsEndpoints.Show);
        document.MapPost("/comments", CommentsEndpoints.Send);

        var runs = document.MapGroup("").RequireRole(Role.Admin);
        runs.MapPost("/", Discard);
        runs.MapPost("/versions/{number:int}/call-off", CallOff);
        runs.MapAbout();
        runs.MapPost("/findings", FindingsEndpoints.Send);
        runs.MapPromises();

        var drafts = document.MapGroup("").RequireRole(Role.Admin, Role.Drafter);
        drafts.MapPost("/versions/{number:int}/draft", StartFrom);
        drafts.MapGet("/find", FindEndpoints.Show);
        drafts.MapPost("/find", FindEndpoints.Send);

        var texts = drafts.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(LargestForm))
            .WithFormOptions(valueCountLimit: MostValues, valueLengthLimit: LongestValue);
        texts.MapGet("/import", ImportEndpoints.Show);
        texts.MapPost("/import", ImportEndpoints.Send);
        texts.MapGet("/exchange", ExchangeEndpoints.Show);
        texts.MapGet("/exchange/file", ExchangeEndpoints.Export);
        texts.MapPost("/exchange", ExchangeEndpoints.Send);
        texts.MapGet("/edit", EditorEndpoints.Choose);
        texts.MapGet("/edit/{language}", EditorEndpoints.Show);
        texts.MapPost("/edit/{language}", EditorEndpoints.Send);

        var approves = document.MapGroup("").RequireRole(Role.Admin, Role.Reviewer);
        approves.MapGet("/publish", PublishEndpoints.Show);
        approves.MapPost("/publish", PublishEndpoints.Send);
    }

    private static async Task<IResult> Show(Id<Document> document, TenantRequest request, string? done) =>
        Page.Of<DocumentPage, DocumentModel>(await Model(document, request) with { Done = done });

    private static async Task<IResult> Discard(Id<Document> document, IFormCollection form, TenantRequest request)
    {
        var (policy, revision, leaves) = (request.Grains.Policy(document), form.Number("revision"), FormText.First(form, "do") is "leave");
        var discarded = leaves
            ? await policy.Leave(form.Line("language", 40), revision, request.Account!.Id.Value)
            : await policy.Discard(revision);

        return discarded.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Document(document) + (leaves ? "?done=left" : "?done=discarded"))
            : Page.Of<DocumentPage, DocumentModel>(await Model(document, request), refusal);
    }

    private static async Task<IResult> CallOff(Id<Document> document, int number, TenantRequest request)
    {
        var calledOff = await request.Grains.Policy(document).CallOff(number);

        return calledOff.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Document(document) + "?done=called-off")
            : Page.Of<DocumentPage, DocumentModel>(await Model(document, request), refusal);
    }

    private static async Task<IResult> StartFrom(Id<Document> document, int number, IFormCollection form, TenantRequest request)
    {
        var started = await request.Grains.Policy(document).StartFrom(number, form.Number("revision"), request.Account!.Id.Value);

        return started.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Document(document) + "?done=started")
            : Page.Of<DocumentPage, DocumentModel>(await Model(document, request), refusal);
    }

    private static async Task<DocumentModel> Model(Id<Document> document, TenantRequest request)
    {
        var overview = await request.Grains.Policy(document).Overview();
        var draft = await request.Grains.Policy(document).Draft();
        var savedBy = draft.SavedBy.Length > 0 ? await ActorNames.Of(request.Grains, draft.SavedBy, request.UiLanguage) : "";

        var review = await PolicyReviews.Of(request.Grains, document);

        return new DocumentModel(
            overview, draft, savedBy, DraftLanguage.Of(request.School, draft), review, Done: null, request.School.Rules.Documents.Of(document))
        {
            OpenComments = (await request.Grains.PolicyComments(document).Threads()).Count(thread => thread.IsOpen),
            Waiting = await PublishSheet.Waiting(request.Grains.Policy(document), draft, request),
        };
    }
}
