using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Microsoft.AspNetCore.DataProtection;

namespace Darsgah.Gateway.People;

/// <summary>What a link in a letter is good for.</summary>
internal enum LinkKind
{
    /// <summary>Shows that the account's address reaches her. 24 hours.</summary>
    ConfirmEmail = 1,

    /// <summary>Chooses a new password. One hour.</summary>
    ResetPassword = 2,

    /// <summary>Chooses the first password of an account that an admin made. 24 hours.</summary>
    Invitation = 3,

    /// <summary>Shows that the address she wants to change to reaches her. 24 hours.</summary>
    ChangeEmail = 4,
}

/// <summary>A token, read: whose it is and what it was made for.</summary>
internal sealed record LinkToken(LinkKind Kind, Id<Person> Person, string Fingerprint)
{
    /// <summary>
    /// True as long as the account has the security stamp and the address that the token was made under. Whoever uses a
    /// token changes the stamp with the same write, so each works once, and using one ends all others (SEC-C06).
    /// </summary>
    public bool Fits([NotNullWhen(true)] PersonAccount? account) =>
        account is { Blocked: false } && account.Id == Person && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Fingerprint), Encoding.ASCII.GetBytes(FingerprintOf(Kind, account)));

    public static string FingerprintOf(LinkKind kind, PersonAccount account)
    {
        var address = kind == LinkKind.ChangeEmail ? account.PendingEmail : account.NormalizedEmail;
        var bound = Encoding.UTF8.GetBytes($"{account.SecurityStamp}\n{address}");
        return Convert.ToHexStringLower(SHA256.HashData(bound).AsSpan(0, 16));
    }
}

/// <summary>
/// Makes and reads the tokens of links in letters. The school is part of the key they are sealed with (SEC-A04).
/// </summary>
internal sealed class LinkTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Longest = 1000;

    public static TimeSpan LifeOf(LinkKind kind) =>
        kind == LinkKind.ResetPassword ? TimeSpan.FromHours(1) : TimeSpan.FromHours(24);

    public string Make(Id<Tenant> tenant, LinkKind kind, PersonAccount account) =>
        Protector(tenant, kind).Protect(string.Join(
            '\n',
            clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            account.Id.Value,
            LinkToken.FingerprintOf(kind, account)));

    /// <summary>The token; null where it is none of this school and kind, or too old.</summary>
    public LinkToken? Read(Id<Tenant> tenant, LinkKind kind, string? text)
    {
        if (text is not { Length: > 0 and <= Longest }
            || Unprotected(Protector(tenant, kind), text) is not [var at, var id, var fingerprint])
            return null;

        var madeAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture));
        return clock.GetUtcNow() - madeAt <= LifeOf(kind) ? new(kind, Id<Person>.Parse(id), fingerprint) : null;
    }

    private static string[]? Unprotected(IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text).Split('\n');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(Id<Tenant> tenant, LinkKind kind) =>
        protection.CreateProtector("people.link", tenant.Value, kind.ToString());
}
