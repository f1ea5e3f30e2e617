using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Layout;

/// <summary>A paragraph in lines.</summary>
/// <param name="Text">What it says, in the order that it is read.</param>
/// <param name="Lines">From the top.</param>
public sealed record TextBlock(string Text, ImmutableArray<TextLine> Lines)
{
    /// <summary>Some of its lines, with what they say: the rest of a paragraph on the next page.</summary>
    public TextBlock Slice(int first, int count)
    {
        var lines = Lines.Slice(first, count);
        return new TextBlock(string.Concat(lines.Select(line => line.Text)), lines);
    }
}

/// <summary>A line of text, shaped and in visual order.</summary>
public sealed class TextLine
{
    internal TextLine(FontFile font, double size, string text, ImmutableArray<LineGlyph> glyphs) =>
        (Font, Size, Text, Glyphs) = (font, size, text, glyphs);

    /// <summary>What it is set in, but for its strong words; its height is this font's.</summary>
    public FontFile Font { get; }

    /// <summary>Size of an em in points.</summary>
    public double Size { get; }

    /// <summary>What it says, in the order that it is read, with the space at which it was broken.</summary>
    public string Text { get; internal set; }

    /// <summary>Its width in points.</summary>
    public double Width => Glyphs.Sum(glyph => (double)glyph.Advance / glyph.Font.UnitsPerEm) * Size;

    internal ImmutableArray<LineGlyph> Glyphs { get; }
}

/// <param name="Text">The characters it stands for; empty where another glyph already stands for them.</param>
internal sealed record LineGlyph(FontFile Font, int Id, string Text, int Advance, int OffsetX, int OffsetY);
