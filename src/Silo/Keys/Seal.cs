using System.Security.Cryptography;
using System.Text;

namespace Darsgah.Silo.Keys;

/// <summary>Seals bytes with AES-256-GCM for one place, and opens them in that place only.</summary>
/// <remarks>
/// A box is: format (1 byte, now 1), key id (8), nonce (12), tag (16), ciphertext. Header and place are authenticated,
/// so a box copied to another row, person or school does not open.
/// </remarks>
internal static class Seal
{
    /// <summary>How much longer a box is than what is in it, in bytes.</summary>
    public const int Overhead = Header + NonceLength + TagLength;

    private const byte Format = 1;
    private const int Header = 1 + SealingKey.IdLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>A place made of names, none of which contains the separator.</summary>
    public static string Place(params ReadOnlySpan<string> names) => string.Join('\0', names);

    public static byte[] Close(SealingKey key, string place, ReadOnlySpan<byte> content)
    {
        var box = new byte[Overhead + content.Length];
        box[0] = Format;
        key.Id.CopyTo(box.AsSpan(1));
        var nonce = box.AsSpan(Header, NonceLength);
        RandomNumberGenerator.Fill(nonce);

        using var cipher = Cipher(key, place);
        cipher.Encrypt(
            nonce, content, box.AsSpan(Overhead), box.AsSpan(Header + NonceLength, TagLength), Context(box, place));
        return box;
    }

    /// <exception cref="SealBrokenException">The box is not what was sealed here with this key.</exception>
    public static byte[] Open(SealingKey key, string place, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead)
            throw new SealBrokenException(FormattableString.Invariant($"it has only {box.Length} bytes"));

        if (box[0] != Format)
            throw new SealBrokenException($"it has format {box[0]}, and this program knows format {Format}");

        if (!IsSealedWith(key, box))
        {
            var other = Convert.ToHexStringLower(box[1..Header]);
            throw new SealBrokenException($"it was sealed with key {other}, and the key here is {key}");
        }

        var content = new byte[box.Length - Overhead];
        using var cipher = Cipher(key, place);

        try
        {
            cipher.Decrypt(
                box.Slice(Header, NonceLength), box[Overhead..], box.Slice(Header + NonceLength, TagLength), content,
                Context(box, place));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException("it was altered, or copied here from another place");
        }

        return content;
    }

    public static bool IsSealedWith(SealingKey key, ReadOnlySpan<byte> box) =>
        box.Length >= Header && box[1..Header].SequenceEqual(key.Id);

    private static AesGcm Cipher(SealingKey key, string place)
    {
        Span<byte> derived = stackalloc byte[SealingKey.Length];
        key.Derive(Encoding.UTF8.GetBytes(place), derived);
        var cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    private static byte[] Context(ReadOnlySpan<byte> box, string place) =>
        [.. box[..Header], .. Encoding.UTF8.GetBytes(place)];
}

/// <summary>A box does not open. The message is the end of a sentence whose beginning says which box.</summary>
internal sealed class SealBrokenException(string why) : CryptographicException(why);
