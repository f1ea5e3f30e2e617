namespace Darsgah.Typesetting.Shaping;

/// <summary>Which form each Arabic letter takes: isolated, final, medial or initial (Unicode Standard, 9.2).</summary>
internal static class ArabicJoining
{
    public const int Isolated = 2;
    public const int Final = 4;
    public const int Medial = 8;
    public const int Initial = 16;

    private const char BothSides = 'D';
    private const char Causing = 'C';
    private const char Transparent = 'T';
    private const char None = 'U';

    private static readonly Dictionary<int, char> Types = Resources.Rows("ArabicJoining.txt")
        .SelectMany(row => Enumerable.Range(Resources.CodePoint(row[0]), Resources.CodePoint(row[1]) - Resources.CodePoint(row[0]) + 1)
            .Select(codePoint => (codePoint, Type: row[2][0])))
        .ToDictionary(pair => pair.codePoint, pair => pair.Type);

    public static void Assign(IReadOnlyList<Glyph> glyphs)
    {
        Glyph? previous = null;

        foreach (var glyph in glyphs)
        {
            var type = TypeOf(glyph.CodePoint);

            if (type == Transparent)
                continue;

            var form = Isolated;

            if (type != None && previous is not null)
            {
                previous.Mask = Glyph.Everywhere | ((previous.Mask & Final) != 0 ? Medial : Initial);
                form = Final;
            }

            if (type != None)
                glyph.Mask = Glyph.Everywhere | form;

            previous = type is BothSides or Causing ? glyph : null;
        }
    }

    private static char TypeOf(int codePoint)
    {
        if (Types.TryGetValue(codePoint, out var type))
            return type;

        return CharUnicodeInfo.GetUnicodeCategory(codePoint)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? Transparent : None;
    }
}
