using System.Text;
using System.Text.RegularExpressions;

namespace Darsgah.Grains.Media;

/// <summary>Tells what a file is from its first bytes.</summary>
/// <remarks>
/// Signatures as in the WHATWG's MIME Sniffing Standard, section 6, and each format's own specification. HTML, SVG, scripts
/// and programs have none here: they are <see cref="MediaType.Unknown"/>, which no page ever shows.
/// </remarks>
public static partial class MediaSniffer
{
    /// <summary>How many bytes are enough to tell.</summary>
    public const int Enough = 512;

    /// <summary>What starts so. MP4 and WebM count as video until <see cref="MediaFacts"/> has looked at their tracks.</summary>
    public static MediaType Read(ReadOnlySpan<byte> start)
    {
        if (start is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..])
            return MediaType.Png;

        if (start is [0xFF, 0xD8, 0xFF, ..])
            return MediaType.Jpeg;

        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
            return MediaType.Gif;

        if (start.StartsWith("%PDF-"u8))
            return MediaType.Pdf;

        if (start.Length >= 12 && start.StartsWith("RIFF"u8))
        {
            return start[8..12].SequenceEqual("WEBP"u8) ? MediaType.WebP
                : start[8..12].SequenceEqual("WAVE"u8) ? MediaType.Wav
                : MediaType.Unknown;
        }

        if (start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8))
            return IsPicture(start[8..12]) ? MediaType.Unknown : MediaType.Mp4;

        if (start is [0x1A, 0x45, 0xDF, 0xA3, ..])
            return MediaType.WebM;

        if (start.StartsWith("OggS"u8))
            return MediaType.Ogg;

        if (start.StartsWith("fLaC"u8))
            return MediaType.Flac;

        if (start.StartsWith("ID3"u8) || IsMpegFrame(start))
            return MediaType.Mp3;

        if (start is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
            return MediaType.Zip;

        return IsCaptions(start) ? MediaType.Vtt : MediaType.Unknown;
    }

    // HEIC and AVIF pictures have MP4's boxes; browsers differ on them, so they are downloads.
    private static bool IsPicture(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("avif"u8);

    // ISO/IEC 11172-3, 2.4.1.3: eleven bits set, layer III (or II), a bit rate and a sampling rate that exist.
    private static bool IsMpegFrame(ReadOnlySpan<byte> start) =>
        start is [0xFF, var second, var third, _, ..] && (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08
        && (second & 0x06) is 0x02 or 0x04 && (third & 0xF0) is not 0xF0 and not 0 && (third & 0x0C) != 0x0C;

    private static bool IsCaptions(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("\uFEFF"u8))
            start = start[3..];

        if (start.Contains((byte)0))
            return false;

        var text = Encoding.UTF8.GetString(start[..Math.Min(start.Length, Enough)]);
        return Vtt().IsMatch(text) || Srt().IsMatch(text);
    }

    [GeneratedRegex(@"^WEBVTT([ \t\r\n]|$)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Vtt();

    [GeneratedRegex(
        @"^\s*[0-9]{1,7}[ \t]*\r?\n[ \t]*[0-9]{1,3}:[0-9]{2}:[0-9]{2}[,.][0-9]{1,3}[ \t]*-->",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Srt();
}
