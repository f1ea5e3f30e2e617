using System.Text;
using System.Text.Unicode;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Bytes of a file as text: UTF-8 or UTF-16, or a refusal that says where it stops being either.</summary>
internal static class TextBytes
{
    private static readonly (byte[] Start, string Kind)[] signatures =
    [
        ("%PDF"u8.ToArray(), "a PDF file"), ("PK\x03\x04"u8.ToArray(), "a ZIP archive or an Office document"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG picture"), ("GIF8"u8.ToArray(), "a GIF picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"), ("{\\rtf"u8.ToArray(), "an RTF document"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"), ([0x1F, 0x8B], "a compressed file"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"), ("MZ\x90"u8.ToArray(), "a program"),
        ("RIFF"u8.ToArray(), "a picture or a recording"), ("ID3"u8.ToArray(), "a recording"),
        ("OggS"u8.ToArray(), "a recording"),
    ];

    /// <returns>The text without byte order mark and whether it was UTF-16; or the refusal.</returns>
    public static Outcome<Decoded> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return PolicyTextErrors.Empty();

        if (bytes.Length > PolicyImport.LargestFile)
            return PolicyTextErrors.TooLarge(bytes.Length);

        foreach (var (start, kind) in signatures)
        {
            if (bytes.StartsWith(start))
                return PolicyTextErrors.Binary(kind);
        }

        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || bytes.StartsWith<byte>([0, 0, 0xFE, 0xFF]))
            return PolicyTextErrors.NotUtf16(offset: 0);

        return Utf16Start(bytes) is var (skip, bigEndian)
            ? FromUtf16(bytes, skip, bigEndian)
            : FromUtf8(bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes, bytes.Length);
    }

    // A byte order mark; or, without one, upper halves that are nine times in ten 0 (Latin letters, spaces, digits) or
    // 6 (the Arabic block), at least one of them 0, while no lower half is.
    private static (int Skip, bool BigEndian)? Utf16Start(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
            return (2, false);

        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
            return (2, true);

        if (bytes.Length < 4 || bytes.Length % 2 != 0)
            return null;

        Span<int> zeros = stackalloc int[2];
        Span<int> arabic = stackalloc int[2];
        for (var at = 0; at < bytes.Length; at++)
        {
            zeros[at % 2] += bytes[at] == 0 ? 1 : 0;
            arabic[at % 2] += bytes[at] == 0x06 ? 1 : 0;
        }

        var characters = bytes.Length / 2;
        if (zeros[0] == 0 && zeros[1] > 0 && (zeros[1] + arabic[1]) * 10 >= characters * 9)
            return (0, false);

        return zeros[1] == 0 && zeros[0] > 0 && (zeros[0] + arabic[0]) * 10 >= characters * 9 ? (0, true) : null;
    }

    private static Outcome<Decoded> FromUtf16(ReadOnlySpan<byte> bytes, int skip, bool bigEndian)
    {
        if (bytes.Length % 2 != 0)
            return PolicyTextErrors.NotUtf16(bytes.Length - 1);

        var text = (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetChars(bytes[skip..].ToArray());
        for (var at = 0; at < text.Length; at++)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var width) != System.Buffers.OperationStatus.Done
                || text[at] is '\uFFFD' && !Holds(bytes, skip + (at * 2), bigEndian))
                return PolicyTextErrors.NotUtf16(skip + (at * 2));

            if (Forbidden(text[at]))
                return Control(text[at], skip + (at * 2));

            at += width - 1;
        }

        return new Decoded(new string(text), Utf16: true);

        // The decoder puts U+FFFD in place of half a character; one that stood in the file is fine.
        static bool Holds(ReadOnlySpan<byte> bytes, int offset, bool bigEndian) =>
            (bytes[offset], bytes[offset + 1]) == (bigEndian ? ((byte)0xFF, (byte)0xFD) : ((byte)0xFD, (byte)0xFF));
    }

    private static Outcome<Decoded> FromUtf8(ReadOnlySpan<byte> bytes, int length)
    {
        var skipped = length - bytes.Length;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (Forbidden((char)bytes[at]))
                return Control((char)bytes[at], at + skipped);
        }

        if (!Utf8.IsValid(bytes))
        {
            var valid = FirstInvalid(bytes);
            return PolicyTextErrors.NotUtf8(bytes[valid], valid + skipped, 1 + bytes[..valid].Count((byte)'\n'));
        }

        return new Decoded(Encoding.UTF8.GetString(bytes), Utf16: false);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var width) == System.Buffers.OperationStatus.Done)
            at += width;

        return at;
    }

    private static Error Control(char code, int offset) =>
        code == 0 ? PolicyTextErrors.Nul(offset) : PolicyTextErrors.ControlCharacter(code, offset);

    private static bool Forbidden(char symbol) => symbol < ' ' && symbol is not ('\t' or '\n' or '\v' or '\f' or '\r');

    /// <param name="Text">All characters of the file but the byte order mark.</param>
    internal sealed record Decoded(string Text, bool Utf16);
}
