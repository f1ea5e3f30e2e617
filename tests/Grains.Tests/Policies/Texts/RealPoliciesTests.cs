using System.Text;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class RealPoliciesTests
{
    public static TheoryData<string, string> Files => RealPolicies.All;

    [Theory]
    [MemberData(nameof(Files))]
    public void No_word_of_the_legal_text_is_lost_or_out_of_order(string file, string language)
    {
        var report = RealPolicies.Import(file, language);

        var residue = report.Findings.Where(finding => finding.Removed)
            .SelectMany(finding => Enumerable.Range(finding.FirstLine, finding.LastLine - finding.FirstLine + 1))
                .ToHashSet();
        var lines = Encoding.UTF8.GetString(RealPolicies.Bytes(file)).Split('\n');
        var source = lines.Where((_, index) => !residue.Contains(index + 1));

        Assert.Equal(WordsOf(string.Join('\n', source)), WordsOf(Printed(report.Text)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_section_can_be_rendered_and_shows_its_words(string file, string language)
    {
        var text = RealPolicies.Import(file, language).Text;

        Assert.All(text.Sections, section => Assert.Null(PolicyMarkdown.Check(section.Markdown)));
        Assert.All(text.Sections, section => Assert.Equal(
            WordsOf(PolicyMarkdown.ToPlainText(section.Markdown)),
            WordsOf(AngleSharpText(PolicyMarkdown.ToHtml(section.Markdown, language)))));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Importing_again_changes_nothing(string file, string language)
    {
        var first = RealPolicies.Import(file, language).Text;

        var second = PolicyImport.Read(RealPolicies.Bytes(file), new(language) { Previous = first }).Value!.Text;

        Assert.Equal(first, second);
        Assert.True(PolicyChange.Between(first, second).None);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void With_residue_kept_every_word_of_the_file_is_there(string file, string language)
    {
        var bytes = RealPolicies.Bytes(file);

        var text = PolicyImport.Read(bytes, new(language) { RemoveResidue = false }).Value!.Text;

        Assert.Equal(WordsOf(Encoding.UTF8.GetString(bytes)), WordsOf(Printed(text)));
    }

    [Theory]
    [Trait("Rule", "Q02")]
    [InlineData("11classes.en.txt", "en", "2020-10-09")]
    [InlineData("mathacademyequation.en.txt", "en", "2024-02-22")]
    [InlineData("mbtelm.en.txt", "en", "2024-08-20")]
    [InlineData("qalam.ar.txt", "ar", "2023-07-17")]
    [InlineData("belimon.en.txt", "en", null)]
    public void The_stated_date_is_read(string file, string language, string? date) =>
        Assert.Equal(date, RealPolicies.Import(file, language)
            .StatedDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("11classes.en.txt", "en", "11classes Privacy Policy")]
    [InlineData("belimon.en.txt", "en", "")]
    [InlineData("mathacademyequation.en.txt", "en", "PERSONAL DATA PROCESSING POLICY")]
    [InlineData("mbtelm.en.txt", "en", "Privacy Policy")]
    [InlineData("qalam.ar.txt", "ar", "سياسة الخصوصية لموقع منصة قلم")]
    public void The_title_is_read(string file, string language, string title) =>
        Assert.Equal(title, RealPolicies.Import(file, language).Text.Title);

    [Theory]
    [InlineData("11classes.en.txt", "en", "|1.|2.|3.|4.|5.|6.|7.")]
    [InlineData("belimon.en.txt", "en", "|||||||||||")]
    [InlineData("mbtelm.en.txt", "en", "1.|1.1|2.|3.|4.|5.|6.||6.2.||7.|7.1|7.2|7.3")]
    [InlineData("qalam.ar.txt", "ar", "أولاً:|ثانياً:|ثالثا:|رابعاً:|خامساً:|سادساً:|سابعاً:")]
    public void The_printed_numbers_are_read(string file, string language, string numbers) =>
        Assert.Equal(numbers,
            string.Join('|', RealPolicies.Import(file, language).Text.Sections.Select(section => section.Number)));

    [Fact]
    public void Clauses_of_the_academy_have_numbers_and_no_headings()
    {
        var text = RealPolicies.Import("mathacademyequation.en.txt", "en").Text;

        var clause = Assert.Single(text.Sections, section => section.Number == "6.5.");
        Assert.Equal(("user-rights.5", 2, ""), (clause.Key, clause.Level, clause.Heading));
        Assert.StartsWith("As soon as we receive a request", clause.Markdown, StringComparison.Ordinal);
        Assert.Equal(11, text.Sections.Count(section => section.Level == 1));
        Assert.Equal(59, text.Sections.Length);
    }

    [Fact]
    public void Belimon_is_read_by_its_headings_and_lists()
    {
        var text = RealPolicies.Import("belimon.en.txt", "en").Text;

        Assert.Equal(
            ["Personal Information We Gather", "Information You Directly Provide", "How We Use Your Personal Data", "Service Delivery"],
            text.Sections.Take(4).Select(section => section.Heading));
        Assert.StartsWith(
            "- Access and Portability: You", text.Section("your-rights-include")!.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "T04")]
    public void Contents_of_mbtelm_are_offered_for_removal_and_its_double_heading_is_named()
    {
        var report = RealPolicies.Import("mbtelm.en.txt", "en");

        var contents = Assert.Single(report.Findings, finding => finding.Code == ImportFindings.Contents);
        Assert.Equal((7, 14, true), (contents.FirstLine, contents.LastLine, contents.Removed));
        Assert.Contains(report.Findings, finding => finding.Code == ImportFindings.SameHeading);
        Assert.Equal("6.2.", report.Text.Section("how-we-obtain-your-information-2")!.Number);
    }

    [Fact]
    [Trait("Rule", "T42")]
    public void The_web_page_around_qalams_text_is_offered_for_removal()
    {
        var report = RealPolicies.Import("qalam.ar.txt", "ar");

        var residue = Assert.Single(report.Findings, finding => finding.Code == ImportFindings.Residue);
        Assert.Equal((1, 5, true), (residue.FirstLine, residue.LastLine, residue.Removed));
        Assert.Contains("حذف الملف", residue.Excerpt, StringComparison.Ordinal);
        Assert.DoesNotContain("حذف الملف", Printed(report.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void Qalams_lists_stay_lists()
    {
        var section = RealPolicies.Import("qalam.ar.txt", "ar").Text.Sections[3];

        Assert.Equal(4, section.Markdown.Split('\n').Length);
        Assert.Contains("<ol>", PolicyMarkdown.ToHtml(section.Markdown, "ar"), StringComparison.Ordinal);
    }

    private static string Printed(PolicyText text) => string.Join('\n', text.Parts.Select(part =>
        $"{part.Number} {part.Heading}\n{part.Markdown.Replace("\\", "", StringComparison.Ordinal)}"));

    private static IEnumerable<string> WordsOf(string text) => Words.In(text).Select(word => word.TrimEnd('.'));

    private static string AngleSharpText(string html) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html.Replace("<", " <", StringComparison.Ordinal)
            .Replace(" <bdi", "<bdi", StringComparison.Ordinal).Replace(" </bdi", "</bdi", StringComparison.Ordinal))
                .Body!.TextContent;
}
