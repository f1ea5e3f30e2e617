using System.Buffers.Text;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Identity;

namespace Darsgah.Gateway.People;

/// <summary>
/// Shows the accounts of the request's school to ASP.NET Core Identity, which checks passkeys by them.
/// </summary>
/// <remarks>
/// It reads only. What Identity would write (failures, stamps, tokens) is decided by rules of ours on the account,
/// because
/// it must hold for fifty requests at once and by our clock; see <see cref="SignInRules"/>.
/// </remarks>
internal sealed class PersonStore(TenantRequest request) : IUserPasskeyStore<PersonUser>
{
    public Task<string> GetUserIdAsync(PersonUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account.Id.Value);

    public Task<string?> GetUserNameAsync(PersonUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.Email);

    public Task<string?> GetNormalizedUserNameAsync(PersonUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Account.NormalizedEmail);

    public async Task<PersonUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Id<Person>.TryParse(userId, out var person) && await request.Grains.Person(person).Account(PurposeUses.SignIn) is { } account
            ? new PersonUser(account)
            : null;

    public async Task<PersonUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await Accounts.Find(request.Grains, normalizedUserName) is { } account ? new PersonUser(account) : null;

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PersonUser user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Account.Passkeys.Select(Read)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(
        PersonUser user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        var found = user.Account.Passkeys.FirstOrDefault(
            passkey => string.Equals(passkey.CredentialId, id, StringComparison.Ordinal));

        return Task.FromResult(found is null ? null : Read(found));
    }

    // Asked only whether a new credential is somebody's already. Its id is random, and its owner's own list is looked
    // through when it is added, so no list over all people is kept.
    public Task<PersonUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult<PersonUser?>(null);

    /// <summary>A passkey as the account keeps it.</summary>
    public static Passkey Kept(UserPasskeyInfo passkey, string name) => new(
        Base64Url.EncodeToString(passkey.CredentialId),
        Base64Url.EncodeToString(passkey.PublicKey),
        name,
        passkey.CreatedAt,
        passkey.SignCount,
        [.. passkey.Transports ?? []],
        passkey.IsUserVerified,
        passkey.IsBackupEligible,
        passkey.IsBackedUp,
        Base64Url.EncodeToString(passkey.AttestationObject),
        Base64Url.EncodeToString(passkey.ClientDataJson));

    public Task<IdentityResult> CreateAsync(PersonUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(PersonUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(PersonUser user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetUserNameAsync(PersonUser user, string? userName, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public Task SetNormalizedUserNameAsync(
        PersonUser user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task AddOrUpdatePasskeyAsync(
        PersonUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(PersonUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw ReadOnly();

    public void Dispose()
    {
    }

    private static UserPasskeyInfo Read(Passkey passkey) => new(
        Base64Url.DecodeFromChars(passkey.CredentialId),
        Base64Url.DecodeFromChars(passkey.PublicKey),
        passkey.CreatedAt,
        passkey.SignCount,
        [.. passkey.Transports],
        passkey.UserVerified,
        passkey.BackupEligible,
        passkey.BackedUp,
        Base64Url.DecodeFromChars(passkey.AttestationObject),
        Base64Url.DecodeFromChars(passkey.ClientDataJson))
    {
        Name = passkey.Name,
    };

    private static NotSupportedException ReadOnly() =>
        new("Accounts are changed through Accounts, not through Identity.");
}
