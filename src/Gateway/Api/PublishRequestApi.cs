using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Api;

/// <summary>A version that waits for a second person, where a school wants one (publish.approval = secondPerson).</summary>
internal static class PublishRequestApi
{
    public static void MapPublishRequestApi(this RouteGroupBuilder api)
    {
        var waiting = api.MapGroup("/policies/{document}/publish-request").WithTags("Drafts").On(Hosts.School).For(ApiRole.Admin, Role.Reviewer).OfKnownDocument();

        waiting.MapGet("/", Show).WithSummary("The version that waits for a second person; 404 where none does.").Produces<PublishRequestLine>();
        waiting.MapPost("/approval", Approve).Once()
            .WithSummary("Approves it, which publishes it.")
            .WithDescription("By a person's session only, and never by whoever asked. Any edit of the draft ends the request.")
            .Produces<VersionLine>(StatusCodes.Status201Created);
        waiting.MapDelete("/", Withdraw).WithSummary("Takes the request back, or turns it down. The draft stays.")
            .WithDescription("With the request's id, only that one: another that was made since stays, and the answer is 404.").Produces<PublishRequestLine>();
    }

    private static async Task<IResult> Show(string document, TenantRequest request)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        var draft = await request.Grains.Policy(id).Draft();

        return await request.Grains.Policy(id).PublishRequest() is { } waiting
            ? TypedResults.Ok(PublishRequestLine.Of(waiting, draft))
            : Problems.Of(PolicyErrors.NoPublishRequest());
    }

    private static async Task<IResult> Approve(string document, ApproveVersion body, TenantRequest request, HttpContext http)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        var approved = await request.Grains.Policy(id).ApprovePublish(new ApprovePublish(body.Request, body.Content, http.Caller().Actor));

        if (!approved.Succeeded(out var head, out var refusal))
            return Problems.Of(refusal);

        var overview = await request.Grains.Policy(id).Overview();
        return TypedResults.Created($"/api/v1/policies/{id}/versions/{head.Number}", VersionLine.Of(head, overview));
    }

    private static async Task<IResult> Withdraw(string document, TenantRequest request, HttpContext http, [FromQuery(Name = "request")] string? named)
    {
        if (!Id<Document>.TryParse(document, out var id))
            return PoliciesApi.NoDocument(document);

        var policy = request.Grains.Policy(id);
        var draft = await policy.Draft();
        var withdrawn = await policy.PublishRequest() is { } waiting
            ? await policy.WithdrawPublishRequest(named ?? waiting.Id, http.Caller().Actor)
            : PolicyErrors.NoPublishRequest();

        return withdrawn.ToResult(taken => TypedResults.Ok(PublishRequestLine.Of(taken, draft)));
    }
}

/// <summary>An approval.</summary>
/// <param name="Request">The request's id.</param>
/// <param name="Content">The request's content, as it was looked at.</param>
public sealed record ApproveVersion(string Request, string Content);

/// <summary>A version that waits for a second person.</summary>
/// <param name="Request">Names the request; another one has another.</param>
/// <param name="Content">Hash of all that would be published; an approval names it.</param>
/// <param name="Revision">The draft's revision it is bound to.</param>
/// <param name="Holds">False where the draft was edited since, so that it cannot be approved any more.</param>
/// <param name="Class">How much it changes.</param>
/// <param name="Proposed">What the differences looked like.</param>
/// <param name="Reason">Why the class is another than proposed; empty where nothing was said.</param>
/// <param name="NewPurpose">It adds a purpose, a recipient or a category.</param>
/// <param name="Summaries">What it changes, by language.</param>
/// <param name="EffectiveAt">From when it is in force, UTC; null for at once.</param>
/// <param name="Without">Languages of the draft that it leaves out.</param>
/// <param name="By">Who asked: a person's id.</param>
/// <param name="At">When, UTC.</param>
public sealed record PublishRequestLine(
    string Request,
    string Content,
    int Revision,
    bool Holds,
    ChangeClass Class,
    ChangeClass? Proposed,
    string Reason,
    bool NewPurpose,
    ImmutableDictionary<string, string> Summaries,
    DateTimeOffset? EffectiveAt,
    ImmutableArray<string> Without,
    string By,
    DateTimeOffset At)
{
    internal static PublishRequestLine Of(PublishRequest request, PolicyDraft draft) => new(
        request.Id,
        request.Content,
        request.Command.ExpectedRevision,
        request.Holds(draft.Revision),
        request.Command.Class,
        request.Command.Decision?.Proposed,
        request.Command.Decision?.Reason ?? "",
        request.Command.NewPurpose,
        request.Command.Summaries,
        request.Command.EffectiveAt,
        request.Command.Without,
        request.By,
        request.At);
}
