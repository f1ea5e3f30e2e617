namespace Darsgah.Grains.Policies.Texts;

/// <summary>How much Markdown a section may hold; checked before it reaches a parser (SEC-E03).</summary>
public static class MarkdownLimits
{
    /// <summary>Characters in one section, or in a preamble.</summary>
    public const int LongestText = 64 * 1024;

    /// <summary>Lists and quotations inside each other.</summary>
    public const int Deepest = 32;

    // A list inside a list starts at least two columns further right.
    private const int WidestIndent = Deepest * 4;

    // Brackets, stars and underscores, backticks, pipes and angle brackets in one paragraph. A parser looks back over
    // all that are open, so its time grows with the square of this.
    private const int MostMarks = 2000;

    /// <summary>Why the text goes beyond the limits; null when it keeps them.</summary>
    public static Error? Check(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        if (markdown.Length > LongestText)
            return PolicyTextErrors.SectionTooLong(markdown[..40].Trim(), markdown.Length);

        var marks = 0;
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                marks = 0;
                continue;
            }

            if (TooDeep(line))
                return PolicyTextErrors.TooDeep(Deepest);

            foreach (var symbol in line)
                marks += symbol is '[' or ']' or '*' or '_' or '`' or '|' or '<' or '!' or '\\' or '&' ? 1 : 0;

            if (marks > MostMarks)
                return PolicyTextErrors.TooComplex();
        }

        return null;
    }

    // Every sign that can open a container is counted, wherever it stands in the run at the start of the line.
    private static bool TooDeep(ReadOnlySpan<char> line)
    {
        var (containers, columns) = (0, 0);

        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is ' ' or '\t')
            {
                columns += line[at] == '\t' ? 4 : 1;
            }
            else if (line[at] is '>' or '-' or '+' or '*')
            {
                containers++;
            }
            else if (char.IsAsciiDigit(line[at]))
            {
                while (at + 1 < line.Length && char.IsAsciiDigit(line[at + 1]))
                    at++;

                if (at + 1 >= line.Length || line[at + 1] is not ('.' or ')'))
                    break;

                at++;
                containers++;
            }
            else
            {
                break;
            }
        }

        return columns > WidestIndent || (containers > Deepest && !IsRule(line));
    }

    // "-----" under a heading or between paragraphs, however long.
    private static bool IsRule(ReadOnlySpan<char> line) => line.Trim() is var signs
        && signs[0] is '-' or '*' && signs.IndexOfAnyExcept(signs[0]) < 0;
}
