using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Bidi;

/// <summary>Marks, numbers and what stands between them: rules W1 to W7.</summary>
internal static class WeakTypes
{
    public static void Resolve(BidiClass[] types, BidiClass before, BidiClass embedding)
    {
        Marks(types, before);
        Numbers(types, before);
        Separators(types);
        Terminators(types);

        for (var index = 0; index < types.Length; index++)
        {
            if (types[index] is BidiClass.ES or BidiClass.ET or BidiClass.CS)
                types[index] = BidiClass.ON;
        }

        var strong = before;

        // W7.
        for (var index = 0; index < types.Length; index++)
        {
            if (types[index] is BidiClass.L or BidiClass.R)
                strong = types[index];
            else if (types[index] == BidiClass.EN && strong == BidiClass.L)
                types[index] = BidiClass.L;
        }
    }

    // W1.
    private static void Marks(BidiClass[] types, BidiClass before)
    {
        for (var index = 0; index < types.Length; index++)
        {
            if (types[index] != BidiClass.NSM)
                continue;

            var previous = index == 0 ? before : types[index - 1];
            types[index] = Isolates.IsInitiator(previous) || previous == BidiClass.PDI ? BidiClass.ON : previous;
        }
    }

    // W2 and W3.
    private static void Numbers(BidiClass[] types, BidiClass before)
    {
        var strong = before;

        for (var index = 0; index < types.Length; index++)
        {
            if (types[index] is BidiClass.L or BidiClass.R or BidiClass.AL)
                strong = types[index];
            else if (types[index] == BidiClass.EN && strong == BidiClass.AL)
                types[index] = BidiClass.AN;
        }

        for (var index = 0; index < types.Length; index++)
        {
            if (types[index] == BidiClass.AL)
                types[index] = BidiClass.R;
        }
    }

    // W4.
    private static void Separators(BidiClass[] types)
    {
        for (var index = 1; index + 1 < types.Length; index++)
        {
            var (left, right) = (types[index - 1], types[index + 1]);

            if (left == right && ((types[index] is BidiClass.ES or BidiClass.CS && left == BidiClass.EN)
                || (types[index] == BidiClass.CS && left == BidiClass.AN)))
            {
                types[index] = left;
            }
        }
    }

    // W5.
    private static void Terminators(BidiClass[] types)
    {
        for (var start = 0; start < types.Length; start++)
        {
            var end = start;

            while (end < types.Length && types[end] == BidiClass.ET)
                end++;

            if (end == start)
                continue;

            if ((start > 0 && types[start - 1] == BidiClass.EN) || (end < types.Length && types[end] == BidiClass.EN))
                Array.Fill(types, BidiClass.EN, start, end - start);

            start = end;
        }
    }
}
