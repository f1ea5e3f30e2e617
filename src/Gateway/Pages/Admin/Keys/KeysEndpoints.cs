using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Keys;

/// <summary>Keys that programs sign in with: one is made and shown once, or ended by whoever has it (SEC-C15).</summary>
internal static class KeysEndpoints
{
    public static void MapAdminKeys(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/keys", () => Page.Of<KeysPage, KeysModel>(new KeysModel("", IssuedKey: null, Revoked: false)));
        admin.MapPost("/school/keys", Send);
    }

    private static async Task<IResult> Send(IFormCollection form, TenantRequest request, Schools schools, HttpContext http)
    {
        // Never kept on a disk of hers, nor by a proxy.
        http.Response.Headers.CacheControl = "no-store";

        return FormText.First(form, "do") is "revoke"
            ? await Revoke(form.Line("key", 100), request)
            : await Issue(form.Line("name", KeysModel.LongestName), request, schools);
    }

    private static async Task<IResult> Issue(string name, TenantRequest request, Schools schools)
    {
        if (name.Length == 0)
            return Page.Of<KeysPage, KeysModel>(
                new KeysModel("", IssuedKey: null, Revoked: false), Error.Invalid("admin_keys.name_missing", "Name the key.", "name"));

        var key = await schools.IssueAdminKey(request.Tenant, name, request.Account!.Id.Value);
        return Page.Of<KeysPage, KeysModel>(new KeysModel(name, key, Revoked: false));
    }

    private static async Task<IResult> Revoke(string key, TenantRequest request)
    {
        var grain = request.Grains.ApiKey(key);

        if (await grain.Grant() is not { } grant)
            return Page.Of<KeysPage, KeysModel>(
                new KeysModel("", IssuedKey: null, Revoked: false),
                Error.NotFound("admin_keys.no_such_key", "No key of this school reads like that, or it has ended already.", "key"));

        await grain.Revoke();
        return Page.Of<KeysPage, KeysModel>(new KeysModel(grant.Name, IssuedKey: null, Revoked: true));
    }
}

/// <param name="Name">Of the key in question; empty for none.</param>
/// <param name="IssuedKey">The key itself, on the one page that shows it.</param>
public sealed record KeysModel(string Name, string? IssuedKey, bool Revoked)
{
    public const int LongestName = 60;
}
