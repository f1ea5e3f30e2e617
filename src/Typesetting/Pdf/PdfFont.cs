using System.Security.Cryptography;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;

namespace Darsgah.Typesetting.Pdf;

/// <summary>A font in a PDF file: the glyphs that were used, and what text each stands for.</summary>
/// <remarks>
/// A code stands for a glyph <em>and</em> its text, so that two letters that look alike in one place (ي and ی before a
/// letter) are copied out as what they were.
/// </remarks>
internal sealed class PdfFont(FontFile font, int number)
{
    private const int FirstCode = 1;

    private readonly FontSubset subset = new(font);
    private readonly Dictionary<(int Glyph, string Text), int> codes = [];
    private readonly List<(int Glyph, string Text)> used = [];

    /// <summary>Its name in pages' resources.</summary>
    public string Name { get; } = $"F{number.ToString(CultureInfo.InvariantCulture)}";

    public FontFile Font => font;

    public int CodeOf(LineGlyph glyph)
    {
        if (codes.TryGetValue((glyph.Id, glyph.Text), out var known))
            return known;

        used.Add((glyph.Id, glyph.Text));
        return codes[(glyph.Id, glyph.Text)] = FirstCode + used.Count - 1;
    }

    /// <summary>Writes the font's objects.</summary>
    /// <returns>The number of the font dictionary.</returns>
    public int Write(PdfObjects objects)
    {
        var glyphNumbers = used.Select(use => subset.NumberOf(use.Glyph)).ToList();
        var bytes = subset.Save();
        var name = Prefix(bytes) + "+" + font.Name;
        var file = objects.AddStream($"/Length1 {bytes.Length.ToString(CultureInfo.InvariantCulture)}", bytes);
        var descriptor = objects.Add(
            $"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{Units(font.Box.Left)} {Units(font.Box.Bottom)} {Units(font.Box.Right)} {Units(font.Box.Top)}]"
            + $"/ItalicAngle 0/Ascent {Units(font.Ascent)}/Descent {Units(font.Descent)}/CapHeight {Units(font.CapHeight)}/StemV {(font.Weight >= 600 ? 140 : 80)}/FontFile2 {file} 0 R>>");
        var map = objects.AddStream("", [0, 0, .. glyphNumbers.SelectMany(glyph => new[] { (byte)(glyph >> 8), (byte)glyph })]);
        var widths = string.Join(' ', used.Select(use => Units(font.Advance(use.Glyph))));
        var descendant = objects.Add(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + $"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {map} 0 R/DW 0/W[{FirstCode}[{widths}]]>>");
        var text = objects.AddStream("", Encoding.ASCII.GetBytes(ToUnicode()));

        return objects.Add(
            $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {text} 0 R>>");
    }

    private string Units(int value) => PdfText.Number(value * 1000.0 / font.UnitsPerEm);

    // Six letters that differ between subsets (ISO 32000-1, 9.6.4).
    private static string Prefix(byte[] bytes) =>
        string.Concat(SHA256.HashData(bytes).Take(6).Select(value => (char)('A' + (value % 26))));

    private string ToUnicode()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");

        foreach (var chunk in used.Select((use, index) => (Code: FirstCode + index, use.Text)).Where(use => use.Text.Length > 0).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{chunk.Length} beginbfchar\n");

            foreach (var (code, text) in chunk)
                map.Append(CultureInfo.InvariantCulture, $"<{code:X4}> <{PdfText.Hex(text)}>\n");

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
