using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.Identity;

namespace Darsgah.Gateway.People;

/// <summary>
/// Passkeys (WebAuthn level 3): adding them, and signing in with them. They belong to the host they were made on.
/// </summary>
internal sealed class Passkeys(
    IPasskeyHandler<PersonUser> handler, SealedCookies cookies, Limits limits, TimeProvider clock)
{
    private const int Most = 10;
    private const int LongestName = 60;

    private static readonly TimeSpan ChallengeTime = TimeSpan.FromMinutes(5);

    /// <summary>What a browser needs to make a passkey for her, as JSON.</summary>
    public async Task<string> CreationOptions(HttpContext http, TenantRequest request, PersonAccount account)
    {
        var made = await handler.MakeCreationOptionsAsync(
            new() { Id = account.Id.Value, Name = account.Email, DisplayName = account.DisplayName }, http);

        cookies.Write(http, request.Tenant, SealedCookies.Passkey, "create\n" + made.AttestationState, ChallengeTime);
        return made.CreationOptionsJson;
    }

    /// <summary>
    /// The account with the passkey that her browser made; refused where it does not answer the challenge.
    /// </summary>
    public async Task<Outcome<Func<PersonAccount, Outcome<PersonAccount>>>> Made(
        HttpContext http, TenantRequest request, PersonAccount account, string? credential, string? name)
    {
        if (Challenge(http, request, "create") is not { } state || string.IsNullOrEmpty(credential))
            return SignInErrors.PasskeyFailed();

        var result = await handler.PerformAttestationAsync(
            new() { HttpContext = http, CredentialJson = credential, AttestationState = state });

        if (!result.Succeeded || !string.Equals(result.UserEntity.Id, account.Id.Value, StringComparison.Ordinal))
            return SignInErrors.PasskeyFailed();

        var kept = PersonStore.Kept(result.Passkey, NameOf(name, http)) with { CreatedAt = clock.GetUtcNow() };

        return new Outcome<Func<PersonAccount, Outcome<PersonAccount>>>
        {
            Value = now =>
                now.Passkeys.Length >= Most || now.Passkeys.Any(passkey => passkey.CredentialId == kept.CredentialId)
                ? SignInErrors.PasskeyFailed()
                : now with { Passkeys = now.Passkeys.Add(kept) },
        };
    }

    /// <summary>What a browser needs to sign in with a passkey, as JSON. Names no account, so it tells none.</summary>
    public async Task<string> RequestOptions(HttpContext http, TenantRequest request)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        cookies.Write(http, request.Tenant, SealedCookies.Passkey, "use\n" + made.AssertionState, ChallengeTime);
        return made.RequestOptionsJson;
    }

    /// <summary>Whose passkey answered, and the account with the passkey's counter moved on.</summary>
    public async Task<Outcome<(PersonAccount Account, Func<PersonAccount, Outcome<PersonAccount>> Use)>> Used(
        HttpContext http, TenantRequest request, string? credential)
    {
        if (Challenge(http, request, "use") is not { } state || string.IsNullOrEmpty(credential))
            return SignInErrors.PasskeyFailed();

        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state });

        if (!result.Succeeded)
            return SignInErrors.PasskeyFailed();

        var account = result.User.Account;

        if (account.Blocked)
            return SignInErrors.Suspended();

        if (!account.EmailConfirmed)
            return SignInErrors.PasskeyFailed();

        var kept = PersonStore.Kept(result.Passkey, result.Passkey.Name ?? "");

        return (account, now =>
        {
            var index = now.Passkeys.FirstIndexOf(passkey => passkey.CredentialId == kept.CredentialId);

            return index < 0
                ? SignInErrors.PasskeyFailed()
                : now with { Passkeys = now.Passkeys.SetItem(index, kept) };
        }
        );
    }

    // A challenge is answered once, even by two requests that carry the same cookie (WebAuthn 13.4.3).
    private string? Challenge(HttpContext http, TenantRequest request, string purpose)
    {
        var parts = cookies.Read(http, request.Tenant, SealedCookies.Passkey)?.Split('\n', 2);
        cookies.Clear(http, SealedCookies.Passkey);

        return parts is [var kept, var state] && string.Equals(kept, purpose, StringComparison.Ordinal)
            && limits.TakeChallenge(state)
                ? state
                : null;
    }

    private static string NameOf(string? typed, HttpContext http)
    {
        var name = PersonNames.Read(typed, "name").Value ?? DeviceName.From(http.Request.Headers.UserAgent);
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}

internal static class PasskeyArrays
{
    public static int FirstIndexOf<T>(this ImmutableArray<T> items, Func<T, bool> matches)
    {
        for (var index = 0; index < items.Length; index++)
        {
            if (matches(items[index]))
                return index;
        }

        return -1;
    }
}
