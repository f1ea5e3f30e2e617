using AngleSharp.Dom;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Policies;

/// <summary>Where versions stand, and what differs between any two of them.</summary>
public class VersionPagesTests(Campus campus)
{
    private static readonly Id<Grains.Common.Document> Privacy = DocumentSet.Privacy;
    private static readonly PolicyText Dari = Campus.Text("fa-AF", "نام شما را نگه می‌داریم.", "پالیسی");

    [Fact]
    [Trait("Rule", "M47")]
    [Trait("Rule", "N03")]
    public async Task The_history_says_of_each_version_where_it_stands()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        await campus.Publish(school, Campus.Text("en", "Two."));
        await campus.PublishFor(school, Days(10), Campus.Text("en", "Three."));
        await campus.PublishFor(school, Days(20), Campus.Text("en", "Four."));
        await campus.Site.In(school, grains => grains.Policy(Privacy).CallOff(4), "ada");
        var visitor = campus.Site.Visit(school);

        var page = (await visitor.Get("/policies/privacy/versions")).Page;
        var standings = page.QuerySelectorAll("[data-version]")
            .Select(row => $"{row.GetAttribute("data-version")} {row.QuerySelector("[data-standing]")!.GetAttribute("data-standing")}");

        Assert.Equal(["4 calledoff", "3 scheduled", "2 active", "1 superseded"], standings);
        Assert.Equal("2", (await visitor.Get("/policies/privacy")).Page.QuerySelector(".facts bdi")!.TextContent);
        Assert.NotNull((await visitor.Get("/policies/privacy/versions/4")).Page.QuerySelector("[data-state=called-off]"));
        Assert.NotNull((await visitor.Get("/policies/privacy/versions/3")).Page.QuerySelector("[data-state=to-come]"));
        Assert.NotNull((await visitor.Get("/policies/privacy/versions/1")).Page.QuerySelector("[data-state=older]"));
    }

    /// <summary>The day of a version in the reader's calendar and in the other one: Gregorian for Dari, solar Hijri for others of a school that speaks Dari.</summary>
    [Theory]
    [InlineData("fa-AF", "en", @"\(20[0-9]{2}-[0-9]{2}-[0-9]{2}\)")]
    [InlineData("en", "fa-AF", @"\([۰-۹]{1,2} \p{L}+ ۱۴[۰-۹]{2}\)")]
    [InlineData("ar", "fa-AF", @"\([۰-۹]{1,2} \p{L}+ ۱۴[۰-۹]{2}\)")]
    public async Task A_version_has_its_day_in_both_calendars(string language, string other, string form)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var visitor = campus.Site.Visit(school);

        var facts = (await visitor.Get("/policies/privacy", language)).Page.QuerySelectorAll(".facts [data-calendar]");
        var history = (await visitor.Get("/policies/privacy/versions", language)).Page.QuerySelectorAll("[data-version] [data-calendar]");
        var days = facts.Concat(history).ToList();

        Assert.NotEmpty(facts);
        Assert.Single(history);
        Assert.All(days, day => Assert.Equal(other, day.QuerySelector("bdi")!.GetAttribute("lang")));
        Assert.All(days, day => Assert.Matches(form, day.TextContent));
    }

    [Fact]
    public async Task A_kept_page_shows_at_once_that_a_version_was_called_off()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        await campus.PublishFor(school, Days(10), Campus.Text("en", "Two."));
        var visitor = campus.Site.Visit(school);
        var before = (await visitor.Get("/policies/privacy/versions/2")).Page;

        await campus.Site.In(school, grains => grains.Policy(Privacy).CallOff(2), "ada");
        var after = (await visitor.Get("/policies/privacy/versions/2")).Page;

        Assert.NotNull(before.QuerySelector("[data-state=to-come]"));
        Assert.NotNull(after.QuerySelector("[data-state=called-off]"));
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("fa-AF", "rtl")]
    public async Task Any_two_versions_are_compared_in_a_language_and_its_direction(string language, string direction)
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("fa-AF"));
        await campus.Publish(school, Dari, Campus.Text("en", "We keep your name.").MadeFrom(Dari));
        await campus.Publish(school, Campus.Text("en", "We keep your face."));
        await campus.Publish(school, Campus.Text("fa-AF", "شمارهٔ شما را نگه می‌داریم.", "پالیسی"), Campus.Text("en", "We keep your number."));

        var answer = await campus.Site.Visit(school).Get($"/policies/privacy/compare?from=3&to=1&lang={language}", "ar");
        var article = answer.Page.QuerySelector("#policy-changes")!;
        var section = article.QuerySelector("[data-key=what-we-keep]")!;

        Assert.Equal((language, direction), (article.GetAttribute("lang"), article.GetAttribute("dir")));
        Assert.Equal(language, answer.Headers["content-language"]);
        Assert.Equal("ar", answer.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(language is "en" ? "number" : "شمارهٔ", section.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(language is "en" ? "name" : "نام", section.QuerySelector("del")!.TextContent, StringComparison.Ordinal);
        Assert.All(section.QuerySelectorAll("ins, del"), mark => Assert.NotEmpty(mark.QuerySelector(".visually-hidden")!.TextContent));
        Assert.Equal(["en", "fa-AF"], answer.Page.QuerySelectorAll("head link[hreflang]").Select(link => link.GetAttribute("hreflang")).Order());
    }

    [Fact]
    public async Task A_section_that_came_and_one_that_went_are_named_in_words()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var next = Campus.Text("en", "We keep your name.");
        await campus.Publish(school, next with { Sections = [next.Sections[0], new PolicySection("cookies", 1, "2.", "Cookies", "None.")] });

        var page = (await campus.Site.Visit(school).Get("/policies/privacy/compare?from=1&to=2&lang=en")).Page;

        Assert.Equal("This section is new.", page.QuerySelector("[data-key=cookies][data-change=added] .section-note")!.TextContent);
        Assert.Equal("This section is gone.", page.QuerySelector("[data-key=your-rights][data-change=removed] .section-note")!.TextContent);
    }

    [Fact]
    public async Task A_language_that_one_of_two_versions_lacks_is_compared_with_nothing()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("en"));
        await campus.Publish(school, Dari);
        var visitor = campus.Site.Visit(school);

        var came = (await visitor.Get("/policies/privacy/compare?from=1&to=2&lang=fa-AF")).Page.QuerySelector("#policy-changes")!;
        var unheard = await visitor.Get("/policies/privacy/compare?from=1&to=2&lang=de");
        var gone = new KeptComparisons().Between(
            school.Id, await Version(school, 2), await Version(school, 1), "fa-AF");

        Assert.Equal(("fa-AF", 0), (came.GetAttribute("lang"), came.QuerySelectorAll("del").Length));
        Assert.NotEmpty(came.QuerySelectorAll("ins"));
        Assert.Equal((200, "en"), (unheard.Status, unheard.Headers["content-language"]));
        Assert.Equal((0, true), (gone.WordsAdded, gone.WordsRemoved > 0));
    }

    [Fact]
    public async Task What_was_compared_once_is_kept_for_each_school_and_language()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var kept = new KeptComparisons();
        await campus.Publish(school, Campus.Text("en", "We keep your number."));
        var (older, newer) = (await Version(school, 1), await Version(school, 2));

        var first = kept.Between(school.Id, older, newer, "en");
        var again = kept.Between(school.Id, older, newer, "en");
        var elsewhere = kept.Between(Id<Tenant>.Parse("another"), older, newer, "en");

        Assert.Same(first, again);
        Assert.NotSame(first, elsewhere);
        Assert.Equal(2, kept.Made);
        Assert.NotNull(campus.Site.Services.GetService<KeptComparisons>());
    }

    [Theory]
    [InlineData("from=0&to=1", 404)]
    [InlineData("from=1&to=99999999999", 400)]
    [InlineData("from=-1&to=1", 404)]
    [InlineData("from=1&to=1", 200)]
    [InlineData("from=&to=", 200)]
    [InlineData("from=1&to=1&lang=%E2%80%AEen", 400)]
    [InlineData("from=1&to=1&lang=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 400)]
    [InlineData("", 200)]
    public async Task A_comparison_of_what_there_is_not_is_refused(string query, int status)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);

        Assert.Equal(status, (await campus.Site.Visit(school).Get("/policies/privacy/compare?" + query)).Status);
    }

    private DateTimeOffset Days(int days) => campus.Site.Clock.GetUtcNow().AddDays(days);

    private async Task<PolicyVersion> Version(School school, int number) =>
        (await campus.Site.In(school, grains => grains.Policy(Privacy).Version(number))).Value!;
}
