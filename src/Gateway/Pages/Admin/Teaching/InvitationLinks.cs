using System.Security.Cryptography;
using Darsgah.Grains.Common;
using Darsgah.Grains.Teaching;
using Microsoft.AspNetCore.DataProtection;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>
/// What stands in a link that invites into a course: a code that anybody with the link can use, or a token sealed for this
/// school (SEC-A04) that names one address.
/// </summary>
internal sealed class InvitationLinks(IDataProtectionProvider protection)
{
    private const int Longest = 600;

    /// <summary>Where a link leads.</summary>
    public static string Path(string token) => $"/invitations/{Uri.EscapeDataString(token)}";

    /// <summary>The token of an address.</summary>
    public string Make(Id<Tenant> tenant, string fingerprint, string normalEmail) =>
        Protector(tenant).Protect($"{fingerprint}\n{InvitationCodes.FingerprintOf(normalEmail)}");

    /// <summary>Which invitation a link is of, and the fingerprint of the address that it is for; null where it is none of this school.</summary>
    public InvitationToken? Read(Id<Tenant> tenant, string token)
    {
        if (InvitationCodes.IsCode(token))
            return new(InvitationCodes.FingerprintOf(token), Address: null);

        if (token.Length > Longest)
            return null;

        try
        {
            return Protector(tenant).Unprotect(token).Split('\n') is [var fingerprint, var address] ? new(fingerprint, address) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(Id<Tenant> tenant) => protection.CreateProtector("teaching.invitation", tenant.Value);
}

/// <param name="Address">Fingerprint of the only address it is for; null for whoever has the link.</param>
internal sealed record InvitationToken(string Fingerprint, string? Address);
