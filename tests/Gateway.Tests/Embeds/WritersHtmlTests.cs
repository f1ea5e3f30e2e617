using AngleSharp.Html.Parser;
using Darsgah.Gateway.Embeds;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Embeds;

/// <summary>What readers are told about links and videos of other sites.</summary>
public class WritersHtmlTests
{
    private static readonly Uri Origin = new("https://school.example");

    [Theory]
    [InlineData("[a](https://other.example/x)", "en", "(other site)")]
    [InlineData("<https://other.example>", "fa-AF", "(سایت دیگر)")]
    [InlineData("[a](https://other.example/x) and [b](http://third.example)", "ar", "(موقع آخر)(موقع آخر)")]
    [InlineData("[a](https://other.example/x)", "de", "(other site)")]
    [InlineData("[a](https://school.example/courses)", "en", "")]
    [InlineData("[a](/courses) [b](#here) [c](mailto:a@b.example) [d](tel:+1)", "en", "")]
    [InlineData("[a](https://school.example.evil/x)", "en", "(other site)")]
    [InlineData("`</a>` [a](https://other.example/x) no link", "en", "(other site)")]
    [Trait("Rule", "E05"), Trait("Rule", "Q15")]
    public void A_link_to_another_site_says_so_and_no_other_does(string markdown, string language, string marks)
    {
        var html = WritersHtml.Marked(PolicyMarkdown.ToHtml(markdown, language), language, Origin);
        var page = new HtmlParser().ParseDocument(html);

        Assert.Equal(marks, string.Concat(page.QuerySelectorAll("a .other-site .visually-hidden").Select(mark => mark.TextContent)));
        Assert.All(
            page.QuerySelectorAll("a[href^='http']"),
            link => Assert.Equal("noopener noreferrer nofollow", link.GetAttribute("rel")));
    }

    [Theory]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "youtube dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?t=10&v=dQw4w9WgXcQ", "youtube dQw4w9WgXcQ")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?t=3", "youtube dQw4w9WgXcQ")]
    [InlineData("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "youtube dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/live/dQw4w9WgXcQ?si=abc", "youtube dQw4w9WgXcQ")]
    [InlineData("https://vimeo.com/76979871", "vimeo 76979871")]
    [InlineData("https://vimeo.com/76979871/8272103f6e", "vimeo 76979871-8272103f6e")]
    [InlineData("https://vimeo.com/76979871?h=8272103f6e", "vimeo 76979871-8272103f6e")]
    [InlineData("https://player.vimeo.com/video/76979871?h=8272103f6e&title=0", "vimeo 76979871-8272103f6e")]
    [InlineData("https://vimeo.com/76979871/%22onload", null)]
    [InlineData("https://vimeo.com/channels/76979871", null)]
    [InlineData("https://www.aparat.com/v/abc12", "aparat abc12")]
    [InlineData("http://www.youtube.com/watch?v=dQw4w9WgXcQ", null)]
    [InlineData("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", null)]
    [InlineData("https://evil@youtube.com.evil.example/embed/a", null)]
    [InlineData("https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ", null)]
    [InlineData("https://www.youtube.com/watch?v=%22onload%3D", null)]
    [InlineData("https://www.youtube.com/watch?v=../../x", null)]
    [InlineData("https://www.youtube.com/watch", null)]
    [InlineData("https://vimeo.com/channels/staff", null)]
    [InlineData("https://example.org/video.mp4", null)]
    public void Addresses_of_videos_are_read_and_nothing_else_is(string address, string? video)
    {
        var read = VideoHost.Read(address);

        Assert.Equal(video, read is null ? null : $"{read.Host.Slug} {read.Id}");

        if (read is not null)
            Assert.Equal(read.Host.FrameHost, read.Host.Frame(read).Host);
    }

    [Theory]
    [InlineData("https://youtu.be/abc?t=90", "https://www.youtube-nocookie.com/embed/abc?start=90", 90)]
    [InlineData("https://www.youtube.com/watch?v=abc&t=1h2m3s", "https://www.youtube-nocookie.com/embed/abc?start=3723", 3723)]
    [InlineData("https://www.youtube.com/embed/abc?start=7", "https://www.youtube-nocookie.com/embed/abc?start=7", 7)]
    [InlineData("https://youtu.be/abc?t=soon", "https://www.youtube-nocookie.com/embed/abc", 0)]
    [InlineData("https://vimeo.com/1/8272103f6e#t=1m30s", "https://player.vimeo.com/video/1?dnt=1&h=8272103f6e#t=90s", 90)]
    [InlineData("https://vimeo.com/1", "https://player.vimeo.com/video/1?dnt=1", 0)]
    public void A_video_begins_where_its_address_says(string address, string frame, int start)
    {
        var video = VideoHost.Read(address)!;

        Assert.Equal((start, frame), (video.Start, video.Host.Frame(video).AbsoluteUri));
        Assert.EndsWith(start > 0 ? $"?at={start}" : video.Id, video.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://youtu.be/abc", "card")]
    [InlineData("<https://youtu.be/abc>", "card")]
    [InlineData("Before.\n\nhttps://youtu.be/abc\n\nAfter.", "card")]
    [InlineData("- one\n\n  https://youtu.be/abc", "card")]
    [InlineData("https://vimeo.com/1", "link")]
    [InlineData("[Watch](https://youtu.be/abc)", "link")]
    [InlineData("See <https://youtu.be/abc> first.", "link")]
    [InlineData("```\nhttps://youtu.be/abc\n```", "none")]
    [InlineData("https://example.org/", "none")]
    [Trait("Rule", "M29")]
    public void An_address_of_a_video_on_its_own_line_is_a_card_where_the_school_shows_videos_of_that_host(string markdown, string expected)
    {
        foreach (var language in new[] { "en", "fa-AF" })
        {
            var page = new HtmlParser().ParseDocument(
                WritersHtml.WithVideos(PolicyMarkdown.ToHtml(markdown, language), language, [EmbedProvider.YouTube]));

            Assert.Equal(
                expected,
                page.QuerySelector("[data-video] a[href='/privacy/videos/youtube/abc']") is not null ? "card"
                : page.QuerySelector("a[href^='https']") is not null ? "link" : "none");
            Assert.Empty(page.QuerySelectorAll("iframe, img, script, video, object, embed"));
        }
    }

    [Fact]
    [Trait("Rule", "M29")]
    public void Where_no_host_is_shown_there_are_links_that_say_where_they_lead()
    {
        var html = WritersHtml.Marked(
            WritersHtml.WithVideos(PolicyMarkdown.ToHtml("https://youtu.be/abc?a=1&b=2", "en"), "en", []), "en", Origin);
        var link = new HtmlParser().ParseDocument(html).QuerySelector("a")!;

        Assert.Equal("https://youtu.be/abc?a=1&b=2", link.GetAttribute("href"));
        Assert.NotNull(link.QuerySelector(".other-site"));
    }
}
