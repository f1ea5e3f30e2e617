using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>Replaces glyphs by the GSUB table: lookups 1, 2, 3 (its first choice), 4, 5, 6, 7 and 8.</summary>
internal sealed class Substitution
{
    private const int Extension = 7;
    private const int Reverse = 8;
    private const int DeepestCall = 8;

    private readonly LayoutTable table;
    private readonly List<Glyph> run;
    private readonly GlyphDefinitions definitions;
    private readonly ContextRules rules;
    private int mask;
    private int depth;
    private int ligatures;

    public Substitution(LayoutTable table, List<Glyph> run, GlyphDefinitions definitions)
    {
        (this.table, this.run, this.definitions) = (table, run, definitions);
        rules = new ContextRules(Call);
    }

    /// <summary>Takes some lookups over the whole run, one after another.</summary>
    public void Apply(SortedDictionary<int, int> lookups)
    {
        foreach (var (index, lookupMask) in lookups)
        {
            mask = lookupMask;
            var walk = Walk(index);

            if (TypeOf(walk.Lookup) == Reverse)
            {
                for (var at = run.Count - 1; at >= 0; at--)
                    TryAt(walk, at);

                continue;
            }

            for (var at = 0; at < run.Count;)
                at = TryAt(walk, at) is >= 0 and var next ? Math.Max(next, at) : at + 1;
        }
    }

    private GlyphWalk Walk(int lookup) => new(run, definitions, table.Lookup(lookup), mask, Positioning: false);

    private bool Call(int lookup, int at)
    {
        if (depth == DeepestCall)
            return false;

        depth++;
        var done = TryAt(Walk(lookup), at) >= 0;
        depth--;

        return done;
    }

    // The place to go on at; -1 where nothing was done.
    private int TryAt(GlyphWalk walk, int at)
    {
        if (at >= run.Count || !walk.Touches(run[at]))
            return -1;

        for (var index = 0; index < walk.Lookup.U16(4); index++)
        {
            var subtable = Subtable(walk.Lookup, index);

            if (Try(walk, TypeOf(walk.Lookup), subtable, at) is >= 0 and var next)
                return next;
        }

        return -1;
    }

    private int Try(GlyphWalk walk, int type, TableView subtable, int at) => type switch
    {
        1 => Single(subtable, at),
        2 => Multiple(subtable, at),
        3 => Alternate(subtable, at),
        4 => Ligature(walk, subtable, at),
        5 => rules.Apply(walk, subtable, at, chained: false),
        6 => rules.Apply(walk, subtable, at, chained: true),
        Reverse => ReverseChain(walk, subtable, at),
        _ => -1,
    };

    private static int TypeOf(TableView lookup) => lookup.U16(0) == Extension ? lookup.At(6).U16(2) : lookup.U16(0);

    private static TableView Subtable(TableView lookup, int index)
    {
        var subtable = lookup.At(6 + (2 * index));
        return lookup.U16(0) == Extension ? subtable.At32(4) : subtable;
    }

    private int Single(TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0)
            return -1;

        Become(run[at], table.U16(0) == 1 ? (run[at].Id + table.U16(4)) & 0xFFFF : table.U16(6 + (2 * covered)));
        return at + 1;
    }

    private int Alternate(TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0 || table.At(6 + (2 * covered)) is var choices && choices.U16(0) == 0)
            return -1;

        Become(run[at], table.At(6 + (2 * covered)).U16(2));
        return at + 1;
    }

    private int Multiple(TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0)
            return -1;

        var sequence = table.At(6 + (2 * covered));
        var count = sequence.U16(0);
        var source = run[at];
        run.RemoveAt(at);

        for (var index = 0; index < count; index++)
        {
            var part = new Glyph(source.CodePoint, source.Cluster) { Mask = source.Mask, Multiplied = count > 1, Component = count > 1 ? index : source.Component };
            Become(part, sequence.U16(2 + (2 * index)));
            run.Insert(at + index, part);
        }

        return at + count;
    }

    private int Ligature(GlyphWalk walk, TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0)
            return -1;

        var set = table.At(6 + (2 * covered));

        for (var index = 0; index < set.U16(0); index++)
        {
            var ligature = set.At(2 + (2 * index));

            if (LigatureParts.Match(walk, ligature, at) is { } places)
            {
                LigatureParts.Join(run, places, glyph => Become(glyph, ligature.U16(0)), () => ++ligatures);
                return at + 1 + (places[^1] - at - (places.Count - 1));
            }
        }

        return -1;
    }

    private int ReverseChain(GlyphWalk walk, TableView table, int at)
    {
        var covered = Coverage.IndexOf(table.At(2), run[at].Id);

        if (covered < 0)
            return -1;

        var (left, right) = (at, at);
        var before = table.U16(4);
        var after = table.U16(6 + (2 * before));

        for (var index = 0; index < before; index++)
        {
            var wanted = table.At(6 + (2 * index));

            if ((left = walk.Previous(left, glyph => Coverage.IndexOf(wanted, glyph.Id) >= 0)) < 0)
                return -1;
        }

        for (var index = 0; index < after; index++)
        {
            var wanted = table.At(8 + (2 * before) + (2 * index));

            if ((right = walk.Next(right, glyph => Coverage.IndexOf(wanted, glyph.Id) >= 0, context: true)) < 0)
                return -1;
        }

        Become(run[at], table.U16(10 + (2 * before) + (2 * after) + (2 * covered)));
        return at;
    }

    private void Become(Glyph glyph, int id)
    {
        glyph.Id = id;
        glyph.Kind = definitions.KindOf(id);
        glyph.Substituted = true;
    }
}
