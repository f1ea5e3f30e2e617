using System.Security.Cryptography;
using Darsgah.Grains.Access;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Operations;

/// <summary>Keys that programs sign in with: the same over the API, the pages, the command line and the first start.</summary>
public static class ApiKeys
{
    /// <summary>How an operator's key begins.</summary>
    public const string OperatorPrefix = "dgo_";

    /// <summary>How a school admin's key begins.</summary>
    public const string SchoolPrefix = "dgs_";

    /// <summary>Characters that a key's name may have.</summary>
    public const int LongestName = 60;

    /// <summary>A new key: its prefix, so that a leaked one is recognised, and 200 random bits.</summary>
    public static string NewKey(string prefix) =>
        prefix + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 40);

    /// <summary>Makes a key for the admins of a tenant, or for operators in the platform's own.</summary>
    /// <returns>The key, now and never again; or <see cref="AccessErrors.BadKeyName"/>.</returns>
    public static async Task<Outcome<NewApiKey>> Issue(TenantGrains tenant, string? name)
    {
        if (name?.Trim() is not { Length: > 0 and <= LongestName } wanted)
            return AccessErrors.BadKeyName();

        var key = NewKey(tenant.Tenant == TenantKey.Platform ? OperatorPrefix : SchoolPrefix);
        return new NewApiKey(key, await Issue(tenant, wanted, key));
    }

    /// <summary>Makes a key good that somebody else has chosen.</summary>
    public static Task<ApiKeyLine> Issue(TenantGrains tenant, string name, string key)
    {
        ArgumentNullException.ThrowIfNull(key);

        var prefix = new[] { OperatorPrefix, SchoolPrefix }.FirstOrDefault(known => key.StartsWith(known, StringComparison.Ordinal));
        return tenant.ApiKey(key).Issue(new IssueApiKey(name, prefix ?? "", key[^4..]));
    }

    /// <summary>All keys of a tenant, newest first, ended ones among them.</summary>
    public static async Task<ImmutableArray<ApiKeyLine>> All(TenantGrains tenant)
    {
        var keys = await tenant.ApiKeys.All();
        var lines = await Task.WhenAll(keys.Select(key => tenant.ApiKey(key).Line()));

        return [.. lines.OfType<ApiKeyLine>().Reverse()];
    }

    /// <summary>Ends a key for good.</summary>
    /// <returns>What is known of it; or <see cref="AccessErrors.NoSuchKey"/>.</returns>
    public static async Task<Outcome<ApiKeyLine>> Revoke(TenantGrains tenant, string? id) =>
        Id<ApiKey>.TryParse(id, out var key) ? await tenant.ApiKey(key).Revoke() : AccessErrors.NoSuchKey();
}

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key itself. It is kept nowhere.</param>
/// <param name="Line">How it stands in the list.</param>
public sealed record NewApiKey(string Key, ApiKeyLine Line);
