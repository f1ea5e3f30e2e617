using System.Text.RegularExpressions;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.Typesetting.Tests;

namespace Darsgah.Gateway.Tests.Policies;

/// <summary>Published texts as PDF files, read back with poppler.</summary>
public partial class PolicyPdfTests(Campus campus)
{
    private const string Body = "We keep **your name**.\n\n- one\n- two\n  1. below\n\n| Data | Days |\n|---|--:|\n| Mail | 30 |\n\n> Quoted.";
    private const string DariBody = "**نام شما** را نگه می‌داریم.\n\n- یک\n- دو";
    private const string ArabicBody = "نحتفظ **باسمك** وبريدك.\n\n- واحد\n- اثنان";

    [Theory]
    [Trait("Rule", "M01"), Trait("Rule", "M03")]
    [InlineData("en", "Privacy policy", "Version 1", "Your rights", true)]
    [InlineData("fa-AF", "پالیسی حریم خصوصی", "نسخهٔ ۱", "نام شما را نگه می‌داریم.", false)]
    [InlineData("ar", "سياسة الخصوصية", "النسخة 1", "نحتفظ باسمك وبريدك.", false)]
    public async Task A_version_is_a_pdf_file_in_each_of_its_languages(string language, string title, string version, string clause, bool isPrevailing)
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("en"));
        var english = Campus.Text("en", Body);
        await campus.Publish(
            school, english, Campus.Text("fa-AF", DariBody, "پالیسی حریم خصوصی").MadeFrom(english), Campus.Text("ar", ArabicBody, "سياسة الخصوصية").MadeFrom(english));
        var visitor = campus.Site.Visit(school);

        var page = (await visitor.Get($"/policies/privacy?lang={language}")).Page;
        var pdf = await visitor.Get(page.QuerySelector("a[type='application/pdf']")!.GetAttribute("href")!);
        using var file = new ScratchFile(pdf.Bytes);
        var text = Plain(Tool.Run("pdftotext", "poppler-utils", file.Path, "-"));
        var about = Tool.Run("pdfinfo", "poppler-utils", file.Path);
        var told = Told(file.Path);
        var prevails = Texts.Of(UiLanguages.Find(language)!);

        Assert.Equal((200, "application/pdf", language), (pdf.Status, pdf.Headers["content-type"], pdf.Headers["content-language"]));
        Assert.Contains("immutable", pdf.Headers["cache-control"], StringComparison.Ordinal);
        Assert.Matches("Tagged: +yes", about);
        Assert.Contains(title, about, StringComparison.Ordinal);
        Assert.Contains(Plain(title), text, StringComparison.Ordinal);
        Assert.Contains(Plain(clause.TrimEnd('.')), text, StringComparison.Ordinal);
        Assert.Contains($"https://{school.Hosts[0]}/policies/privacy/versions/1?lang={language}", text, StringComparison.Ordinal);
        Assert.All([title, version, clause], words => Assert.Contains(words, told, StringComparison.Ordinal));
        Assert.Matches("Pages: +1\n", about);
        Assert.Contains(
            isPrevailing ? prevails["policy.prevailing_here"] : prevails.Format("policy.translation_notice", ("language", prevails["language.en"])),
            told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_tables_and_strong_words_are_drawn_and_told()
    {
        var school = await campus.School();
        await campus.Publish(school, Campus.Text("en", Body));

        using var file = new ScratchFile((await campus.Site.Visit(school).Get("/policies/privacy/versions/1/pdf?lang=en")).Bytes);
        var structure = Tool.Run("pdfinfo", "poppler-utils", "-struct", file.Path);
        var text = Tool.Run("pdftotext", "poppler-utils", "-layout", file.Path, "-");

        Assert.Matches(@"(?s)L \(.*LBody.*L \(.*Table.*TH.*TD.*BlockQuote", structure.Replace("L\n", "L (\n", StringComparison.Ordinal));
        Assert.Matches(@"Data +Days", text);
        Assert.Matches(@"Mail +30", text);
        Assert.Matches("1[.] +below", text);
        Assert.Contains("Vazirmatn-Bold", Tool.Run("pdffonts", "poppler-utils", file.Path), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors found", Tool.Run("qpdf", "qpdf", "--check", file.Path), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M03")]
    public async Task The_file_of_a_version_stays_the_same_when_the_school_changes()
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("en"));
        await campus.Publish(school, Campus.Text("en", "We keep your name."));
        var visitor = campus.Site.Visit(school);
        const string address = "/policies/privacy/versions/1/pdf?lang=en";
        var before = await visitor.Get(address);

        var version = await campus.Site.In(school, async grains =>
        {
            var now = (await grains.School.School())!;
            var changed = await grains.School.ChangeProfile(
                now.Profile with { Names = now.Profile.Names.SetItem("en", "Renamed"), TimeZone = "Pacific/Auckland" }, now.Revision);
            return changed.Error is null ? (await grains.Policy(DocumentSet.Privacy).Version(1)).Value! : throw new InvalidOperationException(changed.Error.Message);
        });
        var after = await visitor.Get(address);
        using var conditional = new HttpRequestMessage(HttpMethod.Get, address);
        conditional.Headers.TryAddWithoutValidation("If-None-Match", before.Headers["etag"]);

        Assert.Equal(before.Bytes, after.Bytes);
        Assert.Equal(before.Bytes, PolicySheet.Of(version, "en", version.Head.Imprint!, "Another"));
        Assert.Equal(before.Headers["etag"], after.Headers["etag"]);
        Assert.Equal(304, (await visitor.Send(conditional)).Status);
    }

    [Theory]
    [InlineData("/policies/privacy/versions/9/pdf?lang=en", 404)]
    [InlineData("/policies/privacy/versions/1/pdf?lang=ar", 404)]
    [InlineData("/policies/privacy/versions/1/pdf?lang=%22", 400)]
    [InlineData("/policies/nothing/versions/1/pdf", 404)]
    public async Task What_is_not_there_is_said(string address, int status)
    {
        var school = await campus.SchoolWithPolicy(new());

        Assert.Equal(status, (await campus.Site.Visit(school).Get(address)).Status);
    }

    [Fact]
    public async Task A_text_whose_letters_the_typeface_lacks_is_not_offered_as_empty_boxes()
    {
        var school = await campus.School();
        await campus.Publish(school, Campus.Text("zh", "我们保留你的名字。", "隐私"));
        var visitor = campus.Site.Visit(school);

        var page = (await visitor.Get("/policies/privacy?lang=zh")).Page;

        Assert.Null(page.QuerySelector("a[type='application/pdf']"));
        Assert.Equal(404, (await visitor.Get("/policies/privacy/versions/1/pdf?lang=zh")).Status);
        Assert.Null((await visitor.Get("/policies/privacy/versions")).Page.QuerySelector("a[type='application/pdf']"));
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("fa-AF", true)]
    [InlineData("ar", true)]
    [InlineData("ps", true)]
    [InlineData("zh", false)]
    [InlineData("ru", false)]
    [InlineData("hi", false)]
    public void A_file_is_offered_in_scripts_that_the_typeface_has(string language, bool isOffered) =>
        Assert.Equal(isOffered, PolicySheet.CanDraw(language));

    // What the file says to who hears it, a text a line: in the order that it is read, which no drawing has.
    private static string Told(string path) => string.Join('\n', ActualText().Matches(Tool.Run("qpdf", "qpdf", "--qdf", "--object-streams=disable", path, "-"))
        .Select(match => System.Text.Encoding.BigEndianUnicode.GetString(Convert.FromHexString(match.Groups["hex"].Value))));

    // Poppler hands out no joiners, and turns lam-alef round; both are compared without.
    private static string Plain(string text) => LamAlef().Replace(
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(character =>
            !char.IsWhiteSpace(character) && char.GetUnicodeCategory(character) is not System.Globalization.UnicodeCategory.Format and not System.Globalization.UnicodeCategory.Control and not System.Globalization.UnicodeCategory.NonSpacingMark)),
        "ل");

    [GeneratedRegex("/ActualText <feff(?<hex>[0-9a-f]*)>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ActualText();

    [GeneratedRegex("لا|ال", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LamAlef();
}
