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
    public async Task Many_courses_stand_on_pages_and_each_on_one()
    {
        var school = await campus.School();
        var visitor = campus.Site.Visit(school);

        for (var number = 1; number <= 26; number++)
            await campus.Course(school, $"course-{number}", lessons: 0);

        var front = (await visitor.Get("/")).Page;
        var first = (await visitor.Get("/courses?q=course")).Page;
        var second = (await visitor.Get(first.QuerySelector("a[rel='next']")!.GetAttribute("href")!)).Page;

        Assert.Equal(12, front.QuerySelectorAll(".card").Length);
        Assert.NotNull(front.QuerySelector("main a.quiet[href='/courses']:not([rel])"));
        Assert.Equal(
            Enumerable.Range(1, 26).Select(number => $"/courses/course-{number}"),
            Cards(first).Concat(Cards(second)));
        Assert.Null(second.QuerySelector("a[rel='next']"));
        Assert.Equal(
            Cards(first),
            Cards((await visitor.Get(second.QuerySelector("a[rel='prev']")!.GetAttribute("href")!)).Page));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("two")]
    public async Task A_page_of_courses_that_does_not_exist_is_one_that_does(string page)
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");

        Assert.Equal(["/courses/algebra"], Cards((await campus.Site.Visit(school).Get($"/courses?page={page}")).Page));
    }

    [Fact]
    public async Task Every_page_links_the_published_policies()
    {
        var school = await campus.SchoolWithPolicy(new());

        var page = (await campus.Site.Visit(school).Get("/")).Page;

        Assert.NotNull(page.QuerySelector("footer a[href='/policies/privacy']"));
    }

    private static IEnumerable<string?> Cards(IParentNode page) =>
        page.QuerySelectorAll(".card-title a").Select(link => link.GetAttribute("href"));
}
