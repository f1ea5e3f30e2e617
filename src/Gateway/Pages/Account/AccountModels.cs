using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Account;

/// <param name="Fields">What the school keeps about its people, beside address and password.</param>
/// <param name="Typed">What to show in the fields, by name.</param>
/// <param name="Languages">Languages the school offers.</param>
/// <param name="Saved">The form was saved just now.</param>
public sealed record AccountPageModel(
    PersonAccount Account,
    ImmutableArray<SignUpField> Fields,
    IReadOnlyDictionary<string, string> Typed,
    ImmutableArray<Choice> Countries,
    ImmutableArray<UiLanguage> Languages,
    bool Saved)
{
    /// <summary>What a field holds.</summary>
    public string ValueOf(string field) => Typed.GetValueOrDefault(field, "");
}

/// <param name="Pending">The address she asked to change to; empty for none.</param>
/// <param name="Changed">It was changed just now.</param>
public sealed record EmailPageModel(string Email, string Pending, string Typed, bool Changed);

/// <param name="Token">Out of the letter.</param>
/// <param name="Email">The address it changes to; null for a link that is of no use any more.</param>
public sealed record ConfirmEmailPageModel(string Token, string? Email);

/// <param name="Changed">It was changed just now.</param>
public sealed record PasswordPageModel(bool Changed);

/// <param name="Sessions">Newest first.</param>
public sealed record SessionsPageModel(ImmutableArray<SessionLine> Sessions);

/// <param name="Handle">Its name in the form that ends it.</param>
/// <param name="Device">Browser and system; empty where unknown.</param>
/// <param name="IsThis">The session that asks.</param>
public sealed record SessionLine(string Handle, string Device, DateTimeOffset StartedAt, bool IsThis);

/// <param name="IsOn">Two-step sign-in is on.</param>
/// <param name="CodesLeft">Recovery codes not used yet.</param>
/// <param name="Secret">The key to type into an app, in groups of four; null where it is on.</param>
/// <param name="SecretUri">The same for a phone that opens it.</param>
/// <param name="NewCodes">Recovery codes, shown this once.</param>
public sealed record TwoFactorPageModel(
    bool IsOn, int CodesLeft, string? Secret, string? SecretUri, ImmutableArray<string> NewCodes);

/// <param name="Passkeys">Oldest first.</param>
public sealed record PasskeysPageModel(ImmutableArray<Passkey> Passkeys);
