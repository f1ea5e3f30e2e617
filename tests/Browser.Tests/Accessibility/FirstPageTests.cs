using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>A first visit over a slow line.</summary>
public class FirstPageTests(Chromium chromium, Town town)
{
    [Theory]
    [InlineData("mbtelm", "en")]
    [InlineData("mbtelm", "fa-AF")]
    [InlineData("qalam", "ar")]
    public async Task A_first_page_weighs_less_than_100_KB(string school, string language)
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin(school + ".localhost"), language);
        var answers = new List<Microsoft.Playwright.IRequest>();
        window.Page.RequestFinished += (_, request) => answers.Add(request);

        await window.Go("/");
        await window.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        var sizes = await Task.WhenAll(answers.Select(async request => (request.Url, (await request.SizesAsync()).ResponseBodySize)));

        Assert.InRange(sizes.Sum(size => size.ResponseBodySize), 1, 100_000);
        Assert.Empty(window.Complaints);
    }
}
