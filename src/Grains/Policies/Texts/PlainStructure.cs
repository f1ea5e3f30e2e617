namespace Darsgah.Grains.Policies.Texts;

/// <summary>Finds sections and lists in plain text.</summary>
/// <remarks>
/// <para>A section starts at, in this order of trust:</para>
/// <list type="number">
/// <item>an ordinal in words (<c>أولاً:</c>), when the text has two or more: level 1;</item>
/// <item>a number of several parts (<c>6.2.</c>) under the top number before it, or the first of the next (<c>2.1</c>
/// after <c>1.4</c>): as deep as it has parts;</item>
/// <item>a single number that is not indented and continues the count of sections (1, then 2, …): level 1;</item>
/// <item>a short line without closing punctuation, followed by text, and in capitals, or in Title Case, or standing
/// alone between blank lines: one level below the numbered section it is in, otherwise level 1.</item>
/// </list>
/// <para>
/// What follows the number is the heading when it is short and not a sentence; otherwise the section has a number only.
/// Numbers that follow each other line by line from 1 are a list, and so are numbers when ordinals mark the sections;
/// unless nothing else divides the text, in which case they are its sections.
/// </para>
/// </remarks>
internal sealed class PlainStructure
{
    private const int LongestHeading = 120;
    private const int LongestBareHeading = 80;

    private readonly List<SourceItem> items;
    private readonly bool ordinals;
    private readonly HashSet<int> listed;
    private int top;
    private int depth;

    private PlainStructure(List<SourceItem> items, bool lists)
    {
        this.items = items;
        ordinals = items.Count(item => item.Numbered?.Number.Ordinal == true) >= 2;
        listed = lists ? Runs(items) : [];
    }

    public static List<SourceBlock> Read(List<SourceItem> items)
    {
        var blocks = new PlainStructure(items, lists: true).Blocks();
        return blocks.Exists(block => block.Level > 0) ? blocks : new PlainStructure(items, lists: false).Blocks();
    }

    /// <summary>True for a first line that can be a title.</summary>
    public static bool IsTitle(SourceItem item) =>
        !item.Bullet && item.Numbered is null && item.Text.Length <= LongestHeading && !Ends(item.Text, ".,;:،؛…")
        && !StatedDates.IsIn(item.Text) && item.Text.Any(char.IsLetter);

    private List<SourceBlock> Blocks() => [.. Enumerable.Range(0, items.Count).Select(Block)];

    private SourceBlock Block(int index)
    {
        var item = items[index];
        if (item.Bullet)
            return new(BlockKind.Bullet, item.Line, item.Text);

        if (item.Numbered is var (number, after))
        {
            if (StartsSection(index, number))
                return Section(item, number, after);

            if (number.Parts.Length == 1 && !number.Ordinal && after.Length > 0
                && number.Printed[^1] is '.' or ')' or '-')
                return new(BlockKind.Ordered, item.Line, after, Number: number.Normal);
        }

        return IsBareHeading(index)
            ? new(BlockKind.Heading, item.Line, item.Text, Math.Min(depth + 1, 6))
            : new(BlockKind.Paragraph, item.Line, item.Text);
    }

    private SourceBlock Section(SourceItem item, PrintedNumber number, string after)
    {
        top = number.Parts[0];
        depth = number.Parts.Length;

        // An ordinal in words is never part of a list, so a short line after it is a heading whatever it ends with.
        // A colon ends a heading at the top only; deeper, it ends the sentence before a list.
        var heading = after.Length <= LongestHeading
            && (number.Ordinal || !Ends(after, depth == 1 ? ".;,،؛" : ".;,:،؛"));
        return new(heading ? BlockKind.Heading : BlockKind.Clause, item.Line, after, depth, number.Printed);
    }

    private bool StartsSection(int index, PrintedNumber number)
    {
        if (number.Ordinal)
            return ordinals;

        if (ordinals || listed.Contains(index))
            return false;

        return number.Parts.Length > 1
            ? number.Parts[0] == top || (number.Parts[0] == top + 1 && number.Parts[1..].All(part => part == 1))
            : items[index].Indent == 0 && number.Parts[0] == top + 1;
    }

    private bool IsBareHeading(int index)
    {
        var (item, text) = (items[index], items[index].Text);
        if (text.Length is < 2 or > LongestBareHeading || Ends(text, ".,:;!،؛…") || !text.Any(char.IsLetter))
            return false;

        if (item.Numbered is not null || StatedDates.IsIn(text) || index + 1 >= items.Count
            || !IsBody(items[index + 1]))
            return false;

        var words = Words.In(text).Where(word => word.Length >= 4 && char.IsLetter(word[0])).ToList();
        var alone = item.BlankBefore && items[index + 1].BlankBefore && text.Length <= 60;

        // Scripts without capitals: only the lines around tell.
        if (!text.Any(char.IsUpper))
            return !text.Any(char.IsLower) && (alone || (text.Length <= 50 && items[index + 1].Text.Length >= 120));

        var capitals = words.Count(word => char.IsUpper(word[0]));
        return char.IsUpper(text.First(char.IsLetter))
            && (alone || (words.Count > 0 && capitals * 10 >= words.Count * 7));
    }

    private static bool IsBody(SourceItem item) =>
        item.Bullet || item.Numbered is not null || item.Text.Length > LongestBareHeading || Ends(item.Text, ".:;!?؟،");

    // Items that count 1, 2, … with nothing between them.
    private static HashSet<int> Runs(List<SourceItem> items)
    {
        var runs = new HashSet<int>();

        for (var start = 0; start < items.Count; start++)
        {
            var end = start;
            while (end < items.Count && Single(items[end]) == end - start + 1)
                end++;

            if (end - start >= 2)
            {
                runs.UnionWith(Enumerable.Range(start, end - start));
                start = end - 1;
            }
        }

        return runs;
    }

    private static int? Single(SourceItem item) =>
        item.Numbered is { Number: { Ordinal: false, Parts: [var only] } } ? only : null;

    private static bool Ends(string text, string signs) =>
        SourceItem.Ending(text) is var ending and not '\0' && signs.Contains(ending, StringComparison.Ordinal);
}
