using System.Buffers.Binary;
using System.Security.Cryptography;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>What a typed password was, compared with a stored hash.</summary>
internal enum PasswordMatch
{
    None = 1,
    Same = 2,

    /// <summary>The same, but kept with fewer rounds than new hashes are.</summary>
    SameButOld = 3,
}

/// <summary>Hashes passwords, a bounded number at once.</summary>
internal sealed class Passwords(
    IPasswordHasher<PersonUser> hasher, PasswordGate gate, IOptions<PasswordHasherOptions> options)
{
    // Compared with where there is no account or no password, so that every attempt costs one hash (SEC-C02).
    private readonly string nobodys = Nobodys(options.Value.IterationCount);

    /// <summary>A versioned hash with a salt of its own (PBKDF2-HMAC-SHA512).</summary>
    public Task<string> Hash(Id<Tenant> tenant, string password, CancellationToken cancellation) =>
        gate.Run(tenant, () => hasher.HashPassword(null!, password), cancellation);

    /// <summary>Compares, with the same effort whether there is a hash and a possible password or not.</summary>
    public Task<PasswordMatch> Compare(
        Id<Tenant> tenant, string? storedHash, string? typed, CancellationToken cancellation)
    {
        var attempted = PasswordRules.Attempted(typed);
        var comparable = !string.IsNullOrEmpty(storedHash) && attempted is not null;

        return gate.Run(
            tenant,
            () => hasher.VerifyHashedPassword(
                null!, comparable ? storedHash! : nobodys, comparable ? attempted! : "no password") switch
            {
                PasswordVerificationResult.Success when comparable => PasswordMatch.Same,
                PasswordVerificationResult.SuccessRehashNeeded when comparable => PasswordMatch.SameButOld,
                _ => PasswordMatch.None,
            },
            cancellation);
    }

    // In the format of Identity's version 3, with random bytes in the place of what PBKDF2 would give.
    private static string Nobodys(int rounds)
    {
        var hash = RandomNumberGenerator.GetBytes(61);
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), (uint)KeyDerivationPrf.HMACSHA512);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), (uint)rounds);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), 16);
        return Convert.ToBase64String(hash);
    }
}
