using Darsgah.Gateway.Shell;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Gateway.Demo.Made;

/// <summary>A sheet to print, set by this program: a heading, a few paragraphs, and lines to write on.</summary>
internal static class SheetFile
{
    private const double Width = 595.28;
    private const double Height = 841.89;
    private const double Margin = 64;
    private const double Ruled = 34;

    /// <param name="school">Who gives it out.</param>
    /// <param name="at">The moment that the file says it is of.</param>
    public static byte[] Of(string title, ImmutableArray<string> paragraphs, string school, BrandColour colour, string language, DateTimeOffset at)
    {
        var document = new PdfDocument(new DocumentProperties(title, school, title, language, at));
        var page = document.AddPage(Width, Height);
        var isRightToLeft = LanguageTag.HtmlDirection(language) == "rtl";
        var align = isRightToLeft ? Align.Right : Align.Left;
        var ink = Colour.Of("#1b2128");
        var brand = new Colour(colour.OnLight.Red, colour.OnLight.Green, colour.OnLight.Blue);

        TextBlock Set(string text, double size, bool bold = false) =>
            Typesetter.Set(text, new TextStyle(bold ? Vazirmatn.Bold : Vazirmatn.Regular, size, language, isRightToLeft), Width - (2 * Margin));

        page.Fill(brand, new Box(0, 0, Width, 8));
        var top = page.Text(Set(school, 11), Margin, Margin, Width - (2 * Margin), align, ink);
        top = page.Text(Set(title, 24, bold: true), Margin, top + 8, Width - (2 * Margin), align, brand, TextRole.Heading);

        foreach (var paragraph in paragraphs)
            top = page.Text(Set(paragraph, 13), Margin, top + 10, Width - (2 * Margin), align, ink);

        for (var line = top + (2 * Ruled); line < Height - Margin; line += Ruled)
            page.Fill(brand, new Box(Margin, line, Width - (2 * Margin), 0.5));

        return document.Save();
    }
}
