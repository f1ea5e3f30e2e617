using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Tests.Quizzes;

/// <summary>A quiz that is not there for her yet, and one that is there for nobody.</summary>
public class ClosedQuizTests(Campus campus)
{
    [Fact]
    [Trait("SEC", "B04")]
    public async Task A_quiz_whose_lesson_is_not_open_begins_on_no_way()
    {
        var exam = await Exam.Open(campus);
        var page = await exam.Ada.Get("/courses/algebra/lessons/test");
        var form = page.Form("[data-quiz-entry] form");
        await campus.Site.In(exam.School, async grains =>
        {
            var later = new ReleaseRule(ReleaseKind.OnDate) { At = campus.Site.Clock.GetUtcNow().AddDays(1) };
            await grains.Course(Exam.Algebra).SetLesson(Exam.Test, new LessonTerms { Release = later });
            return await grains.Course(Exam.Algebra).PublishLesson(Exam.Test);
        });

        var closed = await exam.Ada.Get("/courses/algebra/lessons/test");
        var begun = await exam.Ada.Browser.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "[data-quiz-entry] form");
        var asked = await campus.Site.In(exam.School, grains => grains.QuizBook(exam.Ada.Person, Exam.Algebra, Exam.Test).Start());

        Assert.NotNull(form);
        Assert.Equal((403, 404), (closed.Status, begun.Status));
        Assert.Null(closed.Page.QuerySelector("[data-quiz-entry]"));
        Assert.DoesNotContain("Which?", closed.Body, StringComparison.Ordinal);
        Assert.Equal("learning.not_released", asked.Error?.Code);
        Assert.Empty((await exam.Standing()).Attempts);
    }

    [Fact]
    public async Task A_quiz_without_questions_is_not_published_and_the_page_says_what_to_do()
    {
        var exam = await Exam.Open(campus);
        var office = await exam.Office();
        await campus.Site.In(exam.School, grains => grains.Course(Exam.Algebra).PutLesson(
            new LessonContent(Id<Lesson>.Parse("empty"), "Empty", "") { Kind = LessonKind.Quiz, Quiz = new Quiz() }));

        var page = await office.Get("/admin/courses/algebra");
        var refused = await office.Browser.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "publish-all" }, "[data-to-publish] form");

        Assert.Equal((409, "quiz.write_a_question"), (refused.Status, refused.Page.QuerySelector("[role=alert]")?.GetAttribute("data-code")));
        Assert.Contains("Write at least one", refused.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await campus.Site.In(exam.School, grains => grains.Course(Exam.Algebra).Outline()))!.Find(Id<Lesson>.Parse("empty")));
    }
}
