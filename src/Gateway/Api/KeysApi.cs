using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Access;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Api;

/// <summary>Keys that programs sign in with: on a school's host its own, on the console's those of operators.</summary>
internal static class KeysApi
{
    public static void MapKeysApi(this RouteGroupBuilder api)
    {
        Map(api.MapGroup("/keys").WithTags("Keys").On(Hosts.School).For(ApiRole.Admin), "of this school");
        Map(api.MapGroup("/operator-keys").WithTags("Keys").On(Hosts.Platform).For(ApiRole.Operator), "of operators");
    }

    /// <summary>A page of keys.</summary>
    public static IResult Page(ImmutableArray<ApiKeyLine> all, string? after, int? limit) =>
        TypedResults.Ok(all.Page(after, limit, line => line.Id.Value));

    /// <summary>A key just made, or why none was.</summary>
    public static IResult Issued(Outcome<NewApiKey> issued) =>
        issued.ToResult(made => TypedResults.Created((string?)null, new IssuedKey(made.Line.Id, made.Line.Name, made.Key)));

    private static void Map(RouteGroupBuilder keys, string whose)
    {
        keys.MapGet("/", List).WithSummary($"Keys {whose}, newest first, ended ones among them.").Produces<ListOf<ApiKeyLine>>();
        keys.MapPost("/", Issue).Once().WithSummary($"Makes a key {whose}; shown once.").Produces<IssuedKey>(StatusCodes.Status201Created);
        keys.MapDelete("/{key}", Revoke).WithSummary($"Ends a key {whose}, for good.").Produces<ApiKeyLine>();
    }

    private static async Task<IResult> List(TenantRequest request, string? after, int? limit) =>
        Page([.. (await ApiKeys.All(request.Grains)).Select(line => line.For(request))], after, limit);

    private static async Task<IResult> Issue(IssueKey body, TenantRequest request) =>
        Issued(await ApiKeys.Issue(request.Grains, body.Name));

    private static async Task<IResult> Revoke(string key, TenantRequest request) =>
        (await ApiKeys.Revoke(request.Grains, key)).ToResult(line => TypedResults.Ok(line.For(request)));
}

/// <summary>A key to make.</summary>
/// <param name="Name">What to call it in lists and in the audit trail, 1–60 characters.</param>
public sealed record IssueKey(string Name);

/// <summary>A key that was made.</summary>
/// <param name="Id">Names it in addresses.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Key">The key itself. It is not kept: null in the answer to a repeated request.</param>
public sealed record IssuedKey(Id<ApiKey> Id, string Name, string? Key) : IShownOnce
{
    object IShownOnce.WithoutSecret => this with { Key = null };
}
