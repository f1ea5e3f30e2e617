using System.Buffers.Binary;

namespace Darsgah.Grains.Media;

/// <summary>Reads a WebM's elements as far as they say what plays in it and for how long (RFC 9559).</summary>
internal static class WebMElements
{
    private const uint Segment = 0x18538067;
    private const uint SegmentFacts = 0x1549A966;
    private const uint TimestampScale = 0x2AD7B1;
    private const uint Duration = 0x4489;
    private const uint Tracks = 0x1654AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackType = 0x83;
    private const uint Video = 0xE0;
    private const uint PixelWidth = 0xB0;
    private const uint PixelHeight = 0xBA;
    private const uint Cluster = 0x1F43B675;
    private const int MostElements = 10_000;

    /// <summary>The facts; null where there is no track of pictures or sound, as in a file that was cut off.</summary>
    public static async Task<MediaFacts?> Read(Stream file)
    {
        var seen = new Seen();
        await Walk(file, 0, file.Length, depth: 0, seen);
        var seconds = MediaFacts.Whole(seen.Duration * seen.Scale / 1_000_000_000);

        return seen switch
        {
            { Pictures: true, HasMedia: true } => new(MediaType.WebM, seen.Width, seen.Height, seconds),
            { Sound: true, HasMedia: true } => new(MediaType.WebMAudio, Seconds: seconds),
            _ => null,
        };
    }

    private static async Task Walk(Stream file, long from, long to, int depth, Seen seen)
    {
        for (var at = from; at < to && seen.Elements++ < MostElements && !seen.HasMedia;)
        {
            if (await Head(file, at, to) is not var (id, body, end))
                return;

            if (id is Segment or SegmentFacts or Tracks or TrackEntry or Video && depth < 5)
                await Walk(file, body, end, depth + 1, seen);
            else if (id == Cluster)
                seen.HasMedia = true;
            else if (end - body is > 0 and <= 8)
                Note(id, await Bytes(file, body, (int)(end - body)), seen);

            at = end;
        }
    }

    private static void Note(uint id, byte[] value, Seen seen)
    {
        var number = value.Aggregate(0UL, (sum, next) => (sum << 8) | next);

        switch (id)
        {
            case TimestampScale:
                seen.Scale = number;
                break;
            case Duration:
                seen.Duration = value.Length == 4 ? BinaryPrimitives.ReadSingleBigEndian(value)
                    : value.Length == 8 ? BinaryPrimitives.ReadDoubleBigEndian(value) : 0;
                break;
            case TrackType:
                seen.Pictures |= number == 1;
                seen.Sound |= number == 2;
                break;
            case PixelWidth:
                seen.Width = (int)Math.Min(number, 1 << 24);
                break;
            case PixelHeight:
                seen.Height = (int)Math.Min(number, 1 << 24);
                break;
        }
    }

    // An id and a length, each as long as its first bits say (RFC 8794, 4 and 5). An unknown length lasts to the end.
    private static async Task<(uint Id, long Body, long End)?> Head(Stream file, long at, long to)
    {
        var bytes = new byte[12];
        file.Position = at;
        var read = await file.ReadAtLeastAsync(bytes, 2, throwOnEndOfStream: false);
        var idLength = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;

        if (read < 2 || idLength > 4 || read <= idLength)
            return null;

        var id = bytes.Take(idLength).Aggregate(0u, (sum, next) => (sum << 8) | next);
        var sizeLength = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[idLength]) - 23;

        if (sizeLength > 8 || read < idLength + sizeLength)
            return null;

        long mask = bytes[idLength] & ((1 << (8 - sizeLength)) - 1);
        var size = bytes.Skip(idLength + 1).Take(sizeLength - 1).Aggregate(mask, (sum, next) => (sum << 8) | next);
        var isUnknown = size == (1L << (7 * sizeLength)) - 1;
        var body = at + idLength + sizeLength;

        return (id, body, isUnknown || size > to - body ? to : body + size);
    }

    private static async Task<byte[]> Bytes(Stream file, long from, int length)
    {
        var bytes = new byte[length];
        file.Position = from;
        return await file.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false) == length ? bytes : [];
    }

    private sealed class Seen
    {
        public int Elements { get; set; }

        public bool Pictures { get; set; }

        public bool Sound { get; set; }

        public bool HasMedia { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }

        public double Duration { get; set; }

        public double Scale { get; set; } = 1_000_000;
    }
}
