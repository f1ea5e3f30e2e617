using System.Buffers.Binary;

namespace Darsgah.Grains.Media;

/// <summary>What a file says of itself in its own headers.</summary>
/// <param name="Type">What it is, tracks looked at.</param>
/// <param name="Width">Of a picture, in pixels; 0 where not known.</param>
/// <param name="Height">Of a picture, in pixels; 0 where not known.</param>
/// <param name="Seconds">How long it plays, rounded up; 0 where not known.</param>
public sealed record MediaFacts(MediaType Type, int Width = 0, int Height = 0, int Seconds = 0)
{
    /// <summary>Looks at a whole file.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="file">All of it; it seeks.</param>
    /// <returns>The facts; null where the file starts as a video or a picture and is none.</returns>
    public static async Task<MediaFacts?> Read(ReadOnlyMemory<byte> start, Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var type = MediaSniffer.Read(start.Span);

        return type.Kind switch
        {
            MediaKind.Image => ImageSize.Read(type, start.Span) is var (width, height) ? new(type, width, height)
                : type == MediaType.Jpeg ? await ImageSize.OfJpeg(file) is var (wide, high) ? new(type, wide, high) : null
                : null,
            _ when type == MediaType.Mp4 => await Mp4Boxes.Read(file),
            _ when type == MediaType.WebM => await WebMElements.Read(file),
            _ when type == MediaType.Wav => new(type, Seconds: Wave(start.Span, file.Length)),
            _ => new(type),
        };
    }

    /// <summary>Seconds, rounded up; 0 for what cannot be.</summary>
    internal static int Whole(double seconds) =>
        double.IsFinite(seconds) && seconds is > 0 and < 1_000_000 ? (int)Math.Ceiling(seconds) : 0;

    // The format chunk comes first in what recorders write; byte rate at 28 (RIFF WAVE).
    private static int Wave(ReadOnlySpan<byte> start, long length) =>
        start.Length >= 44 && start[12..16].SequenceEqual("fmt "u8) && BinaryPrimitives.ReadUInt32LittleEndian(start[28..]) is > 0 and var rate
            ? Whole((double)(length - 44) / rate)
            : 0;
}
