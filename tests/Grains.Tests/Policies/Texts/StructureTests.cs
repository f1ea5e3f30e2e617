using System.Text;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

/// <summary>Headings, numbers and lists in texts of other habits than the real five.</summary>
public class StructureTests
{
    private const string Long =
        "We handle what you give us with care, and we tell you here what we do with it and why we do it.";

    [Fact]
    public void Persian_digits_number_sections_and_lists()
    {
        var text = Read(
            $"حریم خصوصی\n\n۱. دامنه\n\n{Long}\n\n۲. حقوق شما\n\nشما می‌توانید:\n۱. بپرسید.\n۲. اصلاح کنید.\n",
            "fa-AF");

        Assert.Equal(["۱. دامنه", "۲. حقوق شما"],
            text.Sections.Select(section => $"{section.Number} {section.Heading}"));
        Assert.EndsWith("1. بپرسید.\n2. اصلاح کنید.", text.Sections[1].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Arabic_digits_with_a_dash_number_sections() =>
        Assert.Equal(
            ["١-", "٢-"],
            Read($"سياسة\n\n١- النطاق\n\n{Long}\n\n٢- حقوقك\n\n{Long}\n", "ar")
                .Sections.Select(section => section.Number));

    [Fact]
    public void A_numbered_list_inside_a_section_is_no_section()
    {
        var text = Read(
            $"Policy\n\n1. Scope\n{Long}\n2. Duties\nYou will:\n1. Pay\n2. Learn\n3. Rest\n{Long}\n3. End\n{Long}\n");

        Assert.Equal(["Scope", "Duties", "End"], text.Sections.Select(section => section.Heading));
        Assert.Contains("1. Pay\n2. Learn\n3. Rest", text.Sections[1].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbered_paragraphs_are_the_sections_when_nothing_else_is() =>
        Assert.Equal(
            ["1.", "2.", "3."],
            Read($"Policy\n\n1. {Long}\n\n2. {Long}\n\n3. {Long}\n").Sections.Select(section => section.Number));

    [Fact]
    public void Lines_in_capitals_are_headings() =>
        Assert.Equal(
            ["WHAT WE COLLECT", "WHAT WE KEEP"],
            Read($"Policy\n{Long}\nWHAT WE COLLECT\n{Long}\nWHAT WE KEEP\n{Long}")
                .Sections.Select(section => section.Heading));

    [Fact]
    public void Articles_and_roman_numbers_are_numbers() =>
        Assert.Equal(
            ["I. Scope", "II. Rights", "III. End"],
            Read($"Policy\nI. Scope\n{Long}\nII. Rights\n{Long}\nIII. End\n{Long}").Sections
                .Select(section => $"{section.Number} {section.Heading}"));

    [Fact]
    public void A_year_or_an_amount_at_the_start_of_a_line_is_no_number() =>
        Assert.Empty(
            Read($"Policy\n{Long}\n2024 was a good year for all of us.\n7 (seven) days are enough.\n3.5 hours too.")
            .Sections);

    [Fact]
    public void A_wrapped_paragraph_is_one_paragraph()
    {
        const string wrapped = "Policy of the school\n\nWe handle what you give us with care, and we tell you\n"
            + "here what we do with it, and why we do it at all, so\nthat you can choose.\n\nThat is all.\n";

        Assert.Equal(
            "We handle what you give us with care, and we tell you here what we do with it, and why we do it at all, so "
            + "that you can choose.\n\nThat is all.",
            Read(wrapped).PreambleMarkdown);
    }

    [Fact]
    public void Signs_that_mean_something_in_markdown_show_as_they_are()
    {
        const string source = "We charge 5 * 3 * 2 [net] for <b>a_b</b> & more &amp; `x` | y, _see_ below.";

        var text = Read($"Policy\n\n{source}\n\n#1 of us\n> all\n");

        Assert.StartsWith(source, PolicyMarkdown.ToPlainText(text.PreambleMarkdown!), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", PolicyMarkdown.ToHtml(text.PreambleMarkdown!, "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void Residue_is_kept_on_request_and_still_named()
    {
        var report =
            PolicyImport.Read("Menu\nLog in\nPrivacy Policy\n\nWe care.\n\nBack to top\n"u8,
            new("en") { RemoveResidue = false }).Value!;

        Assert.Equal([(1, 2, false), (7, 7, false)],
            report.Findings.Where(finding => finding.Code == ImportFindings.Residue)
            .Select(finding => (finding.FirstLine, finding.LastLine, finding.Removed)));
        Assert.Contains(report.Text.Sections, section =>
            section.Markdown.Contains("Back to top", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_under_the_word_contents_that_occurs_nowhere_else_stays() =>
        Assert.Contains(
            "- Gold", Read($"Policy\n\n{Long}\n\nContents\n- Gold\n- Silver\n\n{Long}")
                .Section("contents")!.Markdown, StringComparison.Ordinal);

    [Fact]
    public void Markdown_is_divided_by_its_headings()
    {
        var text = Read(
            "# Privacy\n\nHello.\n\n## 1. Scope\n\nAll of **us**.\n\n### Details\n\n- one\n\n```\n# not a heading\n```\n\nRights\n------\n\nYours.\n");

        Assert.Equal("Privacy", text.Title);
        Assert.Equal("Hello.", text.PreambleMarkdown);
        Assert.Equal(
            [("scope", 1, "1."), ("details", 2, null), ("rights", 1, null)],
            text.Sections.Select(section => (section.Key, section.Level, section.Number)));
        Assert.Equal("All of **us**.", text.Sections[0].Markdown);
        Assert.Contains("# not a heading", text.Sections[1].Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "Q02")]
    [InlineData("published on August 20, 2024", "en", "2024-08-20")]
    [InlineData("Last updated: 2024-08-20", "en", "2024-08-20")]
    [InlineData("Effective date: 20.08.2024", "en", "2024-08-20")]
    [InlineData("Effective 1st September 2023", "en", "2023-09-01")]
    [InlineData("Last updated 08/20/2024", "en", "2024-08-20")]
    [InlineData("آخر تحديث في 17/07/2023م", "ar", "2023-07-17")]
    [InlineData("آخر تحديث في ٠٣/٠٤/٢٠٢٣م", "ar", "2023-04-03")]
    [InlineData("آخر تحديث: 5 مارس 2024", "ar", "2024-03-05")]
    [InlineData("تاریخ نشر: ۲۰ آگست ۲۰۲۴", "fa-AF", null)]
    [InlineData("تاریخ نشر: ۲۰ اگست ۲۰۲۴", "fa-AF", "2024-08-20")]
    [InlineData("In line with the law dated April 27, 2016", "en", null)]
    [InlineData("Last updated 31/02/2024", "en", null)]
    public void A_stated_date_is_read(string line, string language, string? date) => Assert.Equal(
        date, Report($"Policy\n\n{line}\n\n{Long}", language)
            .StatedDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [Trait("Rule", "Q02")]
    [InlineData("Last updated 03/04/2023", "en", ImportFindings.DateAmbiguous)]
    [InlineData("آخر تحديث في 29/12/1444هـ", "ar", ImportFindings.DateCalendar)]
    [InlineData("آخر تحديث في 17/07/2023هـ", "ar", null)]
    [InlineData("تاریخ نشر: ۱۴۰۳/۵/۳۰", "fa-AF", ImportFindings.DateCalendar)]
    [InlineData("تاریخ نشر: ۳۰ اسد ۱۴۰۳", "fa-AF", ImportFindings.DateCalendar)]
    public void A_date_that_would_have_to_be_guessed_is_reported_instead(string line, string language, string? code)
    {
        var report = Report($"Policy\n\n{line}\n\n{Long}", language);

        Assert.Null(report.StatedDate);
        Assert.Equal(code,
            report.Findings.FirstOrDefault(finding => finding.Code.Contains("date", StringComparison.Ordinal))?.Code);
    }

    [Fact]
    public void Several_dates_are_reported()
    {
        var report = Report($"Policy\n\nPublished on 2 May 2020. Last updated on 3 May 2021.\n\n{Long}", "en");

        Assert.Equal(new DateOnly(2020, 5, 2), report.StatedDate);
        Assert.Contains(report.Findings, finding => finding.Code == ImportFindings.DateSeveral);
    }

    private static PolicyText Read(string source, string language = "en") => Report(source, language).Text;

    private static ImportReport Report(string source, string language) =>
        PolicyImport.Read(Encoding.UTF8.GetBytes(source), new(language)).Value!;
}
