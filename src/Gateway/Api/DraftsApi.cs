using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Api;

/// <summary>A document's draft, and the next version made of it, by a school's admins; drafters write, reviewers read.</summary>
/// <remarks>
/// The draft's revision is its entity tag, which no two states of a document ever share: an edit that carries
/// <c>If-Match</c> is never put over what its maker has not seen (RFC 9110, 13.1.1).
/// </remarks>
internal static class DraftsApi
{
    private const string Stale =
        "The draft is not what it was when you read it, or a version was published since. Nothing was changed. Read the draft "
        + "again, bring your change into it, and send that with the ETag that came with it.";

    public static void MapDraftsApi(this RouteGroupBuilder api)
    {
        var policy = api.MapGroup("/policies/{document}").WithTags("Drafts").On(Hosts.School);

        policy.MapGet("/draft", Draft).For(ApiRole.Admin, Role.Drafter, Role.Reviewer).OfKnownDocument().WithSummary("The draft; while nothing is saved, what it would start from.")
            .WithDescription("The answer's ETag is what If-Match takes.").Produces<PolicyDraft>();
        policy.MapPut("/draft/texts/{language}", Import).For(ApiRole.Admin, Role.Drafter).OfKnownDocument().WithMetadata(new TakesMatch())
            .Accepts<string>("text/plain", "text/markdown", "text/html")
            .WithSummary("Imports a text in one language into the draft.").Produces<ImportedDraft>();
        policy.MapDelete("/draft", Discard).For(ApiRole.Admin).OfKnownDocument().WithMetadata(new TakesMatch())
            .WithSummary("Throws the draft away.").Produces<PolicyDraft>();
        policy.MapPost("/versions/{number:int}/draft", StartFrom).For(ApiRole.Admin, Role.Drafter).OfKnownDocument().Once().WithMetadata(new TakesMatch())
            .WithSummary("Starts the draft from a version, whether it is in force, older or called off.")
            .WithDescription("All its languages as they were written, each with what it was made from. 409 while a draft is saved.").Produces<PolicyDraft>();
        policy.MapPost("/versions", Publish).For(ApiRole.Admin).OfKnownDocument().Once()
            .WithSummary("Makes the draft the next version.")
            .WithDescription(
                "Where the school wants a second person (publish.approval), a person's session asks for it: 202 and the request that another "
                + "admin approves. A key is refused there.")
            .Produces<VersionLine>(StatusCodes.Status201Created).Produces<PublishRequestLine>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> Draft(string document, TenantRequest request, HttpContext http) =>
        Id<Document>.TryParse(document, out var id)
            ? Tagged(http, await request.Grains.Policy(id).Draft())
            : PoliciesApi.NoDocument(document);

    private static async Task<IResult> Discard(string document, TenantRequest request, HttpContext http)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        if (!EntityTags.TryMatch(http.Request, out var revision))
            return Refused();

        var discarded = await request.Grains.Policy(id).Discard(revision);
        return discarded.Succeeded(out var draft, out var refusal) ? Tagged(http, draft) : Refused(refusal);
    }

    private static async Task<IResult> StartFrom(string document, int number, TenantRequest request, HttpContext http)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        if (!EntityTags.TryMatch(http.Request, out var revision))
            return Refused();

        var started = await request.Grains.Policy(id).StartFrom(number, revision, http.Caller().Actor);
        return started.Succeeded(out var draft, out var refusal) ? Tagged(http, draft) : Refused(refusal);
    }

    private static async Task<IResult> Import(string document, string language, HttpContext http, TenantRequest request)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        if (!EntityTags.TryMatch(http.Request, out var revision))
            return Refused();

        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);

        var imported = await PolicyTexts.Import(
            request.Grains, id, language, bytes.ToArray(), Format(http.Request.ContentType), revision, request.School.Rules, http.Caller().Actor);

        if (!imported.Succeeded(out var result, out var refusal))
            return Refused(refusal);

        EntityTags.Tag(http, result.Draft.Revision);
        var words = new FindingWords(request.Texts, new Dates(request.UiLanguage, TimeZoneInfo.Utc));
        var review = await PolicyReviews.OfImport(request.Grains, id, result.Draft, result.Report);
        return TypedResults.Ok(ImportedDraft.Of(result, [.. review.Select(finding => FindingLine.Of(finding, words))]));
    }

    private static async Task<IResult> Publish(string document, PublishVersion body, TenantRequest request, HttpContext http)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        var command = new PublishPolicy(
            body.Revision,
            body.Class,
            body.NewPurpose,
            body.Summaries ?? ImmutableDictionary<string, string>.Empty,
            PolicyTexts.StartOf(body.EffectiveOn, request.School),
            body.StatedDate,
            http.Caller().Actor)
        {
            Without = body.Without ?? [],
        };
        var sent = await PolicyPublishing.Send(request.Grains, request.School, id, command, body.Reason ?? "");

        if (!sent.Succeeded(out var made, out var refusal))
            return Problems.Of(refusal);

        if (made.Request is { } asked)
            return TypedResults.Accepted($"/api/v1/policies/{id}/publish-request", PublishRequestLine.Of(asked, await request.Grains.Policy(id).Draft()));

        var head = made.Head!;
        var overview = await request.Grains.Policy(id).Overview();
        return TypedResults.Created($"/api/v1/policies/{id}/versions/{head.Number}", VersionLine.Of(head, overview));
    }

    private static Ok<PolicyDraft> Tagged(HttpContext http, PolicyDraft draft)
    {
        EntityTags.Tag(http, draft.Revision);
        return TypedResults.Ok(draft.Unnamed());
    }

    private static IResult Refused(Error? refusal = null) => refusal is null || refusal.Code == PolicyErrors.DraftChanged(0, 0).Code
        ? Problems.Of(StatusCodes.Status412PreconditionFailed, PolicyErrors.DraftChanged(0, 0).Code, Stale)
        : Problems.Of(refusal);

    private static ImportFormat Format(string? contentType) => contentType?.Split(';')[0].Trim() switch
    {
        "text/markdown" => ImportFormat.Markdown,
        "text/html" => ImportFormat.Html,
        _ => ImportFormat.Recognised,
    };
}

/// <summary>Marks endpoints that honour <c>If-Match</c>.</summary>
internal sealed record TakesMatch;

/// <summary>A draft after an import, and what the import noticed.</summary>
/// <param name="Revision">The draft's revision, which publishing names.</param>
/// <param name="Language">The text's language, in the canonical form of its tag.</param>
/// <param name="Sections">How many sections were found.</param>
/// <param name="StatedDate">The date the text itself carries.</param>
/// <param name="Findings">What somebody should look at in how the file was read.</param>
/// <param name="Lint">What somebody should look at in what the text says; an error stops publishing.</param>
public sealed record ImportedDraft(
    int Revision,
    string Language,
    int Sections,
    DateOnly? StatedDate,
    ImmutableArray<ImportFinding> Findings,
    ImmutableArray<FindingLine> Lint)
{
    internal static ImportedDraft Of(Imported imported, ImmutableArray<FindingLine> lint) => new(
        imported.Draft.Revision,
        imported.Report.Text.Language,
        imported.Report.Text.Sections.Length,
        imported.Report.StatedDate,
        imported.Report.Findings,
        lint);
}

/// <summary>How to publish a draft.</summary>
/// <param name="Revision">The draft's revision that was looked at; any other is 409.</param>
/// <param name="Class">How much it changes.</param>
/// <param name="NewPurpose">It adds a purpose, a recipient or a category.</param>
/// <param name="Summaries">What it changes, by language.</param>
/// <param name="EffectiveOn">The day from which it is in force, in the school's zone; absent for at once.</param>
/// <param name="StatedDate">The date the text itself carries.</param>
/// <param name="Reason">Why the class is lighter than the differences look like, up to 1,000 characters; kept with the version.</param>
/// <param name="Without">Languages of the draft that this version leaves out; they stay in the draft.</param>
public sealed record PublishVersion(
    int Revision,
    ChangeClass Class,
    bool NewPurpose = false,
    ImmutableDictionary<string, string>? Summaries = null,
    DateOnly? EffectiveOn = null,
    DateOnly? StatedDate = null,
    string? Reason = null,
    ImmutableArray<string>? Without = null);
