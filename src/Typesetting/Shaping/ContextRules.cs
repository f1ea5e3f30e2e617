using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>Rules that look at what stands around: lookups 5 and 6 of GSUB, 7 and 8 of GPOS.</summary>
/// <param name="apply">Applies a lookup of the same table at a place; true where it did something.</param>
internal sealed class ContextRules(Func<int, int, bool> apply)
{
    private const int MostGlyphs = 64;

    /// <summary>The place to go on at; -1 where no rule holds.</summary>
    public int Apply(GlyphWalk walk, TableView table, int at, bool chained) => table.U16(0) switch
    {
        1 => Sets(walk, table, at, chained, Coverage.IndexOf(table.At(2), walk.Run[at].Id), ById, ById, ById),
        2 => ByClass(walk, table, at, chained),
        3 => ByCoverage(walk, table, at, chained),
        _ => -1,
    };

    private int ByClass(GlyphWalk walk, TableView table, int at, bool chained)
    {
        if (Coverage.IndexOf(table.At(2), walk.Run[at].Id) < 0)
            return -1;

        var input = table.At(chained ? 6 : 4);
        var before = chained ? table.At(4) : input;
        var after = chained ? table.At(8) : input;

        return Sets(
            walk, table, at, chained, GlyphClasses.Of(input, walk.Run[at].Id), Is(before), Is(input), Is(after));

        static Func<Glyph, int, bool> Is(TableView classes) => (glyph, wanted) => GlyphClasses.Of(classes, glyph.Id) == wanted;
    }

    private static bool ById(Glyph glyph, int wanted) => glyph.Id == wanted;

    private int Sets(
        GlyphWalk walk, TableView table, int at, bool chained, int set,
        Func<Glyph, int, bool> before, Func<Glyph, int, bool> input, Func<Glyph, int, bool> after)
    {
        var first = (table.U16(0), chained) switch { (1, _) => 4, (_, false) => 6, _ => 10 };

        if (set < 0 || set >= table.U16(first) || table.At(first + 2 + (2 * set)) is not { IsNone: false } rules)
            return -1;

        for (var index = 0; index < rules.U16(0); index++)
        {
            var rule = Rule.Read(rules.At(2 + (2 * index)), chained);

            if (Match(walk, at, rule.Before, rule.Input, rule.After, before, input, after) is { } places)
                return Run(walk, places, rule.Actions);
        }

        return -1;
    }

    private int ByCoverage(GlyphWalk walk, TableView table, int at, bool chained)
    {
        var place = 2;
        var before = chained ? Offsets() : [];
        var inputs = chained ? Offsets() : [];
        var after = chained ? Offsets() : [];

        // Without chains the count of actions stands before the coverages.
        if (!chained)
        {
            inputs = [.. Enumerable.Range(0, table.U16(2)).Select(index => table.U16(6 + (2 * index)))];
            place = 4;
        }

        if (Coverage.IndexOf(table.From(inputs[0]), walk.Run[at].Id) < 0)
            return -1;

        var actions = chained ? table.From(place + 2) : table.From(6 + (2 * inputs.Length));
        var count = table.U16(place);

        return Match(walk, at, before, inputs[1..], after, Covered, Covered, Covered) is { } places
            ? Run(walk, places, Rule.ReadActions(actions, count))
            : -1;

        bool Covered(Glyph glyph, int offset) => Coverage.IndexOf(table.From(offset), glyph.Id) >= 0;

        int[] Offsets()
        {
            var offsets = Enumerable.Range(0, table.U16(place)).Select(index => table.U16(place + 2 + (2 * index))).ToArray();
            place += 2 + (2 * offsets.Length);
            return offsets;
        }
    }

    private static List<int>? Match(
        GlyphWalk walk, int at, int[] before, int[] inputs, int[] after,
        Func<Glyph, int, bool> isBefore, Func<Glyph, int, bool> isInput, Func<Glyph, int, bool> isAfter)
    {
        var places = new List<int> { at };

        foreach (var wanted in inputs)
        {
            if (walk.Next(places[^1], glyph => isInput(glyph, wanted)) is >= 0 and var next)
                places.Add(next);
            else
                return null;
        }

        var left = at;

        foreach (var wanted in before)
        {
            if ((left = walk.Previous(left, glyph => isBefore(glyph, wanted))) < 0)
                return null;
        }

        var right = places[^1];

        foreach (var wanted in after)
        {
            if ((right = walk.Next(right, glyph => isAfter(glyph, wanted), context: true)) < 0)
                return null;
        }

        return places;
    }

    // What an action adds to the run or takes from it moves the places of those after it.
    private int Run(GlyphWalk walk, List<int> places, (int Place, int Lookup)[] actions)
    {
        var end = places[^1] + 1;

        foreach (var (place, lookup) in actions)
        {
            if (place >= places.Count)
                continue;

            var length = walk.Run.Count;

            if (!apply(lookup, places[place]))
                continue;

            var change = walk.Run.Count - length;

            if (change == 0)
                continue;

            end = Math.Max(end + change, places[place]);

            if (change < 0)
                places.RemoveRange(place + 1, Math.Min(-change, places.Count - place - 1));
            else if (places.Count + change <= MostGlyphs)
                places.InsertRange(place + 1, Enumerable.Range(places[place] + 1, change));

            for (var index = place + 1 + Math.Max(change, 0); index < places.Count; index++)
                places[index] += change;
        }

        return end;
    }

    private sealed record Rule(int[] Before, int[] Input, int[] After, (int Place, int Lookup)[] Actions)
    {
        public static Rule Read(TableView rule, bool chained)
        {
            if (!chained)
            {
                var count = rule.U16(0) - 1;
                return new Rule([], Numbers(4, count), [], ReadActions(rule.From(4 + (2 * count)), rule.U16(2)));
            }

            var at = 0;
            var before = Next(0);
            var input = Next(1);
            var after = Next(0);

            return new Rule(before, input, after, ReadActions(rule.From(at + 2), rule.U16(at)));

            int[] Next(int without)
            {
                var numbers = Numbers(at + 2, rule.U16(at) - without);
                at += 2 + (2 * numbers.Length);
                return numbers;
            }

            int[] Numbers(int from, int count) => [.. Enumerable.Range(0, count).Select(index => rule.U16(from + (2 * index)))];
        }

        public static (int Place, int Lookup)[] ReadActions(TableView actions, int count) =>
            [.. Enumerable.Range(0, count).Select(index => (actions.U16(4 * index), actions.U16((4 * index) + 2)))];
    }
}
