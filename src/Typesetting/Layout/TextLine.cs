using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Layout;

/// <summary>A paragraph in lines.</summary>
/// <param name="Text">What it says, in the order that it is read.</param>
/// <param name="Lines">From the top.</param>
public sealed record TextBlock(string Text, ImmutableArray<TextLine> Lines);

/// <summary>A line of text, shaped and in visual order.</summary>
public sealed class TextLine
{
    internal TextLine(FontFile font, double size, ImmutableArray<LineGlyph> glyphs) => (Font, Size, Glyphs) = (font, size, glyphs);

    /// <summary>What it is set in.</summary>
    public FontFile Font { get; }

    /// <summary>Size of an em in points.</summary>
    public double Size { get; }

    /// <summary>Its width in points.</summary>
    public double Width => Glyphs.Sum(glyph => glyph.Advance) * Size / Font.UnitsPerEm;

    internal ImmutableArray<LineGlyph> Glyphs { get; }
}

/// <param name="Text">The characters it stands for; empty where another glyph already stands for them.</param>
internal sealed record LineGlyph(int Id, string Text, int Advance, int OffsetX, int OffsetY);
