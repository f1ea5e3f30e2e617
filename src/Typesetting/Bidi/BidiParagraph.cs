using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Bidi;

/// <summary>A paragraph's embedding levels, by the Unicode bidirectional algorithm (UAX #9, revision 46).</summary>
/// <remarks>Works on code points, not on UTF-16 units.</remarks>
internal sealed class BidiParagraph
{
    /// <summary>The level of a character that rule X9 takes out; it has no place on a line.</summary>
    public const sbyte Removed = -1;

    private readonly BidiClass[] original;

    private BidiParagraph(BidiClass[] original, byte baseLevel, sbyte[] levels) =>
        (this.original, BaseLevel, Levels) = (original, baseLevel, levels);

    /// <summary>0 from left to right, 1 from right to left.</summary>
    public byte BaseLevel { get; }

    /// <summary>By character, before rule L1.</summary>
    public sbyte[] Levels { get; }

    /// <param name="baseLevel">0 or 1; null to see from the first strong character (P2, P3).</param>
    public static BidiParagraph Of(IReadOnlyList<int> text, byte? baseLevel) =>
        Of([.. text.Select(BidiCharacters.ClassOf)], text, baseLevel);

    /// <param name="text">The characters, for brackets; null where only classes are known.</param>
    public static BidiParagraph Of(BidiClass[] classes, IReadOnlyList<int>? text, byte? baseLevel)
    {
        var isolates = Isolates.Match(classes);
        var level = baseLevel ?? Isolates.FirstStrong(classes, isolates, 0, classes.Length) ?? 0;
        var (explicitLevels, resolved) = ExplicitLevels.Of(classes, isolates, level);
        var levels = explicitLevels.ToArray();

        foreach (var sequence in RunSequence.All(classes, isolates, explicitLevels, level))
            sequence.Resolve(resolved, text, levels);

        return new BidiParagraph(classes, level, levels);
    }

    /// <summary>The levels of a line of it: separators and spaces at the end go back to the paragraph's (L1).</summary>
    public sbyte[] LineLevels(int start, int end)
    {
        var levels = Levels[start..end];
        var trailing = true;

        for (var index = end - 1; index >= start; index--)
        {
            switch (original[index])
            {
                case BidiClass.B or BidiClass.S:
                    levels[index - start] = (sbyte)BaseLevel;
                    trailing = true;
                    break;
                case BidiClass.WS or BidiClass.FSI or BidiClass.LRI or BidiClass.RLI or BidiClass.PDI when trailing:
                    levels[index - start] = (sbyte)BaseLevel;
                    break;
                default:
                    trailing &= levels[index - start] == Removed;
                    break;
            }
        }

        return levels;
    }

    /// <summary>Places of a line's characters from left to right (L2), without those that have none.</summary>
    public static List<int> VisualOrder(IReadOnlyList<sbyte> levels)
    {
        var order = Enumerable.Range(0, levels.Count).Where(index => levels[index] != Removed).ToList();

        if (order.Count == 0)
            return order;

        for (var level = order.Max(index => levels[index]); level > 0; level--)
        {
            for (var start = 0; start < order.Count; start++)
            {
                var end = start;

                while (end < order.Count && levels[order[end]] >= level)
                    end++;

                order.Reverse(start, end - start);
                start = Math.Max(start, end - 1);
            }
        }

        return order;
    }
}
