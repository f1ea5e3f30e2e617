namespace Darsgah.Typesetting.Fonts;

/// <summary>Coverage tables: which glyphs a rule is about.</summary>
internal static class Coverage
{
    /// <summary>The glyph's place in the coverage; -1 where it is not in it.</summary>
    public static int IndexOf(TableView table, int glyph)
    {
        if (table.IsNone)
            return -1;

        var ranges = table.U16(0) == 2;
        var size = ranges ? 6 : 2;
        var (low, high) = (0, table.U16(2) - 1);

        while (low <= high)
        {
            var middle = (low + high) / 2;
            var record = table.From(4 + (size * middle));

            if (glyph < record.U16(0))
                high = middle - 1;
            else if (glyph > record.U16(ranges ? 2 : 0))
                low = middle + 1;
            else
                return ranges ? record.U16(4) + glyph - record.U16(0) : middle;
        }

        return -1;
    }
}

/// <summary>Class definition tables.</summary>
internal static class GlyphClasses
{
    /// <summary>The class of a glyph; 0 where the table names none.</summary>
    public static int Of(TableView table, int glyph)
    {
        if (table.IsNone)
            return 0;

        if (table.U16(0) == 1)
        {
            var place = glyph - table.U16(2);
            return place >= 0 && place < table.U16(4) ? table.U16(6 + (2 * place)) : 0;
        }

        for (var index = 0; index < table.U16(2); index++)
        {
            var record = table.From(4 + (6 * index));

            if (glyph >= record.U16(0) && glyph <= record.U16(2))
                return record.U16(4);
        }

        return 0;
    }
}

/// <summary>What a glyph is, by the GDEF table.</summary>
internal enum GlyphKind
{
    None = 0,
    Base = 1,
    Ligature = 2,
    Mark = 3,
    Component = 4,
}

/// <summary>The GDEF table.</summary>
internal sealed class GlyphDefinitions(TableView table)
{
    public GlyphKind KindOf(int glyph) => table.IsNone ? GlyphKind.None : (GlyphKind)GlyphClasses.Of(table.At(4), glyph);

    public int MarkClassOf(int glyph) => table.IsNone ? 0 : GlyphClasses.Of(table.At(10), glyph);

    public bool IsInMarkSet(int set, int glyph) =>
        !table.IsNone && table.U16(2) >= 2 && table.At(12) is { IsNone: false } sets && Coverage.IndexOf(sets.At32(4 + (4 * set)), glyph) >= 0;
}
