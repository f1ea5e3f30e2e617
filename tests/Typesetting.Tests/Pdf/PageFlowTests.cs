using System.Globalization;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Typesetting.Tests.Pdf;

/// <summary>Texts over several pages, against qpdf and poppler.</summary>
public class PageFlowTests
{
    private const double Wide = 400;
    private const double High = 300;

    private static readonly TextStyle Style = new(Vazirmatn.Regular, 10, "en", RightToLeft: false) { Strong = Vazirmatn.Bold };

    [Fact]
    public void Every_word_of_a_long_text_stands_once_and_in_order_over_its_pages()
    {
        var words = Enumerable.Range(1, 600).Select(number => string.Create(CultureInfo.InvariantCulture, $"w{number}")).ToList();
        var (document, flow) = Sheet();

        flow.Keep(0);
        flow.Text(Typesetter.Set(string.Join(' ', words), Style, flow.Width), flow.Left, flow.Width, Align.Left, Colour.Black);
        using var file = new ScratchFile(document.Save());
        var copied = Tool.Run("pdftotext", "poppler-utils", "-raw", file.Path, "-");
        var told = Tool.Run("pdfinfo", "poppler-utils", "-struct-text", file.Path);

        Assert.True(document.Pages.Count > 2);
        Assert.Equal(words, copied.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("w599 w600", told, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "qpdf", "--check", file.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_of_a_paragraph_stands_alone_on_a_page()
    {
        var (document, flow) = Sheet();
        flow.Keep(0);
        flow.Text(Typesetter.Set("before", Style), flow.Left, flow.Width, Align.Left, Colour.Black);
        flow.Space(Room(document, flow, lines: 2));

        flow.Text(Typesetter.Set("one\ntwo\nthree", Style), flow.Left, flow.Width, Align.Left, Colour.Black);
        using var file = new ScratchFile(document.Save());

        // Two lines are left, and three are to come: one of them would stand alone on the next page.
        Assert.Equal(["before"], Words(file, page: 1));
        Assert.Equal(["one", "two", "three"], Words(file, page: 2));
    }

    [Fact]
    public void A_paragraph_with_room_for_its_beginning_begins_there()
    {
        var (document, flow) = Sheet();
        flow.Keep(0);
        flow.Text(Typesetter.Set("before", Style), flow.Left, flow.Width, Align.Left, Colour.Black);
        flow.Space(Room(document, flow, lines: 2));

        flow.Text(Typesetter.Set("one\ntwo\nthree\nfour", Style), flow.Left, flow.Width, Align.Left, Colour.Black);
        using var file = new ScratchFile(document.Save());

        Assert.Equal(["before", "one", "two"], Words(file, page: 1));
        Assert.Equal(["three", "four"], Words(file, page: 2));
    }

    [Fact]
    public void A_row_of_a_table_that_is_taller_than_a_page_loses_no_line()
    {
        var lines = Enumerable.Range(1, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"line{number}")).ToList();
        var (document, flow) = Sheet();
        flow.Keep(0);

        flow.Row(
            [
                new FlowCell(Typesetter.Set(string.Join('\n', lines), Style), flow.Left, 150, Align.Left),
                new FlowCell(Typesetter.Set("short", Style), flow.Left + 160, 100, Align.Left),
            ],
            Colour.Black, TextRole.TableCell, padding: 3, leading: 1.5);
        using var file = new ScratchFile(document.Save());
        var copied = Tool.Run("pdftotext", "poppler-utils", "-raw", file.Path, "-");

        Assert.True(document.Pages.Count > 1);
        Assert.All(lines, line => Assert.Single(copied.Split((char[]?)null), word => word == line));
    }

    [Fact]
    public void Strong_words_are_bold_and_the_words_around_them_stand_beside_them()
    {
        var document = new PdfDocument(new DocumentProperties("T", "A", "S", "en", DateTimeOffset.UnixEpoch));
        var page = document.AddPage(Wide, High);

        page.Text(Typesetter.Set("we never sell it", Style, 300, [3..8]), 20, 20, 300, Align.Left, Colour.Black);
        using var file = new ScratchFile(document.Save());

        Assert.Contains("Vazirmatn-Bold", Tool.Run("pdffonts", "poppler-utils", file.Path), StringComparison.Ordinal);
        Assert.Equal("we never sell it", Tool.Run("pdftotext", "poppler-utils", file.Path, "-").Trim());
    }

    [Fact]
    public void Lists_and_bookmarks_are_in_its_structure()
    {
        var (document, flow) = Sheet();
        flow.Keep(0);
        document.Bookmark("First", 1, flow.Page, flow.Top);
        document.Bookmark("Below", 2, flow.Page, flow.Top);
        document.Group(TextGroup.List, () => document.Group(TextGroup.ListItem, () =>
        {
            flow.Page.Text(Typesetter.Set("1.", Style), 20, flow.Top, 20, Align.Left, Colour.Black, TextRole.ListLabel);
            document.Group(TextGroup.ListBody, () => flow.Text(Typesetter.Set("item", Style), 40, 100, Align.Left, Colour.Black));
        }));
        using var file = new ScratchFile(document.Save());
        var structure = Tool.Run("pdfinfo", "poppler-utils", "-struct", file.Path);
        var outline = Tool.Run("qpdf", "qpdf", "--json", "--json-key=outlines", file.Path);

        Assert.Matches("(?s)L.*LI.*Lbl.*LBody.*P", structure);
        Assert.Contains("\"First\"", outline, StringComparison.Ordinal);
        Assert.Contains("\"Below\"", outline, StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "qpdf", "--check", file.Path), StringComparison.Ordinal);
    }

    private static (PdfDocument Document, PageFlow Flow) Sheet()
    {
        var document = new PdfDocument(new DocumentProperties("T", "A", "S", "en", DateTimeOffset.UnixEpoch));
        return (document, new PageFlow(document, Wide, High, new Margins(20, 20, 20)));
    }

    private static string[] Words(ScratchFile file, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        return Tool.Run("pdftotext", "poppler-utils", "-f", number, "-l", number, file.Path, "-").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // So much that this many lines of ten points are left.
    private static double Room(PdfDocument document, PageFlow flow, int lines) =>
        document.Pages[0].Height - 20 - flow.Top - (lines * 10 * 1.6) - 1;
}
