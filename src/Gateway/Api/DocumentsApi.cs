using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Api;

/// <summary>Which documents a school has, whom they are for, their order and what they depend on, by its admins.</summary>
internal static class DocumentsApi
{
    public static void MapDocumentsApi(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/school/documents").WithTags("Documents").On(Hosts.School).For(ApiRole.Admin);

        documents.MapGet("/", List).WithSummary("The school's documents in its order, whom they are for and what they depend on.")
            .Produces<SchoolDocuments>();
        documents.MapPut("/", Order).WithSummary("Puts the documents in another order, and says whether it is one of precedence.")
            .Produces<SchoolDocuments>();
        documents.MapPut("/{document}", Put).WithSummary("Adds a document, or changes what it is called, whom it is for and what it depends on.")
            .Produces<SchoolDocuments>();
        documents.MapDelete("/{document}", Remove).WithSummary("Removes a document that was never published.").Produces<SchoolDocuments>();

        api.MapGroup("/policies/{document}").WithTags("Drafts").On(Hosts.School).For(ApiRole.Admin)
            .MapPost("/versions/{number:int}/call-off", CallOff).Once().WithSummary("Calls off a version whose day has not come.")
            .WithDescription("It stays in the history. Repeating it changes nothing.").Produces<VersionLine>();
    }

    private static Ok<SchoolDocuments> List(TenantRequest request) => TypedResults.Ok(SchoolDocuments.Of(request.School));

    private static async Task<IResult> Order(OrderDocuments body, TenantRequest request)
    {
        var listed = request.School.Rules.Documents.Listed();

        if (body.Order.IsDefault || body.Order.Length != listed.Length || body.Order.Distinct().Count() != listed.Length
            || listed.Any(document => !body.Order.Contains(document.Id)))
            return Problems.Of(422, "document.order", "Name every document of the school exactly once: GET /api/v1/school/documents lists them.", "order");

        return await Arranged(
            request, new([.. body.Order.Select(request.School.Rules.Documents.Of)], body.Prevails, body.Revision));
    }

    private static async Task<IResult> Put(string document, PutDocument body, TenantRequest request, TimeProvider clock, HttpContext http)
    {
        var documents = request.School.Rules.Documents;

        if (!Id<Document>.TryParse(document, out var id) || (!documents.Has(id) && DocumentRules.ReadId(document).Error is not null))
            return Problems.Of(DocumentErrors.BadId());

        var now = documents.Of(id);
        var next = now with
        {
            Names = body.Names ?? now.Names,
            Audience = body.Audience is { } audience ? [.. audience.Distinct().Order()] : now.Audience,
            Asked = body.Asked is { } asked ? [.. asked.Distinct().Order()] : now.Asked,
            DependsOn = body.DependsOn is { } needed ? [.. needed.Distinct()] : now.DependsOn,
            Covered = body.Covered ?? now.Covered,
            Withdrawn = body.Withdrawn switch
            {
                true => now.Withdrawn ?? new Confirmation(http.Caller().Actor, clock.GetUtcNow()),
                false => null,
                _ => now.Withdrawn,
            },
        };

        return await Arranged(request, new(documents.With(next), Prevails: null, body.Revision));
    }

    private static async Task<IResult> Remove(string document, TenantRequest request) =>
        Id<Document>.TryParse(document, out var id) && request.School.Rules.Documents.Has(id)
            ? await Arranged(request, new(request.School.Rules.Documents.Without(id), Prevails: null, request.School.Revision))
            : PoliciesApi.NoDocument(document);

    private static async Task<IResult> CallOff(string document, int number, TenantRequest request)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        var calledOff = await request.Grains.Policy(id).CallOff(number);

        return calledOff.Succeeded(out var head, out var refusal)
            ? TypedResults.Ok(VersionLine.Of(head, await request.Grains.Policy(id).Overview()))
            : Problems.Of(refusal);
    }

    private static async Task<IResult> Arranged(TenantRequest request, ArrangeDocuments command) =>
        (await request.Grains.School.ArrangeDocuments(command)).ToResult(school => TypedResults.Ok(SchoolDocuments.Of(school)));
}

/// <summary>A school's documents.</summary>
/// <param name="Revision">The school's revision, which a change is made from.</param>
/// <param name="Prevails">When somebody confirmed that an earlier document prevails over a later one; null where nobody did.</param>
/// <param name="Items">In the school's order.</param>
public sealed record SchoolDocuments(int Revision, Confirmation? Prevails, ImmutableArray<SchoolDocument> Items)
{
    internal static SchoolDocuments Of(School school)
    {
        var documents = school.Unnamed().Rules.Documents;
        return new(school.Revision, documents.Precedence, documents.Listed());
    }
}

/// <summary>An order of documents.</summary>
/// <param name="Order">Every document of the school, exactly once.</param>
/// <param name="Revision">The school's revision that was looked at; any other is 409.</param>
/// <param name="Prevails">
/// True: an earlier document prevails over a later one, which the caller confirms. False: an order of listing only. Absent: as
/// it was where the order is the same, else of listing only.
/// </param>
public sealed record OrderDocuments(ImmutableArray<Id<Document>> Order, int Revision, bool? Prevails = null);

/// <summary>A document. What is absent stays as it is; a new document is for visitors, students and instructors, who are not asked.</summary>
/// <param name="Revision">The school's revision that was looked at; any other is 409.</param>
/// <param name="Names">Its name by language.</param>
/// <param name="Audience">Whom it is for.</param>
/// <param name="Asked">When they are asked; empty for never.</param>
/// <param name="DependsOn">Documents it is not complete without.</param>
/// <param name="Covered">The words of the school's own control name it too.</param>
/// <param name="Withdrawn">It is taken out of use; its versions stay readable.</param>
public sealed record PutDocument(
    int Revision,
    ImmutableDictionary<string, string>? Names = null,
    IReadOnlyList<Audience>? Audience = null,
    IReadOnlyList<DocumentTrigger>? Asked = null,
    IReadOnlyList<Id<Document>>? DependsOn = null,
    bool? Covered = null,
    bool? Withdrawn = null);
