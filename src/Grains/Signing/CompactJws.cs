using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Darsgah.Grains.Signing;

/// <summary>A JSON Web Signature in its compact form, signed with ES256 (RFC 7515 and RFC 7518, 3.4): made, read, checked.</summary>
/// <remarks>
/// Reading is strict, because whoever checks a signature is handed it by a stranger: one algorithm, one spelling of
/// every byte, no header that asks for more (<c>crit</c>), and no key but the school's own, whatever a header brings
/// along (<c>jwk</c>, <c>jku</c>, <c>x5c</c> are not looked at; RFC 8725, 3.1 and 3.10).
/// </remarks>
/// <param name="Type">What it says it is: <c>typ</c>.</param>
/// <param name="KeyId">The key it names: <c>kid</c>.</param>
/// <param name="Input">What was signed: header and payload as they were sent.</param>
/// <param name="Payload">What it says.</param>
/// <param name="Signature">As it was sent; of any length.</param>
public sealed record CompactJws(string Type, string KeyId, ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The most characters that are read.</summary>
    public const int Longest = 64 * 1024;

    private const string Algorithm = "ES256";
    private const int SignatureBytes = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>Reads one; false, never an exception, for anything that is none or that is signed in another way.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out CompactJws? jws)
    {
        jws = null;

        if (text is not { Length: > 0 and <= Longest } || text.Split('.') is not [var header, var payload, var signature])
            return false;

        if (Decode(header) is not { } head || Decode(payload) is not { } body || Decode(signature) is not { } sign)
            return false;

        if (Header(head) is not var (type, keyId))
            return false;

        jws = new CompactJws(type, keyId, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), body, sign);
        return true;
    }

    /// <summary>Whether the key made the signature over just these bytes. False for a signature of another form, as DER.</summary>
    public bool IsSignedBy(PublishedKey key)
    {
        if (Signature.Length != SignatureBytes)
            return false;

        using var point = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        });

        return point.VerifyData(
            Input.Span, Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The id of a P-256 key: its RFC 7638 thumbprint.</summary>
    public static string Thumbprint(string x, string y) => Thumbprint(("crv", "P-256"), ("kty", "EC"), ("x", x), ("y", y));

    /// <summary>Base64url without padding (RFC 7515, 2).</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <param name="members">Those that RFC 7638, 3.2 names for the kind of key, in the order of their names; ASCII without quotes.</param>
    internal static string Thumbprint(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var json = new StringBuilder();

        foreach (var (name, value) in members)
            json.Append(json.Length == 0 ? '{' : ',').Append(CultureInfo.InvariantCulture, $"\"{name}\":\"{value}\"");

        return Encode(SHA256.HashData(Encoding.UTF8.GetBytes(json.Append('}').ToString())));
    }

    /// <summary>Header and payload, as they are signed. The same arguments make the same text.</summary>
    internal static string SigningInput(string type, string content, string keyId, ReadOnlySpan<byte> payload)
    {
        // None of the three needs escaping: a media type twice, and base64url.
        var header = $$"""{"alg":"{{Algorithm}}","typ":"{{type}}","cty":"{{content}}","kid":"{{keyId}}"}""";
        return $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(payload)}";
    }

    /// <summary>As <see cref="SigningInput"/>, with the header that a credential has.</summary>
    /// <param name="keyAddress">Where the key is found; a URL that needs no escaping in JSON.</param>
    internal static string CredentialInput(string keyAddress, ReadOnlySpan<byte> payload)
    {
        var header = $$"""{"alg":"{{Algorithm}}","typ":"JWT","kid":"{{keyAddress}}"}""";
        return $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(payload)}";
    }

    // The last character of some lengths has bits that mean nothing; only one of its spellings is the right one.
    private static byte[]? Decode(string part)
    {
        if (!Base64Url.IsValid(part) || part.Contains('=', StringComparison.Ordinal))
            return null;

        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];

        return Base64Url.TryDecodeFromChars(part, bytes, out var length) && Encode(bytes.AsSpan(0, length)) == part ? bytes[..length] : null;
    }

    private static (string Type, string KeyId)? Header(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var header = document.RootElement;

            return Text(header, "alg") == Algorithm && !header.TryGetProperty("crit", out _)
                && Text(header, "typ") is { } type && Text(header, "kid") is { } keyId
                ? (type, keyId)
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
