using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Embeds;

/// <summary>A video of another site is asked for after a click (M29).</summary>
[Trait("Rule", "M29"), Trait("Rule", "M38")]
public class VideoPageTests(Campus campus)
{
    private const string Path = "/privacy/videos/youtube/abc";

    [Fact]
    public async Task A_click_on_our_words_shows_the_frame_and_allows_that_host_and_no_other()
    {
        var school = await campus.School(Showing(EmbedProvider.YouTube));
        var shown = await Click(campus.Site.Visit(school));

        Assert.Equal("https://www.youtube-nocookie.com/embed/abc", shown.Page.QuerySelector("iframe")!.GetAttribute("src"));
        Assert.EndsWith("; frame-src https://www.youtube-nocookie.com", shown.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("frame-src", (await campus.Site.Visit(school).Get("/")).Headers["content-security-policy"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData("none", null)]
    [InlineData(null, "http://evil.example/")]
    [InlineData(null, null)]
    [InlineData("same-origin", "prefetch")]
    public async Task Whoever_comes_from_elsewhere_gets_the_words_first(string? site, string? referer)
    {
        var visitor = campus.Site.Visit(await campus.School(Showing(EmbedProvider.YouTube)));
        var request = new HttpRequestMessage(HttpMethod.Get, Path);

        if (site is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);

        if (referer is "prefetch")
            request.Headers.TryAddWithoutValidation("Sec-Purpose", "prefetch");
        else if (referer is not null)
            request.Headers.TryAddWithoutValidation("Referer", referer);

        var answer = await visitor.Send(request);

        Assert.Null(answer.Page.QuerySelector("iframe"));
        Assert.NotNull(answer.Page.QuerySelector($"[data-notice] ~ p a[href='{Path}']"));
        Assert.DoesNotContain("frame-src", answer.Headers["content-security-policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_schools_with_opposite_settings_show_a_card_and_a_link()
    {
        foreach (var (rules, card) in new[] { (Showing(EmbedProvider.YouTube), true), (Showing(), false) })
        {
            var school = await campus.School(rules);
            await campus.Site.In(school, async grains =>
            {
                var course = grains.Course(Id<Course>.Parse("films"));
                await course.Describe(new CourseDescription(Id<Course>.Parse("films"), "en", "Films", "", "https://youtu.be/abc", "", true), 0);
                await course.PutLesson(new LessonContent(Id<Lesson>.Parse("one"), "One", "Look:\n\nhttps://youtu.be/abc\n\nGood."));
                return await course.PublishAll();
            });
            var ada = await campus.SignedIn(school);
            await ada.Browser.Submit(await ada.Get("/courses/films"));

            foreach (var path in new[] { "/courses/films", "/courses/films/lessons/one" })
            {
                var page = (await ada.Get(path)).Page;
                Assert.Equal(card, page.QuerySelector($"[data-video='youtube'] a[href='{Path}']") is not null);
                Assert.Equal(!card, page.QuerySelector("a[href='https://youtu.be/abc'] .other-site") is not null);
                Assert.Null(page.QuerySelector("iframe"));
            }

            Assert.Equal(card ? 200 : 404, (await Click(ada.Browser)).Status);
        }
    }

    [Fact]
    public async Task A_members_ledger_keeps_that_the_notice_was_before_her_once()
    {
        var school = await campus.School(Showing(EmbedProvider.YouTube));
        var ada = await campus.SignedIn(school);

        await Click(ada.Browser);
        await Click(ada.Browser);

        var entry = Assert.Single(await campus.Ledger(school, ada));
        Assert.Equal((ConsentAct.NoticeServed, "embed-youtube"), (entry.Act, entry.Shown.Document.Value));
        Assert.Contains("youtube-nocookie", (await ada.Get("/privacy/videos/youtube")).Body, StringComparison.Ordinal);
        Assert.Contains("YouTube", (await ada.Get("/account/privacy")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/privacy/videos/nobody/abc")]
    [InlineData("/privacy/videos/vimeo/1")]
    [InlineData("/privacy/videos/youtube/a%20b")]
    [InlineData("/privacy/videos/youtube/evil.example")]
    public async Task What_the_school_does_not_show_is_not_found(string path) =>
        Assert.Equal(404, (await campus.Site.Visit(await campus.School(Showing(EmbedProvider.YouTube))).Get(path)).Status);

    private static SchoolRules Showing(params EmbedProvider[] videos) => new() { Embeds = [.. videos] };

    private static Task<Answer> Click(Visitor visitor)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        return visitor.Send(request);
    }
}
