using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Html.Parser;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>The outline beside a lesson: kept is what is everybody's, and nothing of anybody.</summary>
public class OutlineLinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<LessonHead> heads =
    [
        new(Lesson(1), "One"),
        new(Lesson(2), "<b>Two & \"more\"</b>"),
        new(Lesson(3), "Three") { Terms = new() { Release = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = Lesson(2) } } },
    ];

    [Fact]
    public void A_line_says_what_is_done_closed_and_before_her()
    {
        var page = Html(Way("algebra", "en", 1), current: 2, UiLanguages.English);
        var lines = page.QuerySelectorAll("li");

        Assert.Equal(["done", null, "closed"], lines.Select(line => line.GetAttribute("class")));
        Assert.Equal([null, "page", null], lines.Select(line => line.QuerySelector("a")!.GetAttribute("aria-current")));
        Assert.Equal(["One Done", "<b>Two & \"more\"</b>", "Three Not open yet"], lines.Select(line => line.TextContent));
        Assert.Equal(
            ["/courses/algebra/lessons/lesson-1", "/courses/algebra/lessons/lesson-2", "/courses/algebra/lessons/lesson-3"],
            lines.Select(line => line.QuerySelector("a")!.GetAttribute("href")));
    }

    /// <summary>The same heads, one after another for two people, two courses of two schools and in two languages.</summary>
    [Fact]
    [Trait("Threat", "SEC-A11")]
    public void No_line_is_another_readers_courses_or_languages()
    {
        var ada = Html(Way("algebra", "en", 1, 2), current: 3, UiLanguages.English);
        var ben = Html(Way("algebra", "en"), current: 1, UiLanguages.Dari);
        var other = Html(Way("geometry", "ar", 1), current: 1, UiLanguages.English);
        var again = Html(Way("algebra", "en", 1, 2), current: 3, UiLanguages.English);

        Assert.Equal(2, ada.QuerySelectorAll(".done").Length);
        Assert.Empty(ben.QuerySelectorAll(".done"));
        Assert.DoesNotContain("Done", ben.Body!.TextContent, StringComparison.Ordinal);
        Assert.All(ben.QuerySelectorAll("a"), link => Assert.StartsWith("/courses/algebra/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(other.QuerySelectorAll("a"), link => Assert.StartsWith("/courses/geometry/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(other.QuerySelectorAll("a"), link => Assert.Equal(("ar", "rtl"), (link.GetAttribute("lang"), link.GetAttribute("dir"))));
        Assert.Equal(ada.Body!.InnerHtml, again.Body!.InnerHtml);
    }

    private static Id<Lesson> Lesson(int number) => Id<Lesson>.Parse($"lesson-{number}");

    private static CourseWay Way(string course, string language, params int[] done)
    {
        var description = new CourseDescription(Id<Course>.Parse(course), language, "Title", "", "", "", Published: true);
        var enrollment = new Enrollment(Id<Course>.Parse(course), Start, [.. done.Select(number => new LessonDone(Lesson(number), Start))], LastLesson: null, Certificate: null);

        return new CourseWay(new CourseOutline(description, heads, 1, Start), enrollment) { Now = Start };
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Html(CourseWay way, int current, UiLanguage language) => new HtmlParser().ParseDocument(
        OutlineLines.Of(heads, way, Lesson(current), Texts.Of(language), HtmlEncoder.Create(UnicodeRanges.All)).Value);
}
