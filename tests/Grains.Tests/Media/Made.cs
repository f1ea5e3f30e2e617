using System.Buffers.Binary;
using System.Text;

namespace Darsgah.Grains.Tests.Media;

/// <summary>Small files of some types, made byte by byte as their formats say.</summary>
internal static class Made
{
    /// <summary>An MP4 of so many seconds.</summary>
    /// <param name="handler"><c>vide</c> or <c>soun</c>.</param>
    public static byte[] Mp4(int seconds, string handler = "vide", bool media = true)
    {
        var mvhd = new byte[100];
        BinaryPrimitives.WriteUInt32BigEndian(mvhd.AsSpan(12), 1000);
        BinaryPrimitives.WriteUInt32BigEndian(mvhd.AsSpan(16), (uint)seconds * 1000);
        var tkhd = new byte[84];
        BinaryPrimitives.WriteUInt32BigEndian(tkhd.AsSpan(76), 640 << 16);
        BinaryPrimitives.WriteUInt32BigEndian(tkhd.AsSpan(80), 360 << 16);

        return
        [
            .. Box("ftyp", "isom\0\0\0\0isom"u8.ToArray()),
            .. Box("moov", [.. Box("mvhd", mvhd), .. Box("trak",
                [.. Box("tkhd", tkhd), .. Box("mdia", Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(handler), .. new byte[13]]))])]),
            .. media ? Box("mdat", new byte[1000]) : [],
        ];
    }

    /// <summary>A WebM of so many seconds.</summary>
    public static byte[] WebM(double seconds, byte track = 1)
    {
        var duration = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(duration, seconds * 1000);

        return
        [
            .. Element([0x1A, 0x45, 0xDF, 0xA3], [0x42, 0x82, 0x84, .. "webm"u8]),
            .. Element([0x18, 0x53, 0x80, 0x67],
            [
                .. Element([0x15, 0x49, 0xA9, 0x66], [.. Element([0x2A, 0xD7, 0xB1], [0x0F, 0x42, 0x40]), .. Element([0x44, 0x89], duration)]),
                .. Element([0x16, 0x54, 0xAE, 0x6B], Element([0xAE],
                    [.. Element([0x83], [track]), .. Element([0xE0], [.. Element([0xB0], [0x02, 0x80]), .. Element([0xBA], [0x01, 0x68])])])),
                .. Element([0x1F, 0x43, 0xB6, 0x75], new byte[100]),
            ]),
        ];
    }

    public static byte[] Png(int width, int height)
    {
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[8], 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        return png;
    }

    private static byte[] Box(string type, byte[] body)
    {
        byte[] box = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. body];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        return box;
    }

    // A length in two bytes.
    private static byte[] Element(byte[] id, byte[] body) => [.. id, (byte)(0x40 | (body.Length >> 8)), (byte)body.Length, .. body];
}
