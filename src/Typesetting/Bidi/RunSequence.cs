using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Bidi;

/// <summary>An isolating run sequence (X10), and the rules for weak and neutral characters in it (W1 to I2).</summary>
internal sealed class RunSequence
{
    private readonly int[] places;
    private readonly sbyte level;
    private readonly BidiClass before;
    private readonly BidiClass after;

    private RunSequence(List<int> places, sbyte level, int before, int after)
    {
        this.places = [.. places];
        this.level = level;
        this.before = Direction(Math.Max(before, level));
        this.after = Direction(Math.Max(after, level));
    }

    private BidiClass Embedding => Direction(level);

    /// <summary>All sequences of a paragraph.</summary>
    public static IEnumerable<RunSequence> All(BidiClass[] classes, int[] isolates, sbyte[] levels, byte baseLevel)
    {
        var runs = Runs(levels);
        var runAt = new Dictionary<int, List<int>>();

        foreach (var run in runs)
            runAt[run[0]] = run;

        foreach (var run in runs)
        {
            if (classes[run[0]] == BidiClass.PDI && isolates[run[0]] != Isolates.None)
                continue;

            var sequence = new List<int>(run);

            while (Isolates.IsInitiator(classes[sequence[^1]]) && isolates[sequence[^1]] is var end and not Isolates.None)
                sequence.AddRange(runAt[end]);

            var last = sequence[^1];
            var open = Isolates.IsInitiator(classes[last]);
            var left = Enumerable.Range(0, sequence[0]).Reverse().FirstOrDefault(index => levels[index] != BidiParagraph.Removed, -1);
            var right = open ? -1 : Enumerable.Range(last + 1, levels.Length - last - 1).FirstOrDefault(index => levels[index] != BidiParagraph.Removed, -1);

            yield return new RunSequence(
                sequence, levels[sequence[0]], left < 0 ? baseLevel : levels[left], right < 0 ? baseLevel : levels[right]);
        }
    }

    /// <summary>Writes the resolved levels of its characters.</summary>
    public void Resolve(BidiClass[] resolved, IReadOnlyList<int>? text, sbyte[] levels)
    {
        var types = Array.ConvertAll(places, place => resolved[place]);
        var marks = Array.ConvertAll(types, type => type == BidiClass.NSM);

        WeakTypes.Resolve(types, before, Embedding);

        if (text is not null)
            Brackets.Resolve(types, marks, [.. places.Select(place => text[place])], before, Embedding);

        Neutrals(types);

        for (var index = 0; index < types.Length; index++)
        {
            var up = (level & 1) == 0
                ? types[index] switch { BidiClass.R => 1, BidiClass.AN or BidiClass.EN => 2, _ => 0 }
                : types[index] is BidiClass.L or BidiClass.EN or BidiClass.AN ? 1 : 0;
            levels[places[index]] = (sbyte)(level + up);
        }
    }

    // N1 and N2.
    private void Neutrals(BidiClass[] types)
    {
        for (var start = 0; start < types.Length; start++)
        {
            var end = start;

            while (end < types.Length && IsNeutral(types[end]))
                end++;

            if (end == start)
                continue;

            var left = start == 0 ? before : Strong(types[start - 1]);
            var right = end == types.Length ? after : Strong(types[end]);
            Array.Fill(types, left == right ? left : Embedding, start, end - start);
            start = end;
        }
    }

    public static BidiClass Strong(BidiClass type) => type is BidiClass.EN or BidiClass.AN ? BidiClass.R : type;

    public static bool IsNeutral(BidiClass type) =>
        type is BidiClass.B or BidiClass.S or BidiClass.WS or BidiClass.ON or BidiClass.LRI or BidiClass.RLI or BidiClass.FSI or BidiClass.PDI;

    private static BidiClass Direction(int level) => (level & 1) == 0 ? BidiClass.L : BidiClass.R;

    private static List<List<int>> Runs(sbyte[] levels)
    {
        var runs = new List<List<int>>();
        var previous = BidiParagraph.Removed;

        for (var index = 0; index < levels.Length; index++)
        {
            if (levels[index] == BidiParagraph.Removed)
                continue;

            if (runs.Count == 0 || levels[index] != previous)
                runs.Add([]);

            runs[^1].Add(index);
            previous = levels[index];
        }

        return runs;
    }
}
