namespace Darsgah.Typesetting.Fonts;

/// <summary>A TrueType or OpenType font with <c>glyf</c> outlines.</summary>
/// <remarks>Reads fonts that come with the product; one from a stranger is not checked for hostile offsets.</remarks>
public sealed class FontFile
{
    private readonly Dictionary<string, (int Start, int Length)> tables = new(StringComparer.Ordinal);
    private readonly CharacterMap characters;
    private readonly int fullMetrics;

    private FontFile(byte[] bytes)
    {
        Bytes = bytes;
        var file = new TableView(bytes, 0);

        for (var index = 0; index < file.U16(4); index++)
        {
            var record = 12 + (16 * index);
            tables[file.Tag(record)] = ((int)file.U32(record + 8), (int)file.U32(record + 12));
        }

        var head = Table("head");
        UnitsPerEm = head.U16(18);
        Box = (head.I16(36), head.I16(38), head.I16(40), head.I16(42));
        LongOffsets = head.I16(50) == 1;
        Ascent = Table("hhea").I16(4);
        Descent = Table("hhea").I16(6);
        fullMetrics = Table("hhea").U16(34);
        GlyphCount = Table("maxp").U16(4);
        CapHeight = Table("OS/2") is { IsNone: false } os2 && os2.U16(0) >= 2 ? os2.I16(88) : Ascent;
        Weight = Table("OS/2") is { IsNone: false } weights ? weights.U16(4) : 400;
        Name = FontNames.PostScript(Table("name"));
        characters = CharacterMap.Of(Table("cmap"));
        Definitions = new GlyphDefinitions(Table("GDEF"));
    }

    /// <summary>Its PostScript name: <c>Vazirmatn-Bold</c>.</summary>
    public string Name { get; }

    /// <summary>Font units in an em.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Units above the baseline.</summary>
    public int Ascent { get; }

    /// <summary>Units below it, negative.</summary>
    public int Descent { get; }

    internal int CapHeight { get; }

    internal int Weight { get; }

    internal int GlyphCount { get; }

    internal bool LongOffsets { get; }

    internal (int Left, int Bottom, int Right, int Top) Box { get; }

    internal byte[] Bytes { get; }

    internal GlyphDefinitions Definitions { get; }

    /// <exception cref="InvalidDataException">It is no font with TrueType outlines.</exception>
    public static FontFile Read(byte[] bytes)
    {
        try
        {
            var font = new FontFile(bytes);

            return font.Table("glyf").IsNone || font.Table("loca").IsNone
                ? throw new InvalidDataException($"The font {font.Name} has no TrueType outlines (glyf, loca); take its TTF form.")
                : font;
        }
        catch (Exception broken) when (broken is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("This is no font file, or it is cut off.", broken);
        }
    }

    /// <summary>True where the font can draw a character.</summary>
    public bool Has(int codePoint) => GlyphOf(codePoint) > 0;

    internal TableView Table(string tag) => tables.TryGetValue(tag, out var table) ? new TableView(Bytes, table.Start) : default;

    internal ReadOnlySpan<byte> TableBytes(string tag) =>
        tables.TryGetValue(tag, out var table) ? Bytes.AsSpan(table.Start, table.Length) : [];

    internal int GlyphOf(int codePoint) => characters.GlyphOf(codePoint);

    /// <summary>How far a glyph moves the pen, in font units.</summary>
    internal int Advance(int glyph) => Table("hmtx").U16(4 * Math.Min(glyph, fullMetrics - 1));

    internal int LeftBearing(int glyph) => glyph < fullMetrics
        ? Table("hmtx").I16((4 * glyph) + 2)
        : Table("hmtx").I16((4 * fullMetrics) + (2 * (glyph - fullMetrics)));

    /// <summary>A glyph's outline; empty for one that draws nothing.</summary>
    internal ReadOnlySpan<byte> Outline(int glyph)
    {
        var loca = Table("loca");
        var start = LongOffsets ? (int)loca.U32(4 * glyph) : 2 * loca.U16(2 * glyph);
        var end = LongOffsets ? (int)loca.U32(4 * (glyph + 1)) : 2 * loca.U16(2 * (glyph + 1));

        return Bytes.AsSpan(Table("glyf").Start + start, end - start);
    }
}

/// <summary>The <c>name</c> table.</summary>
internal static class FontNames
{
    private const int PostScriptName = 6;
    private const int Windows = 3;

    public static string PostScript(TableView names)
    {
        for (var index = 0; !names.IsNone && index < names.U16(2); index++)
        {
            var record = names.From(6 + (12 * index));

            if (record.U16(6) == PostScriptName && record.U16(0) == Windows)
                return Encoding.BigEndianUnicode.GetString(names.Bytes, names.Start + names.U16(4) + record.U16(10), record.U16(8));
        }

        return "Font";
    }
}
