using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Bidi;

/// <summary>Which isolate initiator ends where (BD9).</summary>
internal static class Isolates
{
    /// <summary>No partner: an initiator runs to the end of the paragraph, a PDI closes nothing.</summary>
    public const int None = -1;

    public static bool IsInitiator(BidiClass type) => type is BidiClass.LRI or BidiClass.RLI or BidiClass.FSI;

    /// <summary>For each initiator its PDI and the other way round; else <see cref="None"/>.</summary>
    public static int[] Match(BidiClass[] classes)
    {
        var partners = new int[classes.Length];
        var open = new Stack<int>();
        Array.Fill(partners, None);

        for (var index = 0; index < classes.Length; index++)
        {
            if (IsInitiator(classes[index]))
            {
                open.Push(index);
            }
            else if (classes[index] == BidiClass.PDI && open.TryPop(out var initiator))
            {
                partners[initiator] = index;
                partners[index] = initiator;
            }
            else if (classes[index] == BidiClass.B)
            {
                open.Clear();
            }
        }

        return partners;
    }

    /// <summary>1 or 0 by the first strong character outside isolates (P2, P3); null where there is none.</summary>
    public static byte? FirstStrong(BidiClass[] classes, int[] partners, int start, int end)
    {
        for (var index = start; index < end; index++)
        {
            switch (classes[index])
            {
                case BidiClass.L:
                    return 0;
                case BidiClass.R or BidiClass.AL:
                    return 1;
                case BidiClass.LRI or BidiClass.RLI or BidiClass.FSI:
                    if (partners[index] == None)
                        return null;

                    index = partners[index];
                    break;
                case BidiClass.B:
                    return null;
            }
        }

        return null;
    }
}
