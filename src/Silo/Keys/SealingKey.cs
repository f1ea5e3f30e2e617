using System.Security.Cryptography;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Keys;

/// <summary>A key that seals: the master's, a school's or a person's. Its bytes never leave this class.</summary>
public sealed class SealingKey : IDisposable
{
    /// <summary>The length of every key, in bytes: AES-256.</summary>
    public const int Length = 32;

    /// <summary>The length of a key's id, in bytes.</summary>
    public const int IdLength = 8;

    private readonly byte[] secret;
    private readonly byte[] id;

    internal SealingKey(string name, byte[] secret, ImmutableArray<KeyRow> unsaved)
    {
        if (secret.Length != Length)
            throw new ArgumentException($"A key has {Length} bytes, and this one {secret.Length}.", nameof(secret));

        Name = name;
        this.secret = secret;
        Unsaved = unsaved;
        id = HKDF.Expand(HashAlgorithmName.SHA256, secret, IdLength, "darsgah key id"u8.ToArray());
    }

    /// <summary><c>master</c>, <c>school</c>, or <c>person/</c> and the person's id.</summary>
    public string Name { get; }

    /// <summary>Key rows to store together with the first thing this key seals; empty once they are.</summary>
    public ImmutableArray<KeyRow> Unsaved { get; private set; }

    /// <summary>Names the key without giving anything of it away.</summary>
    internal ReadOnlySpan<byte> Id => id;

    /// <summary>What this key sealed is stored, and the key with it.</summary>
    public void Saved() => Unsaved = [];

    /// <inheritdoc />
    public void Dispose() => CryptographicOperations.ZeroMemory(secret);

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Convert.ToHexStringLower(id)})";

    internal static SealingKey Make(string name, Func<ReadOnlySpan<byte>, ImmutableArray<KeyRow>> wrap)
    {
        var bytes = RandomNumberGenerator.GetBytes(Length);
        return new SealingKey(name, bytes, wrap(bytes));
    }

    /// <summary>A key for one place only, so that the number of things sealed under one AES key stays small.</summary>
    /// <remarks>
    /// Random 96-bit nonces are safe for 2^32 messages under one key (NIST SP 800-38D, 8.3); a busy school would
    /// reach that in weeks, one record never.
    /// </remarks>
    internal void Derive(ReadOnlySpan<byte> place, Span<byte> derived) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, derived, place);
}
