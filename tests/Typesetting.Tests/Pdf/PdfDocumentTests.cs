using System.Text.RegularExpressions;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Typesetting.Tests.Pdf;

/// <summary>PDF files against qpdf and poppler.</summary>
public partial class PdfDocumentTests
{
    private const double Width = 595;

    [Theory]
    [InlineData("en", "Certificate of completion: Ada Lovelace (22 November 2026)")]
    [InlineData("fa-AF", "گواهینامه ختم دوره برای عایشه درانی در ۱ قوس ۱۴۰۵")]
    [InlineData("fa-AF", "کتاب‌ها را می‌خوانیم؛ نمی‌شود که نیاموزیم.")]
    [InlineData("ar", "شهادة إتمام الدورة للطالبة أمل محمود مع مرتبة الشرف")]
    [InlineData("ar", "الرياضيات في 12 أسبوعا")]
    public void What_is_copied_out_is_the_text_that_went_in(string language, string text)
    {
        using var file = new ScratchFile(Document(language, text));

        var copied = Tool.Run("pdftotext", "poppler-utils", file.Path, "-");

        // Poppler hands out no joiners, and spaces beside numbers on their other side. (What it does with marks and with a
        // lam-alef, whose two letters it turns round, is not compared.)
        Assert.Equal(Plain(text), Plain(copied));
    }

    [Fact]
    public void Letters_that_look_alike_are_copied_out_as_what_they_were()
    {
        using var file = new ScratchFile(Document("fa-AF", "يک ببيند ایک ببیند"));

        Assert.Equal(Plain("يک ببيند ایک ببیند"), Plain(Tool.Run("pdftotext", "poppler-utils", file.Path, "-")));
    }

    [Theory]
    [InlineData("en", "Plain")]
    [InlineData("fa-AF", "سلام — متن (English) ۱۴۰۵")]
    [InlineData("ar", "مُدَرِّسَةٌ")]
    [InlineData("en", "")]
    [InlineData("en", "漢字 and 😀 that the font has not")]
    [InlineData("en", "<x>&\"'\u0001) Tj ET endstream ]]> \\( \u202Eevil\u202C")]
    public void The_file_is_one_that_qpdf_finds_no_fault_with(string language, string text)
    {
        using var file = new ScratchFile(Document(language, text));

        var found = Tool.Run("qpdf", "qpdf", "--check", file.Path);

        Assert.Contains("No syntax or stream encoding errors found", found, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_tagged_and_names_its_title_and_language()
    {
        using var file = new ScratchFile(Document("fa-AF", "سلام"));

        var about = Tool.Run("pdfinfo", "poppler-utils", file.Path);
        var structure = Tool.Run("pdfinfo", "poppler-utils", "-struct-text", file.Path);
        var plain = Tool.Run("qpdf", "qpdf", "--qdf", "--object-streams=disable", file.Path, "-");
        var fonts = Tool.Run("pdffonts", "poppler-utils", file.Path);

        Assert.Matches("Title: +گواهی", about);
        Assert.Matches("Tagged: +yes", about);
        Assert.Matches("PDF version: +1.7", about);
        Assert.Contains("H1", structure, StringComparison.Ordinal);
        Assert.Contains("/ActualText <feff0633064406270645>", plain, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"\+Vazirmatn-Regular +CID TrueType +Identity-H +yes yes yes", fonts);
    }

    [Fact]
    public void The_same_content_makes_the_same_bytes() => Assert.Equal(Document("en", "Once"), Document("en", "Once"));

    [Fact]
    public void Only_the_glyphs_that_are_drawn_are_in_it() => Assert.InRange(Document("fa-AF", "گواهینامهٔ ختم دوره").Length, 1_000, 12_000);

    // The picture: letters of a right-to-left line stand from right to left, joined.
    [Fact]
    public void Words_stand_in_the_places_that_their_direction_gives_them()
    {
        using var file = new ScratchFile(Document("fa-AF", "اول Latin آخر"));

        var words = WordBox().Matches(Tool.Run("pdftotext", "poppler-utils", "-bbox", file.Path, "-"))
            .ToDictionary(match => match.Groups["word"].Value, match => double.Parse(match.Groups["left"].Value, System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(words["Latin"] > words.First(word => word.Key.Contains('خ')).Value);
        Assert.True(words["Latin"] < words.First(word => word.Key.Contains('و')).Value);
    }

    private static byte[] Document(string language, string text)
    {
        var document = new PdfDocument(new DocumentProperties("گواهی", "Author", text, language, DateTimeOffset.UnixEpoch));
        var page = document.AddPage(Width, 300);
        var style = new TextStyle(Vazirmatn.Regular, 18, language, language != "en");

        page.Frame(Colour.Black, new Box(10, 10, 575, 280), 2);
        page.Text(Typesetter.Set(text, style, 560), 20, 30, 560, Align.Centre, Colour.Of("#112233"), TextRole.Heading);
        page.Figure(Colour.Black, [new Box(20, 200, 40, 40)], "A square");
        return document.Save();
    }

    private static string Plain(string text) => string.Concat(
        text.Normalize(System.Text.NormalizationForm.FormKC).Where(character => char.GetUnicodeCategory(character) is not System.Globalization.UnicodeCategory.Format and not System.Globalization.UnicodeCategory.Control and not System.Globalization.UnicodeCategory.SpaceSeparator));

    [GeneratedRegex("""<word xMin="(?<left>[0-9.]+)"[^>]*>(?<word>[^<]*)</word>""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex WordBox();
}
