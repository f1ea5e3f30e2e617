using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Media;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>A student's search over her own courses.</summary>
public class StudySearchTests(Campus campus)
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> First = Id<Lesson>.Parse("first");

    [Fact]
    public async Task She_finds_lessons_and_notes_in_any_keyboards_letters_marked_and_in_their_own_direction()
    {
        var (school, ada) = await Open();
        await campus.Site.In(school, grains => grains.StudyNotes(ada.Person, Algebra).Write(First, "My own كتاب to read"));

        var page = (await ada.Get("/learn/search?q=" + Uri.EscapeDataString("كِتاب"))).Page;
        var lesson = page.QuerySelector("[data-lesson=first]")!;
        var note = page.QuerySelector("[data-note]")!;

        Assert.Equal(("fa-AF", "rtl"), (lesson.GetAttribute("lang"), lesson.GetAttribute("dir")));
        Assert.Equal("/courses/algebra/lessons/first", lesson.QuerySelector("h3 a")!.GetAttribute("href"));
        Assert.Equal("کتاب", lesson.QuerySelector("mark")!.TextContent);
        Assert.Equal(("كتاب", "auto"), (note.QuerySelector("mark")!.TextContent, note.QuerySelector("p")!.GetAttribute("dir")));
        Assert.Equal("كِتاب", page.QuerySelector("input[name=q]")!.GetAttribute("value"));
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task What_is_not_open_to_her_and_what_is_somebody_elses_is_not_found()
    {
        var (school, ada) = await Open();
        await campus.Site.In(school, async grains =>
        {
            var later = Id<Lesson>.Parse("later");
            await grains.Course(Algebra).PutLesson(new LessonContent(later, "Later", "canaryword"));
            await grains.Course(Algebra).SetLesson(later, new LessonTerms { Release = new ReleaseRule(ReleaseKind.AfterDays) { Days = 3 } });
            return await grains.Course(Algebra).PublishAll();
        });
        var eve = await campus.SignedIn(school);
        await campus.Site.In(school, grains => grains.StudyNotes(ada.Person, Algebra).Write(First, "canaryword"));
        await campus.Site.In(school, grains => grains.Enrollment(eve.Person, Algebra).Enroll());
        var stranger = await campus.SignedIn(school);

        var hers = (await ada.Get("/learn/search?q=canaryword")).Page;
        var others = (await eve.Get("/learn/search?q=canaryword")).Page;
        var nobodys = (await stranger.Get("/learn/search?q=canaryword")).Page;

        Assert.Single(hers.QuerySelectorAll("[data-note]"));
        Assert.Empty(hers.QuerySelectorAll("[data-lesson]"));
        Assert.Empty(others.QuerySelectorAll("[data-course]"));
        Assert.Empty(nobodys.QuerySelectorAll("[data-course]"));
        Assert.Equal(302, (await campus.Site.Visit(school).Get("/learn/search?q=canaryword")).Status);
    }

    [Theory]
    [InlineData("subtitle-word")]
    [InlineData("summary-word")]
    [InlineData("description-word")]
    [InlineData("section-word")]
    [InlineData("section-word subtitle-word")]
    public async Task What_the_page_of_her_course_says_is_found_and_no_other_course_is(string words)
    {
        var (school, ada) = await Open();
        await campus.Site.In(school, async grains =>
        {
            var course = grains.Course(Algebra);
            var now = (await course.Draft())!;
            await course.Describe(now.Description with { Subtitle = "A subtitle-word", Summary = "A summary-word", Description = "A **description-word**" }, now.Revision);
            await course.PutSection(Id<Section>.Parse("part"), "The section-word");
            return await course.PublishAll();
        });

        var found = (await ada.Get("/learn/search?q=" + Uri.EscapeDataString(words))).Page.QuerySelector("[data-course=algebra]")!;
        var api = JsonDocument.Parse((await ada.Get("/api/v1/me/search?q=" + Uri.EscapeDataString(words))).Body).RootElement.GetProperty("items");

        Assert.Contains(words.Split(' ')[0], found.QuerySelectorAll("[data-page] mark").Select(mark => mark.TextContent));
        Assert.Contains(api.EnumerateArray(), item => item.GetProperty("kind").GetString() == "course");
        Assert.Empty((await (await campus.SignedIn(school)).Get("/learn/search?q=subtitle-word")).Page.QuerySelectorAll("[data-course]"));
    }

    [Fact]
    public async Task What_is_said_in_a_film_is_found_whatever_keyboard_typed_it_and_only_once_its_lesson_is_open()
    {
        var (school, ada) = await Open();
        var office = await campus.SignedIn(school, roles: Role.Admin);
        var words = "WEBVTT\n\n00:01.000 --> 00:02.000\nکتاب شماره ۷\n\n00:03.000 --> 00:04.000\ncanaryword\n"u8.ToArray();
        var media = new LessonMedia(await office.Browser.Put("film.mp4", Made.Mp4(100)))
        {
            Seconds = 100,
            Captions = [new LessonCaptions("fa-AF", await office.Browser.Put("words.vtt", words))],
        };
        var (film, later) = (Id<Lesson>.Parse("film"), Id<Lesson>.Parse("later"));
        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).PutLesson(new LessonContent(film, "A film", "") { Kind = LessonKind.Video, Media = media });
            await grains.Course(Algebra).PutLesson(new LessonContent(later, "Later", "") { Kind = LessonKind.Video, Media = media });
            await grains.Course(Algebra).SetLesson(later, new LessonTerms { Release = new ReleaseRule(ReleaseKind.AfterDays) { Days = 3 } });
            return await grains.Course(Algebra).PublishAll();
        });

        var found = (await ada.Get("/learn/search?q=" + Uri.EscapeDataString("كتاب 7"))).Page;

        Assert.Equal(["film"], found.QuerySelectorAll("[data-lesson]").Select(hit => hit.GetAttribute("data-lesson")));
        Assert.Equal("۷", found.QuerySelectorAll("[data-lesson] mark")[^1].TextContent[^1..]);
        Assert.Single((await ada.Get("/learn/search?q=canaryword")).Page.QuerySelectorAll("[data-lesson]"));
    }

    [Fact]
    public async Task Her_courses_page_leads_there_and_the_api_finds_the_same()
    {
        var (_, ada) = await Open();

        var form = (await ada.Get("/learn")).Form("form[role=search]");
        var answer = await ada.Get("/api/v1/me/search?q=" + Uri.EscapeDataString("کتاب"));
        var item = Assert.Single(JsonDocument.Parse(answer.Body).RootElement.GetProperty("items").EnumerateArray());

        Assert.Equal("/learn/search", form.GetAttribute("action"));
        Assert.Equal(("lesson", "algebra", "first"), (item.GetProperty("kind").GetString(), item.GetProperty("course").GetString(), item.GetProperty("lesson").GetString()));
        Assert.Contains(item.GetProperty("fragment").EnumerateArray(), part => part.GetProperty("found").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=%20%20")]
    [InlineData("?q=%ED%A0%80%F0%9F%98%80")]
    [InlineData("?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task Whatever_is_asked_the_page_answers(string query)
    {
        var (_, ada) = await Open();
        var page = await ada.Get("/learn/search" + query);

        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await ada.Get("/learn/search?q=" + new string('x', 99) + "%F0%9F%98%80" + new string('y', 400))).Status);
    }

    private async Task<(School School, Learner Ada)> Open()
    {
        var school = await campus.School();
        await campus.Site.In(school, async grains =>
        {
            await grains.Course(Algebra).Describe(new CourseDescription(Algebra, "fa-AF", "الجبر", "", "", "", Published: true), 0);
            await grains.Course(Algebra).PutLesson(new LessonContent(First, "درس اول", "این **کتاب** را بخوانید."));
            return await grains.Course(Algebra).PublishAll();
        });
        var ada = await campus.SignedIn(school);
        await campus.Site.In(school, grains => grains.Enrollment(ada.Person, Algebra).Enroll());
        return (school, ada);
    }
}
