using System.Buffers.Binary;

namespace Darsgah.Gateway.Demo.Made;

/// <summary>A coded film as an MP4 file, with what a player needs at its start (ISO/IEC 14496-12 and -15).</summary>
internal static class FilmContainer
{
    private static readonly byte[] unity =
    [
        .. Of(0x10000), .. Of(0), .. Of(0), .. Of(0), .. Of(0x10000), .. Of(0), .. Of(0), .. Of(0), .. Of(0x40000000),
    ];

    public static byte[] Of(CodedFilm film, int width, int height, int framesPerSecond)
    {
        var type = Box("ftyp", [.. "isom"u8, .. Of(0x200), .. "isomiso2avc1mp41"u8]);
        byte[][] samples = [.. film.Frames.Select(frame => (byte[])[.. Of(frame.Length), .. frame])];

        // Where the frames begin depends on how long the tables are, which does not depend on it.
        var tables = Movie(film, samples, width, height, framesPerSecond, start: 0);
        return
        [
            .. type,
            .. Movie(film, samples, width, height, framesPerSecond, type.Length + tables.Length + 8),
            .. Box("mdat", [.. samples.SelectMany(sample => sample)]),
        ];
    }

    private static byte[] Movie(CodedFilm film, byte[][] samples, int width, int height, int framesPerSecond, int start)
    {
        var length = Of(samples.Length);
        var header = Full("mvhd", [.. Of(0), .. Of(0), .. Of(framesPerSecond), .. length, .. Of(0x10000), .. Of(0x01000000), .. new byte[8], .. unity, .. new byte[24], .. Of(2)]);
        var track = Full("tkhd", [.. Of(0), .. Of(0), .. Of(1), .. Of(0), .. length, .. new byte[16], .. unity, .. Of(width << 16), .. Of(height << 16)], flags: 3);
        var media = Full("mdhd", [.. Of(0), .. Of(0), .. Of(framesPerSecond), .. length, .. Of(0x55C40000)]);
        var handler = Full("hdlr", [.. Of(0), .. "vide"u8, .. new byte[12], 0]);
        var elsewhere = Box("dinf", Full("dref", [.. Of(1), .. Full("url ", [], flags: 1)]));

        var tables = Box(
            "stbl",
            [
                .. Full("stsd", [.. Of(1), .. Picture(film, width, height)]),
                .. Full("stts", [.. Of(1), .. length, .. Of(1)]),
                .. Full("stss", [.. Of(1), .. Of(1)]),
                .. Full("stsc", [.. Of(1), .. Of(1), .. length, .. Of(1)]),
                .. Full("stsz", [.. Of(0), .. length, .. samples.SelectMany(sample => Of(sample.Length))]),
                .. Full("stco", [.. Of(1), .. Of(start)]),
            ]);

        var inside = Box("minf", [.. Full("vmhd", new byte[8], flags: 1), .. elsewhere, .. tables]);
        return Box("moov", [.. header, .. Box("trak", [.. track, .. Box("mdia", [.. media, .. handler, .. inside])])]);
    }

    private static byte[] Picture(CodedFilm film, int width, int height) => Box(
        "avc1",
        [
            .. new byte[6], 0, 1, .. new byte[16], .. Short(width), .. Short(height), .. Of(0x00480000), .. Of(0x00480000), .. Of(0),
            0, 1, .. new byte[32], 0, 24, 0xFF, 0xFF,
            .. Box(
                "avcC",
                [
                    1, .. film.Sequence[1..4], 0xFF, 0xE1, .. Short(film.Sequence.Length), .. film.Sequence,
                    1, .. Short(film.Picture.Length), .. film.Picture,
                ]),
        ]);

    private static byte[] Full(string name, byte[] content, int flags = 0) => Box(name, [.. Of(flags), .. content]);

    private static byte[] Box(string name, byte[] content) => [.. Of(content.Length + 8), .. System.Text.Encoding.ASCII.GetBytes(name), .. content];

    private static byte[] Of(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Short(int number) => Of(number)[2..];
}
