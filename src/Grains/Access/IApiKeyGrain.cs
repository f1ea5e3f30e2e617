namespace Darsgah.Grains.Access;

/// <summary>A key that a program signs in with. Only its fingerprint is kept; the key itself is shown once (SEC-C15).</summary>
/// <remarks>Key <c>tenant/key.{fingerprint}</c>. An operator's key lives in the platform's own tenant.</remarks>
[Alias("access.api_key")]
public interface IApiKeyGrain : ITenantScopedGrain
{
    /// <summary>What it opens; null where it is unknown or revoked. Notes the day of its use, once a day.</summary>
    [Alias("grant")]
    Task<ApiKeyGrant?> Grant();

    /// <summary>What is known of it, revoked or not; null where it was never issued. No use of it.</summary>
    [Alias("line")]
    Task<ApiKeyLine?> Line();

    /// <summary>Makes it good, and puts it on the tenant's list. Repeating it changes nothing.</summary>
    [Alias("issue")]
    Task<ApiKeyLine> Issue(IssueApiKey command);

    /// <summary>Ends it, for good. Repeating it changes nothing.</summary>
    /// <returns>What is known of it; or <see cref="AccessErrors.NoSuchKey"/>.</returns>
    [Alias("revoke")]
    Task<Outcome<ApiKeyLine>> Revoke();
}

/// <summary>All keys that were ever issued for a tenant, by the names of their grains. Holds nothing of a key.</summary>
/// <remarks>Key <c>tenant/keys</c>.</remarks>
[Alias("access.api_keys")]
public interface IApiKeyListGrain : ITenantScopedGrain
{
    /// <summary>Ids, oldest first.</summary>
    [Alias("all")]
    Task<ImmutableArray<Id<ApiKey>>> All();

    /// <summary>Adds one; repeating it changes nothing.</summary>
    [Alias("add")]
    Task Add(Id<ApiKey> key);
}

/// <param name="Name">What its maker calls it, 1–60 characters.</param>
/// <param name="Prefix">How it begins, which says what it opens: <c>dgs_</c>.</param>
/// <param name="LastFour">Its last four characters, to tell it from others.</param>
[GenerateSerializer, Immutable, Alias("access.issue_api_key")]
public sealed record IssueApiKey(string Name, string Prefix, string LastFour);

/// <param name="Name">What its maker called it; shown in the audit trail.</param>
[GenerateSerializer, Immutable, Alias("access.api_key_grant")]
public sealed record ApiKeyGrant(string Name, DateTimeOffset IssuedAt);

/// <summary>A key in a list: all that is known of it, and nothing that would open a door.</summary>
/// <param name="Id">Names it in addresses; a fingerprint, from which the key cannot be found.</param>
/// <param name="Name">What its maker called it.</param>
/// <param name="Prefix">How it begins: <c>dgs_</c> opens this school to its admins, <c>dgo_</c> the installation.</param>
/// <param name="LastFour">Its last four characters.</param>
/// <param name="IssuedBy">Who made it: a person's id, <c>operator:…</c>, <c>key:…</c>. A school's admins read <c>operator</c>.</param>
/// <param name="IssuedAt">When, UTC.</param>
/// <param name="LastUsedOn">The day of its last use, UTC; null for never.</param>
/// <param name="RevokedBy">Who ended it; empty while it is good.</param>
/// <param name="RevokedAt">When it ended, UTC; null while it is good.</param>
[GenerateSerializer, Immutable, Alias("access.api_key_line")]
public sealed record ApiKeyLine(
    Id<ApiKey> Id,
    string Name,
    string Prefix,
    string LastFour,
    string IssuedBy,
    DateTimeOffset IssuedAt,
    DateOnly? LastUsedOn,
    string RevokedBy,
    DateTimeOffset? RevokedAt);

/// <summary>Refusals about keys.</summary>
public static class AccessErrors
{
    /// <summary>This tenant has no such key.</summary>
    public static Error NoSuchKey() => Error.NotFound("admin_keys.no_such_key", "There is no such key here.");

    /// <summary>A key without a name, or with one that is too long.</summary>
    public static Error BadKeyName() =>
        Error.Invalid("admin_keys.name_missing", "Name the key with 1 to 60 characters, so that you know later what it is for.", "name");
}
