namespace Darsgah.Gateway.Demo.Made;

/// <summary>
/// Frames as H.264 baseline without any compression but this: a block of 16 by 16 pixels that did not change since the frame
/// before is skipped, any other is written as it is (ITU-T H.264, 7.3; I_PCM and P_Skip).
/// </summary>
internal static class FilmCoder
{
    private const int Block = 16;
    private const int AsItIs = 25;

    // Names of a unit: what it is, and that others refer to it (table 7-1).
    private const byte SequenceUnit = 0x67;
    private const byte PictureUnit = 0x68;
    private const byte WholeUnit = 0x65;
    private const byte ChangeUnit = 0x41;

    /// <summary>The two sets of parameters and the frames, each as one unit.</summary>
    public static CodedFilm Code(int width, int height, IEnumerable<Raster> frames)
    {
        var coded = ImmutableArray.CreateBuilder<byte[]>();
        Raster? before = null;

        foreach (var frame in frames)
        {
            coded.Add(before is null ? Whole(frame) : Change(frame, before, coded.Count));
            before = frame;
        }

        return new CodedFilm(Sequence(width, height), Picture(), coded.ToImmutable());
    }

    private static byte[] Sequence(int width, int height)
    {
        var bits = new FilmBits();
        bits.Write(66, 8).Write(0xC0, 8).Write(30, 8); // baseline, level 3
        bits.Number(0).Number(4).Number(2).Number(1).Write(0, 1);
        bits.Number((width / Block) - 1).Number((height / Block) - 1);
        bits.Write(0b1100, 4); // frames, direct prediction, no cropping, nothing about display
        return bits.Unit(SequenceUnit);
    }

    private static byte[] Picture()
    {
        var bits = new FilmBits();
        bits.Number(0).Number(0).Write(0, 2).Number(0).Number(0).Number(0).Write(0, 3);
        bits.Number(0).Number(0).Number(0).Write(0b100, 3); // each slice says how its edges are smoothed
        return bits.Unit(PictureUnit);
    }

    private static byte[] Whole(Raster frame)
    {
        var bits = new FilmBits();
        bits.Number(0).Number(7).Number(0).Write(0, 8).Number(0).Write(0, 2).Number(0).Number(1);

        foreach (var (left, top) in Blocks(frame))
            Put(bits.Number(AsItIs), frame, left, top);

        return bits.Unit(WholeUnit);
    }

    private static byte[] Change(Raster frame, Raster before, int number)
    {
        var bits = new FilmBits();
        bits.Number(0).Number(5).Number(0).Write(number % 256, 8).Write(0, 3).Number(0).Number(1);
        var skipped = 0;

        foreach (var (left, top) in Blocks(frame))
        {
            if (IsSame(frame, before, left, top))
            {
                skipped++;
                continue;
            }

            Put(bits.Number(skipped).Number(5 + AsItIs), frame, left, top);
            skipped = 0;
        }

        return (skipped > 0 ? bits.Number(skipped) : bits).Unit(ChangeUnit);
    }

    private static IEnumerable<(int Left, int Top)> Blocks(Raster frame) =>
        from top in Enumerable.Range(0, frame.Height / Block)
        from left in Enumerable.Range(0, frame.Width / Block)
        select (left * Block, top * Block);

    private static bool IsSame(Raster frame, Raster before, int left, int top) =>
        Enumerable.Range(top, Block).All(row => Row(frame.Y, frame.Width, left, row, Block).SequenceEqual(Row(before.Y, frame.Width, left, row, Block)))
        && Enumerable.Range(top / 2, Block / 2).All(row =>
            Row(frame.Cb, frame.Width / 2, left / 2, row, Block / 2).SequenceEqual(Row(before.Cb, frame.Width / 2, left / 2, row, Block / 2))
            && Row(frame.Cr, frame.Width / 2, left / 2, row, Block / 2).SequenceEqual(Row(before.Cr, frame.Width / 2, left / 2, row, Block / 2)));

    private static void Put(FilmBits bits, Raster frame, int left, int top)
    {
        bits.Align();

        for (var row = top; row < top + Block; row++)
            bits.Bytes(Row(frame.Y, frame.Width, left, row, Block));

        foreach (var plane in new[] { frame.Cb, frame.Cr })
        {
            for (var row = top / 2; row < (top + Block) / 2; row++)
                bits.Bytes(Row(plane, frame.Width / 2, left / 2, row, Block / 2));
        }
    }

    private static ReadOnlySpan<byte> Row(byte[] plane, int stride, int left, int row, int length) => plane.AsSpan((row * stride) + left, length);
}

/// <param name="Sequence">What holds for the whole film.</param>
/// <param name="Picture">What holds for its frames.</param>
/// <param name="Frames">The first is whole, each other says what changed.</param>
internal sealed record CodedFilm(byte[] Sequence, byte[] Picture, ImmutableArray<byte[]> Frames);

/// <summary>Bits as H.264 writes them.</summary>
internal sealed class FilmBits
{
    private readonly List<byte> written = [];
    private int free;

    public FilmBits Write(int value, int bits)
    {
        for (var bit = bits - 1; bit >= 0; bit--)
        {
            if (free == 0)
            {
                written.Add(0);
                free = 8;
            }

            written[^1] |= (byte)(((value >> bit) & 1) << --free);
        }

        return this;
    }

    /// <summary>A number from 0 on, short where it is small (9.1).</summary>
    public FilmBits Number(int value)
    {
        var length = 32 - int.LeadingZeroCount(value + 1);
        return Write(0, length - 1).Write(value + 1, length);
    }

    public void Align() => free = 0;

    /// <summary>Whole bytes, after <see cref="Align"/>.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => written.AddRange(bytes);

    /// <summary>All of it as one unit: ended, and with a 3 where it would look like the start of another (7.4.1).</summary>
    public byte[] Unit(byte name)
    {
        Write(1, 1).Align();
        var unit = new List<byte> { name };
        var zeros = 0;

        foreach (var one in written)
        {
            if (zeros == 2 && one <= 3)
            {
                unit.Add(3);
                zeros = 0;
            }

            unit.Add(one);
            zeros = one == 0 ? zeros + 1 : 0;
        }

        return [.. unit];
    }
}
