namespace Darsgah.Grains.Signing;

/// <summary>The keys that a school signs consent receipts and credentials with: ES256, which is ECDSA over P-256 with SHA-256 (RFC 7518, 3.4).</summary>
/// <remarks>
/// Key <c>tenant/signing-keys</c>. One key signs; the ones before it stay published, so that what they signed can be
/// checked for as long as the school lasts. The private half is made in this grain and never leaves it, and that of a
/// retired key is destroyed.
/// </remarks>
[Alias("signing.keys")]
public interface ISigningKeysGrain : ITenantScopedGrain
{
    /// <summary>Signs a text. The first time a key is made; one that has become too old is replaced first.</summary>
    /// <param name="type">The signature's own media type without <c>application/</c>, so that it is good for nothing else.</param>
    /// <param name="content">The media type of the text, likewise.</param>
    /// <returns>A JWS in its compact form (RFC 7515, 7.1).</returns>
    [Alias("sign")]
    Task<string> Sign(string type, string content, string payload);

    /// <summary>
    /// Signs a credential: its header says <c>alg</c>, <c>typ</c> and <c>kid</c> and nothing more (Open Badges 3.0, 8.2.3).
    /// </summary>
    /// <param name="keys">The address that the id of a key is put behind; there the key itself is found.</param>
    /// <returns>A JWS in its compact form.</returns>
    [Alias("sign_credential")]
    Task<string> SignCredential(string keys, string payload);

    /// <summary>All public keys, the newest first; none before anything was signed.</summary>
    [Alias("published")]
    Task<ImmutableArray<PublishedKey>> Published();

    /// <summary>Retires the key that signs now and makes another one.</summary>
    /// <returns>The new key.</returns>
    [Alias("rotate")]
    Task<PublishedKey> Rotate();
}

/// <summary>The public half of a key.</summary>
/// <param name="Id">Its RFC 7638 thumbprint, base64url; <c>kid</c> in signatures and in the set of keys.</param>
/// <param name="X">First coordinate of its point, 32 bytes in base64url.</param>
/// <param name="Y">The second one.</param>
/// <param name="MadeAt">When it began to sign, UTC.</param>
/// <param name="RetiredAt">When it stopped, UTC; null for the one that signs now.</param>
[GenerateSerializer, Immutable, Alias("signing.published_key")]
public sealed record PublishedKey(string Id, string X, string Y, DateTimeOffset MadeAt, DateTimeOffset? RetiredAt);

/// <summary>How a school's signing keys are kept. Section <c>SigningKeys</c>.</summary>
public sealed class SigningKeyOptions
{
    /// <summary>The age at which a key is replaced before it signs again. A year by default.</summary>
    public TimeSpan RotateAfter { get; set; } = TimeSpan.FromDays(365);
}
