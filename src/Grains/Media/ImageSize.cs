using System.Buffers.Binary;

namespace Darsgah.Grains.Media;

/// <summary>A picture's width and height, from its header.</summary>
internal static class ImageSize
{
    /// <summary>Where the first bytes have it; null for a JPEG, whose header may be anywhere, and for what is no picture.</summary>
    public static (int Width, int Height)? Read(MediaType type, ReadOnlySpan<byte> start)
    {
        if (type == MediaType.Png)
        {
            return start.Length >= 24 && start[12..16].SequenceEqual("IHDR"u8)
                ? Sized(BinaryPrimitives.ReadUInt32BigEndian(start[16..]), BinaryPrimitives.ReadUInt32BigEndian(start[20..]))
                : null;
        }

        if (type == MediaType.Gif)
        {
            return start.Length >= 10
                ? Sized(BinaryPrimitives.ReadUInt16LittleEndian(start[6..]), BinaryPrimitives.ReadUInt16LittleEndian(start[8..]))
                : null;
        }

        return type == MediaType.WebP && start.Length >= 30 ? WebP(start) : null;
    }

    /// <summary>Walks a JPEG's segments to the frame header (ITU-T T.81, B.2.2); null where there is none.</summary>
    public static async Task<(int Width, int Height)?> OfJpeg(Stream file)
    {
        const int MostSegments = 500;
        var bytes = new byte[9];
        file.Position = 2;

        for (var segment = 0; segment < MostSegments; segment++)
        {
            if (await file.ReadAtLeastAsync(bytes.AsMemory(0, 4), 4, throwOnEndOfStream: false) < 4 || bytes[0] != 0xFF)
                return null;

            var (marker, length) = (bytes[1], BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2)));

            // Any byte FF before a marker is filling.
            if (marker == 0xFF)
            {
                file.Position -= 3;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return await file.ReadAtLeastAsync(bytes.AsMemory(0, 5), 5, throwOnEndOfStream: false) < 5
                    ? null
                    : Sized(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(3)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(1)));
            }

            if (length < 2)
                return null;

            file.Position += length - 2;
        }

        return null;
    }

    // Three forms: simple, lossless, extended (RFC 9649, 2).
    private static (int Width, int Height)? WebP(ReadOnlySpan<byte> start)
    {
        var form = start[12..16];

        if (form.SequenceEqual("VP8X"u8))
            return Sized(1 + Three(start[24..]), 1 + Three(start[27..]));

        if (form.SequenceEqual("VP8L"u8) && start[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(start[21..]);
            return Sized(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }

        return form.SequenceEqual("VP8 "u8) && start[23..26].SequenceEqual<byte>([0x9D, 0x01, 0x2A])
            ? Sized(
                BinaryPrimitives.ReadUInt16LittleEndian(start[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(start[28..]) & 0x3FFFu)
            : null;
    }

    private static uint Three(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static (int Width, int Height)? Sized(uint width, uint height) =>
        width is > 0 and <= 1 << 24 && height is > 0 and <= 1 << 24 ? ((int)width, (int)height) : null;
}
