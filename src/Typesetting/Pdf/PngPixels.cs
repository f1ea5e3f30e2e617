using System.Buffers.Binary;
using System.IO.Compression;

namespace Darsgah.Typesetting.Pdf;

/// <summary>The pixels of a PNG: eight bits each of red, green and blue, and how opaque they are (https://www.w3.org/TR/png-3/).</summary>
/// <param name="Opacity">A byte a pixel; null where all are opaque.</param>
internal sealed record PngPixels(int Width, int Height, byte[] Colours, byte[]? Opacity)
{
    /// <summary>More is no logo, and would take more memory than a request may.</summary>
    private const int MostPixels = 4_000_000;

    /// <summary>Reads a file; null for one that is broken, larger than that, or laced together line by line.</summary>
    public static PngPixels? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 33 || !file[1..4].SequenceEqual("PNG"u8) || !file[12..16].SequenceEqual("IHDR"u8))
            return null;

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));
        var (depth, kind, laced) = (file[24], file[25], file[28]);
        var channels = kind switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };

        if (channels == 0 || depth is not (1 or 2 or 4 or 8 or 16) || laced != 0 || width is 0 or > MostPixels || height is 0 or > MostPixels
            || (long)width * height > MostPixels || (depth < 8 && channels > 1) || (kind == 3 && depth == 16))
        {
            return null;
        }

        byte[] palette = [], clear = [];
        using var packed = new MemoryStream();

        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);

            if (length > file.Length - at - 12)
                return null;

            var content = file.Slice(at + 8, (int)length);

            switch (file.Slice(at + 4, 4))
            {
                case var name when name.SequenceEqual("PLTE"u8):
                    palette = content.ToArray();
                    break;
                case var name when name.SequenceEqual("tRNS"u8):
                    clear = content.ToArray();
                    break;
                case var name when name.SequenceEqual("IDAT"u8):
                    packed.Write(content);
                    break;
            }

            at += 12 + (int)length;
        }

        packed.Position = 0;
        var rows = Unfiltered(packed, (int)height, (((int)width * channels * depth) + 7) / 8, Math.Max(1, channels * depth / 8));
        return rows is null ? null : new Reading(rows, (int)width, (int)height, depth, channels, kind, palette, clear).Pixels();
    }

    // Each row says how it was made smaller from its neighbours (clause 9).
    private static byte[][]? Unfiltered(Stream packed, int height, int stride, int step)
    {
        var rows = new byte[height][];
        var line = new byte[stride + 1];
        var above = new byte[stride];

        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);

            for (var row = 0; row < height; row++)
            {
                unpacked.ReadExactly(line);
                var current = line[1..];

                for (var at = 0; at < stride; at++)
                {
                    var (left, up, corner) = (at < step ? 0 : current[at - step], above[at], at < step ? 0 : above[at - step]);
                    current[at] += (byte)(line[0] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Nearest(left, up, corner), _ => 0 });
                }

                rows[row] = above = current;
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            return null;
        }

        return rows;
    }

    private static int Nearest(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private sealed class Reading(byte[][] rows, int width, int height, int depth, int channels, int kind, byte[] palette, byte[] clear)
    {
        public PngPixels Pixels()
        {
            var colours = new byte[width * height * 3];
            var opacity = kind is 4 or 6 || clear.Length > 0 ? new byte[width * height] : null;

            for (var at = 0; at < width * height; at++)
            {
                var (row, x) = (rows[at / width], at % width);
                var first = Sample(row, x * channels);

                for (var part = 0; part < 3; part++)
                {
                    colours[(at * 3) + part] = kind switch
                    {
                        3 => ((first * 3) + part) < palette.Length ? palette[(first * 3) + part] : (byte)0,
                        2 or 6 => Eight(Sample(row, (x * channels) + part)),
                        _ => Eight(first),
                    };
                }

                if (opacity is not null)
                    opacity[at] = Opacity(row, x, first);
            }

            return new PngPixels(width, height, colours, opacity);
        }

        private byte Opacity(byte[] row, int x, int first) => kind switch
        {
            4 or 6 => Eight(Sample(row, (x * channels) + channels - 1)),
            3 => first < clear.Length ? clear[first] : (byte)255,
            _ => Enumerable.Range(0, channels).All(part => clear.Length >= (part * 2) + 2
                && Sample(row, (x * channels) + part) == BinaryPrimitives.ReadUInt16BigEndian(clear.AsSpan(part * 2))) ? (byte)0 : (byte)255,
        };

        private int Sample(byte[] row, int index) => depth switch
        {
            16 => BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(index * 2)),
            8 => row[index],
            _ => (row[index * depth / 8] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1),
        };

        private byte Eight(int sample) => depth == 16 ? (byte)(sample >> 8) : (byte)(sample * 255 / ((1 << depth) - 1));
    }
}
