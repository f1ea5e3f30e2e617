using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Api;

/// <summary>A school's documents: read by anybody, imported and published by its admins.</summary>
internal static class PoliciesApi
{
    public static void MapPoliciesApi(this RouteGroupBuilder api)
    {
        var policies = api.MapGroup("/policies/{document}").WithTags("Policies").On(Hosts.School);

        policies.MapGet("/", Overview).For(ApiRole.Anyone).WithSummary("All versions, newest first.").Produces<PolicyOverview>();
        policies.MapGet("/versions/{number:int}", Version).For(ApiRole.Anyone).WithSummary("A version and its texts.").Produces<PolicyVersion>();
        policies.MapGet("/draft", Draft).For(ApiRole.Admin).WithSummary("The draft.").Produces<PolicyDraft>();
        policies.MapPut("/draft/texts/{language}", Import).For(ApiRole.Admin)
            .Accepts<string>("text/plain", "text/markdown", "text/html")
            .WithSummary("Imports a text in one language into the draft.").Produces<ImportedDraft>();
        policies.MapDelete("/draft", Discard).For(ApiRole.Admin).WithSummary("Throws the draft away.").Produces<PolicyDraft>();
        policies.MapPost("/versions", Publish).For(ApiRole.Admin).Once()
            .WithSummary("Makes the draft the next version.").Produces<PolicyVersionHead>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> Overview(string document, TenantRequest request) =>
        Id<Document>.TryParse(document, out var id)
            ? TypedResults.Ok(await request.Grains.Policy(id).Overview())
            : NoDocument(document);

    private static async Task<IResult> Version(string document, int number, TenantRequest request) =>
        Id<Document>.TryParse(document, out var id)
            ? (await request.Grains.Policy(id).Version(number)).ToResult()
            : NoDocument(document);

    private static async Task<IResult> Draft(string document, TenantRequest request) =>
        Id<Document>.TryParse(document, out var id)
            ? TypedResults.Ok(await request.Grains.Policy(id).Draft())
            : NoDocument(document);

    private static async Task<IResult> Discard(string document, TenantRequest request) =>
        Id<Document>.TryParse(document, out var id)
            ? (await request.Grains.Policy(id).Discard(expectedRevision: null)).ToResult()
            : NoDocument(document);

    private static async Task<IResult> Import(
        string document, string language, int? revision, HttpContext http, TenantRequest request)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return NoDocument(document);

        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);

        var imported = await PolicyTexts.Import(
            request.Grains, id, language, bytes.ToArray(), Format(http.Request.ContentType), revision, request.School.Rules, http.Caller().Actor);

        return imported.ToResult(result => TypedResults.Ok(new ImportedDraft(
            result.Draft.Revision,
            result.Report.Text.Language,
            result.Report.Text.Sections.Length,
            result.Report.StatedDate,
            result.Report.Findings)));
    }

    private static async Task<IResult> Publish(string document, PublishVersion body, TenantRequest request, HttpContext http)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return NoDocument(document);

        var published = await request.Grains.Policy(id).Publish(new PublishPolicy(
            body.Revision,
            body.Class,
            body.NewPurpose,
            body.Summaries ?? ImmutableDictionary<string, string>.Empty,
            PolicyTexts.StartOf(body.EffectiveOn, request.School),
            body.StatedDate,
            http.Caller().Actor));

        return published.ToResult(head => TypedResults.Created($"/api/v1/policies/{id}/versions/{head.Number}", head));
    }

    private static ImportFormat Format(string? contentType) => contentType?.Split(';')[0].Trim() switch
    {
        "text/markdown" => ImportFormat.Markdown,
        "text/html" => ImportFormat.Html,
        _ => ImportFormat.Recognised,
    };

    private static IResult NoDocument(string document) =>
        Problems.Of(404, "policy.no_such_document", $"There is no document '{document}'.");
}
