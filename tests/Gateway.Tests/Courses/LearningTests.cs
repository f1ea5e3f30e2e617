using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>A learner's way: finding a course, joining it, lesson after lesson.</summary>
public class LearningTests(Campus campus)
{
    [Fact]
    public async Task She_joins_goes_through_the_lessons_and_is_offered_the_certificate()
    {
        var school = await School();
        var ada = await campus.SignedIn(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra"));

        var first = await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));
        var half = await ada.Get("/courses/algebra");
        var last = await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-2"));
        var done = await ada.Get(last.Location!);

        Assert.Equal("/courses/algebra/lessons/lesson-2", first.Location);
        Assert.Equal(("1", "2"), (half.Page.QuerySelector("progress")!.GetAttribute("value"), half.Page.QuerySelector("progress")!.GetAttribute("max")));
        Assert.Equal("1 of 2 lessons done", half.Page.QuerySelector(".progress-text")!.TextContent);
        Assert.NotNull(done.Page.QuerySelector("main a[href='/certificates/algebra']"));
    }

    [Fact]
    public async Task Continue_leads_to_the_first_lesson_she_has_not_done()
    {
        var school = await School();
        var ada = await campus.SignedIn(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra"));
        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));

        string[] places = ["/", "/learn", "/courses/algebra"];
        var answers = await Task.WhenAll(places.Select(place => ada.Get(place)));

        Assert.All(answers, answer => Assert.NotNull(answer.Page.QuerySelector("a.button[href='/courses/algebra/lessons/lesson-2']")));
    }

    [Fact]
    public async Task Continue_leads_to_the_lesson_she_left_open_and_on_from_the_last_done_when_that_is_finished_too()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 4);
        var ada = await campus.SignedIn(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra"));
        await ada.Browser.Submit(await ada.Get("/courses/algebra/lessons/lesson-1"));

        var left = await ada.Get("/courses/algebra/lessons/lesson-3");
        var before = await ada.Get("/learn");
        await ada.Browser.Submit(left);

        Assert.NotNull(before.Page.QuerySelector("a.button[href='/courses/algebra/lessons/lesson-3']"));
        Assert.NotNull((await ada.Get("/courses/algebra")).Page.QuerySelector("a.button[href='/courses/algebra/lessons/lesson-4']"));
    }

    [Fact]
    public void The_course_in_which_she_opened_a_lesson_last_stands_first()
    {
        var noon = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var (joined, opened) = (Way("joined", noon.AddHours(1)), Way("opened", noon));
        opened = opened with { Enrollment = opened.Enrollment with { LastOpened = new(Id<Lesson>.Parse("one"), noon.AddHours(2)) } };

        Assert.Equal(["opened", "joined"], LearnPageModel.Of([joined, opened]).Ways.Select(way => way.Outline.Description.Slug.Value));

        static CourseWay Way(string course, DateTimeOffset joined) => new(
            new CourseOutline(new CourseDescription(Id<Course>.Parse(course), "en", course, "", "", "", Published: true), [], 1, joined),
            new Enrollment(Id<Course>.Parse(course), joined, [], null, null));
    }

    [Fact]
    public async Task Leaving_asks_first_and_says_whether_she_can_come_back()
    {
        var school = await School();
        var ada = await campus.SignedIn(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra"));
        var open = (await ada.Get("/courses/algebra")).Page.QuerySelector("details[data-act=leave]")!;
        await campus.Site.In(school, async grains =>
        {
            var course = grains.Course(Id<Course>.Parse("algebra"));
            var draft = (await course.Draft())!;
            return await course.Describe(draft.Description with { Access = CourseAccess.Invitation }, draft.Revision);
        });
        var closed = await ada.Get("/courses/algebra");

        await ada.Browser.Submit(closed, new Dictionary<string, string?>(StringComparer.Ordinal), "details[data-act=leave] form");

        Assert.False(open.HasAttribute("open"));
        Assert.Contains("you can come back", open.TextContent, StringComparison.Ordinal);
        Assert.Contains("cannot come back", closed.Page.QuerySelector("details[data-act=leave]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Id<Course>.Parse("algebra")).Standing()));
    }

    [Fact]
    public async Task Joining_and_finishing_twice_changes_nothing_more()
    {
        var school = await School();
        var ada = await campus.SignedIn(school);
        var offer = await ada.Get("/courses/algebra");
        await ada.Browser.Submit(offer);
        await ada.Browser.Submit(offer);
        var lesson = await ada.Get("/courses/algebra/lessons/lesson-1");
        await ada.Browser.Submit(lesson);
        await ada.Browser.Submit(lesson);

        var standing = await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Id<Course>.Parse("algebra")).Standing());

        Assert.Single(standing!.Completed);
    }

    [Fact]
    public async Task A_lesson_stands_in_its_own_language_and_direction()
    {
        var school = await campus.School();
        await campus.Course(school, "khat", language: "fa-AF");
        var ada = await campus.SignedIn(school);
        await ada.Browser.Submit(await ada.Get("/courses/khat"));

        var page = (await ada.Get("/courses/khat/lessons/lesson-1")).Page;
        var text = page.QuerySelector("main article")!;

        Assert.Equal(("en", "ltr"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Equal(("fa-AF", "rtl"), (text.GetAttribute("lang"), text.GetAttribute("dir")));
    }

    [Fact]
    public async Task A_description_is_rendered_and_runs_nothing()
    {
        var school = await School();

        var page = (await campus.Site.Visit(school).Get("/courses/algebra")).Page;

        Assert.NotNull(page.QuerySelector("main strong"));
        Assert.Empty(page.QuerySelectorAll("a[href^='javascript']"));
    }

    [Theory]
    [InlineData("algebra", 1)]
    [InlineData("ALGEBRA nadia", 1)]
    [InlineData("zoology", 0)]
    public async Task Courses_are_found_by_their_words(string query, int found)
    {
        var school = await School();

        var page = (await campus.Site.Visit(school).Get("/courses?q=" + Uri.EscapeDataString(query))).Page;

        Assert.Equal(found, page.QuerySelectorAll(".card").Length);
    }

    [Fact]
    public async Task A_visitor_is_sent_to_sign_in_and_back()
    {
        var school = await School();
        var visitor = campus.Site.Visit(school);

        var offer = (await visitor.Get("/courses/algebra")).Page;
        var learn = await visitor.Get("/learn");

        Assert.NotNull(offer.QuerySelector("main a[href='/sign-in?return=/courses/algebra']"));
        Assert.Equal("/sign-in?return=%2Flearn", learn.Location);
    }

    private async Task<School> School()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");
        return school;
    }
}
