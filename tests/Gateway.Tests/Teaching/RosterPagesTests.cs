using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Teaching;

/// <summary>What staff of a course see of its students, and what they do about them.</summary>
public class RosterPagesTests(Office office)
{
    private const string Grades = "/admin/courses/algebra/grades";

    [Fact]
    [Trait("Rule", "M21")]
    public async Task Who_teaches_sees_names_and_progress_and_no_address_anywhere()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada Lovelace", "one", "two");
        var (_, nameless) = await room.Student("");
        string[] paths =
        [
            Classroom.People, $"{Classroom.People}?sort=name&q=ada", $"{Classroom.People}/at-risk", $"{Classroom.People}/export",
            $"{Classroom.People}/{ada.Id}", $"{Classroom.People}/{nameless.Id}", "/admin/courses/algebra/grades",
            "/admin/courses/algebra/grades/export", "/admin/courses/algebra/figures", "/admin/courses/algebra/invitations",
        ];

        foreach (var path in paths)
        {
            var answer = await room.Teacher.Get(path);

            Assert.Equal((200, path), (answer.Status, path));
            Assert.DoesNotContain(ada.Email, answer.Body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(nameless.Email, answer.Body, StringComparison.OrdinalIgnoreCase);
        }

        var list = (await room.Teacher.Get(Classroom.People)).Page.QuerySelector("tbody")!.TextContent;
        Assert.Contains("Ada Lovelace", list, StringComparison.Ordinal);
        Assert.Contains("2 of 3", list, StringComparison.Ordinal);
        Assert.Contains($"Student {nameless.Id.Value[^6..]}", list, StringComparison.Ordinal);
        Assert.Contains(ada.Email, (await room.Admin.Get($"{Classroom.People}/{ada.Id}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_optional_counts_for_nobody_as_on_the_students_own_pages()
    {
        var room = await Classroom.Of(office);
        await room.Student("Ada Lovelace", "one", "two");
        await room.In(async grains =>
        {
            await grains.Course(Classroom.Algebra).SetLesson(Id<Lesson>.Parse("three"), new LessonTerms { Optional = true });
            return await grains.Course(Classroom.Algebra).PublishAll();
        });

        var list = (await room.Teacher.Get(Classroom.People)).Page.QuerySelector("tbody")!.TextContent;
        var file = (await room.Teacher.Get($"{Classroom.People}/export")).Body;

        Assert.Contains("2 of 2", list, StringComparison.Ordinal);
        Assert.Contains(",2,2,", file, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M21")]
    public async Task Where_the_policy_lets_her_who_teaches_sees_the_address_on_the_students_page()
    {
        var room = await Classroom.Of(office, RulesPresets.NoticeOnly with { HidesAddressesFromInstructors = false });
        var (_, ada) = await room.Student("Ada");

        Assert.Contains(ada.Email, (await room.Teacher.Get($"{Classroom.People}/{ada.Id}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "N21")]
    public async Task Another_courses_teacher_and_a_student_find_no_such_pages()
    {
        var room = await Classroom.Of(office);
        var (student, ada) = await room.Student("Ada");
        var other = await office.SignedIn(room.School, Role.Instructor);

        foreach (var visitor in new[] { student, other })
        {
            Assert.Equal(404, (await visitor.Get(Classroom.People)).Status);
            Assert.Equal(404, (await visitor.Get($"{Classroom.People}/{ada.Id}")).Status);
            Assert.Equal(404, (await visitor.Get("/admin/courses/algebra/grades/export")).Status);
        }
    }

    [Fact]
    public async Task A_search_finds_what_another_keyboard_wrote_and_a_filter_what_is_left()
    {
        var room = await Classroom.Of(office);
        await room.Student("\u06A9\u0631\u06CC\u0645", "one");
        await room.Student("Zahra");

        var found = await room.Teacher.Get($"{Classroom.People}?q={Uri.EscapeDataString("\u0643\u0631\u064A\u0645")}");
        var none = await room.Teacher.Get($"{Classroom.People}?state=paused");
        var sorted = await room.Teacher.Get($"{Classroom.People}?sort=progress");

        Assert.Single(found.Page.QuerySelectorAll("tbody tr"));
        Assert.Empty(none.Page.QuerySelectorAll("tbody tr"));
        Assert.Equal(["Zahra", "\u06A9\u0631\u06CC\u0645"], sorted.Page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Who_is_paused_reads_no_lesson_by_page_or_api_until_she_is_back()
    {
        var room = await Classroom.Of(office);
        var (student, ada) = await room.Student("Ada", "one");
        var page = $"{Classroom.People}/{ada.Id}";

        await Classroom.Press(room.Teacher, await room.Teacher.Get(page), "pause");
        var closed = await student.Get("/courses/algebra/lessons/one");
        var api = await student.Get("/api/v1/me/enrollments/algebra/lessons/one");
        var course = await student.Get("/courses/algebra");
        await Classroom.Press(room.Teacher, await room.Teacher.Get(page), "resume");

        Assert.Equal((403, 403), (closed.Status, api.Status));
        Assert.DoesNotContain("Text.", closed.Body, StringComparison.Ordinal);
        Assert.Contains("paused", course.Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(200, (await student.Get("/courses/algebra/lessons/one")).Status);
        Assert.Single((await room.Kept(ada))!.Completed);
    }

    [Fact]
    public async Task Who_is_removed_still_reads_her_grades_and_staff_bring_her_back()
    {
        var room = await Classroom.Of(office);
        var (student, ada) = await room.Student("Ada", "one");
        var page = $"{Classroom.People}/{ada.Id}";
        await Classroom.Press(room.Teacher, await room.Teacher.Get(page), "grade", ("lesson", "one"), ("points", "۸٫۵"), ("out_of", "10"), ("passed", "true"), ("reason", "Spoke well."));

        await Classroom.Press(room.Teacher, await room.Teacher.Get(page), "remove");

        var grades = await student.Get("/courses/algebra/grades");
        Assert.Contains("8.5", grades.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Spoke well.", grades.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(403, (await student.Get("/courses/algebra/lessons/one")).Status);
        Assert.Equal(302, (await room.Admin.Submit(await room.Admin.Get(Classroom.People), new Dictionary<string, string?>(StringComparer.Ordinal) { ["login"] = ada.Email }, "form:has(#login)")).Status);
        Assert.Equal(200, (await student.Get("/courses/algebra/lessons/one")).Status);
    }

    [Fact]
    public async Task Access_ends_after_its_last_day_in_the_schools_zone()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada");
        var page = $"{Classroom.People}/{ada.Id}";

        var refused = await Classroom.Press(room.Teacher, await room.Teacher.Get(page), "extend", ("until", "2001-01-01"));
        await Classroom.Press(room.Teacher, await room.Teacher.Get(page), "extend", ("until", "2099-03-31"));

        Assert.Equal((422, "teaching.bad_end"), (refused.Status, refused.Code));
        Assert.Equal(new DateTimeOffset(2099, 4, 1, 0, 0, 0, TimeSpan.FromHours(4.5)), (await room.Kept(ada))!.Until);
        Assert.Equal("2099-03-31", (await room.Teacher.Get(page)).Page.QuerySelector("#until")!.GetAttribute("value"));
        Assert.Contains(",2099-03-31,", (await room.Teacher.Get(Classroom.People + "/export")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_is_out_and_can_come_again()
    {
        var room = await Classroom.Of(office);
        var (student, ada) = await room.Student("Ada", "one");

        var left = await student.Submit(await student.Get("/courses/algebra"), PeopleForm, "form[action$=leave]");
        Assert.Equal((302, EnrollmentState.Left), (left.Status, (await room.Kept(ada))!.State));
        Assert.Equal(403, (await student.Get("/courses/algebra/lessons/one")).Status);

        await student.Submit(await student.Get("/courses/algebra"), PeopleForm, "main form[action='/courses/algebra']");
        Assert.Equal((EnrollmentState.Active, 1), ((await room.Kept(ada))!.State, (await room.Kept(ada))!.Completed.Length));
    }

    [Fact]
    public async Task Only_who_runs_the_school_enrols_by_an_address()
    {
        var room = await Classroom.Of(office);
        var (_, other) = await office.Enter(room.School, Role.Student);

        var token = (await room.Teacher.Get("/admin/courses/algebra/cohorts")).Page.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var refused = await room.Teacher.Post(
            Classroom.People,
            new FormUrlEncodedContent([KeyValuePair.Create("login", other.Email), KeyValuePair.Create("__RequestVerificationToken", token)]));

        Assert.Empty((await room.Teacher.Get(Classroom.People)).Page.QuerySelectorAll("#login"));
        Assert.Equal(404, refused.Status);
        Assert.Null(await room.Kept(other));
    }

    [Fact]
    public async Task A_grade_book_shows_what_was_given_and_its_file_runs_no_formula()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("=HYPERLINK(\"http://evil.example\")", "one");
        await Classroom.Press(
            room.Teacher, await room.Teacher.Get($"{Classroom.People}/{ada.Id}"), "grade",
            ("lesson", "two"), ("points", "3"), ("out_of", "10"), ("reason", "Oral exam."));

        var page = await room.Teacher.Get("/admin/courses/algebra/grades");
        var file = await room.Teacher.Get("/admin/courses/algebra/grades/export");
        var people = await room.Teacher.Get($"{Classroom.People}/export");

        Assert.Equal(["Lesson two"], page.Page.QuerySelectorAll("thead th bdi").Select(cell => cell.TextContent));
        Assert.Contains("3 / 10", page.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], file.Bytes[..3]);
        Assert.StartsWith("text/csv", file.Headers["content-type"], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", file.Body, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", people.Body, StringComparison.Ordinal);
        Assert.EndsWith(",3,10,3,10,Not passed · by hand\r\n", file.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grade_book_stands_in_the_courses_order_with_what_nobody_was_graded_in_and_what_was_taken_out_last()
    {
        var room = await Classroom.Of(office);
        await room.Student("Zahra Karimi");
        var (_, ada) = await room.Student("Ada Lovelace");
        var cohort = await room.In(async grains =>
        {
            var course = grains.Course(Classroom.Algebra);
            await course.PutLesson(new LessonContent(Id<Lesson>.Parse("essay"), "An essay", "Text.") { Kind = LessonKind.Assignment });
            await course.PublishAll();

            // Graded in another order than the course's.
            foreach (var lesson in "three two one".Split(' '))
            {
                await grains.Enrollment(ada.Id, Classroom.Algebra).Record(
                    new Grade(Id<Lesson>.Parse(lesson), 1, lesson.Length, 10, lesson == "one", office.Site.Clock.GetUtcNow()), CompletedBy.Quiz);
            }

            await course.RemoveLesson(Id<Lesson>.Parse("two"));
            await course.PublishAll();
            var made = (await grains.Cohorts(Classroom.Algebra).Put("", "Autumn", null)).Value!;
            await grains.Enrollment(ada.Id, Classroom.Algebra).Arrange(new(EnrollmentAct.PutInCohort, Cohort: made.Id));
            return made.Id;
        });

        var page = await room.Teacher.Get($"{Grades}?sort=name");
        var file = (await room.Teacher.Get($"{Grades}/export?cohort={cohort}")).Body.Split("\r\n");

        Assert.Equal(["Lesson one", "Lesson three", "An essay", "Lesson two"], page.Page.QuerySelectorAll("thead th bdi").Select(cell => cell.TextContent));
        Assert.Equal("removed", Assert.Single(page.Page.QuerySelectorAll("thead .badge")).TextContent);
        Assert.Equal(["Ada Lovelace", "Zahra Karimi"], page.Page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["3 / 10", "5 / 10", "3 / 10"], page.Page.QuerySelectorAll("tbody td bdi").Select(cell => cell.TextContent));
        Assert.Equal(["Passed", "Not passed", "Not passed"], page.Page.QuerySelectorAll("tbody .badge").Select(cell => cell.TextContent));
        Assert.Equal(["Ada Lovelace"], await Found($"q=lovel&cohort={cohort}"));
        Assert.Empty(await Found($"q=zahra&cohort={cohort}"));
        Assert.EndsWith(",An essay,An essay – out of,An essay – result,Lesson two (removed),Lesson two (removed) – out of,Lesson two (removed) – result", file[0], StringComparison.Ordinal);
        Assert.EndsWith(",11,30,3,10,Passed,5,10,Not passed,,,,3,10,Not passed", file[1], StringComparison.Ordinal);
        Assert.Equal(3, file.Length);

        async Task<IEnumerable<string>> Found(string query) =>
            (await room.Teacher.Get($"{Grades}?{query}")).Page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim());
    }

    [Theory]
    [InlineData("11", "10", "why so", "teaching.bad_grade")]
    [InlineData("x", "10", "why so", "teaching.bad_grade")]
    [InlineData("1.555", "10", "why so", "teaching.bad_grade")]
    [InlineData("5", "10", "", "teaching.no_reason")]
    public async Task A_grade_that_cannot_be_is_refused(string points, string outOf, string reason, string code)
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada");

        var refused = await Classroom.Press(
            room.Teacher, await room.Teacher.Get($"{Classroom.People}/{ada.Id}"), "grade",
            ("lesson", "two"), ("points", points), ("out_of", outOf), ("reason", reason));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Empty((await room.Kept(ada))!.Grades);
    }

    [Fact]
    [Trait("Rule", "B09")]
    public async Task Figures_wait_until_there_are_enough_students()
    {
        var room = await Classroom.Of(office, RulesPresets.NoticeOnly with { SmallestGroup = 3 });

        for (var number = 0; number < SchoolRules.LeastSmallestGroup; number++)
        {
            Assert.Empty((await room.Teacher.Get("/admin/courses/algebra/figures")).Page.QuerySelectorAll("svg.chart, tbody"));
            await room.Student($"Student {number}", "one");
        }

        var page = await room.Teacher.Get("/admin/courses/algebra/figures");

        Assert.Equal(3, page.Page.QuerySelectorAll("svg .chart-bar").Length);
        Assert.Equal("100%", page.Page.QuerySelector("tbody td")!.TextContent);
    }

    [Theory]
    [Trait("Rule", "B07")]
    [InlineData(true, "5")]
    [InlineData(false, "6")]
    public async Task Measures_of_learning_are_the_purpose_of_improvement_and_leave_out_who_objected(bool hasPurpose, string counted)
    {
        var room = await Classroom.Of(office);
        var students = new List<PersonAccount>();

        for (var number = 0; number <= SchoolRules.LeastSmallestGroup; number++)
            students.Add((await room.Student($"Student {number}", "one")).Account);

        // The school that has no such purpose has nothing that anybody could object to.
        if (hasPurpose)
            await room.In(grains => Object(grains, students[0].Id));

        var figures = await room.Teacher.Get("/admin/courses/algebra/figures");
        var roster = await room.Teacher.Get(Classroom.People);

        Assert.Equal(counted, figures.Page.QuerySelector(".figure dd")!.TextContent);
        Assert.Contains("Student 0", roster.Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<Done> Object(TenantGrains grains, Id<Person> person)
    {
        var terms = Purposes.Registers.Terms with { Basis = LawfulBasis.LegitimateInterest, Categories = [DataCategory.Learning], Channels = [], Withdrawable = true };
        var purpose = (await grains.Purposes.Put(
            new PutPurpose(LessonFigures.Purpose, PurposeState.Enabled, terms), (await grains.Purposes.All()).Revision)).Value!;
        var refused = await grains.ConsentLedger(person).Answer(new AnswerPurpose(
            purpose.Key, purpose.Version, PurposeText.Of(purpose, "en", ["en", "fa-AF", "ar"]).Hash, "en", "", PurposeDecision.Refuse, "no", "No", "/here", Explicit: false));
        Assert.NotNull(refused.Value);
        await grains.Enrollment(person, Classroom.Algebra).Refresh();
        return Done.Value;
    }

    [Fact]
    public async Task A_cohort_is_made_named_once_and_filled()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada");
        const string Path = "/admin/courses/algebra/cohorts";
        var form = new Dictionary<string, string?>(StringComparer.Ordinal) { ["name"] = "Spring", ["starts_on"] = "2027-03-21", ["do"] = "put" };

        await room.Teacher.Submit(await room.Teacher.Get(Path), form, "main form:last-of-type");
        var refused = await room.Teacher.Submit(await room.Teacher.Get(Path), form, "main form:last-of-type");
        await Classroom.Press(room.Teacher, await room.Teacher.Get($"{Classroom.People}/{ada.Id}"), "cohort", ("cohort", "c1"));
        var bad = await Classroom.Press(room.Teacher, await room.Teacher.Get($"{Classroom.People}/{ada.Id}"), "cohort", ("cohort", "c9"));

        Assert.Equal((409, "teaching.cohort_name_taken"), (refused.Status, refused.Code));
        Assert.Equal("teaching.no_such_cohort", bad.Code);
        Assert.Equal("c1", (await room.Kept(ada))!.Cohort);
        Assert.Single((await room.Teacher.Get($"{Classroom.People}?cohort=c1")).Page.QuerySelectorAll("tbody tr"));
        Assert.Equal(new DateOnly(2027, 3, 21), (await room.In(grains => grains.Cohorts(Classroom.Algebra).Find("c1")))!.StartsOn);
    }

    [Fact]
    [Trait("Rule", "M21")]
    public async Task Several_students_are_arranged_at_once_and_the_answer_says_for_whom_not()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada Lovelace");
        var (_, zahra) = await room.Student("Zahra Karimi");
        var (_, grace) = await room.Student("Grace Hopper");
        await room.In(async grains =>
        {
            var course = grains.Course(Classroom.Algebra);
            var outline = (await course.Outline())!;
            await course.Describe(outline.Description with { Seats = 2 }, outline.Revision);
            await grains.Enrollment(ada.Id, Classroom.Algebra).Arrange(new(EnrollmentAct.Remove));
            return await grains.Enrollment(zahra.Id, Classroom.Algebra).Arrange(new(EnrollmentAct.Pause));
        });

        var resumed = await Choose(("person", ada.Id.Value), ("person", zahra.Id.Value), ("person", "p-of-nobody"), ("do", "resume"));
        var states = new[] { (await room.Kept(ada))!.State, (await room.Kept(zahra))!.State };
        var paused = await Choose(
            ("all", "true"), ("listed", ada.Id.Value), ("listed", zahra.Id.Value), ("listed", grace.Id.Value), ("person", ada.Id.Value), ("do", "pause"));

        Assert.Equal([EnrollmentState.Removed, EnrollmentState.Active], states);
        Assert.Equal(["Zahra Karimi"], resumed.Page.QuerySelectorAll("main > ul li").Select(line => line.TextContent.Trim()));
        Assert.Equal(["teaching.course_full", "teaching.no_such_student"], resumed.Page.QuerySelectorAll("[data-code]").Select(line => line.GetAttribute("data-code")));
        Assert.Contains("Ada Lovelace", resumed.Page.QuerySelector("#refused")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@", resumed.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, paused.Page.QuerySelectorAll("main > ul li").Length);
        Assert.Equal(EnrollmentState.Paused, (await room.Kept(grace))!.State);
        Assert.Equal("teaching.nobody_chosen", (await Choose(("do", "pause"))).Code);
        Assert.Equal("teaching.nothing_chosen", (await Choose(("person", ada.Id.Value))).Code);
        Assert.Equal("teaching.bad_end", (await Choose(("person", ada.Id.Value), ("do", "extend"), ("until", "soon"))).Code);

        async Task<Answer> Choose(params (string Name, string Value)[] fields)
        {
            var page = await room.Teacher.Get(Classroom.People);
            var token = page.Page.QuerySelector("form[action$=chosen] input[type=hidden]:not([name=listed])")!;
            return await room.Teacher.Post($"{Classroom.People}/chosen", new FormUrlEncodedContent(
                fields.Append((Name: token.GetAttribute("name")!, Value: token.GetAttribute("value")!)).Select(field => KeyValuePair.Create(field.Name, field.Value))));
        }
    }

    [Fact]
    [Trait("Rule", "M21")]
    public async Task From_the_at_risk_list_a_teacher_writes_to_a_student_without_her_address()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada Lovelace");
        await room.In(grains => grains.Enrollment(ada.Id, Classroom.Algebra).Record(
            new Grade(Id<Lesson>.Parse("one"), 1, 1, 10, false, office.Site.Clock.GetUtcNow()) { Answer = 1 }, CompletedBy.Quiz));
        await room.In(grains => grains.Enrollment(ada.Id, Classroom.Algebra).Record(
            new Grade(Id<Lesson>.Parse("one"), 1, 2, 10, false, office.Site.Clock.GetUtcNow().AddMinutes(1)) { Answer = 2 }, CompletedBy.Quiz));

        var list = await room.Teacher.Get($"{Classroom.People}/at-risk");
        var letter = await room.Teacher.Get(list.Page.QuerySelector("tbody td a")!.GetAttribute("href")!);

        Assert.Equal(200, letter.Status);
        Assert.Contains("Ada Lovelace", letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Email, list.Body + letter.Body, StringComparison.OrdinalIgnoreCase);
    }

    private static readonly Dictionary<string, string?> PeopleForm = new(StringComparer.Ordinal);
}
