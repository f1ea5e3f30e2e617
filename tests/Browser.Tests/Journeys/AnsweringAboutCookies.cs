using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>The question about cookies and the click before a video, in a browser that runs no script.</summary>
public class AnsweringAboutCookies(Chromium chromium, Town town)
{
    [Fact]
    [Trait("Threat", "SEC-I08")]
    public async Task Three_answers_of_one_size_cover_nothing_and_are_reached_by_keyboard()
    {
        Chromium.Needed();
        await using var window = await Open();

        foreach (var width in new[] { 360, 1440 })
        {
            await window.Page.SetViewportSizeAsync(width, 800);
            await window.Go("/courses");
            var sizes = await window.Page.EvaluateAsync<string[]>(
                "[...document.querySelectorAll('.cookie-answers > *:not([type=hidden])')].map(e => e.getBoundingClientRect()).map(b => `${b.width}x${b.height}`)");

            Assert.Equal(3, sizes.Length);
            Assert.Single(sizes.Distinct(StringComparer.Ordinal));
        }

        // In the flow of the page: what has the focus below it is never under it.
        Assert.Equal("static", await window.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.cookie-banner')).position"));

        for (var presses = 0; await Focused(window) is not "refuse"; presses++)
        {
            Assert.True(presses < 40, "The keyboard does not reach the answer.");
            await window.Page.Keyboard.PressAsync("Tab");
        }

        await window.Loading(() => window.Page.Keyboard.PressAsync("Enter"));

        Assert.Equal("/courses", window.Path);
        Assert.False(await window.Has(".cookie-banner"));
        Assert.DoesNotContain(await window.Context.CookiesAsync(), cookie => cookie.Name is "_ga" or "_fbp");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    [Trait("Rule", "M29")]
    public async Task A_video_is_asked_for_after_the_click_and_from_no_other_host()
    {
        Chromium.Needed();
        await using var window = await Open();
        var asked = new List<string>();
        await window.Context.RouteAsync("https://**/*", route =>
        {
            asked.Add(new Uri(route.Request.Url).Host);
            return route.AbortAsync();
        });

        await window.Go("/privacy/videos/youtube/abc");
        Assert.Empty(asked);

        await window.Press("main a[href='/privacy/videos/youtube/abc']");
        Assert.Equal(1, await window.Find("iframe").CountAsync());
        Assert.Equal(["www.youtube-nocookie.com"], asked.Distinct(StringComparer.Ordinal));
    }

    private Task<Window> Open() => Window.Open(chromium.Browser, town.Site.Origin("crumbs.localhost"), script: false);

    private static Task<string?> Focused(Window window) =>
        window.Page.EvaluateAsync<string?>("document.activeElement.getAttribute('value')");
}
