using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Typesetting.Tests;

namespace Darsgah.Gateway.Tests.Certificates;

/// <summary>The certificate as a file, read with the tools that others read it with.</summary>
public class CertificatePdfTests(Campus campus)
{
    [Theory]
    [InlineData("en", "Ada Lovelace", CertificateDesign.Classic, "Certificate of completion", "2 March 2027")]
    [InlineData("fa-AF", "عایشه درانی", CertificateDesign.Band, "تصدیق", "۱۴۰۵")]
    [InlineData("ar", "سمير محمود", CertificateDesign.Plain, "شهادة إتمام", "2027")]
    public async Task It_says_in_each_language_what_was_earned_and_its_code_leads_to_the_check(
        string language, string name, CertificateDesign design, string title, string year)
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school, name, language, new CertificateTerms(12, design, "Nadia", "Head of school"));

        var pdf = await ada.Get($"/certificates/algebra/pdf?language={language}");

        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.Headers["content-type"]));
        Assert.Contains("attachment", pdf.Headers["content-disposition"], StringComparison.Ordinal);

        using var file = new ScratchFile(pdf.Bytes);
        Tool.Run("qpdf", "qpdf", "--check", file.Path);
        var text = Tool.Run("pdftotext", "poppler-utils", file.Path, "-").Normalize(System.Text.NormalizationForm.FormKC);
        var about = Tool.Run("pdfinfo", "poppler-utils", file.Path);

        foreach (var part in (string[])[name, title, year, "Course algebra", "Nadia", $"/verify/{certificate.Code}"])
            Assert.Contains(Spaceless(part), Spaceless(text), StringComparison.Ordinal);

        Assert.Matches("Pages: +1\n", about);
        Assert.Contains("841.89 x 595.28 pts (A4)", about, StringComparison.Ordinal);

        Tool.Run("pdftoppm", "poppler-utils", "-r", "120", "-gray", "-singlefile", file.Path, file.Path);

        try
        {
            Assert.EndsWith($"/verify/{certificate.Code}", Tool.Run("zbarimg", "zbar-tools", "--raw", "-q", $"{file.Path}.pgm").Trim(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete($"{file.Path}.pgm");
        }
    }

    [Fact]
    public async Task Later_edits_change_not_one_byte_of_it()
    {
        var school = await campus.School();
        var (ada, _) = await campus.Graduate(school);

        var before = await ada.Get("/certificates/algebra/pdf?language=en");
        await campus.Site.In(school, async grains =>
        {
            var now = (await grains.School.School())!;
            await grains.School.ChangeProfile(
                now.Profile with { Colour = "#ff0000", TimeZone = "Asia/Kabul", Names = now.Profile.Names.SetItem("en", "Another name") }, now.Revision);
            var outline = (await grains.Course(Graduates.Algebra).Outline())!;
            await grains.Course(Graduates.Algebra).Describe(outline.Description with { Title = "Geometry" }, outline.Revision);
            return Done.Value;
        });
        var after = await ada.Get("/certificates/algebra/pdf?language=en");

        Assert.Equal(before.Bytes, after.Bytes);
    }

    /// <summary>SEC-J03.</summary>
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Ada) Tj ET endstream endobj \\( <</JS(app.alert(1))>>")]
    [InlineData("漢字 \"'&<b>")]
    public async Task A_name_that_looks_like_code_is_a_name_everywhere(string name)
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school, name);

        using var file = new ScratchFile((await ada.Get("/certificates/algebra/pdf?language=en")).Bytes);
        var page = (await ada.Get("/certificates/algebra")).Page;
        var check = (await campus.Site.Visit(school).Get($"/verify/{certificate.Code}")).Page;

        Tool.Run("qpdf", "qpdf", "--check", file.Path);
        Assert.DoesNotContain("<</JS", Tool.Run("qpdf", "qpdf", "--qdf", "--object-streams=disable", file.Path, "-"), StringComparison.Ordinal);
        Assert.Equal(name, page.QuerySelector(".certificate-name")!.TextContent);
        Assert.Contains(name, check.QuerySelector("[data-valid]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_nobody_elses_and_not_to_be_had_once_it_is_revoked()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school);
        var eve = await campus.SignedIn(school, name: "Eve");

        Assert.Equal(404, (await eve.Get("/certificates/algebra/pdf")).Status);
        Assert.Equal(404, (await eve.Get("/certificates/algebra/badge")).Status);
        await campus.Site.In(school, grains => grains.Certificate(certificate.Code)!.Revoke("By mistake."));

        Assert.Equal("/certificates/algebra", (await ada.Get("/certificates/algebra/pdf")).Location);
        Assert.Equal("/certificates/algebra", (await ada.Get("/certificates/algebra/badge")).Location);
        Assert.Contains("By mistake.", (await ada.Get("/certificates/algebra")).Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    private static string Spaceless(string text) => string.Concat(text
        .Where(character => !char.IsWhiteSpace(character) && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.Format));
}
