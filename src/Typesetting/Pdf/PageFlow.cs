using Darsgah.Typesetting.Layout;

namespace Darsgah.Typesetting.Pdf;

/// <summary>Texts one below the other, over as many pages as they take.</summary>
/// <param name="document">What the pages are added to.</param>
/// <param name="width">Of a page, in points.</param>
/// <param name="height">Of a page, in points.</param>
/// <param name="margins">What is kept free on each page.</param>
public sealed class PageFlow(PdfDocument document, double width, double height, Margins margins)
{
    private double bottom;

    /// <summary>The page that is written on; the first begins with what is first written.</summary>
    public PdfPage Page { get; private set; } = null!;

    /// <summary>Where the next text stands, from the upper edge of the page.</summary>
    public double Top { get; private set; }

    /// <summary>Left edge of the space for texts.</summary>
    public double Left => margins.Side;

    /// <summary>Width of the space for texts.</summary>
    public double Width => width - (2 * margins.Side);

    private bool IsFresh => Page is not null && Top <= margins.Top;

    /// <summary>Leaves room above what follows; none at the head of a page.</summary>
    public void Space(double points)
    {
        if (Page is not null && !IsFresh)
            Top += points;
    }

    /// <summary>Goes on to the next page where less than so much is left: a heading stays with its text.</summary>
    public void Keep(double points)
    {
        if (Page is null || (!IsFresh && Top + points > bottom))
            NextPage();
    }

    /// <summary>Writes a paragraph, no first or last line of it alone on a page.</summary>
    /// <param name="left">Left edge of its space.</param>
    /// <param name="space">Width of its space.</param>
    /// <param name="leading">From one baseline to the next, in ems.</param>
    public void Text(
        TextBlock text, double left, double space, Align align, Colour colour, TextRole role = TextRole.Paragraph, double leading = 1.6)
    {
        ArgumentNullException.ThrowIfNull(text);

        for (var first = 0; first < text.Lines.Length;)
        {
            var count = Fitting(text, first, leading);
            Top = Page.Text(text.Slice(first, count), left, Top, space, align, colour, role, leading);
            first += count;

            if (first < text.Lines.Length)
                NextPage();
        }
    }

    /// <summary>Writes a row of a table; one that is taller than a page goes on on the next.</summary>
    /// <param name="cells">What stands where.</param>
    /// <param name="padding">Above and below the text of each.</param>
    public void Row(ImmutableArray<FlowCell> cells, Colour colour, TextRole role, double padding, double leading)
    {
        var lines = cells.Select(cell => cell.Text.Lines.Length).DefaultIfEmpty().Max();
        var step = cells.SelectMany(cell => cell.Text.Lines).Select(line => line.Size * leading).DefaultIfEmpty().Max();
        Keep(Math.Min((lines * step) + (2 * padding), height - margins.Top - margins.Bottom));

        for (var first = 0; first < lines;)
        {
            var count = Math.Max(1, Math.Min(lines - first, (int)((bottom - Top - (2 * padding)) / step)));
            var top = Top + padding;

            document.Group(TextGroup.TableRow, () =>
            {
                foreach (var cell in cells)
                {
                    var begin = Math.Min(first, cell.Text.Lines.Length);
                    var part = cell.Text.Slice(begin, Math.Min(count, cell.Text.Lines.Length - begin));
                    Page.Text(part, cell.Left, top, cell.Width, cell.Align, colour, role, leading);
                }
            });

            Top = top + (count * step) + padding;
            first += count;

            if (first < lines)
                NextPage();
        }
    }

    /// <summary>Draws a line across.</summary>
    public void Rule(Colour colour, double thickness) => Page.Fill(colour, new Box(Left, Top, Width, thickness));

    /// <summary>Goes on on a new page.</summary>
    public void NextPage()
    {
        Page = document.AddPage(width, height);
        (Top, bottom) = (margins.Top, height - margins.Bottom);
    }

    // How many lines from here on stand on this page; at least one, on a fresh page if need be.
    private int Fitting(TextBlock text, int first, double leading)
    {
        var left = text.Lines.Length - first;
        Keep(Math.Min(2, left) * text.Lines[first].Size * leading);
        var (count, at) = (0, Top);

        while (count < left && at + (text.Lines[first + count].Size * leading) <= bottom + 0.01)
            at += text.Lines[first + count++].Size * leading;

        count = Math.Max(1, count);

        if (left - count != 1)
            return count;

        if (count > 2)
            return count - 1;

        if (first > 0 || IsFresh)
            return count;

        NextPage();
        return Fitting(text, first, leading);
    }
}

/// <summary>What is kept free on a page, in points.</summary>
/// <param name="Side">Left and right.</param>
public sealed record Margins(double Top, double Side, double Bottom);

/// <summary>A text of a row.</summary>
/// <param name="Left">Left edge of its space, in points.</param>
/// <param name="Width">Of its space, in points.</param>
public sealed record FlowCell(TextBlock Text, double Left, double Width, Align Align);
