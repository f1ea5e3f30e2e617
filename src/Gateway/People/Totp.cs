using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.People;

/// <summary>
/// Time-based one-time passwords: six digits, 30 seconds, HMAC-SHA-1 (RFC 6238), as every authenticator app has them.
/// </summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648, base32

    /// <summary>A new secret of 160 bits, in base32.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Alphabet, 32);

    /// <summary>
    /// The time step whose code was typed: this one or a neighbour, and later than <paramref name="lastUsed"/>, so that
    /// a
    /// code works once (SEC-C12). Null where there is none.
    /// </summary>
    public static long? Step(string secret, string typed, DateTimeOffset now, long lastUsed)
    {
        var code = new string([.. Digits.Normalise(typed).Where(character => !char.IsWhiteSpace(character))]);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;

        for (var step = current - 1; step <= current + 1; step++)
        {
            var same = CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(code), Encoding.ASCII.GetBytes(Code(secret, step)));

            if (same && step > lastUsed)
                found = step;
        }

        return found;
    }

    /// <summary>The six digits of a time step.</summary>
    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, and all that most apps know; HMAC needs no collision resistance
        HMACSHA1.HashData(Bytes(secret), counter, hash);
#pragma warning restore CA5350

        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0F)..]) & 0x7FFF_FFFF;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step that a moment is in.</summary>
    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>What a phone opens or scans to take the secret over.</summary>
    public static string Uri(string school, string email, string secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString($"{school}:{email}")}" +
        $"?secret={secret}&issuer={System.Uri.EscapeDataString(school)}&digits=6&period=30";

    private static byte[] Bytes(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        var (buffer, bits, index) = (0, 0, 0);

        foreach (var character in base32)
        {
            buffer = ((buffer << 5) | Alphabet.IndexOf(character, StringComparison.Ordinal)) & 0xFFFF;
            bits += 5;

            if (bits < 8)
                continue;

            bits -= 8;
            bytes[index++] = (byte)(buffer >> bits);
        }

        return bytes;
    }
}
