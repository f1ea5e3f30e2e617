namespace Darsgah.Typesetting.Unicode;

/// <summary>What a character is to the bidirectional algorithm (UAX #9, table 4).</summary>
internal enum BidiClass : byte
{
    L, R, AL, EN, ES, ET, AN, CS, NSM, BN, B, S, WS, ON, LRE, LRO, RLE, RLO, PDF, LRI, RLI, FSI, PDI,
}

/// <summary>Bidi properties of characters, of Unicode 15.0.</summary>
internal static class BidiCharacters
{
    private static readonly (int First, int Last, BidiClass Class)[] Ranges =
    [
        .. Resources.Rows("BidiClasses.txt").Select(row =>
            (Resources.CodePoint(row[0]), Resources.CodePoint(row[1]), Enum.Parse<BidiClass>(row[2]))),
    ];

    private static readonly Dictionary<int, int> Mirrors = Pairs("M");
    private static readonly Dictionary<int, int> Closing = Pairs("B");
    private static readonly Dictionary<int, int> Opening = Closing.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static BidiClass ClassOf(int codePoint)
    {
        var (low, high) = (0, Ranges.Length - 1);

        while (low <= high)
        {
            var middle = (low + high) / 2;

            if (codePoint < Ranges[middle].First)
                high = middle - 1;
            else if (codePoint > Ranges[middle].Last)
                low = middle + 1;
            else
                return Ranges[middle].Class;
        }

        return BidiClass.L;
    }

    /// <summary>The character drawn in its place from right to left; itself where there is none.</summary>
    public static int Mirror(int codePoint) => Mirrors.GetValueOrDefault(codePoint, codePoint);

    /// <summary>What closes an opening bracket, in its canonical form; 0 for anything else.</summary>
    public static int ClosingOf(int codePoint) => Canonical(Closing.GetValueOrDefault(codePoint));

    /// <summary>A closing bracket in its canonical form; 0 for anything else.</summary>
    public static int AsClosing(int codePoint) => Opening.ContainsKey(codePoint) ? Canonical(codePoint) : 0;

    // U+232A is canonically U+3009 (UAX #9, BD14).
    private static int Canonical(int closing) => closing == 0x232A ? 0x3009 : closing;

    private static Dictionary<int, int> Pairs(string kind) => Resources.Rows("BidiPairs.txt")
        .Where(row => row[0] == kind)
        .ToDictionary(row => Resources.CodePoint(row[1]), row => Resources.CodePoint(row[2]));
}
