using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Access;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Keys;

/// <summary>
/// Keys that programs sign in with (SEC-C15): a school's own for its admins, the installation's for its operators.
/// </summary>
internal static class KeysEndpoints
{
    public static void MapAdminKeys(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/keys", Show<KeysPage>);
        admin.MapPost("/school/keys", Send<KeysPage>);
    }

    public static void MapOperatorKeys(this IEndpointRouteBuilder console)
    {
        console.MapGet("/keys", Show<OperatorKeysPage>);
        console.MapPost("/keys", Send<OperatorKeysPage>);
    }

    private static async Task<IResult> Show<TPage>(TenantRequest request, [FromQuery] string? ended)
        where TPage : PageOf<KeysModel> => Page.Of<TPage, KeysModel>(await Model(request) with { EndedId = ended });

    private static async Task<IResult> Send<TPage>(IFormCollection form, TenantRequest request, HttpContext http)
        where TPage : PageOf<KeysModel>
    {
        // Never kept on a disk of hers, nor by a proxy.
        http.Response.Headers.CacheControl = "no-store";

        if (FormText.First(form, "do") is "revoke")
        {
            var revoked = await ApiKeys.Revoke(request.Grains, form.Line("key", 64));

            return revoked.Succeeded(out var line, out var reason)
                ? Results.Redirect($"{http.Request.Path}?ended={line.Id}")
                : Page.Of<TPage, KeysModel>(await Model(request), reason);
        }

        // The limit is one more, so that a name that is too long is refused and not cut off.
        var issued = await ApiKeys.Issue(request.Grains, form.Line("name", ApiKeys.LongestName + 1));

        return issued.Succeeded(out var key, out var refusal)
            ? Page.Of<TPage, KeysModel>(await Model(request) with { Issued = key })
            : Page.Of<TPage, KeysModel>(await Model(request), refusal);
    }

    private static async Task<KeysModel> Model(TenantRequest request)
    {
        var rows = new List<KeyRow>();

        foreach (var line in await ApiKeys.All(request.Grains))
        {
            var maker = request.IsPlatform
                ? await OperatorName(request, line.IssuedBy)
                : await ActorNames.Of(request.Grains, line.IssuedBy, request.UiLanguage);
            rows.Add(new KeyRow(line, maker));
        }

        return new KeysModel([.. rows.OrderBy(row => row.Line.RevokedAt is not null)]);
    }

    private static async Task<string> OperatorName(TenantRequest request, string actor)
    {
        var id = actor.StartsWith("operator:", StringComparison.Ordinal) ? actor["operator:".Length..] : actor;
        var account = Id<Person>.TryParse(id, out var person) ? await request.Grains.Person(person).Account(PurposeUses.ActorName) : null;

        return account?.DisplayName ?? actor;
    }
}

/// <param name="Keys">Good ones first, each kind newest first.</param>
public sealed record KeysModel(ImmutableArray<KeyRow> Keys)
{
    /// <summary>The key just made, on the one page that shows it.</summary>
    public NewApiKey? Issued { get; init; }

    /// <summary>Id of the key just ended, as the address says it.</summary>
    public string? EndedId { get; init; }

    /// <summary>The key just ended, or null.</summary>
    public ApiKeyLine? Ended => Keys.FirstOrDefault(row => row.Line.Id.Value == EndedId && row.Line.RevokedAt is not null)?.Line;
}

/// <param name="Maker">Name of whoever made it.</param>
public sealed record KeyRow(ApiKeyLine Line, string Maker);
