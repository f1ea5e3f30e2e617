using Darsgah.Typesetting.Unicode;

namespace Darsgah.Typesetting.Bidi;

/// <summary>Levels by embeddings, overrides and isolates: rules X1 to X8, and X9.</summary>
internal static class ExplicitLevels
{
    private const int MaxDepth = 125;

    public static (sbyte[] Levels, BidiClass[] Resolved) Of(BidiClass[] classes, int[] isolates, byte baseLevel)
    {
        var levels = new sbyte[classes.Length];
        var resolved = (BidiClass[])classes.Clone();
        var stack = new Stack<Status>([new Status(baseLevel, null, Isolate: false)]);
        var (overflowIsolates, overflowEmbeddings, validIsolates) = (0, 0, 0);

        for (var index = 0; index < classes.Length; index++)
        {
            var now = stack.Peek();

            switch (classes[index])
            {
                case BidiClass.RLE or BidiClass.LRE or BidiClass.RLO or BidiClass.LRO:
                    levels[index] = BidiParagraph.Removed;
                    Embed(classes[index], now);
                    break;

                case BidiClass.RLI or BidiClass.LRI or BidiClass.FSI:
                    levels[index] = now.Level8;
                    resolved[index] = now.Override ?? classes[index];
                    OpenIsolate(index, now);
                    break;

                case BidiClass.PDI:
                    CloseIsolate();
                    levels[index] = stack.Peek().Level8;
                    resolved[index] = stack.Peek().Override ?? BidiClass.PDI;
                    break;

                case BidiClass.PDF:
                    levels[index] = BidiParagraph.Removed;

                    if (overflowIsolates == 0 && overflowEmbeddings > 0)
                        overflowEmbeddings--;
                    else if (overflowIsolates == 0 && !now.Isolate && stack.Count >= 2)
                        stack.Pop();

                    break;

                case BidiClass.B:
                    levels[index] = (sbyte)baseLevel;
                    stack = new Stack<Status>([new Status(baseLevel, null, Isolate: false)]);
                    (overflowIsolates, overflowEmbeddings, validIsolates) = (0, 0, 0);
                    break;

                case BidiClass.BN:
                    levels[index] = BidiParagraph.Removed;
                    break;

                default:
                    levels[index] = now.Level8;
                    resolved[index] = now.Override ?? classes[index];
                    break;
            }
        }

        return (levels, resolved);

        void Embed(BidiClass type, Status now)
        {
            var level = Next(now.Level, type is BidiClass.RLE or BidiClass.RLO);

            if (level <= MaxDepth && overflowIsolates == 0 && overflowEmbeddings == 0)
                stack.Push(new Status(level, type is BidiClass.RLO ? BidiClass.R : type is BidiClass.LRO ? BidiClass.L : null, Isolate: false));
            else if (overflowIsolates == 0)
                overflowEmbeddings++;
        }

        void OpenIsolate(int index, Status now)
        {
            var end = isolates[index] == Isolates.None ? classes.Length : isolates[index];
            var rightToLeft = classes[index] == BidiClass.RLI
                || (classes[index] == BidiClass.FSI && Isolates.FirstStrong(classes, isolates, index + 1, end) == 1);
            var level = Next(now.Level, rightToLeft);

            if (level <= MaxDepth && overflowIsolates == 0 && overflowEmbeddings == 0)
            {
                validIsolates++;
                stack.Push(new Status(level, null, Isolate: true));
            }
            else
            {
                overflowIsolates++;
            }
        }

        void CloseIsolate()
        {
            if (overflowIsolates > 0)
            {
                overflowIsolates--;
            }
            else if (validIsolates > 0)
            {
                overflowEmbeddings = 0;

                while (!stack.Peek().Isolate)
                    stack.Pop();

                stack.Pop();
                validIsolates--;
            }
        }
    }

    // The next odd level, or the next even one.
    private static int Next(int level, bool rightToLeft) => rightToLeft ? (level + 1) | 1 : (level + 2) & ~1;

    private sealed record Status(int Level, BidiClass? Override, bool Isolate)
    {
        public sbyte Level8 => (sbyte)Level;
    }
}
