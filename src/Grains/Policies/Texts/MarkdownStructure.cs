namespace Darsgah.Grains.Policies.Texts;

/// <summary>Finds sections in Markdown: by its headings; without any, as in plain text.</summary>
internal static class MarkdownStructure
{
    private const int LongestHeading = 300;

    /// <summary>The title, if a heading is the only one on the highest level; and the rest.</summary>
    public static (string? Title, List<SourceBlock> Blocks) Read(
        IReadOnlyList<SourceLine> lines, bool remove, ICollection<ImportFinding> findings)
    {
        var blocks = Headings(lines);
        if (!blocks.Exists(block => block.Level > 0))
            return AsPlain(blocks, remove, findings);

        var highest = blocks.Where(block => block.Level > 0).Min(block => block.Level);
        var title = blocks.Where(block => block.Level == highest).Take(2).ToList() is [var only]
            && blocks.First(block => block.Level > 0) == only && blocks.Exists(block => block.Level > highest)
            ? only
            : null;

        if (title is not null)
            blocks.Remove(title);

        return (title is null ? null : $"{title.Number} {title.Text}".Trim(), blocks);
    }

    private static List<SourceBlock> Headings(IReadOnlyList<SourceLine> lines)
    {
        var blocks = new List<SourceBlock>();
        var chunk = new List<SourceLine>();
        var fence = "";

        foreach (var line in lines)
        {
            var text = line.Text;
            if (fence.Length > 0 || Fence(text).Length > 0)
            {
                fence = fence.Length == 0 ? Fence(text) : text.StartsWith(fence, StringComparison.Ordinal) ? "" : fence;
                chunk.Add(line);
            }
            else if (line.Indent <= 3 && AtxLevel(text) is > 0 and var level)
            {
                Flush();
                blocks.Add(Heading(line.Number, level, text[level..].TrimEnd('#')));
            }
            else if (chunk.Count == 1 && line.Indent <= 3 && SetextLevel(text) is > 0 and var under
                && !StartsList(chunk[0].Text))
            {
                blocks.Add(Heading(chunk[0].Number, under, chunk[0].Text));
                chunk.Clear();
            }
            else if (line.Blank)
            {
                Flush();
            }
            else
            {
                chunk.Add(line);
            }
        }

        Flush();
        return blocks;

        void Flush()
        {
            if (chunk.Count > 0)
            {
                var text = string.Join('\n', chunk.Select(line => line.Raw.TrimEnd()));
                blocks.Add(new(BlockKind.Markdown, chunk[0].Number, text));
            }

            chunk.Clear();
        }
    }

    private static (string? Title, List<SourceBlock> Blocks) AsPlain(
        List<SourceBlock> chunks, bool remove, ICollection<ImportFinding> findings)
    {
        var source = new Dictionary<int, SourceBlock>();
        var items = new List<SourceItem>();

        foreach (var chunk in chunks)
        {
            var plain = PolicyMarkdown.Check(chunk.Text) is null ? PolicyMarkdown.ToPlainText(chunk.Text) : chunk.Text;
            var list = StartsList(chunk.Text) || chunk.Text.Contains('\n', StringComparison.Ordinal);
            source[chunk.Line] = chunk;
            var numbered = list ? null : PrintedNumber.Read(plain);
            items.Add(new(chunk.Line, chunk.Line, plain, 0, list, BlankBefore: true, numbered));
        }

        items = WebResidue.Find(items, remove, findings);
        var title = items.Count > 1 && PlainStructure.IsTitle(items[0]) ? items[0].Text : null;
        var read = PlainStructure.Read(title is null ? items : items[1..]);

        return (title, read.ConvertAll(block => block.Kind switch
        {
            BlockKind.Heading => block,
            BlockKind.Clause when After(source[block.Line].Text, block.Number!) is { } body =>
                new(BlockKind.Clause, block.Line, body, block.Level, block.Number),
            _ => source[block.Line],
        }));
    }

    // What follows the number in the Markdown; null when the number is marked up, and so has to stay where it is.
    private static string? After(string markdown, string number)
    {
        var at = 0;
        foreach (var symbol in number)
        {
            at += at < markdown.Length && markdown[at] == '\\' ? 1 : 0;
            if (at >= markdown.Length || markdown[at++] != symbol)
                return null;
        }

        return markdown[at..].Trim();
    }

    private static SourceBlock Heading(int line, int level, string markdown)
    {
        var plain = PolicyMarkdown.Check(markdown) is null
            ? PolicyMarkdown.ToPlainText(markdown.Trim().Replace(". ", "\\. ", StringComparison.Ordinal))
            : markdown.Trim();
        plain = plain.ReplaceLineEndings(" ");
        if (plain.Length > LongestHeading)
            return new(BlockKind.Markdown, line, markdown.Trim());

        return PrintedNumber.Read(plain) is var (number, after)
            ? new(BlockKind.Heading, line, after, level, number.Printed)
            : new(BlockKind.Heading, line, plain, level);
    }

    private static int AtxLevel(string text)
    {
        var level = text.AsSpan().IndexOfAnyExcept('#') is var end && end < 0 ? text.Length : end;
        return level is >= 1 and <= 6 && (level == text.Length || text[level] is ' ' or '\t') ? level : 0;
    }

    private static int SetextLevel(string text)
    {
        if (text.Length == 0 || text[0] is not ('=' or '-') || text.AsSpan().IndexOfAnyExcept(text[0]) >= 0)
            return 0;

        return text[0] == '=' ? 1 : 2;
    }

    private static string Fence(string text) => text switch
    {
        ['`', '`', '`', ..] => "```",
        ['~', '~', '~', ..] => "~~~",
        _ => "",
    };

    private static bool StartsList(string text) =>
        text.Length > 1 && text.TrimStart() is [('-' or '*' or '+' or '>' or '|') and var sign, .. var after]
        && (sign is '>' or '|' || after.StartsWith(' '))
        || (text.AsSpan().IndexOfAnyExceptInRange('0', '9') is > 0 and var digits
            && digits + 1 < text.Length && text[digits] is '.' or ')' && text[digits + 1] == ' ');
}
