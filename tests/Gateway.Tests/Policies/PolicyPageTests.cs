using AngleSharp.Dom;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Policies;

/// <summary>Reading a policy: its language, what it says about itself, and that it never changes.</summary>
public class PolicyPageTests(Campus campus)
{
    private static readonly PolicyText Dari = Campus.Text("fa-AF", "نام شما را نگه می‌داریم.", "پالیسی");
    private static readonly PolicyText English = Campus.Text("en", "We keep your name.");

    [Theory]
    [Trait("Rule", "M01"), Trait("Rule", "M02"), Trait("Rule", "T01")]
    [InlineData("en")]
    [InlineData("fa-AF")]
    [InlineData("ar")]
    public async Task Mbtelms_english_text_says_in_the_readers_language_that_dari_prevails_and_is_missing(string ui)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));

        var page = (await campus.Site.Visit(school).Get("/policies/privacy", ui)).Page;
        var notice = page.QuerySelector("[data-prevails='fa-AF']")!;
        var texts = Gateway.Localization.Texts.Of(Gateway.Localization.UiLanguages.Find(ui)!);
        var language = texts["language.fa-AF"];

        Assert.Equal(ui, page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(texts.Format("policy.translation_notice", ("language", language)), notice.TextContent, StringComparison.Ordinal);
        Assert.Contains(texts.Format("policy.prevailing_missing", ("language", language)), notice.TextContent, StringComparison.Ordinal);
        Assert.Null(notice.QuerySelector("a"));
        Assert.Equal(("en", "ltr"), Lang(page.QuerySelector("#policy-text")!));
    }

    [Fact]
    [Trait("Rule", "M01")]
    public async Task Where_the_prevailing_text_is_published_the_notice_links_it()
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("fa-AF"));
        await campus.Publish(school, Dari, English.MadeFrom(Dari));
        var visitor = campus.Site.Visit(school);

        var english = (await visitor.Get("/policies/privacy?lang=en")).Page;
        var link = english.QuerySelector("[data-prevails] a")!.GetAttribute("href")!;
        var prevailing = (await visitor.Get(link)).Page;

        Assert.Equal(("fa-AF", "rtl"), Lang(prevailing.QuerySelector("#policy-text")!));
        Assert.Null(prevailing.QuerySelector("[data-prevails]"));
    }

    [Fact]
    public async Task A_section_that_is_not_translated_stands_in_its_own_language_and_direction_marked()
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("fa-AF"));
        var part = English.MadeFrom(Dari) with { Sections = [English.MadeFrom(Dari).Sections[0]] };
        await campus.Publish(school, Dari, part);

        var page = (await campus.Site.Visit(school).Get("/policies/privacy?lang=en")).Page;
        var section = page.QuerySelector("#your-rights")!;

        Assert.Equal(("fa-AF", "rtl"), Lang(section));
        Assert.Equal(("en", "ltr"), Lang(section.QuerySelector(".section-note")!));
    }

    [Fact]
    [Trait("Rule", "M03")]
    public async Task A_version_shows_its_dates_number_and_contents()
    {
        var school = await campus.SchoolWithPolicy(new());

        var page = (await campus.Site.Visit(school).Get("/policies/privacy")).Page;
        var days = page.QuerySelectorAll(".facts time").Select(day => day.GetAttribute("datetime"));
        var anchors = page.QuerySelectorAll(".reading-contents a").Select(link => link.GetAttribute("href"));

        Assert.Equal("Privacy policy", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("2024-08-20", days, StringComparer.Ordinal);
        Assert.Equal(["#what-we-keep", "#your-rights"], anchors, StringComparer.Ordinal);
        Assert.NotNull(page.QuerySelector("#policy-text #what-we-keep"));
        Assert.Empty(page.QuerySelectorAll("#policy-text script"));
    }

    [Fact]
    [Trait("Rule", "M03")]
    public async Task Version_1_is_the_same_bytes_before_and_after_version_2()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var visitor = campus.Site.Visit(school);
        var before = await visitor.Get("/policies/privacy/versions/1?lang=en");
        var textBefore = await visitor.Get("/policies/privacy/versions/1/text?lang=en");

        await campus.Publish(school, Dari, Campus.Text("en", "We keep everything."));
        var after = await visitor.Get("/policies/privacy/versions/1?lang=en");
        var inDari = await visitor.Get("/policies/privacy/versions/1?lang=en", "fa-AF");
        var textAfter = await visitor.Get("/policies/privacy/versions/1/text?lang=en");

        Assert.Equal(Article(before), Article(after));
        Assert.Equal(Article(before), Article(inDari));
        Assert.Equal(textBefore.Bytes, textAfter.Bytes);
        Assert.Equal(textBefore.Headers["etag"], textAfter.Headers["etag"]);
        Assert.Equal($"\"{English.Hash}\"", textBefore.Headers["etag"]);
    }

    [Fact]
    public async Task An_older_version_says_so_and_links_the_one_in_force()
    {
        var school = await campus.SchoolWithPolicy(new());
        await campus.Publish(school, Campus.Text("en", "We keep everything."));
        var visitor = campus.Site.Visit(school);

        var older = (await visitor.Get("/policies/privacy/versions/1")).Page;
        var current = (await visitor.Get("/policies/privacy/versions/2")).Page;

        Assert.Equal("/policies/privacy", older.QuerySelector("[data-state=older] a")!.GetAttribute("href"));
        Assert.Null(current.QuerySelector("[data-state]"));
        Assert.Contains("We keep less.", current.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/policies/nothing", 404)]
    [InlineData("/policies/privacy/versions/9", 404)]
    [InlineData("/policies/privacy/versions/9/text", 404)]
    [InlineData("/policies/privacy/versions/one", 404)]
    [InlineData("/policies/nothing/versions", 404)]
    [InlineData("/policies/privacy/compare?from=1&to=9", 404)]
    [InlineData("/policies/privacy/versions/1/text?lang=de", 404)]
    [InlineData("/policies/privacy?lang=%22%3E", 400)]
    [InlineData("/policies/privacy/versions/1?lang=123", 400)]
    [InlineData("/policies/privacy/versions/1/text?lang=e_n", 400)]
    public async Task What_there_is_not_is_not_found_and_nonsense_is_refused(string path, int status)
    {
        var school = await campus.SchoolWithPolicy(new());

        Assert.Equal(status, (await campus.Site.Visit(school).Get(path)).Status);
    }

    [Fact]
    public async Task A_refused_language_names_what_would_be_right()
    {
        var school = await campus.SchoolWithPolicy(new());

        var answer = await campus.Site.Visit(school).Get("/policies/privacy?lang=e_n");

        Assert.Equal("policy.bad_language", answer.Code);
        Assert.NotNull(answer.Page.QuerySelector("main a[href='/policies/privacy/versions/1?lang=en']"));
    }

    [Fact]
    public async Task A_language_this_version_lacks_is_said_and_another_is_shown()
    {
        var school = await campus.SchoolWithPolicy(new());

        var answer = await campus.Site.Visit(school).Get("/policies/privacy?lang=ps");

        Assert.Equal(200, answer.Status);
        Assert.Equal("en", answer.Headers["content-language"]);
        Assert.Contains("Pashto", answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_tells_machines_its_language_and_the_others()
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("fa-AF"));
        await campus.Publish(school, Dari, English.MadeFrom(Dari));

        var answer = await campus.Site.Visit(school).Get("/policies/privacy?lang=fa-AF");
        var links = answer.Headers["link"];

        Assert.Equal("fa-AF", answer.Headers["content-language"]);
        Assert.All(["en", "fa-AF"], language => Assert.Contains(
            $"/policies/privacy?lang={language}>; rel=\"alternate\"; hreflang=\"{language}\"", links, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again()
    {
        var school = await campus.SchoolWithPolicy(new());
        var visitor = campus.Site.Visit(school);
        var first = await visitor.Get("/policies/privacy");

        var same = await visitor.Send(Ask("/policies/privacy", first.Headers["etag"]));
        await campus.Publish(school, Campus.Text("en", "We keep everything."));
        var changed = await visitor.Send(Ask("/policies/privacy", first.Headers["etag"]));

        Assert.Equal(304, same.Status);
        Assert.Equal(200, changed.Status);
    }

    [Fact]
    public async Task Two_versions_are_compared_word_by_word()
    {
        var school = await campus.SchoolWithPolicy(new());
        await campus.Publish(school, Campus.Text("en", "We keep your number."));

        var page = (await campus.Site.Visit(school).Get("/policies/privacy/compare?from=1&to=2&lang=en")).Page;
        var section = page.QuerySelector("[data-key=what-we-keep]")!;

        Assert.Contains("name", section.QuerySelector("del")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("number", section.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("[data-key=your-rights]"));
    }

    [Fact]
    [Trait("Rule", "N02"), Trait("Rule", "T54")]
    public async Task A_policy_below_the_terms_says_so_and_links_them()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.TermsAbovePolicy);
        var visitor = campus.Site.Visit(school);
        var before = (await visitor.Get("/policies/privacy")).Page.QuerySelector("[data-above=terms]")!;
        var terms = Id<Grains.Common.Document>.Parse("terms");
        await campus.Publish(school, terms, ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "Be kind.", "Terms"));

        var after = (await visitor.Get("/policies/privacy")).Page.QuerySelector("[data-above=terms]")!;
        var above = (await visitor.Get("/policies/terms")).Page;

        Assert.Null(before.QuerySelector("a"));
        Assert.Equal("/policies/terms", after.QuerySelector("a")!.GetAttribute("href"));
        Assert.Null(above.QuerySelector("[data-above]"));
    }

    [Fact]
    public async Task Dates_are_in_the_readers_calendar()
    {
        var school = await campus.SchoolWithPolicy(new());

        var page = (await campus.Site.Visit(school).Get("/policies/privacy", "fa-AF")).Page;

        Assert.Equal("۳۰ اسد ۱۴۰۳", page.QuerySelector("time[datetime='2024-08-20']")!.TextContent);
    }

    [Fact]
    public async Task A_school_without_policies_says_so()
    {
        var page = (await campus.Site.Visit(await campus.School()).Get("/policies")).Page;

        Assert.NotNull(page.QuerySelector(".empty"));
    }

    private static HttpRequestMessage Ask(string path, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        return request;
    }

    private static string Article(TestKit.Answer answer)
    {
        var from = answer.Body.IndexOf("<article id=\"policy-text\"", StringComparison.Ordinal);
        return answer.Body[from..(answer.Body.IndexOf("</article>", from, StringComparison.Ordinal) + "</article>".Length)];
    }

    private static (string? Language, string? Direction) Lang(IElement element) =>
        (element.GetAttribute("lang"), element.GetAttribute("dir"));
}
