using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;

namespace Darsgah.Typesetting.Pdf;

/// <summary>A page. What is drawn later lies on what was drawn before.</summary>
public sealed class PdfPage
{
    private readonly PdfDocument document;
    private readonly StringBuilder content = new();
    private int contents;

    internal PdfPage(PdfDocument document, double width, double height) => (this.document, Width, Height) = (document, width, height);

    /// <summary>In points.</summary>
    public double Width { get; }

    /// <summary>In points.</summary>
    public double Height { get; }

    /// <summary>Fills rectangles; nothing for a reader who hears the page.</summary>
    public void Fill(Colour colour, params IEnumerable<Box> boxes) => Artifact(() => Rectangles(colour, boxes));

    /// <summary>Draws the edge of a rectangle.</summary>
    /// <param name="line">Its thickness in points.</param>
    public void Frame(Colour colour, Box box, double line) =>
        Artifact(() => content.Append(CultureInfo.InvariantCulture, $"{colour.Operands} RG {N(line)} w {Rectangle(box)} S\n"));

    /// <summary>A picture made of filled rectangles.</summary>
    /// <param name="alternative">What it says, for a reader who does not see it.</param>
    public void Figure(Colour colour, IEnumerable<Box> boxes, string alternative)
    {
        Begin("Figure", $"/Alt{PdfText.String(alternative)}");
        Rectangles(colour, boxes);
        content.Append("EMC\n");
    }

    /// <summary>Draws a picture as large as it can be in a box, in its middle; nothing for a reader who hears the page.</summary>
    public void Picture(PdfImage image, Box box)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(box);
        var scale = Math.Min(box.Width / image.Width, box.Height / image.Height);
        var (width, height) = (image.Width * scale, image.Height * scale);
        var (left, top) = (box.Left + ((box.Width - width) / 2), box.Top + ((box.Height - height) / 2));

        Artifact(() => content.Append(
            CultureInfo.InvariantCulture, $"q {N(width)} 0 0 {N(height)} {N(left)} {N(Height - top - height)} cm /{document.NameOf(image)} Do Q\n"));
    }

    /// <summary>Draws a paragraph, each line below the one before.</summary>
    /// <param name="left">Left edge of the space they stand in.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="leading">From one baseline to the next, in ems of each line.</param>
    /// <returns>The lower edge.</returns>
    public double Text(
        TextBlock text, double left, double top, double width, Align align, Colour colour,
        TextRole role = TextRole.Paragraph, double leading = 1.6)
    {
        // Glyphs stand from left to right whatever the text does; who hears it is told the text itself.
        if (role == TextRole.Furniture)
            content.Append("/Artifact BMC\n");
        else
            Begin(Type(role), $"/ActualText{PdfText.String(Readable(text.Text))}");

        content.Append(CultureInfo.InvariantCulture, $"{colour.Operands} rg\n");

        foreach (var line in text.Lines)
        {
            var step = line.Size * leading;
            var room = width - line.Width;
            var x = left + (align switch { Align.Left => 0, Align.Right => room, _ => room / 2 });

            // The space of a line is shared out above and below the letters.
            var height = (line.Font.Ascent - line.Font.Descent) * line.Size / line.Font.UnitsPerEm;
            var baseline = top + ((step - height) / 2) + (line.Font.Ascent * line.Size / line.Font.UnitsPerEm);
            Line(line, x, Height - baseline);
            top += step;
        }

        content.Append("EMC\n");
        return top;
    }

    internal int Write(PdfObjects objects, int tree, int index, string fonts, string images)
    {
        var stream = objects.AddStream("", Encoding.Latin1.GetBytes(content.ToString()));

        return objects.Add(
            $"<</Type/Page/Parent {PdfDocument.Text(tree)} 0 R/MediaBox[0 0 {N(Width)} {N(Height)}]/Contents {PdfDocument.Text(stream)} 0 R"
            + $"/Resources<</Font<<{fonts}>>{(images.Length > 0 ? $"/XObject<<{images}>>" : "")}>>/StructParents {PdfDocument.Text(index)}/Tabs/S>>");
    }

    private void Line(TextLine line, double x, double y)
    {
        for (var start = 0; start < line.Glyphs.Length;)
        {
            var font = line.Glyphs[start].Font;
            var end = start + 1;

            while (end < line.Glyphs.Length && line.Glyphs[end].Font == font)
                end++;

            x += Run(font, line.Size, line.Glyphs[start..end], x, y);
            start = end;
        }
    }

    // Kerning and marks are moves between glyphs, heights are rises of the baseline. Gives the width of what it draws.
    private double Run(FontFile file, double size, ImmutableArray<LineGlyph> glyphs, double x, double y)
    {
        var font = document.FontOf(file);
        var perUnit = 1000.0 / file.UnitsPerEm;
        var (pen, reached, rise) = (0, 0, 0);
        var open = false;

        content.Append(CultureInfo.InvariantCulture, $"BT /{font.Name} {N(size)} Tf 1 0 0 1 {N(x)} {N(y)} Tm ");

        foreach (var glyph in glyphs)
        {
            if (glyph.OffsetY != rise)
            {
                Close();
                rise = glyph.OffsetY;
                content.Append(CultureInfo.InvariantCulture, $"{N(rise * size / file.UnitsPerEm)} Ts ");
            }

            if (!open)
                content.Append('[');

            open = true;

            if (pen + glyph.OffsetX != reached)
                content.Append(N((reached - pen - glyph.OffsetX) * perUnit));

            content.Append(CultureInfo.InvariantCulture, $"<{font.CodeOf(glyph):X4}>");
            reached = pen + glyph.OffsetX + file.Advance(glyph.Id);
            pen += glyph.Advance;
        }

        Close();

        // The rise outlives the text object, and the next run begins on the line.
        content.Append(rise == 0 ? "ET\n" : "0 Ts ET\n");
        return pen * size / file.UnitsPerEm;

        void Close()
        {
            if (open)
                content.Append("]TJ ");

            open = false;
        }
    }

    private static string Type(TextRole role) => role switch
    {
        TextRole.Heading => "H1",
        >= TextRole.Heading2 and <= TextRole.Heading6 => $"H{PdfDocument.Text((int)role)}",
        TextRole.ListLabel => "Lbl",
        TextRole.TableHead => "TH",
        TextRole.TableCell => "TD",
        _ => "P",
    };

    private void Begin(string type, string entries)
    {
        content.Append(CultureInfo.InvariantCulture, $"/{type} <</MCID {contents}>> BDC\n");
        document.Add(new PdfElement(type, entries) { Place = (this, contents++) });
    }

    private void Artifact(Action draw)
    {
        content.Append("/Artifact BMC\n");
        draw();
        content.Append("EMC\n");
    }

    private void Rectangles(Colour colour, IEnumerable<Box> boxes) =>
        content.Append(CultureInfo.InvariantCulture, $"{colour.Operands} rg {string.Join(' ', boxes.Select(Rectangle))} f\n");

    private string Rectangle(Box box) =>
        $"{N(box.Left)} {N(Height - box.Top - box.Height)} {N(box.Width)} {N(box.Height)} re";

    private static string Readable(string text) =>
        string.Concat(text.Where(character => character is not (>= '\u2066' and <= '\u2069') && (character == '\n' || !char.IsControl(character))));

    private static string N(double value) => PdfText.Number(value);
}
