using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Certificates;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Learning;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Gateway.Certificates;

/// <summary>A certificate as a PDF file: one A4 sheet across, in a language of the interface.</summary>
internal sealed class CertificateDocument
{
    private const double Width = 841.89;
    private const double Height = 595.28;
    private const double Margin = 64;
    private const double BandWidth = 72;
    private const double CodeSize = 96;

    private static readonly Colour Ink = Typesetting.Pdf.Colour.Of("#1b2128");
    private static readonly Colour Muted = Typesetting.Pdf.Colour.Of("#4d5965");

    private readonly Certificate certificate;
    private readonly string verifyUrl;
    private readonly PdfImage? logo;
    private readonly Texts texts;
    private readonly Dates dates;
    private readonly UiLanguage language;
    private readonly Colour brand;
    private readonly Colour brandInk;
    private readonly Colour onBrand;
    private readonly PdfDocument document;
    private readonly PdfPage page;

    private CertificateDocument(Certificate certificate, string verifyUrl, UiLanguage language, PdfImage? logo)
    {
        (this.certificate, this.verifyUrl, this.language, this.logo) = (certificate, verifyUrl, language, logo);
        texts = Texts.Of(language);
        dates = new Dates(language, Zone(certificate.TimeZone));

        var colour = BrandColour.TryParse(certificate.Colour, out var kept) ? kept : BrandColour.Default;
        (brand, brandInk, onBrand) = (Of(colour), Of(colour.OnLight), Of(colour.TextOn));

        document = new PdfDocument(new DocumentProperties(
            $"{texts["certificate.title"]}: {certificate.CourseTitle}", certificate.SchoolIn(language.Tag), certificate.Name, language.Tag, certificate.IssuedAt));
        page = document.AddPage(Width, Height);
    }

    /// <summary>The file. The same certificate makes the same bytes.</summary>
    /// <param name="verifyUrl">Where anybody checks it.</param>
    /// <param name="logo">The school's, as a PNG or a JPEG; null for none.</param>
    public static byte[] Of(Certificate certificate, string verifyUrl, UiLanguage language, byte[]? logo = null)
    {
        var sheet = new CertificateDocument(certificate, verifyUrl, language, logo is null ? null : PdfImage.Read(logo));
        sheet.Decorate();
        sheet.Write();
        return sheet.document.Save();
    }

    private bool HasBand => certificate.Design == CertificateDesign.Band;

    private double Left => HasBand && !language.IsRightToLeft ? Margin + BandWidth : Margin;

    private double TextWidth => Width - (2 * Margin) - (HasBand ? BandWidth : 0);

    private void Decorate()
    {
        switch (certificate.Design)
        {
            case CertificateDesign.Band:
                page.Fill(brand, new Box(language.IsRightToLeft ? Width - BandWidth : 0, 0, BandWidth, Height));
                break;
            case CertificateDesign.Plain:
                page.Fill(brand, new Box(0, 0, Width, 6));
                break;
            default:
                page.Frame(brand, new Box(22, 22, Width - 44, Height - 44), 3);
                page.Frame(brand, new Box(30, 30, Width - 60, Height - 60), 0.75);
                break;
        }
    }

    private void Write()
    {
        var top = Initial(Margin - 8);

        top = Line(certificate.SchoolIn(language.Tag), 15, top, Ink, bold: true, smallest: 9);
        top = Line(texts["certificate.title"], 32, top + 20, brandInk, bold: true, role: TextRole.Heading);
        top = Line(texts["certificate.certifies"], 13, top + 12, Muted);
        top = Line(certificate.Name, 36, top + 6, Ink, bold: true, smallest: 14);
        top = Line(texts["certificate.has_completed"], 13, top + 8, Muted);
        top = Line(certificate.CourseTitle, 22, top + 4, brandInk, bold: true, smallest: 12, language: certificate.CourseLanguage, lines: 2);

        Line($"{texts.Count("course.lessons", certificate.Lessons)} · {texts.Format("certificate.issued_on", ("date", dates.Day(certificate.IssuedAt)))}", 12, top + 8, Muted);
        Foot();
    }

    // A school that has no picture shows its first letter, as on its pages.
    private double Initial(double top)
    {
        const double side = 40;
        var letter = new SchoolBrand(certificate.SchoolIn(language.Tag), BrandColour.Default).Initial;
        var left = Left + ((TextWidth - side) / 2);

        if (logo is not null)
        {
            page.Picture(logo, new Box(Left + ((TextWidth - (4 * side)) / 2), top, 4 * side, side));
            return top + side + 6;
        }

        if (!letter.EnumerateRunes().All(rune => Vazirmatn.Bold.Has(rune.Value)))
            return top;

        page.Fill(brand, new Box(left, top, side, side));
        page.Text(Set(letter, 22, bold: true), left, top + 2.5, side, Align.Centre, onBrand);
        return top + side + 6;
    }

    private void Foot()
    {
        var bottom = Height - Margin + 8;
        var square = new Box(language.IsRightToLeft ? Left : Left + TextWidth - CodeSize, bottom - CodeSize, CodeSize, CodeSize);
        page.Figure(Typesetting.Pdf.Colour.Black, new QrCode(verifyUrl).In(square), texts.Format("certificate.qr", ("url", verifyUrl)));

        var room = TextWidth - CodeSize - 20;
        var left = language.IsRightToLeft ? Left + CodeSize + 20 : Left;
        var start = language.IsRightToLeft ? Align.Right : Align.Left;
        var top = bottom - 78;

        if (certificate.Signatory.Length > 0)
        {
            page.Fill(Muted, new Box(language.IsRightToLeft ? left + room - 200 : left, top - 12, 200, 0.75));
            page.Text(Fit(certificate.Signatory, 12, 200, bold: true), language.IsRightToLeft ? left + room - 200 : left, top - 10, 200, start, Ink);

            if (certificate.SignatoryRole.Length > 0)
                page.Text(Fit(certificate.SignatoryRole, 10, 200), language.IsRightToLeft ? left + room - 200 : left, top + 9, 200, start, Muted);
        }

        if (certificate.ExpiresAt is { } end)
            page.Text(Set(texts.Format("certificate.valid_until", ("date", dates.Day(end))), 11), left, top + 30, room, start, Ink);

        var code = $"{texts["certificate.code"]}: \u2066{CertificateCode.Grouped(certificate.Code)}\u2069";
        page.Text(Set(code, 9), left, top + 49, room, start, Muted);
        page.Text(Typesetter.Fit(verifyUrl, new TextStyle(Vazirmatn.Regular, 9, "en", RightToLeft: false), room, 1, 5), left, top + 63, room, start, Muted);
    }

    private double Line(
        string text, double size, double top, Colour colour, bool bold = false, double smallest = 9, string? language = null,
        TextRole role = TextRole.Paragraph, int lines = 1) =>
        page.Text(Fit(text, size, TextWidth, bold, smallest, language, lines), Left, top, TextWidth, Align.Centre, colour, role, leading: 1.5);

    private TextBlock Fit(
        string text, double size, double width, bool bold = false, double smallest = 8, string? content = null, int lines = 1) =>
        Typesetter.Fit(text, Style(size, bold, content), width, lines, smallest);

    private TextBlock Set(string text, double size, bool bold = false) => Typesetter.Set(text, Style(size, bold, content: null));

    // A title goes the way of its own language, all else the way of the interface's.
    private TextStyle Style(double size, bool bold, string? content) => new(
        bold ? Vazirmatn.Bold : Vazirmatn.Regular,
        size,
        content ?? language.Tag,
        content is null ? language.IsRightToLeft : certificate.HtmlDirection == "rtl");

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    private static Colour Of(BrandColour colour) => new(colour.Red, colour.Green, colour.Blue);
}
