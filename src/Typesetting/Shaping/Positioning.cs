using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>Places glyphs by the GPOS table: lookups 1 to 9.</summary>
internal sealed class Positioning
{
    private const int Extension = 9;
    private const int DeepestCall = 8;

    private readonly LayoutTable table;
    private readonly List<Glyph> run;
    private readonly GlyphDefinitions definitions;
    private readonly Attachment attachment;
    private readonly ContextRules rules;
    private int mask;
    private int depth;

    public Positioning(LayoutTable table, List<Glyph> run, GlyphDefinitions definitions, bool rightToLeft)
    {
        (this.table, this.run, this.definitions) = (table, run, definitions);
        attachment = new Attachment(run, rightToLeft);
        rules = new ContextRules(Call);
    }

    public void Apply(SortedDictionary<int, int> lookups)
    {
        foreach (var (index, lookupMask) in lookups)
        {
            mask = lookupMask;
            var walk = Walk(index);

            for (var at = 0; at < run.Count;)
                at = TryAt(walk, at) is >= 0 and var next ? Math.Max(next, at + 1) : at + 1;
        }
    }

    /// <summary>Marks and cursive letters get the place of what they hang on. Once, after all lookups.</summary>
    public void Finish() => attachment.Finish();

    private GlyphWalk Walk(int lookup) => new(run, definitions, table.Lookup(lookup), mask, Positioning: true);

    private bool Call(int lookup, int at)
    {
        if (depth == DeepestCall)
            return false;

        depth++;
        var done = TryAt(Walk(lookup), at) >= 0;
        depth--;

        return done;
    }

    private int TryAt(GlyphWalk walk, int at)
    {
        if (at >= run.Count || !walk.Touches(run[at]))
            return -1;

        for (var index = 0; index < walk.Lookup.U16(4); index++)
        {
            var subtable = walk.Lookup.At(6 + (2 * index));
            var type = walk.Lookup.U16(0);

            if (type == Extension)
                (type, subtable) = (subtable.U16(2), subtable.At32(4));

            if (Try(walk, type, subtable, at) is >= 0 and var next)
                return next;
        }

        return -1;
    }

    private int Try(GlyphWalk walk, int type, TableView subtable, int at) => type switch
    {
        1 => Single(subtable, at),
        2 => Pair(walk, subtable, at),
        3 => attachment.Cursive(walk, subtable, at),
        4 => attachment.ToBase(walk, subtable, at),
        5 => attachment.ToLigature(walk, subtable, at),
        6 => attachment.ToMark(walk, subtable, at),
        7 => rules.Apply(walk, subtable, at, chained: false),
        8 => rules.Apply(walk, subtable, at, chained: true),
        _ => -1,
    };

    private int Single(TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0)
            return -1;

        var format = table.U16(4);
        Adjust(run[at], table.From(table.U16(0) == 1 ? 6 : 8 + (covered * ValueSize(format))), format);
        return at + 1;
    }

    private int Pair(GlyphWalk walk, TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0 || walk.Next(at, _ => true) is not (>= 0 and var second))
            return -1;

        var (format1, format2) = (table.U16(4), table.U16(6));
        var (size1, size2) = (ValueSize(format1), ValueSize(format2));

        if (Values() is not { IsNone: false } values)
            return -1;

        Adjust(run[at], values, format1);
        Adjust(run[second], values.From(size1), format2);
        return size2 > 0 ? second + 1 : second;

        TableView Values()
        {
            if (table.U16(0) == 2)
            {
                var class1 = GlyphClasses.Of(table.At(8), run[at].Id);
                var class2 = GlyphClasses.Of(table.At(10), run[second].Id);
                return table.From(16 + (((class1 * table.U16(14)) + class2) * (size1 + size2)));
            }

            var set = table.At(10 + (2 * covered));

            for (var index = 0; index < set.U16(0); index++)
            {
                var record = set.From(2 + (index * (2 + size1 + size2)));

                if (record.U16(0) == run[second].Id)
                    return record.From(2);
            }

            return default;
        }
    }

    private static int ValueSize(int format) => 2 * int.PopCount(format);

    // Vertical advances and device tables are passed over: text is horizontal, and of no fixed size in pixels.
    private static void Adjust(Glyph glyph, TableView values, int format)
    {
        var at = 0;

        if ((format & 1) != 0)
            glyph.OffsetX += Read();

        if ((format & 2) != 0)
            glyph.OffsetY += Read();

        if ((format & 4) != 0)
            glyph.Advance += Read();

        int Read()
        {
            at += 2;
            return values.I16(at - 2);
        }
    }
}
