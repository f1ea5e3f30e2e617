using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>A live class is held on another site: who learns what there is said before, and that it was said is kept (B19, E04).</summary>
[Trait("Rule", "B19"), Trait("Rule", "E04")]
public class LiveClassTests(Campus campus)
{
    private const string Lesson = "/courses/algebra/lessons/live";
    private const string Meeting = "https://meet.example/room";

    [Fact]
    public async Task The_first_class_she_joins_writes_down_that_the_words_were_before_her_and_later_ones_nothing()
    {
        var school = await School();
        var ada = await In(school);
        var page = await ada.Get(Lesson);
        var before = await campus.Ledger(school, ada);

        var (first, second) = (await Click(ada.Browser), await Click(ada.Browser));

        var entry = Assert.Single(await campus.Ledger(school, ada));
        var kept = await ada.Get(ShownTexts.PathOf(entry.Shown.Document, entry.Shown.Version));
        Assert.Empty(before);
        Assert.Contains("meet.example", page.Page.QuerySelector("[data-live-session] [data-notice]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Meeting, page.Body, StringComparison.Ordinal);
        Assert.Equal((302, Meeting, Meeting), (first.Status, first.Location, second.Location));
        Assert.Equal((ConsentAct.NoticeServed, ShownTexts.LiveClass, Lesson), (entry.Act, entry.Shown.Document, entry.Surface));
        Assert.StartsWith(kept.Page.QuerySelector("[data-notice]")!.TextContent, page.Page.QuerySelector("[data-live-session] [data-notice]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Notice on live classes", (await ada.Get("/account/privacy")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("none")]
    public async Task Whoever_comes_from_elsewhere_is_led_to_the_words_and_nothing_is_written(string site)
    {
        var school = await School();
        var ada = await In(school);

        var led = await Click(ada.Browser, site);

        Assert.Equal(Lesson, led.Location);
        Assert.Empty(await campus.Ledger(school, ada));
    }

    [Fact]
    public async Task Who_is_not_in_the_course_is_led_nowhere()
    {
        var school = await School();
        var stranger = await campus.SignedIn(school);

        Assert.Equal(403, (await Click(stranger.Browser)).Status);
        Assert.Empty(await campus.Ledger(school, stranger));
        Assert.StartsWith("/sign-in", (await Click(campus.Site.Visit(school))).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_leads_to_the_page_that_has_the_words()
    {
        var ada = await In(await School());

        var file = await ada.Get($"{Lesson}/session.ics");

        Assert.DoesNotContain("meet.example", file.Body, StringComparison.Ordinal);
        Assert.Contains(Lesson, file.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 409, 1, Meeting)]
    [InlineData(-60, 302, 1, Meeting)]
    [InlineData(-91, 302, 0, Lesson)]
    public async Task It_is_completed_from_its_beginning_and_joined_until_its_end(int minutesUntilIt, int completed, int waysIn, string led)
    {
        var ada = await In(await School(campus.Site.Clock.GetUtcNow().AddMinutes(minutesUntilIt)));
        var page = await ada.Get(Lesson);
        var elsewhere = (await ada.Get("/courses/algebra/lessons/lesson-1")).Page.QuerySelector(".lesson-end form input[name^='__Request']")!;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(elsewhere.GetAttribute("name")!, elsewhere.GetAttribute("value")!)]);

        var done = await ada.Browser.Post(Lesson, form);

        Assert.Equal(completed, done.Status);
        Assert.Equal(completed == 302, page.Page.QuerySelector(".lesson-end form") is not null);
        Assert.Equal(waysIn, page.Page.QuerySelectorAll("[data-live-session] a[href$='/join']").Length);
        Assert.Equal(waysIn == 0, page.Page.QuerySelector("[data-live-session] [data-over]") is not null);
        Assert.Equal(led, (await Click(ada.Browser)).Location);
    }

    private async Task<School> School(DateTimeOffset? at = null)
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");
        await campus.Site.In(school, async grains =>
        {
            var course = grains.Course(Id<Course>.Parse("algebra"));
            await course.PutLesson(new LessonContent(Id<Lesson>.Parse("live"), "Meeting", "Bring questions.") with
            {
                Kind = LessonKind.Live,
                Live = new LessonLive(at ?? new DateTimeOffset(2031, 5, 1, 14, 0, 0, TimeSpan.Zero), 90, Meeting),
            });
            return await course.PublishAll();
        });
        return school;
    }

    private async Task<Learner> In(School school)
    {
        var learner = await campus.SignedIn(school);
        await learner.Browser.Submit(await learner.Get("/courses/algebra"));
        return learner;
    }

    private static Task<Answer> Click(Visitor browser, string site = "same-origin")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Lesson}/join");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        return browser.Send(request);
    }
}
