using AngleSharp.Dom;
using Darsgah.Gateway.Tests.Consent;

namespace Darsgah.Gateway.Tests.Portal;

public class PortalTests(Campus campus)
{
    [Theory]
    [InlineData("en", "ltr", "School")]
    [InlineData("fa-AF", "rtl", "مکتب")]
    [InlineData("ar", "rtl", "مدرسة")]
    public async Task The_front_page_has_the_schools_name_in_the_visitors_language(string language, string direction, string name)
    {
        var school = await campus.School();

        var page = (await campus.Site.Visit(school).Get("/", language)).Page;

        Assert.Equal((language, direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Contains(name, page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_school_without_courses_says_so()
    {
        var page = (await campus.Site.Visit(await campus.School()).Get("/")).Page;

        Assert.NotNull(page.QuerySelector(".empty"));
    }

    [Fact]
    public async Task Cards_stand_in_their_courses_language_and_lead_to_them()
    {
        var school = await campus.School();
        await campus.Course(school, "khat", language: "ar");

        var card = (await campus.Site.Visit(school).Get("/")).Page.QuerySelector(".card-title")!;

        Assert.Equal(("ar", "rtl"), (card.GetAttribute("lang"), card.GetAttribute("dir")));
        Assert.Equal("/courses/khat", card.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Every_page_links_the_published_policies()
    {
        var school = await campus.SchoolWithPolicy(new());

        var page = (await campus.Site.Visit(school).Get("/")).Page;

        Assert.NotNull(page.QuerySelector("footer a[href='/policies/privacy']"));
    }
}
