using System.Buffers.Binary;
using System.IO.Compression;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Demo.Made;

/// <summary>A picture drawn by this program: rings in a school's colour, as a PNG of a few kilobytes.</summary>
internal static class PictureFile
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Shades = 16;

    /// <param name="variant">Where the rings have their centre; courses of one school look different by it.</param>
    public static byte[] Rings(BrandColour colour, int variant)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, 3); // eight bits, each the number of a colour
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "PLTE"u8, Palette(colour));
        Chunk(file, "IDAT"u8, Packed(variant));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Palette(BrandColour colour) =>
    [
        .. Enumerable.Range(0, Shades).SelectMany(shade =>
        {
            // From the colour itself to one half way to white.
            byte Mixed(int part) => (byte)(part + ((255 - part) * shade / (2 * (Shades - 1))));
            return new[] { Mixed(colour.Red), Mixed(colour.Green), Mixed(colour.Blue) };
        }),
    ];

    private static byte[] Packed(int variant)
    {
        var (across, down) = (Width * (1 + (variant * 5 % 7)) / 8.0, Height * (1 + (variant * 3 % 5)) / 4.0);
        using var packed = new MemoryStream();

        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[1 + Width];

            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    var ring = Math.Sqrt(((x - across) * (x - across)) + ((y - down) * (y - down))) / 56;
                    var within = ring - Math.Floor(ring);

                    // Five steps of shade from ring to ring, and a soft edge of a pixel or two.
                    var step = (int)ring % 5 * 3;
                    row[1 + x] = (byte)(within < 0.03 ? Math.Max(0, step - 1) : step);
                }

                zip.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);

        byte[] named = [.. name, .. content];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(named));
        file.Write(number);
    }
}
