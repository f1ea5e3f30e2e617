using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>A paragraph-like piece of plain text before it is classified: one line, or several wrapped ones.</summary>
/// <param name="Line">First line, from 1.</param>
/// <param name="LastLine">Last line.</param>
/// <param name="Text">Trimmed, without list sign.</param>
/// <param name="Indent">Columns before the first line.</param>
/// <param name="Bullet">True when it had a list sign.</param>
/// <param name="BlankBefore">True when a blank line, or nothing, stands above.</param>
/// <param name="Numbered">The number it starts with, and what follows it.</param>
internal sealed record SourceItem(
    int Line, int LastLine, string Text, int Indent, bool Bullet, bool BlankBefore,
    (PrintedNumber Number, string After)? Numbered)
{
    private const int NarrowestWrapped = 50;
    private const int WidestWrapped = 100;

    /// <summary>The last punctuation, closing quotes and brackets aside; NUL for none.</summary>
    public static char Ending(string text)
    {
        var end = text.AsSpan().TrimEnd(" \t\u00A0\"'”’»)]".AsSpan());
        return end.Length > 0 && !char.IsLetterOrDigit(end[^1]) ? end[^1] : '\0';
    }

    /// <summary>The items of a text, list signs on a line of their own joined with what follows.</summary>
    /// <remarks>
    /// Lines are joined into paragraphs only in a text that was wrapped, which shows in its longest line having 50 to
    /// 100 characters, and not after the end of a sentence, where a heading may follow; elsewhere each line is a
    /// paragraph, as in text copied from a web page.
    /// </remarks>
    public static List<SourceItem> In(IEnumerable<SourceLine> source)
    {
        var lines = source.ToList();
        var widest = lines.Count == 0 ? 0 : lines.Max(line => line.Text.Length);
        var wrapped = widest is >= NarrowestWrapped and <= WidestWrapped;
        var items = new List<SourceItem>();
        var tail = new List<string>();
        var blank = true;
        var lastLength = 0;
        var sentenceEnded = false;

        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.Blank)
            {
                blank = true;
                continue;
            }

            var sign = SignLength(line.Text);
            var text = line.Text[sign..].TrimStart();
            var first = line.Number;
            while (sign > 0 && text.Length == 0 && at + 1 < lines.Count)
                text = lines[++at].Text;

            var numbered = sign > 0 ? null : PrintedNumber.Read(text);

            if (wrapped && !blank && sign == 0 && numbered is null && lastLength >= widest * 6 / 10 && !sentenceEnded)
            {
                tail.Add(text);
            }
            else if (text.Length > 0)
            {
                Close(first - 1);
                items.Add(new(first, lines[at].Number, text, line.Indent, sign > 0, blank, numbered));
            }

            lastLength = line.Text.Length;
            sentenceEnded = Ending(line.Text) is '.' or '!' or '?' or ':' or '؟' or '۔';
            blank = false;
        }

        Close(lines.Count == 0 ? 0 : lines[^1].Number);
        return items;

        void Close(int lastLine)
        {
            if (tail.Count > 0)
                items[^1] = items[^1].With(string.Join(' ', tail), lastLine);

            tail.Clear();
        }
    }

    /// <summary>Letters, digits and single spaces in lower case, to compare headings.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var word in Words.In(text))
            plain.Append(plain.Length > 0 ? " " : "").Append(word.ToLowerInvariant());

        return plain.ToString();
    }

    private SourceItem With(string text, int line) => this with
    {
        LastLine = line,
        Text = $"{Text} {text}",
        Numbered = Numbered is var (number, after) ? (number, $"{after} {text}") : null,
    };

    private static int SignLength(string text) =>
        "-–—*+•◦▪●○‣·➢►✓■".Contains(text[0], StringComparison.Ordinal)
        && (text.Length == 1 || char.IsWhiteSpace(text[1])) ? 1 : 0;
}
