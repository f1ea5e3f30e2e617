using System.Security.Cryptography;

namespace Darsgah.Grains.Signing;

/// <summary>A school's signing keys, and the rules for replacing one. No I/O, no clock, no grain.</summary>
[GenerateSerializer, Immutable, Alias("signing.keys.state")]
internal sealed record SigningKeyRing
{
    /// <summary>Newest first. Only the first can sign.</summary>
    [Id(0)] public ImmutableArray<SigningKey> Keys { get; init; } = [];

    /// <summary>The key that signs, or null before there is one or where it is older than allowed.</summary>
    public SigningKey? Active(DateTimeOffset now, TimeSpan rotateAfter) =>
        Keys is [{ RetiredAt: null } first, ..] && now - first.MadeAt < rotateAfter ? first : null;

    /// <summary>With a new key in front; the one before keeps its public half alone.</summary>
    public SigningKeyRing With(SigningKey made) => new()
    {
        Keys = [made, .. Keys.Select(key => key.RetiredAt is null ? key with { Secret = null, RetiredAt = made.MadeAt } : key)],
    };
}

/// <param name="Id">RFC 7638 thumbprint.</param>
/// <param name="Secret">The private key, PKCS #8 in base64; null once it is retired.</param>
[GenerateSerializer, Immutable, Alias("signing.key")]
internal sealed record SigningKey(string Id, string X, string Y, string? Secret, DateTimeOffset MadeAt, DateTimeOffset? RetiredAt)
{
    public static SigningKey Make(DateTimeOffset at)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var secret = key.ExportPkcs8PrivateKey();
        var (x, y) = (CompactJws.Encode(point.X), CompactJws.Encode(point.Y));

        try
        {
            return new SigningKey(CompactJws.Thumbprint(x, y), x, y, Convert.ToBase64String(secret), at, RetiredAt: null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public PublishedKey Public => new(Id, X, Y, MadeAt, RetiredAt);

    /// <exception cref="InvalidOperationException">It is retired.</exception>
    public byte[] Sign(ReadOnlySpan<byte> input)
    {
        var secret = Convert.FromBase64String(
            Secret ?? throw new InvalidOperationException($"Signing key {Id} was retired at {RetiredAt:O} and signs nothing any more."));

        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(secret, out _);
            return key.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Its id: a record would write its members, and this one has a member that no log may hold.</summary>
    public override string ToString() => $"signing key {Id}";
}
