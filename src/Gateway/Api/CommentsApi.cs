using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Api;

/// <summary>What those who work on a document say to each other about its sections. Never published.</summary>
internal static class CommentsApi
{
    public static void MapCommentsApi(this RouteGroupBuilder api)
    {
        var comments = api.MapGroup("/policies/{document}/comments").WithTags("Comments").On(Hosts.School)
            .For(ApiRole.Admin, Role.Drafter, Role.Reviewer).OfKnownDocument();

        comments.MapGet("/", List).WithSummary("Threads of comments, in the order in which they were begun.").Produces<ListOf<CommentThread>>();
        comments.MapPost("/", Begin).Once()
            .WithSummary("Begins a thread about a section of the draft.").Produces<CommentThread>(StatusCodes.Status201Created);
        comments.MapPost("/{thread}/replies", Reply).Once()
            .WithSummary("Adds to a thread; one that was settled is opened again by it.").Produces<CommentThread>();
        comments.MapPut("/{thread}/settled", (string document, string thread, TenantRequest request, HttpContext http) =>
            In(document, request, found => found.Settle(thread, settled: true, http.Caller().Actor)))
            .WithSummary("Settles a thread.").Produces<CommentThread>();
        comments.MapDelete("/{thread}/settled", (string document, string thread, TenantRequest request, HttpContext http) =>
            In(document, request, found => found.Settle(thread, settled: false, http.Caller().Actor)))
            .WithSummary("Opens a thread again.").Produces<CommentThread>();
        comments.MapDelete("/{thread}", (string document, string thread, TenantRequest request, HttpContext http) =>
            In(document, request, found => found.Remove(thread, http.Caller().Actor)))
            .WithSummary("Takes away a thread that is settled.").Produces<CommentThread>();
    }

    private static async Task<IResult> List(string document, TenantRequest request, string? after, int? limit) =>
        Id<Document>.TryParse(document, out var id)
            ? TypedResults.Ok((await request.Grains.PolicyComments(id).Threads()).Select(OperatorsUnnamed.Unnamed).ToImmutableArray().Page(after, limit, thread => thread.Id))
            : PoliciesApi.NoDocument(document);

    private static async Task<IResult> Begin(string document, NewThread body, TenantRequest request, HttpContext http) =>
        Id<Document>.TryParse(document, out var id)
            ? (await CommentsEndpoints.Begin(id, body.Section, body.Text, request, http.Caller().Actor)).ToResult(thread => TypedResults.Created(
                string.Create(CultureInfo.InvariantCulture, $"/api/v1/policies/{id}/comments/{thread.Id}"), thread.Unnamed()))
            : PoliciesApi.NoDocument(document);

    private static Task<IResult> Reply(string document, string thread, NewReply body, TenantRequest request, HttpContext http) =>
        In(document, request, found => found.Reply(thread, body.Text, http.Caller().Actor));

    private static async Task<IResult> In(string document, TenantRequest request, Func<IPolicyCommentsGrain, Task<Outcome<CommentThread>>> work) =>
        Id<Document>.TryParse(document, out var id) ? (await work(request.Grains.PolicyComments(id))).Then(thread => thread.Unnamed()).ToResult() : PoliciesApi.NoDocument(document);
}

/// <summary>A thread of comments to begin.</summary>
/// <param name="Section">Key of the section.</param>
/// <param name="Text">Plain text, 1 to 2,000 characters.</param>
public sealed record NewThread(string Section, string Text);

/// <summary>Something to add to a thread.</summary>
/// <param name="Text">Plain text, 1 to 2,000 characters.</param>
public sealed record NewReply(string Text);
