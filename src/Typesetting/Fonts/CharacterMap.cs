namespace Darsgah.Typesetting.Fonts;

/// <summary>The <c>cmap</c> table: formats 4 and 12.</summary>
internal sealed class CharacterMap
{
    private readonly Dictionary<int, int> glyphs = [];

    public static CharacterMap Of(TableView table)
    {
        var map = new CharacterMap();

        // The whole of Unicode (12) is read after the basic plane (4), and has the last word.
        for (var index = 0; index < table.U16(2); index++)
        {
            var record = 4 + (8 * index);
            var subtable = table.At32(record + 4);

            if (table.U16(record) is not (0 or 3))
                continue;

            if (subtable.U16(0) == 4)
                map.Segments(subtable);
            else if (subtable.U16(0) == 12)
                map.Groups(subtable);
        }

        return map;
    }

    public int GlyphOf(int codePoint) => glyphs.GetValueOrDefault(codePoint);

    private void Segments(TableView table)
    {
        var count = table.U16(6) / 2;

        for (var segment = 0; segment < count; segment++)
        {
            var last = table.U16(14 + (2 * segment));
            var first = table.U16(16 + (2 * count) + (2 * segment));
            var delta = table.U16(16 + (4 * count) + (2 * segment));
            var rangeAt = 16 + (6 * count) + (2 * segment);
            var range = table.U16(rangeAt);

            for (var code = first; code <= last && code != 0xFFFF; code++)
            {
                var glyph = range == 0 ? code : table.U16(rangeAt + range + (2 * (code - first)));

                if (glyph != 0 && ((glyph + delta) & 0xFFFF) is > 0 and var found)
                    glyphs[code] = found;
            }
        }
    }

    private void Groups(TableView table)
    {
        for (var group = 0; group < table.U32(12); group++)
        {
            var (first, last, glyph) = (table.U32(16 + (12 * group)), table.U32(20 + (12 * group)), table.U32(24 + (12 * group)));

            for (var code = first; code <= last; code++)
                glyphs[(int)code] = (int)(glyph + code - first);
        }
    }
}
