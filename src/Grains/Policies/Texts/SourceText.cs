using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>One line of a source.</summary>
/// <param name="Number">From 1, as an editor counts.</param>
/// <param name="Raw">Without line end.</param>
internal readonly record struct SourceLine(int Number, string Raw)
{
    public string Text => Raw.Trim();

    public bool Blank => string.IsNullOrWhiteSpace(Raw);

    public int Indent => Raw.Length - Raw.TrimStart().Length;
}

/// <summary>A decoded source freed of what nobody can see, cut into lines.</summary>
internal static class SourceText
{
    /// <summary>Lines end with LF, CRLF, CR, NEL, VT, FF, LS or PS.</summary>
    /// <remarks>
    /// Removed: the twelve characters of Unicode's property Bidi_Control, which can make a text read otherwise than it
    /// is stored, stray byte order marks, soft hyphens and C1 controls. Kept: ZWNJ and ZWJ, which Dari is written with.
    /// </remarks>
    public static ImmutableArray<SourceLine> Lines(string text, ICollection<ImportFinding> findings)
    {
        var lines = ImmutableArray.CreateBuilder<SourceLine>();
        var line = new StringBuilder();
        var removed = new List<(int Line, int Column, char Symbol)>();
        var column = 0;

        for (var at = 0; at < text.Length; at++)
        {
            var symbol = text[at];
            column++;

            if (symbol == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                continue;

            if (symbol is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029')
            {
                lines.Add(new(lines.Count + 1, line.ToString()));
                line.Clear();
                column = 0;
            }
            else if (IsBidiControl(symbol) || IsInvisible(symbol))
            {
                removed.Add((lines.Count + 1, column, symbol));
            }
            else
            {
                line.Append(symbol);
            }
        }

        lines.Add(new(lines.Count + 1, line.ToString()));
        Report(removed, findings);
        return lines.ToImmutable();
    }

    private static void Report(List<(int Line, int Column, char Symbol)> removed, ICollection<ImportFinding> findings)
    {
        foreach (var group in removed.GroupBy(found => IsBidiControl(found.Symbol)))
        {
            var places = string.Join(", ", group.Take(10).Select(found =>
                string.Create(CultureInfo.InvariantCulture,
                    $"U+{(int)found.Symbol:X4} at line {found.Line}, column {found.Column}")));
            var more = group.Count() > 10
                ? string.Create(CultureInfo.InvariantCulture, $", and {group.Count() - 10} more") : "";

            findings.Add(new(
                group.Key ? ImportFindings.BidiControl : ImportFindings.Control,
                group.First().Line,
                group.Last().Line,
                group.Key
                    ? $"Invisible characters that change the order of letters on screen were removed: {places}{more}."
                    : $"Invisible characters were removed: {places}{more}.",
                Removed: true));
        }
    }

    private static bool IsBidiControl(char symbol) =>
        symbol is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsInvisible(char symbol) => symbol is '\uFEFF' or '\u00AD' or (>= '\u007F' and <= '\u009F');
}
