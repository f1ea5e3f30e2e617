using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>Headings, paragraphs, lists and tables of a text on its pages, in the direction of its language.</summary>
internal sealed class PolicySheetBlocks(PdfDocument document, PageFlow flow, string language)
{
    private const double Size = 10.5;
    private const double Indent = 20;
    private const double Leading = 1.65;

    private static readonly Colour ink = Colour.Of("#1b2128");
    private static readonly Colour line = Colour.Of("#c9d0d8");

    private readonly bool rightToLeft = LanguageTag.DirectionOf(language) == TextDirection.RightToLeft;

    private Align Start => rightToLeft ? Align.Right : Align.Left;

    private Align End => rightToLeft ? Align.Left : Align.Right;

    public TextStyle Style(double size, bool strong = false) =>
        new(strong ? Vazirmatn.Bold : Vazirmatn.Regular, size, language, rightToLeft) { Strong = Vazirmatn.Bold };

    /// <param name="level">Of the document's headings, 2 to 6.</param>
    /// <param name="bookmark">Its level among the bookmarks; 0 for none.</param>
    public void Heading(string words, int level, int bookmark = 0)
    {
        var size = level switch { <= 2 => 15.0, 3 => 12.5, _ => 11.0 };
        var set = Typesetter.Set(words, Style(size, strong: true), flow.Width);

        // With two lines of what it is the heading of.
        flow.Keep((set.Lines.Length * size * 1.5) + 8 + (2 * Size * Leading));

        if (bookmark > 0)
            document.Bookmark(words, bookmark, flow.Page, flow.Top);

        flow.Text(set, flow.Left, flow.Width, Start, ink, (TextRole)Math.Clamp(level, 2, 6), leading: 1.5);
        flow.Space(3);
    }

    /// <param name="under">Level of the section that they stand in, from 1.</param>
    public void Write(ImmutableArray<PrintBlock> blocks, int under) => Write(blocks, under, 0);

    private void Write(ImmutableArray<PrintBlock> blocks, int under, double indent)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case PrintHeading heading:
                    flow.Space(6);
                    Heading(heading.Text.Text, under + 1 + heading.Level);
                    break;
                case PrintParagraph paragraph:
                    Paragraph(paragraph.Text, indent);
                    flow.Space(6);
                    break;
                case PrintList list:
                    document.Group(TextGroup.List, () => List(list, under, indent));
                    flow.Space(indent == 0 ? 4 : 0);
                    break;
                case PrintQuote quote:
                    document.Group(TextGroup.Quote, () => Write(quote.Blocks, under, indent + Indent));
                    break;
                case PrintTable table:
                    document.Group(TextGroup.Table, () => Table(table, indent));
                    flow.Space(8);
                    break;
                default:
                    flow.Space(6);
                    flow.Rule(line, 0.75);
                    flow.Space(8);
                    break;
            }
        }
    }

    private void Paragraph(PrintText text, double indent)
    {
        if (text.Text.Length > 0)
            flow.Text(Set(text, flow.Width - indent), Left(indent), flow.Width - indent, Start, ink, leading: Leading);
    }

    private void List(PrintList list, int under, double indent)
    {
        var number = list.Start;

        foreach (var item in list.Items)
        {
            document.Group(TextGroup.ListItem, () =>
            {
                flow.Keep(2 * Size * Leading);
                var label = number is { } count ? Label(count) : "•";
                var set = Typesetter.Set(label, Style(Size));
                var space = Math.Max(Indent, set.Lines[0].Width + 6);
                flow.Page.Text(set, rightToLeft ? Left(indent) + flow.Width - indent - space : Left(indent), flow.Top, space, Start, ink, TextRole.ListLabel, Leading);
                document.Group(TextGroup.ListBody, () => Write(item, under, indent + space));

                // Nothing in it: the label alone is a line.
                if (item.IsEmpty)
                    flow.Space(Size * Leading);
            });
            number++;
        }
    }

    private void Table(PrintTable table, double indent)
    {
        if (table.Head.IsEmpty)
            return;

        const double gap = 10;
        var space = flow.Width - indent - (gap * (table.Head.Length - 1));
        var weights = table.Head.Select((_, column) => Math.Sqrt(8 + table.Rows.Append(table.Head).Max(row => row[column].Text.Length))).ToList();
        var widths = weights.ConvertAll(weight => space * weight / weights.Sum());

        Rows([table.Head], TextRole.TableHead);
        Rows(table.Rows, TextRole.TableCell);

        void Rows(ImmutableArray<ImmutableArray<PrintText>> rows, TextRole role)
        {
            foreach (var row in rows)
            {
                var cells = ImmutableArray.CreateBuilder<FlowCell>();
                var from = 0.0;

                for (var column = 0; column < row.Length; column++)
                {
                    var left = rightToLeft ? flow.Left + flow.Width - indent - from - widths[column] : flow.Left + indent + from;
                    var text = role == TextRole.TableHead ? row[column] with { Strong = [0..row[column].Text.Length] } : row[column];
                    cells.Add(new FlowCell(Set(text, widths[column], 9.5), left, widths[column], table.AtEnd[column] ? End : Start));
                    from += widths[column] + gap;
                }

                flow.Row(cells.ToImmutable(), ink, role, padding: 3.5, leading: 1.5);
                flow.Rule(line, role == TextRole.TableHead ? 1 : 0.5);
            }
        }
    }

    private TextBlock Set(PrintText text, double width, double size = Size) => Typesetter.Set(text.Text, Style(size), width, text.Strong);

    private double Left(double indent) => rightToLeft ? flow.Left : flow.Left + indent;

    private string Label(int number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return (UiLanguages.Find(language) is { } ui ? Digits.Localise(digits, ui) : digits) + ".";
    }
}
