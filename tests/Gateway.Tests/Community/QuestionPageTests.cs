using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Community;

/// <summary>Questions about a lesson, as the people of a course have them.</summary>
public class QuestionPageTests(Campus campus)
{
    private const string List = "/courses/algebra/lessons/lesson-1/questions";

    [Fact]
    [Trait("Rule", "M23")]
    [Trait("Rule", "N24")]
    public async Task Who_sees_her_name_is_said_and_confirmed_before_her_first_question_and_recorded_before_it()
    {
        var (school, ada) = await Learner("Ada");
        var form = await ada.Get(List);

        var unconfirmed = await Ask(ada, form, "Why?");
        var none = await campus.Site.In(school, grains => grains.CourseQuestions(Id<Course>.Parse("algebra")).Count());
        var asked = await Ask(ada, form, "Why?", ("understood", "1"));
        var notice = Assert.Single((await Standing(school, ada)).Notices);
        var again = await ada.Get(List);

        Assert.Contains("public to everybody in this course", form.Page.QuerySelector("[data-notice]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Ada", form.Page.QuerySelector("[data-notice] bdi")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((422, "community.not_confirmed", 0), (unconfirmed.Status, Code(unconfirmed), none));
        Assert.Equal(302, asked.Status);
        Assert.Equal((1, "en", List), (notice.Edition, notice.Language, notice.Surface));
        Assert.Contains(notice.Text, form.Page.QuerySelector("[data-notice]")!.TextContent, StringComparison.Ordinal);
        Assert.True(notice.At <= (await Thread(school, asked)).Question.Post.At);
        Assert.Null(again.Page.QuerySelector("[data-notice]"));
    }

    [Fact]
    public async Task A_new_text_of_the_school_is_confirmed_anew_and_a_form_of_the_old_one_is_not_enough()
    {
        var (school, ada) = await Learner("Ada");
        await Ask(ada, await ada.Get(List), "Why?", ("understood", "1"));
        await campus.Site.In(school, grains => grains.Community.Change(
            CommunityRules.Unset with { Notices = CommunityRules.Unset.Notices.Add("en", "Our own words.") }));

        var form = await ada.Get(List);
        var old = await Ask(ada, form, "Why again?", ("understood", "1"));
        var now = await Ask(ada, form, "Why again?", ("understood", "2"));

        Assert.Contains("Our own words.", form.Page.QuerySelector("[data-notice='2']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((409, 302), (old.Status, now.Status));
        Assert.Equal([1, 2], (await Standing(school, ada)).Notices.Select(notice => notice.Edition));
    }

    [Fact]
    public async Task An_account_without_a_name_is_shown_by_one_that_she_chooses_and_never_by_her_address()
    {
        var (school, ada) = await Learner("");
        var form = await ada.Get(List);

        var nameless = await Ask(ada, form, "Why?", ("understood", "1"));
        var address = await Ask(ada, form, "Why?", ("understood", "1"), ("name", $"{ada.Person}@example.org"));
        var asked = await Ask(ada, form, "Why?", ("understood", "1"), ("name", "Starling"));
        var page = await ada.Get(asked.Location!);

        Assert.Equal(("community.name_bad", "community.name_bad"), (Code(nameless), Code(address)));
        Assert.Equal("Starling", (await Thread(school, asked)).Question.Post.By.Name);
        Assert.DoesNotContain("@example.org", page.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M11")]
    [Trait("Rule", "N21")]
    public async Task To_who_is_not_in_the_course_there_is_no_question()
    {
        var (school, ada) = await Learner("Ada");
        var asked = await Ask(ada, await ada.Get(List), "Why?", ("understood", "1"));
        var stranger = await campus.SignedIn(school, name: "Stranger");
        var teacherOfAnother = await campus.SignedIn(school, name: "Other", roles: Role.Instructor);
        var visitor = campus.Site.Visit(school);

        foreach (var path in new[] { List, asked.Location!, "/courses/algebra/questions", "/courses/algebra/reports" })
        {
            Assert.Equal(404, (await stranger.Get(path)).Status);
            Assert.Equal(404, (await teacherOfAnother.Get(path)).Status);
            Assert.StartsWith("/sign-in", (await visitor.Get(path)).Location, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await ada.Get("/courses/algebra/questions")).Status);
    }

    [Fact]
    public async Task A_teacher_finds_what_waits_answers_it_and_the_asker_is_told()
    {
        var (school, ada) = await Learner("Ada");
        var asked = await Ask(ada, await ada.Get(List), "Why is x unknown?", ("understood", "1"));
        var nadia = await Teacher(school);

        var waiting = await nadia.Get("/courses/algebra/questions");
        var page = await nadia.Get(asked.Location!);
        var replied = await nadia.Browser.Submit(
            page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["text"] = "Because we **look** for it. <script>alert(1)</script>", ["understood"] = "1" }, "form[data-act=reply]");
        var told = await ada.Get("/account/notifications");
        var thread = await ada.Get(replied.Location!);
        var after = await nadia.Get("/courses/algebra/questions");

        Assert.Equal("Why is x unknown?", waiting.Page.QuerySelector("[data-row] a")!.TextContent);
        Assert.DoesNotContain("@example.org", waiting.Body + page.Body + after.Body, StringComparison.Ordinal);
        Assert.Equal(asked.Location, new Uri("http://x" + told.Page.QuerySelector("[data-line] a")!.GetAttribute("href")).AbsolutePath);
        Assert.Equal("2", told.Page.QuerySelector(".bell-count")!.TextContent); // with that she is in the course
        Assert.NotNull(thread.Page.QuerySelector("[data-post] .prose strong"));
        Assert.Empty(thread.Page.QuerySelectorAll("main script"));
        Assert.Empty(after.Page.QuerySelectorAll("[data-row]"));
    }

    [Fact]
    public async Task Votes_acceptance_editing_and_removal_are_buttons_of_a_form()
    {
        var (school, ada) = await Learner("Ada");
        var asked = await Ask(ada, await ada.Get(List), "Why?", ("understood", "1"));
        var bashir = await Join(school, "Bashir");
        await Do(bashir, asked.Location!, "form[data-act=reply]", ("text", "So."), ("understood", "1"));
        var reply = (await Thread(school, asked)).Replies.Single().Id;

        await Press(ada, asked.Location!, "vote", reply);
        await Press(ada, asked.Location!, "accept", reply);
        await Press(bashir, asked.Location!, "edit", reply, ("text", "So it is."));
        var stranger = await Press(ada, asked.Location!, "edit", reply, ("text", "Mine now."));
        var changed = (await Thread(school, asked)).Replies.Single();
        var seen = await ada.Get(asked.Location!);
        await Press(bashir, asked.Location!, "remove", reply);
        var removed = await Thread(school, asked);

        Assert.Equal((1, "So it is."), (changed.Votes, changed.Text));
        Assert.Equal(403, stranger.Status);
        Assert.NotNull(seen.Page.QuerySelector($"#p-{reply} .badge.good"));
        Assert.Equal("true", seen.Page.QuerySelector($"#p-{reply} [aria-pressed]")!.GetAttribute("aria-pressed"));
        Assert.Null(removed.Question.Accepted);
        Assert.DoesNotContain("So it is.", (await ada.Get(asked.Location!)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reported_post_is_hidden_by_a_moderator_with_a_reason_that_its_writer_reads()
    {
        var (school, ada) = await Learner("Ada");
        var asked = await Ask(ada, await ada.Get(List), "Rude title", ("understood", "1"));
        var (bashir, nadia) = (await Join(school, "Bashir"), await Teacher(school));
        var id = (await Thread(school, asked)).Question.Post.Id;

        await Press(bashir, asked.Location!, "report", id, ("reason", "It is rude."));
        var queue = await nadia.Get("/courses/algebra/reports");
        var byStudent = await Press(bashir, asked.Location!, "hide", id, ("reason", "Mine."));
        await Press(nadia, asked.Location!, "hide", id, ("reason", "Please be kind."));
        var (hers, others) = (await ada.Get(asked.Location!), await bashir.Get(asked.Location!));

        Assert.Contains("It is rude.", queue.Page.QuerySelector("[data-row]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(404, byStudent.Status);
        Assert.Contains("Please be kind.", hers.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Rude title", others.Body + (await bashir.Get(List)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("It is rude.", hers.Body, StringComparison.Ordinal);
        Assert.Empty((await nadia.Get("/courses/algebra/reports")).Page.QuerySelectorAll("[data-row]"));
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task Of_a_lesson_that_is_not_open_to_her_a_student_neither_reads_nor_asks()
    {
        var (school, ada) = await Learner("Ada");
        var asked = await Ask(ada, await ada.Get(List), "Why?", ("understood", "1"));
        var (open, nadia) = (await ada.Get(List), await Teacher(school));
        await campus.Site.In(school, async grains =>
        {
            var course = grains.Course(Id<Course>.Parse("algebra"));
            await course.SetLesson(Id<Lesson>.Parse("lesson-1"), new LessonTerms { Release = new ReleaseRule(ReleaseKind.AfterDays) { Days = 7 } });
            return await course.PublishAll();
        });

        Assert.Equal((404, 404), ((await ada.Get(List)).Status, (await ada.Get(asked.Location!)).Status));
        Assert.Equal(404, (await Ask(ada, open, "Why again?")).Status);
        Assert.Equal((200, 200), ((await nadia.Get(List)).Status, (await nadia.Get(asked.Location!)).Status));
        Assert.Equal(1, await campus.Site.In(school, grains => grains.CourseQuestions(Id<Course>.Parse("algebra")).Count()));
    }

    [Fact]
    public async Task Who_teaches_is_told_of_a_question_and_of_a_report_and_who_wrote_of_the_verdict()
    {
        var (school, ada) = await Learner("Ada");
        var (bashir, nadia) = (await Join(school, "Bashir"), await Teacher(school));
        var asked = await Ask(ada, await ada.Get(List), "Why is x unknown?", ("understood", "1"));
        var id = (await Thread(school, asked)).Question.Post.Id;

        await Press(bashir, asked.Location!, "report", id, ("reason", "It is rude."));
        await Press(nadia, asked.Location!, "hide", id, ("reason", "Please be kind."));
        await Do(nadia, asked.Location!, "[data-act=moderate] form", ("do", "restore"), ("reason", "It was none."));
        var (teachers, hers) = (await nadia.Get("/account/notifications"), await ada.Get("/account/notifications"));

        Assert.Equal(
            ["Something that was written in “Course algebra” was reported. Look at it and decide.", "Ada asked in “Course algebra”: Why is x unknown?"],
            teachers.Page.QuerySelectorAll("[data-line] a").Select(line => line.TextContent.Trim()));
        Assert.Equal(
            ["Something you wrote in “Course algebra” is shown again.", "Something you wrote in “Course algebra” was hidden. Read why."],
            hers.Page.QuerySelectorAll("[data-line] a").Select(line => line.TextContent.Trim()).Take(2));
        Assert.All(teachers.Page.QuerySelectorAll("[data-line] a"), line => Assert.Equal(asked.Location, line.GetAttribute("href")));
        Assert.DoesNotContain("@example.org", teachers.Body + hers.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_teacher_wrote_is_for_who_runs_the_school_and_she_does_not_decide_about_herself()
    {
        var (school, ada) = await Learner("Ada");
        var nadia = await Teacher(school);
        var owner = await campus.SignedIn(school, name: "Owner", roles: Role.Owner);
        await campus.Enlist(school, owner);
        var asked = await Ask(ada, await ada.Get(List), "Why?", ("understood", "1"));
        await Do(nadia, asked.Location!, "form[data-act=reply]", ("text", "Are you stupid?"), ("understood", "1"));
        var reply = (await Thread(school, asked)).Replies.Single().Id;

        await Press(ada, asked.Location!, "report", reply, ("reason", "An insult."));
        var page = await nadia.Get(asked.Location!);
        var dismissed = await Press(nadia, asked.Location!, "dismiss", reply, ("reason", "No."));
        var (queue, schools) = (await nadia.Get("/courses/algebra/reports"), await owner.Get("/admin/reports"));
        var told = await owner.Get("/account/notifications");
        await Press(owner, asked.Location!, "hide", reply, ("reason", "It is."));

        Assert.Equal("community.own_post", Code(dismissed));
        Assert.DoesNotContain("An insult.", page.Body + queue.Body, StringComparison.Ordinal);
        Assert.Contains("An insult.", schools.Page.QuerySelector("[data-row]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("was reported", Assert.Single(told.Page.QuerySelectorAll("[data-line] a")).TextContent, StringComparison.Ordinal);
        Assert.NotNull((await Thread(school, asked)).Replies.Single().Hidden);
    }

    private async Task<(School School, Learner Learner)> Learner(string name)
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");
        return (school, await Join(school, name));
    }

    private async Task<Learner> Join(School school, string name)
    {
        var learner = await campus.SignedIn(school, name: name);
        await learner.Browser.Submit(await learner.Get("/courses/algebra"));
        return learner;
    }

    private async Task<Learner> Teacher(School school)
    {
        var teacher = await campus.SignedIn(school, name: "Nadia", roles: Role.Instructor);
        await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("algebra")).SetTeachers([teacher.Person]));
        return teacher;
    }

    private static Task<Answer> Ask(Learner learner, Answer form, string title, params (string Name, string? Value)[] more) =>
        learner.Browser.Submit(form, [("title", title), ("text", "At length."), .. more]);

    private static async Task<Answer> Do(Learner learner, string path, string form, params (string Name, string? Value)[] values) =>
        await learner.Browser.Submit(await learner.Get(path), values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), form);

    // The token of any form of the page; what the form says is what is tried, also where the page offers none.
    private static Task<Answer> Press(Learner learner, string path, string act, Id<Post> post, params (string Name, string? Value)[] values) =>
        Do(learner, path, "form[data-act=reply]", [("do", act), ("post", post.Value), ("at", values.Any(value => value.Name == "at") || IsQuestion(path, post) ? "0" : "1"), .. values]);

    private static bool IsQuestion(string path, Id<Post> post) => path.EndsWith(post.Value, StringComparison.Ordinal);

    private Task<QuestionThread> Thread(School school, Answer asked) => campus.Site.In(school, async grains =>
        (await grains.Question(Id<Course>.Parse("algebra"), Id<Lesson>.Parse("lesson-1"), Id<Post>.Parse(asked.Location!.Split('/')[^1])).Thread(1))!);

    private Task<CommunityMember> Standing(School school, Learner learner) =>
        campus.Site.In(school, grains => grains.CommunityMember(learner.Person).Standing());

    private static string? Code(Answer answer) => answer.Page.QuerySelector("[role=alert]")?.GetAttribute("data-code");
}
