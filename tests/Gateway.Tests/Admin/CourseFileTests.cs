using System.Text;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>A course put over the API as one file of Markdown.</summary>
public class CourseFileTests(Office office)
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");

    [Fact]
    public async Task A_file_that_is_put_opens_no_closed_course_and_empties_no_quiz()
    {
        var school = await office.School();
        using var admin = new ApiClient(office.Site.Visit(school), await office.Site.Schools.IssueAdminKey(school.Id, "file", "test"));
        var test = Id<Lesson>.Parse("test");
        await Put(admin, "# Algebra\n\n## Test {#test}\nRead.\n", "?language=fa-AF");
        await office.Site.In(school, async grains =>
        {
            var course = grains.Course(Algebra);
            var draft = (await course.Draft())!;
            await course.Describe(draft.Description with { Access = CourseAccess.Invitation, Seats = 12 }, draft.Revision);
            return await course.PutLesson(new LessonContent(test, "Test", "Read.")
            {
                Kind = LessonKind.Quiz,
                Quiz = new Quiz { Questions = [new Question { Id = "one", Kind = QuestionKind.TrueFalse, Text = "So?", Points = 1, IsTrue = true }] },
            });
        });

        await Put(admin, "# Algebra, again\n\n## Test, again {#test}\nRead well.\n", "");

        var (outline, content) = await office.Site.In(school, async grains =>
            ((await grains.Course(Algebra).Outline())!, (await grains.Lesson(Algebra, test).Published())!.Content));
        Assert.Equal(
            ("Algebra, again", "fa-AF", CourseAccess.Invitation, 12),
            (outline.Description.Title, outline.Description.Language, outline.Description.Access, outline.Description.Seats));
        Assert.Equal(("Test, again", "Read well.", LessonKind.Quiz), (content.Title, content.Markdown, content.Kind));
        Assert.Equal("So?", Assert.Single(content.Quiz!.Questions).Text);
    }

    [Fact]
    public async Task A_lesson_of_a_file_whose_terms_are_refused_is_not_added()
    {
        var school = await office.School();
        using var admin = new ApiClient(office.Site.Visit(school), await office.Site.Schools.IssueAdminKey(school.Id, "file", "test"));

        var refused = await admin.PutText(
            "/api/v1/courses/algebra", Encoding.UTF8.GetBytes("# Algebra\n\n## One {#one}\n<!-- after: nowhere -->\nText.\n"), "text/markdown");

        Assert.Equal(422, refused.Status);
        Assert.Empty((await office.Site.In(school, grains => grains.Course(Algebra).Draft()))!.Lessons);
    }

    private static async Task Put(ApiClient admin, string markdown, string query) =>
        Assert.Equal(200, (await admin.PutText("/api/v1/courses/algebra" + query, Encoding.UTF8.GetBytes(markdown), "text/markdown")).Status);
}
