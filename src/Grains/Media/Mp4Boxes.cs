using System.Buffers.Binary;

namespace Darsgah.Grains.Media;

/// <summary>Reads an MP4's boxes as far as they say what plays in it and for how long (ISO/IEC 14496-12).</summary>
internal static class Mp4Boxes
{
    private const int MostBoxes = 10_000;

    /// <summary>The facts; null where there is no track of pictures or sound, as in a file that was cut off.</summary>
    public static async Task<MediaFacts?> Read(Stream file)
    {
        var seen = new Seen();
        await Walk(file, 0, file.Length, seen);

        return seen switch
        {
            { Video: true, HasMedia: true } => new(MediaType.Mp4, seen.Width, seen.Height, seen.Seconds),
            { Audio: true, HasMedia: true } => new(MediaType.M4a, Seconds: seen.Seconds),
            _ => null,
        };
    }

    private static async Task Walk(Stream file, long from, long to, Seen seen)
    {
        var head = new byte[16];

        for (var at = from; at + 8 <= to && seen.Boxes++ < MostBoxes;)
        {
            file.Position = at;
            var read = await file.ReadAtLeastAsync(head, 8, throwOnEndOfStream: false);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            var body = 8L;

            // 1: a longer length follows; 0: to the end of the file.
            if (size == 1 && read == 16)
                (size, body) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)), 16);
            else if (size == 0)
                size = to - at;

            if (size < body || size > to - at)
                return;

            await Look(file, System.Text.Encoding.Latin1.GetString(head, 4, 4), at + body, at + size, seen);
            at += size;
        }
    }

    private static async Task Look(Stream file, string type, long from, long to, Seen seen)
    {
        switch (type)
        {
            case "moov" or "trak" or "mdia" when seen.Depth < 4:
                seen.Depth++;
                await Walk(file, from, to, seen);
                seen.Depth--;
                break;
            case "mvhd":
                seen.Seconds = MediaFacts.Whole(Duration(await Bytes(file, from, to, 32)));
                break;
            case "tkhd" when await Bytes(file, from, to, 96) is { Length: >= 84 } track:
                // The last eight bytes, 16.16 fixed point: width and height as shown.
                var wide = BinaryPrimitives.ReadUInt32BigEndian(track.AsSpan(track[0] == 1 ? 88 : 76)) >> 16;
                var high = BinaryPrimitives.ReadUInt32BigEndian(track.AsSpan(track[0] == 1 ? 92 : 80)) >> 16;
                (seen.Width, seen.Height) = (Math.Max(seen.Width, (int)wide), Math.Max(seen.Height, (int)high));
                break;
            case "hdlr" when await Bytes(file, from, to, 12) is { Length: 12 } handler:
                seen.Video |= handler.AsSpan(8, 4).SequenceEqual("vide"u8);
                seen.Audio |= handler.AsSpan(8, 4).SequenceEqual("soun"u8);
                break;
            case "mdat" or "moof":
                seen.HasMedia = true;
                break;
        }
    }

    private static double Duration(byte[] header) => header switch
    {
        [1, ..] when header.Length >= 32 =>
            BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(24)) / (double)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(20)),
        [0, ..] when header.Length >= 20 =>
            BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16)) / (double)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12)),
        _ => 0,
    };

    private static async Task<byte[]> Bytes(Stream file, long from, long to, int most)
    {
        var bytes = new byte[(int)Math.Min(most, to - from)];
        file.Position = from;
        return await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : [];
    }

    private sealed class Seen
    {
        public int Boxes { get; set; }

        public int Depth { get; set; }

        public bool Video { get; set; }

        public bool Audio { get; set; }

        public bool HasMedia { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }

        public int Seconds { get; set; }
    }
}
