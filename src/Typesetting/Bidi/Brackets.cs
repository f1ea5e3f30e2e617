using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Bidi;

/// <summary>Both brackets of a pair take one direction: rule N0, with BD16.</summary>
internal static class Brackets
{
    private const int MaxOpen = 63;

    /// <param name="marks">Which characters were combining marks before rule W1.</param>
    public static void Resolve(BidiClass[] types, bool[] marks, int[] text, BidiClass before, BidiClass embedding)
    {
        foreach (var (open, close) in Pairs(types, text))
        {
            if (DirectionOf(types, open, close, before, embedding) is not { } direction)
                continue;

            Set(types, marks, open, direction);
            Set(types, marks, close, direction);
        }
    }

    private static IEnumerable<(int Open, int Close)> Pairs(BidiClass[] types, int[] text)
    {
        var stack = new List<(int Closing, int Place)>();
        var pairs = new List<(int Open, int Close)>();

        for (var index = 0; index < text.Length; index++)
        {
            if (types[index] != BidiClass.ON)
                continue;

            if (BidiCharacters.ClosingOf(text[index]) is > 0 and var closing)
            {
                if (stack.Count == MaxOpen)
                    return [];

                stack.Add((closing, index));
            }
            else if (BidiCharacters.AsClosing(text[index]) is > 0 and var closed
                && stack.FindLastIndex(open => open.Closing == closed) is >= 0 and var found)
            {
                pairs.Add((stack[found].Place, index));
                stack.RemoveRange(found, stack.Count - found);
            }
        }

        return pairs.OrderBy(pair => pair.Open);
    }

    private static BidiClass? DirectionOf(BidiClass[] types, int open, int close, BidiClass before, BidiClass embedding)
    {
        var opposite = false;

        for (var index = open + 1; index < close; index++)
        {
            var strong = RunSequence.Strong(types[index]);

            if (strong == embedding)
                return embedding;

            opposite |= strong is BidiClass.L or BidiClass.R;
        }

        if (!opposite)
            return null;

        for (var index = open - 1; index >= 0; index--)
        {
            if (RunSequence.Strong(types[index]) is BidiClass.L or BidiClass.R)
                return RunSequence.Strong(types[index]);
        }

        return before;
    }

    private static void Set(BidiClass[] types, bool[] marks, int place, BidiClass direction)
    {
        types[place] = direction;

        for (var index = place + 1; index < types.Length && marks[index]; index++)
            types[index] = direction;
    }
}
