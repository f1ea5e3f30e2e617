using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Silo.Keys;

namespace Darsgah.Silo.Files;

/// <summary>Seals a file chunk by chunk with AES-256-GCM, so that any part of it can be read without what is before it.</summary>
/// <remarks>
/// A file is a head (format, 1 byte, now 1; id of the school's key, 8; zeros, 7), then chunks: nonce (12), tag (16), ciphertext.
/// The AES key is the file's own, derived from the school's; head and number of the chunk are authenticated, so that a chunk
/// opens in its own file and place only. How long a file is stands where it is referenced: one that was cut off is noticed there.
/// Not for two threads at once.
/// </remarks>
internal sealed class FileSeal : IDisposable
{
    /// <summary>Plain bytes of a chunk; of the last one at most.</summary>
    public const int Chunk = 64 * 1024;

    /// <summary>Bytes of the head.</summary>
    public const int Head = 16;

    /// <summary>Bytes that a chunk is longer sealed than plain.</summary>
    public const int Overhead = NonceLength + TagLength;

    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm cipher;
    private readonly byte[] head = new byte[Head];
    private readonly byte[] context = new byte[Head + sizeof(long)];

    /// <param name="place">Whose file it is and what it is called; see <see cref="Seal.Place"/>.</param>
    public FileSeal(SealingKey key, string place)
    {
        Span<byte> derived = stackalloc byte[SealingKey.Length];
        key.Derive(Encoding.UTF8.GetBytes(place), derived);
        cipher = new AesGcm(derived, TagLength);
        CryptographicOperations.ZeroMemory(derived);

        head[0] = Format;
        key.Id.CopyTo(head.AsSpan(1));
        head.CopyTo(context, 0);
    }

    /// <summary>What the file starts with.</summary>
    public ReadOnlySpan<byte> Start => head;

    /// <summary>Where a chunk starts in the file.</summary>
    public static long PlaceOf(long chunk) => Head + (chunk * (Chunk + Overhead));

    /// <summary>How long the file of so many plain bytes is.</summary>
    public static long LengthOf(long plain) => Head + plain + (((plain + Chunk - 1) / Chunk) * Overhead);

    /// <summary>How many plain bytes a file of so many has; null where no file is as long.</summary>
    public static long? PlainOf(long length)
    {
        var (whole, rest) = Math.DivRem(length - Head, Chunk + Overhead);

        return length < Head || (rest > 0 && rest <= Overhead) ? null
            : (whole * Chunk) + (rest > 0 ? rest - Overhead : 0);
    }

    /// <summary>Seals a chunk into <paramref name="box"/>, which is <see cref="Overhead"/> longer.</summary>
    public void Close(long chunk, ReadOnlySpan<byte> plain, Span<byte> box)
    {
        RandomNumberGenerator.Fill(box[..NonceLength]);
        cipher.Encrypt(box[..NonceLength], plain, box[Overhead..], box[NonceLength..Overhead], Context(chunk));
    }

    /// <summary>Opens a chunk; false where it is not what was sealed there.</summary>
    public bool TryOpen(long chunk, ReadOnlySpan<byte> box, Span<byte> plain)
    {
        if (box.Length <= Overhead)
            return false;

        try
        {
            cipher.Decrypt(
                box[..NonceLength], box[Overhead..], box[NonceLength..Overhead], plain[..(box.Length - Overhead)], Context(chunk));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => cipher.Dispose();

    private ReadOnlySpan<byte> Context(long chunk)
    {
        BinaryPrimitives.WriteInt64BigEndian(context.AsSpan(Head), chunk);
        return context;
    }
}
