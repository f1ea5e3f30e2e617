using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>Glyphs that hang on others by anchors: GPOS lookups 3 to 6.</summary>
internal sealed class Attachment(List<Glyph> run, bool rightToLeft)
{
    private sealed record Point(int X, int Y)
    {
        public static Point? Of(TableView anchor) => anchor.IsNone ? null : new Point(anchor.I16(2), anchor.I16(4));
    }

    public int Cursive(GlyphWalk walk, TableView table, int at)
    {
        if (Anchor(table, run[at], 0) is not { } entry)
            return -1;

        var previous = walk.Previous(at, glyph => !glyph.IsIgnorable, context: false);

        if (previous < 0 || Anchor(table, run[previous], 2) is not { } exit)
            return -1;

        var (left, right) = (run[previous], run[at]);

        if (rightToLeft)
        {
            var move = exit.X + left.OffsetX;
            left.Advance -= move;
            left.OffsetX -= move;
            right.Advance = entry.X + right.OffsetX;
        }
        else
        {
            left.Advance = exit.X + left.OffsetX;
            var move = entry.X + right.OffsetX;
            right.Advance -= move;
            right.OffsetX -= move;
        }

        // The flag says which of the two stays on the baseline.
        var lastStays = (walk.Flags & GlyphWalk.RightToLeft) != 0;
        var (child, parent, down) = lastStays ? (previous, at, entry.Y - exit.Y) : (at, previous, exit.Y - entry.Y);

        Free(child, parent);
        (run[child].AttachedTo, run[child].IsCursive, run[child].OffsetY) = (parent - child, true, down);

        return at + 1;

        static Point? Anchor(TableView table, Glyph glyph, int at) =>
            Coverage.IndexOf(table.At(2), glyph.Id) is >= 0 and var covered ? Of(table, 6 + (4 * covered) + at) : null;

        static Point? Of(TableView table, int at) => Point.Of(table.At(at));
    }

    public int ToBase(GlyphWalk walk, TableView table, int at)
    {
        if (Coverage.IndexOf(table.At(2), run[at].Id) is not (>= 0 and var mark))
            return -1;

        var place = at;

        // Of a glyph that became several, marks stand on the first.
        do
        {
            place = walk.PreviousNonMark(place);
        }
        while (place > 0 && run[place] is { Multiplied: true, Component: > 0 } && run[place - 1].Cluster == run[place].Cluster);

        return place >= 0 && Coverage.IndexOf(table.At(4), run[place].Id) is >= 0 and var under
            ? Hang(table, mark, at, place, table.At(10).From(2), table.At(10), under)
            : -1;
    }

    public int ToLigature(GlyphWalk walk, TableView table, int at)
    {
        if (Coverage.IndexOf(table.At(2), run[at].Id) is not (>= 0 and var mark)
            || walk.PreviousNonMark(at) is not (>= 0 and var place)
            || Coverage.IndexOf(table.At(4), run[place].Id) is not (>= 0 and var under))
        {
            return -1;
        }

        var ligature = table.At(10).At(2 + (2 * under));
        var parts = ligature.U16(0);

        if (parts == 0)
            return -1;

        var part = run[at].Ligature > 0 && run[at].Ligature == run[place].Ligature && run[at].Component > 0
            ? Math.Min(parts, run[at].Component) - 1
            : parts - 1;

        return Hang(table, mark, at, place, ligature.From(2), ligature, part);
    }

    public int ToMark(GlyphWalk walk, TableView table, int at)
    {
        if (Coverage.IndexOf(table.At(2), run[at].Id) is not (>= 0 and var mark)
            || walk.PreviousSeen(at) is not (>= 0 and var place) || !run[place].IsMark || !OnOnePart(run[at], run[place])
            || Coverage.IndexOf(table.At(4), run[place].Id) is not (>= 0 and var under))
        {
            return -1;
        }

        return Hang(table, mark, at, place, table.At(10).From(2), table.At(10), under);
    }

    /// <summary>Each glyph that hangs takes over the place of what it hangs on.</summary>
    public void Finish()
    {
        for (var index = 0; index < run.Count; index++)
            Settle(index);
    }

    private static bool OnOnePart(Glyph mark, Glyph under) => mark.Ligature == under.Ligature
        ? mark.Ligature == 0 || mark.Component == under.Component
        : mark is { Ligature: > 0, Component: 0 } || under is { Ligature: > 0, Component: 0 };

    private int Hang(TableView table, int mark, int at, int on, TableView anchors, TableView from, int row)
    {
        var marks = table.At(8);
        var record = marks.From(2 + (4 * mark));
        var classes = table.U16(6);
        var offset = anchors.U16(2 * ((row * classes) + record.U16(0)));

        if (offset == 0 || Point.Of(marks.At(4 + (4 * mark))) is not { } own)
            return -1;

        var there = Point.Of(from.From(offset))!;

        (run[at].OffsetX, run[at].OffsetY) = (there.X - own.X, there.Y - own.Y);
        (run[at].AttachedTo, run[at].IsCursive) = (on - at, false);
        return at + 1;
    }

    private void Settle(int index)
    {
        var glyph = run[index];

        if (glyph.AttachedTo == 0)
            return;

        var parent = index + glyph.AttachedTo;
        glyph.AttachedTo = 0;
        Settle(parent);

        glyph.OffsetY += run[parent].OffsetY;

        if (glyph.IsCursive)
            return;

        glyph.OffsetX += run[parent].OffsetX;

        if (rightToLeft)
        {
            for (var between = parent + 1; between <= index; between++)
                glyph.OffsetX += run[between].Advance;
        }
        else
        {
            for (var between = parent; between < index; between++)
                glyph.OffsetX -= run[between].Advance;
        }
    }

    // A chain that would close into a ring is cut where the new link begins.
    private void Free(int child, int newParent)
    {
        var place = newParent;

        for (var steps = 0; steps < run.Count && run[place].AttachedTo != 0; steps++)
        {
            if (place + run[place].AttachedTo == child)
            {
                (run[place].AttachedTo, run[place].OffsetY) = (0, 0);
                return;
            }

            place += run[place].AttachedTo;
        }
    }
}
