using AngleSharp.Html.Dom;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Tests.Quizzes;

/// <summary>Writing a quiz, grading it, and what it tells.</summary>
public class AuthoringTests(Campus campus)
{
    [Fact]
    public async Task An_author_writes_a_question_and_is_told_which_field_is_wrong()
    {
        var exam = await Exam.Open(campus);
        var office = await exam.Office();
        var form = await office.Get($"{Exam.Desk}/new?kind=OneChoice");

        var wrong = await office.Browser.Submit(form, ("text", "New?"), ("text-0", "Yes"), ("text-1", "No"));
        var saved = await office.Browser.Submit(wrong, ("right", "1"), ("points", "۲٫۵"));
        var question = (await Draft(exam)).Questions[^1];

        Assert.Equal((422, "quiz.one_right"), (wrong.Status, wrong.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("Yes", ((IHtmlInputElement)wrong.Page.QuerySelector("[name=text-0]")!).Value);
        Assert.Equal($"{Exam.Desk}?done=saved#questions", saved.Location);
        Assert.Equal(("New?", 2.5m, "No"), (question.Text, question.Points, Assert.Single(question.Options, option => option.IsRight).Text));
    }

    [Theory]
    [InlineData(QuestionKind.OneChoice, "right", "0")]
    [InlineData(QuestionKind.ManyChoices, "right", "0")]
    [InlineData(QuestionKind.TrueFalse, "is_true", "false")]
    [InlineData(QuestionKind.ShortText, "accepted", "one\ntwo")]
    [InlineData(QuestionKind.Number, "value", "۳٫۵")]
    [InlineData(QuestionKind.Matching, "match-0", "One")]
    [InlineData(QuestionKind.Ordering, "text-2", "Last")]
    [InlineData(QuestionKind.FillIn, "text", "A [[gap]].")]
    [InlineData(QuestionKind.Essay, "feedback", "Thanks.")]
    public async Task Every_kind_can_be_written_previewed_and_changed(QuestionKind kind, string field, string value)
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[8]);
        var office = await exam.Office();
        var typed = new Dictionary<string, string?>(StringComparer.Ordinal) { ["text"] = "Asked?" };

        if (kind is QuestionKind.OneChoice or QuestionKind.ManyChoices or QuestionKind.Matching or QuestionKind.Ordering)
            (typed["text-0"], typed["text-1"]) = ("One", "Two");

        if (kind == QuestionKind.Matching)
            typed["match-1"] = "Other";

        typed[field] = value;
        var look = await office.Browser.Submit(await office.Get($"{Exam.Desk}/new?kind={kind}"), new Dictionary<string, string?>(typed, StringComparer.Ordinal) { ["do"] = "look" });
        await office.Browser.Submit(look, typed, "main form[method=post]");
        var made = (await Draft(exam)).Questions[^1];
        var again = await office.Browser.Submit(await office.Get($"{Exam.Desk}/questions/{made.Id}"), ("points", "3"));
        var changed = (await Draft(exam)).Questions[^1];

        Assert.NotNull(look.Page.QuerySelector("[data-preview] fieldset.question"));
        Assert.Equal((kind, 302), (made.Kind, again.Status));
        Assert.Equal((made.Id, 3m), (changed.Id, changed.Points));
        Assert.Equal(made.Options.Select(option => option.Id), changed.Options.Select(option => option.Id));
    }

    [Fact]
    public async Task Questions_are_moved_copied_and_removed()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[2], Exam.Questions[3]);
        var office = await exam.Office();
        var page = await office.Get(Exam.Desk);

        foreach (var act in new[] { "down:truth", "copy:short", "remove:short" })
            await office.Browser.Submit(page, ("do", act));

        var questions = (await Draft(exam)).Questions;
        Assert.Equal([QuestionKind.ShortText, QuestionKind.TrueFalse], questions.Select(question => question.Kind));
        Assert.NotEqual("short", questions[0].Id);
        Assert.Equal(404, (await office.Browser.Submit(page, ("do", "up:nothing"))).Status);
    }

    [Fact]
    public async Task Settings_are_kept_and_a_change_of_somebody_else_is_shown()
    {
        var exam = await Exam.Open(campus);
        var office = await exam.Office();
        var page = await office.Get(Exam.Desk);
        var form = new Dictionary<string, string?>(StringComparer.Ordinal) { ["minutes"] = "۴۵", ["due_day"] = "2026-05-01", ["due_hour"] = "۱۸:۳۰", ["answers"] = "AfterDue" };

        var saved = await office.Browser.Submit(page, form, "main form:has([name=minutes])");
        var stale = await office.Browser.Submit(page, form, "main form:has([name=minutes])");
        var bad = await office.Browser.Submit(await office.Get(Exam.Desk), new Dictionary<string, string?>(StringComparer.Ordinal) { ["pass_percent"] = "many" }, "main form:has([name=minutes])");
        var settings = (await Draft(exam)).Settings;

        Assert.Equal((302, 409, 422), (saved.Status, stale.Status, bad.Status));
        Assert.Equal((45, AnswersShown.AfterDue), (settings.Minutes, settings.Answers));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 14, 0, 0, TimeSpan.Zero), settings.DueAt);
    }

    [Fact]
    public async Task Questions_come_from_text_and_what_cannot_be_read_is_listed()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[8]);
        var office = await exam.Office();
        const string text = "Capital?\nA) Kabul\nB) Herat\nANSWER: A\n\nnonsense\n\nTwo and two? {#4:0}";

        var look = await office.Browser.Submit(await office.Get($"{Exam.Desk}/import"), ("text", text));
        var done = await office.Browser.Submit(look, ("do", "import"));

        Assert.Equal("6", Assert.Single(look.Page.QuerySelectorAll("[data-refused]")).GetAttribute("data-refused"));
        Assert.Equal($"{Exam.Desk}?done=imported#questions", done.Location);
        Assert.Equal([QuestionKind.Essay, QuestionKind.OneChoice, QuestionKind.Number], (await Draft(exam)).Questions.Select(question => question.Kind));
    }

    [Fact]
    public async Task An_essay_is_graded_from_the_queue_and_the_student_reads_what_was_said()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[8]);
        var page = await exam.Start();
        await exam.Ada.Browser.Submit(page, ("a-essay", "Because."));
        await exam.End();
        var office = await exam.Office();
        var queue = await office.Get("/admin/courses/algebra/grading");
        var sheet = await office.Get(queue.Page.QuerySelector("main ol.rows a")!.GetAttribute("href")!);

        var tooMany = await office.Browser.Submit(sheet, new Dictionary<string, string?>(StringComparer.Ordinal) { ["points"] = "2", ["feedback"] = "Good." }, "#grade-essay");
        var graded = await office.Browser.Submit(sheet, new Dictionary<string, string?>(StringComparer.Ordinal) { ["points"] = "۰٫۵", ["feedback"] = "Half." }, "#grade-essay");
        var result = await exam.Ada.Get($"{Exam.Place}/1");

        Assert.Equal((422, 302), (tooMany.Status, graded.Status));
        Assert.Equal("Good.", ((IHtmlTextAreaElement)tooMany.Page.QuerySelector("#grade-essay textarea")!).Value);
        Assert.Contains("Half.", result.Page.QuerySelector("[data-question=essay]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await office.Get("/admin/courses/algebra/grading")).Page.QuerySelectorAll("main ol.rows a"));
    }

    [Fact]
    public async Task Chosen_attempts_are_marked_again_by_a_mended_key()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[2] with { IsTrue = false });
        await exam.Ada.Browser.Submit(await exam.Start(), ("a-truth", "true"));
        await exam.End();
        await exam.Publish(new QuizSettings(), [Exam.Questions[2]]);
        var office = await exam.Office();
        var list = await office.Get($"{Exam.Desk}/attempts");

        var done = await office.Browser.Submit(list, ("attempt", $"{exam.Ada.Person}:1"));
        var attempt = Assert.Single((await exam.Standing()).Attempts);

        Assert.Equal($"{Exam.Desk}/attempts?done=regraded", done.Location);
        Assert.Equal((1m, 0m), (attempt.Points, Assert.Single(attempt.Past).Points));
        Assert.Contains("1 of 1 points", (await office.Get($"{Exam.Desk}/people/{exam.Ada.Person}/1")).Page.QuerySelector("main .facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_time_is_given_to_one_person_alone()
    {
        var exam = await Exam.Open(campus, new QuizSettings { Minutes = 10 });
        var office = await exam.Office();
        var page = await office.Get($"{Exam.Desk}/people/{exam.Ada.Person}");

        await office.Browser.Submit(page, ("extra_minutes", "۱۵"), ("extra_attempts", "1"));
        var lesson = await exam.Ada.Get("/courses/algebra/lessons/test");

        Assert.Equal((15, 1), ((await exam.Standing()).ExtraMinutes, (await exam.Standing()).ExtraAttempts));
        Assert.Contains("25 minutes", lesson.Page.QuerySelector("[data-quiz-entry]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(404, (await office.Get($"{Exam.Desk}/people/nobody")).Status);
    }

    [Fact]
    public async Task Item_analysis_is_shown_from_ten_people_on()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[0], Exam.Questions[2]);
        var office = await exam.Office();
        var before = await office.Get($"{Exam.Desk}/analysis");
        await campus.Site.In(exam.School, async grains =>
        {
            for (var n = 0; n < 10; n++)
                await grains.ItemAnalysis(Exam.Algebra, Exam.Test, 1).Count($"p{n}", [], [new("one", n < 7 ? 1 : 0, 1, ["key-a"], true), new("truth", n < 6 ? 1 : 0, 1, [], true)]);

            return Done.Value;
        });

        var after = (await office.Get($"{Exam.Desk}/analysis")).Page;

        Assert.Empty(before.Page.QuerySelectorAll("[data-item]"));
        Assert.Equal(["0.7", "0.8"], after.QuerySelectorAll("[data-item=one] td.number").Select(cell => cell.TextContent));
        Assert.Equal(["10 ✓", "0"], after.QuerySelectorAll("[data-item=one] li span").Select(count => count.TextContent));
    }

    [Fact]
    [Trait("SEC", "B01")]
    public async Task A_student_and_who_teaches_another_course_find_none_of_it()
    {
        var exam = await Exam.Open(campus);
        var teacher = await campus.SignedIn(exam.School, name: "Emmy", roles: Role.Instructor);
        string[] pages = ["", "/new", "/questions/one", "/preview", "/import", "/attempts", "/analysis", $"/people/{exam.Ada.Person}"];

        foreach (var page in pages)
        {
            Assert.Equal(404, (await exam.Ada.Get(Exam.Desk + page)).Status);
            Assert.Equal(404, (await teacher.Get(Exam.Desk + page)).Status);
        }

        await campus.Site.In(exam.School, grains => grains.Course(Exam.Algebra).SetTeachers([teacher.Person]));
        Assert.All(await Task.WhenAll(pages.Select(page => teacher.Get(Exam.Desk + page))), answer => Assert.Equal(200, answer.Status));
    }

    private static async Task<Quiz> Draft(Exam exam) =>
        (await exam.Campus.Site.In(exam.School, grains => grains.Lesson(Exam.Algebra, Exam.Test).Content()))!.Quiz!;
}
