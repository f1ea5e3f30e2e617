using System.Collections.Immutable;
using System.IO.Compression;
using AngleSharp.Html.Dom;
using Darsgah.Gateway.Pages.Admin.Courses.Transfer;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Silo.Outbox;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Assignments;

/// <summary>Saying what is asked, and grading what was handed in.</summary>
public class GradingTests(Campus campus)
{
    [Fact]
    public async Task An_author_makes_an_assignment_with_a_rubric_and_is_told_which_field_is_wrong()
    {
        var workshop = await Workshop.Open(campus);
        var office = await workshop.Office();
        var made = await office.Browser.Submit(
            await office.Get("/admin/courses/algebra/lessons/new?kind=Assignment"),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["title"] = "Second", ["markdown"] = "Do it." }, "form:has([name=markdown])");
        var page = await office.Browser.Submit(await office.Get(made.Location!), ("do", "rows"));
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["files"] = "۲",
            ["late"] = "Penalised",
            ["due_day"] = "2026-05-01",
            ["due_hour"] = "۱۸:۳۰",
            ["kinds"] = "Pdf",
            ["do"] = "save",
            ["criterion_title-0"] = "Clear",
            ["level_title-0-0"] = "No",
            ["level_points-0-0"] = "0",
            ["level_title-0-1"] = "Yes",
            ["level_points-0-1"] = "۲٫۵",
        };

        var wrong = await office.Browser.Submit(page, new Dictionary<string, string?>(values, StringComparer.Ordinal) { ["due_days"] = "3" });
        var saved = await office.Browser.Submit(wrong, new Dictionary<string, string?>(StringComparer.Ordinal) { ["due_days"] = "0", ["do"] = "save" });
        var stale = await office.Browser.Submit(page, values);
        var lesson = Id<Lesson>.Parse(made.Location!.Split('/')[^2]);
        var kept = (await campus.Site.In(workshop.School, grains => grains.Lesson(Workshop.Algebra, lesson).Content()))!.Assignment!;

        Assert.Equal((422, "assignment.due_twice"), (wrong.Status, wrong.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("Clear", ((IHtmlInputElement)wrong.Page.QuerySelector("[name=criterion_title-0]")!).Value);
        Assert.Equal((302, 409), (saved.Status, stale.Status));
        Assert.Equal((2, LatePolicy.Penalised, 0), (kept.Files, kept.Late.Policy, kept.DueDays));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 14, 0, 0, TimeSpan.Zero), kept.DueAt); // the school's zone is Kabul's
        Assert.Equal(["No", "Yes"], Assert.Single(kept.Rubric).Levels.Select(level => level.Title));
        Assert.Equal(2.5m, Rubrics.OutOf(kept));
    }

    [Fact]
    [Trait("Rule", "M21")]
    public async Task One_student_gets_more_time_and_is_told_and_nobody_else_does()
    {
        var now = campus.Site.Clock.GetUtcNow();
        var workshop = await Workshop.Open(campus, Workshop.Usual with { DueAt = now.AddHours(-1) });
        var (office, bob) = (await workshop.Office(), await campus.SignedIn(workshop.School));
        await workshop.Enrol(bob);
        var address = $"{Workshop.Desk}/people/{workshop.Ada.Person}";
        var day = now.AddDays(3);
        var closed = await workshop.Ada.Get(Workshop.Lesson);

        var linked = (await office.Get($"/admin/courses/algebra/people/{workshop.Ada.Person}")).Page.QuerySelector($"main a[href='{address}']");
        var early = await office.Browser.Submit(await office.Get(address), new Dictionary<string, string?>(StringComparer.Ordinal) { ["due_day"] = Day(now.AddDays(-1)) }, "#longer");
        var given = await office.Browser.Submit(early, new Dictionary<string, string?>(StringComparer.Ordinal) { ["due_day"] = Day(day) }, "#longer");
        var open = await workshop.Write("In time.");
        var handed = await workshop.HandIn();
        var told = (await workshop.Ada.Get("/account/notifications")).Page.QuerySelector("main")!.TextContent;
        var page = (await office.Get(given.Location!)).Page;

        Assert.NotNull(linked);
        Assert.Equal("assignment.closed", Denial(closed));
        Assert.Equal("assignment.due_over", early.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Equal((302, 302, 200), (given.Status, open.Status, handed.Status));
        Assert.False(Assert.Single(await workshop.Standing()).WasLate);
        Assert.Contains("You were given more time", told, StringComparison.Ordinal);
        Assert.Equal(Day(day), ((IHtmlInputElement)page.QuerySelector("[name=due_day]")!).Value);
        Assert.NotNull(page.QuerySelector($"main a[href='{workshop.Sheet()}']"));
        Assert.DoesNotContain("@", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("assignment.closed", Denial(await bob.Get(Workshop.Lesson)));
        Assert.Equal(404, (await office.Get($"{Workshop.Desk}/people/{office.Person}")).Status);
        Assert.Equal(404, (await bob.Get(address)).Status);

        static string? Denial(Answer answer) => answer.Page.QuerySelector("[data-denial]")?.GetAttribute("data-denial");

        static string Day(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Who_is_out_of_the_course_reads_what_was_said_of_her_work_and_hands_nothing_in()
    {
        var workshop = await Workshop.Open(campus, Workshop.Usual with { Resubmissions = 3 });
        await workshop.Write("My essay.", ("mine.txt", "mine"u8.ToArray()));
        await workshop.HandIn();
        await campus.Site.In(workshop.School, grains => grains.Enrollment(workshop.Ada.Person, Workshop.Algebra).Arrange(new(Darsgah.Grains.Learning.EnrollmentAct.Remove)));
        var office = await workshop.Office();
        await office.Browser.Submit(await office.Get(workshop.Sheet()), Grade(("points", "15"), ("feedback", "Well done."), ("do", "grade")), "#grade");

        var read = await workshop.Ada.Get($"{Workshop.Place}/1");
        var file = read.Page.QuerySelector("main a[href*='/files/']")!.GetAttribute("href")!;

        Assert.Equal((200, "Well done."), (read.Status, read.Page.QuerySelector("[data-feedback]")?.TextContent));
        Assert.Equal(200, (await workshop.Ada.Get(file)).Status);
        Assert.Null(read.Page.QuerySelector($"main a[href='{Workshop.Place}']"));
        Assert.Equal((404, 404), ((await workshop.Ada.Get(Workshop.Place)).Status, (await workshop.Ada.Get($"{Workshop.Place}/2")).Status));
        Assert.Equal(404, (await (await campus.SignedIn(workshop.School)).Get($"{Workshop.Place}/1")).Status);
    }

    // Where a school asks for an address and a password alone.
    [Fact]
    [Trait("Rule", "M21")]
    public async Task Who_gave_no_name_is_called_something_that_can_be_clicked_and_is_not_her_address()
    {
        var workshop = await Workshop.Open(campus);
        var ada = await campus.SignedIn(workshop.School, name: "");
        await workshop.Enrol(ada);
        await Workshop.Send(ada, await ada.Get(Workshop.Place), "Mine.", "save");
        await ada.Browser.Submit(await ada.Get($"{Workshop.Place}/hand-in"));
        var office = await workshop.Office();
        var queue = (await office.Get("/admin/courses/algebra/grading")).Page.QuerySelector("main ol.rows a")!;
        var list = (await office.Get($"{Workshop.Desk}/submissions")).Page;

        string[] names =
        [
            queue.TextContent,
            list.QuerySelector("[data-waiting] a")!.TextContent,
            list.QuerySelector("[data-everybody] a")!.TextContent,
            (await office.Get(queue.GetAttribute("href")!)).Page.QuerySelector("h1")!.TextContent,
            (await office.Get($"{Workshop.Desk}/people/{ada.Person}")).Page.QuerySelector("h1")!.TextContent,
        ];

        Assert.All(names, name => Assert.Contains(ada.Person.Value[^6..], name, StringComparison.Ordinal));
        Assert.All(names, name => Assert.DoesNotContain("@", name, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "M21")]
    public async Task A_hand_in_is_graded_from_the_queue_by_its_rubric_and_she_reads_what_was_said()
    {
        var workshop = await Workshop.Open(campus, Workshop.Usual with { Rubric = [Workshop.Clear] });
        await workshop.Write("My essay.", ("mine.txt", "mine"u8.ToArray()));
        await workshop.HandIn();
        var office = await workshop.Office();
        var queue = await office.Get("/admin/courses/algebra/grading");
        var list = await office.Get($"{Workshop.Desk}/submissions");
        var sheet = await office.Get(queue.Page.QuerySelector("main ol.rows a")!.GetAttribute("href")!);

        var missing = await office.Browser.Submit(sheet, Grade(("feedback", "Good.")), "#grade");
        var graded = await office.Browser.Submit(missing, Grade(("level-clear", "yes"), ("remark-clear", "Every step."), ("do", "grade")), "#grade");
        var result = (await workshop.Ada.Get($"{Workshop.Place}/1")).Page;
        var book = await office.Get("/admin/courses/algebra/grades");

        Assert.Equal((422, "assignment.level_missing"), (missing.Status, missing.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("Good.", ((IHtmlTextAreaElement)missing.Page.QuerySelector("#grade [name=feedback]")!).Value);
        Assert.Equal($"{workshop.Sheet()}?done=graded", graded.Location);
        Assert.Contains("4 of 4 points", result.QuerySelector("[data-points]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Yes", Assert.Single(result.QuerySelectorAll("[data-chosen]")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Every step.", result.QuerySelector("[data-criterion=clear]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Good.", result.QuerySelector("[data-feedback]")!.TextContent);
        Assert.Single(list.Page.QuerySelectorAll("[data-waiting] a"));
        Assert.Empty((await office.Get("/admin/courses/algebra/grading")).Page.QuerySelectorAll("main ol.rows a"));
        Assert.Empty((await office.Get($"{Workshop.Desk}/submissions")).Page.QuerySelectorAll("[data-waiting] a"));
        Assert.Contains("4", book.Page.QuerySelector("main table tbody")!.TextContent, StringComparison.Ordinal);

        var email = (await campus.Site.In(workshop.School, grains => grains.Person(workshop.Ada.Person).Account(Darsgah.Grains.Purposes.PurposeUses.AccountChange)))!.Email;
        Assert.All([queue, list, sheet, book], page => Assert.DoesNotContain(email, page.Body, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            [NotificationKind.Graded],
            (await campus.Site.In(workshop.School, grains => grains.Notifications(workshop.Ada.Person).Lines())).Select(line => line.Kind).Where(kind => kind != NotificationKind.Enrolled));
        Assert.NotNull((await workshop.Ada.Get(Workshop.Lesson)).Page.QuerySelector(".lesson-main header time")); // it is finished
    }

    [Fact]
    public async Task Returned_work_is_mended_and_comes_back_with_all_that_was_before()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("First.");
        await workshop.HandIn();
        var office = await workshop.Office();
        var sheet = await office.Get(workshop.Sheet());

        var silent = await office.Browser.Submit(sheet, Grade(("do", "return")), "#grade");
        var bad = await office.Browser.Submit(sheet, Grade(("do", "return"), ("feedback", "Why?"), ("due_day", "soon")), "#grade");
        await office.Browser.Submit(sheet, Grade(("do", "return"), ("feedback", "Say why.")), "#grade");
        var returned = await workshop.Ada.Get($"{Workshop.Place}/1");
        var draft = await workshop.Ada.Get(Workshop.Place);
        await workshop.Write("First, because.");
        await workshop.HandIn();
        var both = await office.Get(workshop.Sheet(2));
        var points = await office.Browser.Submit(both, Grade(("do", "grade"), ("points", "20.5")), "#grade");
        var graded = await office.Browser.Submit(both, Grade(("do", "grade"), ("points", "۱۷٫۵")), "#grade");
        var older = await office.Get(workshop.Sheet());
        var stale = await office.Browser.Submit(both, Grade(("do", "grade"), ("points", "3"), ("feedback", "Mine.")), "#grade");

        Assert.Equal("assignment.reason_missing", silent.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Equal("assignment.due_bad", bad.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Equal("Say why.", returned.Page.QuerySelector("[data-feedback]")!.TextContent);
        Assert.Equal(Workshop.Place, returned.Page.QuerySelector("main .panel a.button")!.GetAttribute("href"));
        Assert.Equal("First.", ((IHtmlTextAreaElement)draft.Page.QuerySelector("[name=text]")!).Value);
        Assert.Equal((422, 302), (points.Status, graded.Status));
        Assert.Null(older.Page.QuerySelector("#grade"));
        Assert.Equal("First.", older.Page.QuerySelector("[data-text]")!.TextContent);
        Assert.Equal((409, "assignment.changed"), (stale.Status, stale.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal([SubmissionState.Returned, SubmissionState.Graded], (await workshop.Standing()).Select(submission => submission.State));
        Assert.Equal(17.5m, (await workshop.Standing())[1].Points);
    }

    [Fact]
    [Trait("SEC", "B01")]
    public async Task A_student_and_who_teaches_another_course_find_none_of_it()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("Mine.", ("mine.txt", "mine"u8.ToArray()));
        var link = (await workshop.HandIn()).Page.QuerySelector("[data-file] a")!.GetAttribute("href")!;
        var teacher = await campus.SignedIn(workshop.School, name: "Emmy", roles: Role.Instructor);
        var stranger = await campus.SignedIn(workshop.School, name: "Nobody");
        string[] pages = ["", "/submissions", $"/people/{workshop.Ada.Person}/1", $"/people/{workshop.Ada.Person}/1/files/{link.Split('/')[^1]}"];

        foreach (var page in pages)
        {
            Assert.Equal(404, (await workshop.Ada.Get(Workshop.Desk + page)).Status);
            Assert.Equal(404, (await teacher.Get(Workshop.Desk + page)).Status);
        }

        await campus.Site.In(workshop.School, grains => grains.Course(Workshop.Algebra).SetTeachers([teacher.Person]));
        Assert.All(await Task.WhenAll(pages.Select(page => teacher.Get(Workshop.Desk + page))), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(404, (await teacher.Get($"{Workshop.Desk}/people/{stranger.Person}/1")).Status);
        Assert.Equal(404, (await teacher.Get(workshop.Sheet(2))).Status);
        Assert.Equal(404, (await teacher.Get($"{workshop.Sheet()}/files/nothing")).Status);
    }

    [Fact]
    public async Task Whoever_is_erased_leaves_no_work_no_file_and_no_row()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("Mine.", ("mine.txt", "mine"u8.ToArray()));
        await workshop.HandIn();
        var folder = Path.Combine(campus.Site.Folder, "tenants", workshop.School.Id.Value, "handed", workshop.Ada.Person.Value);
        var office = await workshop.Office();
        var before = Directory.GetFiles(folder).Length;
        var account = (await campus.Site.In(workshop.School, grains => grains.Person(workshop.Ada.Person).Account(Darsgah.Grains.Purposes.PurposeUses.AccountChange)))!;
        var eraser = campus.Site.Services.GetServices<IOutboxHandler>().Single(handler => handler.Handles("erase"));
        var message = new OutboxMessage("erase-ada", "erase", ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["person"] = account.Id.Value,
            ["email"] = account.NormalizedEmail,
            ["user_name"] = account.UserName,
            ["segment"] = "1",
            ["pseudonym"] = "none",
        }));

        await campus.Site.In(workshop.School, async _ => await eraser.Deliver(workshop.School.Id, message, CancellationToken.None));
        await campus.Site.In(workshop.School, async _ => await eraser.Deliver(workshop.School.Id, message, CancellationToken.None));
        var list = await office.Get($"{Workshop.Desk}/submissions");

        Assert.Equal(1, before);
        Assert.False(Directory.Exists(folder));
        Assert.Empty(list.Page.QuerySelectorAll("main .rows a"));
        Assert.Empty((await office.Get("/admin/courses/algebra/grading")).Page.QuerySelectorAll("main ol.rows a"));
    }

    [Fact]
    public async Task A_course_s_file_and_its_copy_carry_what_is_asked()
    {
        var workshop = await Workshop.Open(campus, Workshop.Usual with
        {
            Rubric = [Workshop.Clear],
            DueDays = 14,
            Kinds = [Darsgah.Grains.Media.MediaKind.Pdf],
            Late = new LateRule { Policy = LatePolicy.Penalised, Days = 3 },
        });
        var kept = (await campus.Site.In(workshop.School, grains => grains.Lesson(Workshop.Algebra, Workshop.Essay).Content()))!;
        var outline = (await campus.Site.In(workshop.School, grains => grains.Course(Workshop.Algebra).Draft()))!;
        using var file = new MemoryStream();
        await CourseZip.Write(
            file, new CourseCopy(outline.Description, outline.Sections, outline.Lessons, [kept]), [], _ => throw new InvalidOperationException("There is no file to open."));

        using var open = new ZipArchive(file);
        var read = CourseZip.Read(open, file.Length, Id<Course>.Parse("again"), "en").Value!.Copy;
        var bad = read with { Contents = [kept with { Assignment = kept.Assignment! with { Files = 99 } }] };
        var made = await campus.Site.In(workshop.School, grains => grains.Course(Id<Course>.Parse("again")).Take(read));
        var refused = await campus.Site.In(workshop.School, grains => grains.Course(Id<Course>.Parse("bad")).Take(bad));
        var copied = (await campus.Site.In(workshop.School, grains => grains.Lesson(Id<Course>.Parse("again"), Workshop.Essay).Content()))!;

        Assert.Null(made.Error);
        Assert.Equal(LessonMark.Of(kept), LessonMark.Of(copied));
        Assert.Equal("assignment.files_bad", refused.Error!.Code);
        Assert.Contains(open.Entries, entry => entry.FullName == CourseManifest.Name);
    }

    private static Dictionary<string, string?> Grade(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, string? (field) => field.Value, StringComparer.Ordinal);
}
