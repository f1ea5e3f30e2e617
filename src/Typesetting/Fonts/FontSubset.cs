using System.Buffers.Binary;

namespace Darsgah.Typesetting.Fonts;

/// <summary>A font with some of another one's glyphs, renumbered from 0 (the empty box) in the order they were asked for.</summary>
internal sealed class FontSubset
{
    private const int ArgumentsAreWords = 1;
    private const int HasScale = 8;
    private const int MoreComponents = 32;
    private const int HasTwoScales = 64;
    private const int HasMatrix = 128;

    private readonly FontFile font;
    private readonly List<int> glyphs = [0];
    private readonly Dictionary<int, int> numbers = new() { [0] = 0 };

    public FontSubset(FontFile font) => this.font = font;

    /// <summary>The number here of a glyph of the font.</summary>
    public int NumberOf(int glyph)
    {
        if (numbers.TryGetValue(glyph, out var known))
            return known;

        glyphs.Add(glyph);
        return numbers[glyph] = glyphs.Count - 1;
    }

    /// <summary>The font file.</summary>
    public byte[] Save()
    {
        var outlines = new MemoryStream();
        var offsets = new List<int> { 0 };

        // Parts of composed glyphs are found on the way, so the list grows.
        for (var index = 0; index < glyphs.Count; index++)
        {
            outlines.Write(Renumbered(font.Outline(glyphs[index]).ToArray()));

            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);

            offsets.Add((int)outlines.Length);
        }

        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = outlines.ToArray(),
            ["loca"] = Numbers32(offsets),
            ["hmtx"] = Metrics(),
            ["head"] = With(font.TableBytes("head"), (8, 0, 4), (50, 1, 2)),
            ["hhea"] = With(font.TableBytes("hhea"), (34, glyphs.Count, 2)),
            ["maxp"] = With(font.TableBytes("maxp"), (4, glyphs.Count, 2)),
        };

        foreach (var tag in new[] { "cvt ", "fpgm", "prep" })
        {
            if (font.TableBytes(tag) is { Length: > 0 } bytes)
                tables[tag] = bytes.ToArray();
        }

        return File(tables);
    }

    private byte[] Renumbered(byte[] outline)
    {
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return outline;

        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            var part = outline.AsSpan(at + 2);
            BinaryPrimitives.WriteUInt16BigEndian(part, (ushort)NumberOf(BinaryPrimitives.ReadUInt16BigEndian(part)));

            if ((flags & MoreComponents) == 0)
                return outline;

            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2)
                + ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
        }
    }

    private byte[] Metrics()
    {
        var bytes = new byte[4 * glyphs.Count];

        for (var index = 0; index < glyphs.Count; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4 * index), (ushort)font.Advance(glyphs[index]));
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan((4 * index) + 2), (short)font.LeftBearing(glyphs[index]));
        }

        return bytes;
    }

    private static byte[] Numbers32(List<int> numbers)
    {
        var bytes = new byte[4 * numbers.Count];

        for (var index = 0; index < numbers.Count; index++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * index), numbers[index]);

        return bytes;
    }

    private static byte[] With(ReadOnlySpan<byte> table, params ReadOnlySpan<(int At, int Value, int Size)> changes)
    {
        var bytes = table.ToArray();

        foreach (var (at, value, size) in changes)
        {
            if (size == 2)
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
            else
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), value);
        }

        return bytes;
    }

    private static byte[] File(SortedDictionary<string, byte[]> tables)
    {
        var power = 31 - int.LeadingZeroCount(tables.Count);
        var file = new List<byte>();
        Add(0x00010000, 4);
        Add(tables.Count, 2);
        Add(16 << power, 2);
        Add(power, 2);
        Add((16 * tables.Count) - (16 << power), 2);

        var at = 12 + (16 * tables.Count);

        foreach (var (tag, bytes) in tables)
        {
            file.AddRange(Encoding.ASCII.GetBytes(tag));
            Add((int)Sum(bytes), 4);
            Add(at, 4);
            Add(bytes.Length, 4);
            at += (bytes.Length + 3) & ~3;
        }

        foreach (var (_, bytes) in tables)
        {
            file.AddRange(bytes);
            file.AddRange(new byte[-bytes.Length & 3]);
        }

        var whole = file.ToArray();
        var head = 12 + (16 * tables.Count) + tables.TakeWhile(table => table.Key != "head").Sum(table => (table.Value.Length + 3) & ~3);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(head + 8), 0xB1B0AFBA - Sum(whole));
        return whole;

        void Add(int value, int size)
        {
            for (var shift = 8 * (size - 1); shift >= 0; shift -= 8)
                file.Add((byte)(value >> shift));
        }
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;

        for (var index = 0; index < bytes.Length; index++)
            sum += (uint)bytes[index] << (24 - (8 * (index & 3)));

        return sum;
    }
}
