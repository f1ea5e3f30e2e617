using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Makes the blocks of a parsed text.</summary>
internal static class PrintBlocks
{
    public static ImmutableArray<PrintBlock> Of(ContainerBlock container) => [.. container.SelectMany(Of)];

    private static IEnumerable<PrintBlock> Of(Block block) => block switch
    {
        HeadingBlock heading => [new PrintHeading(heading.Level, Words(heading))],
        ParagraphBlock paragraph => [new PrintParagraph(Words(paragraph))],
        ListBlock list =>
        [
            new PrintList(
                list.IsOrdered ? int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1 : null,
                [.. list.OfType<ListItemBlock>().Select(Of)]),
        ],
        QuoteBlock quote => [new PrintQuote(Of((ContainerBlock)quote))],
        Table table => [Table(table)],
        CodeBlock code => [new PrintParagraph(new PrintText(code.Lines.ToString().ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC), []))],
        ThematicBreakBlock => [new PrintRule()],

        // Definitions of links, which nobody sees.
        _ => [],
    };

    private static PrintTable Table(Table table)
    {
        var rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(Cell).ToImmutableArray()).ToList();
        var columns = rows.Select(row => row.Length).DefaultIfEmpty().Max();
        var full = rows.ConvertAll(row => row.AddRange(Enumerable.Repeat(new PrintText("", []), columns - row.Length)));

        return new PrintTable(
            full.FirstOrDefault(ImmutableArray<PrintText>.Empty),
            [.. full.Skip(1)],
            [.. Enumerable.Range(0, columns).Select(column => table.ColumnDefinitions.ElementAtOrDefault(column)?.Alignment is TableColumnAlign.Right)]);
    }

    private static PrintText Cell(TableCell cell) => cell.OfType<LeafBlock>().Select(Words).FirstOrDefault(new PrintText("", []));

    private static PrintText Words(LeafBlock block)
    {
        var text = new StringBuilder();
        var strong = ImmutableArray.CreateBuilder<Range>();

        if (block.Inline is { } inline)
            Append(inline, text, strong);

        return new PrintText(text.ToString(), strong.ToImmutable());
    }

    private static void Append(Inline inline, StringBuilder text, ImmutableArray<Range>.Builder strong)
    {
        var start = text.Length;

        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.ToString().Normalize(NormalizationForm.FormC));
                break;
            case LineBreakInline line:
                text.Append(line.IsHard ? '\n' : ' ');
                break;
            case CodeInline code:
                text.Append(code.Content.Normalize(NormalizationForm.FormC));
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.ToString());
                break;
            case AutolinkInline link:
                text.Append(Isolated(link.Url));
                break;
            case ContainerInline container:
                foreach (var child in container)
                    Append(child, text, strong);
                break;
        }

        if (inline is EmphasisInline { DelimiterCount: 2 } && text.Length > start)
            strong.Add(start..text.Length);

        // On paper nobody follows a link: where it leads is printed, unless its words say so.
        if (inline is LinkInline { IsImage: false, Url: { } address } && IsElsewhere(address)
            && !text.ToString(start, text.Length - start).Contains(Bare(address), StringComparison.OrdinalIgnoreCase))
        {
            text.Append(" (").Append(Isolated(Bare(address))).Append(')');
        }
    }

    private static bool IsElsewhere(string address) =>
        address.StartsWith("http", StringComparison.OrdinalIgnoreCase) || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    private static string Bare(string address) =>
        address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address["mailto:".Length..] : address;

    private static string Isolated(string text) => $"\u2066{text}\u2069";
}
