using System.Buffers.Binary;

namespace Darsgah.Typesetting.Pdf;

/// <summary>A picture for a page: a JPEG as it is, or the pixels of a PNG (ISO 32000-1, 8.9).</summary>
public sealed class PdfImage
{
    private readonly string entries;
    private readonly byte[] content;
    private readonly byte[]? opacity;
    private readonly bool isPacked;

    private PdfImage(int width, int height, string entries, byte[] content, byte[]? opacity, bool isPacked)
    {
        (Width, Height) = (width, height);
        (this.entries, this.content, this.opacity, this.isPacked) = (entries, content, opacity, isPacked);
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>Reads a file; null for one that is neither, is broken, or is made in a way that few programs make.</summary>
    public static PdfImage? Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);

        if (PngPixels.Read(file) is { } pixels)
            return new PdfImage(pixels.Width, pixels.Height, "/ColorSpace/DeviceRGB/BitsPerComponent 8", pixels.Colours, pixels.Opacity, isPacked: false);

        return Frame(file) is var (width, height, colours)
            ? new PdfImage(
                width, height, $"/ColorSpace/{(colours == 1 ? "DeviceGray" : "DeviceRGB")}/BitsPerComponent 8/Filter/DCTDecode", file, opacity: null, isPacked: true)
            : null;
    }

    internal int Write(PdfObjects objects)
    {
        var size = $"/Type/XObject/Subtype/Image/Width {PdfDocument.Text(Width)}/Height {PdfDocument.Text(Height)}";
        var mask = opacity is null ? "" : $"/SMask {PdfDocument.Text(objects.AddStream(size + "/ColorSpace/DeviceGray/BitsPerComponent 8", opacity))} 0 R";
        return objects.AddStream(size + entries + mask, content, compress: !isPacked);
    }

    // The frame header of a JPEG (ITU-T T.81, B.2.2): eight bits, grey or three colours; others' colours are not told apart.
    private static (int Width, int Height, int Colours)? Frame(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
            return null;

        for (var at = 2; at + 10 <= file.Length && file[at] == 0xFF;)
        {
            if (file[at + 1] == 0xFF)
            {
                at++;
                continue;
            }

            if (file[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]));
                return file[at + 4] == 8 && file[at + 9] is 1 or 3 && width > 0 && height > 0 ? (width, height, file[at + 9]) : null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }
}
