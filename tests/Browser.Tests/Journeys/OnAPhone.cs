using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>Rows of places that are longer than a phone is wide.</summary>
public class OnAPhone(Chromium chromium, Town town)
{
    private const string OfRow =
        """
        row => { const [place, whole] = [document.querySelector(row + ' [aria-current]'), document.querySelector(row)].map(part => part.getBoundingClientRect());
          return place.left >= whole.left - 1 && place.right <= whole.right + 1 && place.left >= -1 && place.right <= innerWidth + 1; }
        """;

    [Theory]
    [InlineData("en", "/admin/school/keys")]
    [InlineData("ar", "/admin/school/keys")]
    [InlineData("ar", "/admin/courses/linear-equations/certificate")]
    public async Task The_place_somebody_is_at_is_in_sight(string language, string path)
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("mathacademy.localhost"), language, script: false);
        await window.Page.SetViewportSizeAsync(360, 800);
        await window.Become(town.Visitors["owner@mathacademy"]);
        await window.Speak(language);

        await window.Go(path);

        Assert.Equal(language, await window.Page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.True(await window.Page.EvaluateAsync<bool>("document.querySelector('.tabs').scrollWidth > document.querySelector('.tabs').clientWidth"), "The row is no longer too long.");
        Assert.True(await window.Page.EvaluateAsync<bool>(OfRow, ".tabs"));
        Assert.True(await window.Page.EvaluateAsync<bool>(OfRow, ".desk-nav"));
    }
}
