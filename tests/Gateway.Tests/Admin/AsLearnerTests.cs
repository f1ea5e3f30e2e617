using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Media;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Who works on a course looks at its draft as a student will see it (SEC-B04).</summary>
public sealed class AsLearnerTests(Campus campus)
{
    private const string Course = "/admin/courses/algebra";
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");

    [Fact]
    public async Task Who_teaches_sees_a_draft_course_and_each_of_its_lessons_as_a_student_will()
    {
        var (school, teacher) = await Draft();

        var course = (await teacher.Get(Course + "/as-learner")).Page;
        var text = await Lesson("text");
        var film = await Lesson("film");
        var live = await Lesson("live");
        var quiz = await Lesson("quiz");

        Assert.Equal(
            ["text", "film", "paper", "live", "embed", "quiz"],
            course.QuerySelectorAll("#outline ~ ol a, section[aria-labelledby=outline] a").Select(link => link.GetAttribute("href")!.Split('/')[5]));
        Assert.All([course, text, film, live, quiz], page => Assert.Contains("Nothing that you do here is recorded", page.QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal));
        Assert.Equal("x", text.QuerySelector("article.prose strong")!.TextContent);
        Assert.Equal($"{Course}/lessons/film/as-learner", text.QuerySelector("a[rel=next]")!.GetAttribute("href"));

        var source = film.QuerySelector("video")!.GetAttribute("src")!;
        Assert.Equal(200, (await teacher.Get(source)).Status);
        Assert.Equal(200, (await teacher.Get((await Lesson("paper")).QuerySelector("main a[target=_blank]")!.GetAttribute("href")!)).Status);
        Assert.NotNull(live.QuerySelector("[data-live-session] button[disabled]"));
        Assert.NotNull((await Lesson("embed")).QuerySelector("main a[href*='youtu']"));
        Assert.Equal($"{Course}/lessons/quiz/quiz/preview", quiz.QuerySelector("main p a.button")!.GetAttribute("href"));

        // Nothing on them is sent, and nothing came of looking.
        Assert.All([course, text, film, live, quiz], page => Assert.Empty(page.QuerySelectorAll("main form")));
        Assert.Null(await campus.Site.In(school, grains => grains.Enrollment(teacher.Person, Algebra).Kept()));
        Assert.Equal(404, (await teacher.Get("/courses/algebra")).Status);

        async Task<AngleSharp.Html.Dom.IHtmlDocument> Lesson(string id) => (await teacher.Get($"{Course}/lessons/{id}/as-learner")).Page;
    }

    [Fact]
    public async Task Nobody_else_sees_it()
    {
        var (school, _) = await Draft();
        var stranger = await campus.SignedIn(school, roles: Role.Instructor);
        var student = await campus.SignedIn(school);

        foreach (var other in new[] { stranger, student })
        {
            Assert.Equal(404, (await other.Get(Course + "/as-learner")).Status);
            Assert.Equal(404, (await other.Get(Course + "/lessons/text/as-learner")).Status);
        }
    }

    private async Task<(School School, Learner Teacher)> Draft()
    {
        var school = await campus.School();
        var office = await campus.SignedIn(school, roles: Role.Admin);
        var teacher = await campus.SignedIn(school, roles: Role.Instructor);
        var film = new LessonMedia(await office.Browser.Put("film.mp4", Made.Mp4(100))) { Seconds = 100 };
        var paper = new LessonMedia(await office.Browser.Put("paper.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray()));

        await campus.Site.In(school, async grains =>
        {
            var course = grains.Course(Algebra);
            await course.Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: false), 0);
            await course.SetTeachers([teacher.Person]);
            await course.PutLesson(Of("text") with { Markdown = "See **x**." });
            await course.PutLesson(Of("film") with { Kind = LessonKind.Video, Media = film });
            await course.PutLesson(Of("paper") with { Kind = LessonKind.Pdf, Media = paper });
            await course.PutLesson(Of("live") with { Kind = LessonKind.Live, Live = new LessonLive(campus.Site.Clock.GetUtcNow().AddDays(2), 60, "https://meet.example/x") });
            await course.PutLesson(Of("embed") with { Kind = LessonKind.Embed, Embed = new LessonEmbed("https://www.youtube.com/watch?v=dQw4w9WgXcQ") });
            return await course.PutLesson(Of("quiz") with { Kind = LessonKind.Quiz, Quiz = new Quiz { Questions = [new() { Id = "a", Kind = QuestionKind.TrueFalse, Text = "Is it?" }] } });
        });

        return (school, teacher);

        static LessonContent Of(string id) => new(Id<Lesson>.Parse(id), id, "");
    }
}
