using System.Collections.Immutable;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Grains.Tests.Assignments;

/// <summary>Handing in and grading in a real silo over real files: who may do what when, and that nothing acknowledged is lost.</summary>
public sealed class SubmissionTests : IAsyncLifetime
{
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> Essay = Id<Lesson>.Parse("essay");
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_passing_grade_is_hers_for_the_version_she_answered_and_finishes_the_lesson()
    {
        await Teach(new Assignment { Points = 20, PassPercent = 60 });
        await Write("My essay.");
        var handed = (await HandIn(1)).Value!;
        await Publish(new Assignment { Points = 50 });

        var graded = (await Grade(1, 15)).Value!;
        await silo.Restart();
        var enrollment = (await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!;
        var grade = Assert.Single(enrollment.Grades);

        Assert.Equal((SubmissionState.Submitted, 1), (handed.State, handed.Version));
        Assert.Equal((SubmissionState.Graded, 15m, 20m, true), (graded.State, graded.Points, graded.OutOf, graded.Passed));
        Assert.Equal((1, 15m, 20m, true), (grade.Version, grade.Points, grade.OutOf, grade.Passed));
        Assert.Equal(Essay, Assert.Single(enrollment.Completed).Lesson);
    }

    [Fact]
    public async Task Where_the_course_says_that_handing_in_is_enough_the_lesson_is_complete_with_it_and_stays_so()
    {
        await Teach(new Assignment { Points = 20, PassPercent = 60 });
        await silo.In(school, async tenant =>
        {
            var course = (await tenant.Course(Algebra).Draft())!;
            return await tenant.Course(Algebra).Describe(
                course.Description with { Completion = new() { Assignment = CompletedBy.HandingIn } }, course.Revision);
        });
        await Write("My essay.");

        await HandIn(1);
        var handed = (await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!;
        await Grade(1, 1);
        var failed = (await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!;

        Assert.Equal(Essay, Assert.Single(handed.Completed).Lesson);
        Assert.Equal(handed.Completed, failed.Completed);
        Assert.False(Assert.Single(failed.Grades).Passed);
    }

    [Fact]
    public async Task A_grade_that_does_not_pass_leaves_the_lesson_open()
    {
        await Teach(new Assignment { Points = 20, PassPercent = 60 });
        await Write("My essay.");
        await HandIn(1);

        await Grade(1, 11.99m);
        var enrollment = (await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!;

        Assert.False(Assert.Single(enrollment.Grades).Passed);
        Assert.Empty(enrollment.Completed);
    }

    [Fact]
    public async Task A_hundred_hand_ins_at_once_are_one()
    {
        await Teach(new Assignment { Resubmissions = 5 });
        await Write("My essay.");

        var handed = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => HandIn(1)));

        Assert.All(handed, outcome => Assert.Equal(1, outcome.Value!.Number));
        Assert.Single(await silo.In(school, tenant => Book(tenant).Standing()));
        Assert.Single((await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null))).Works);
        Assert.Single((await silo.In(school, tenant => tenant.GradingQueue(Algebra, Essay).Page(after: null))).Works);
    }

    [Fact]
    public async Task The_server_s_clock_says_at_hand_in_what_being_late_costs_and_staff_can_waive_it()
    {
        await Teach(new Assignment { DueDays = 7, Late = new LateRule { Policy = LatePolicy.Penalised, PercentADay = 10, MostPercent = 50 } });
        await Write("My essay.");
        silo.Time.Now += TimeSpan.FromDays(9);

        var shown = (await Desk()).Value!.Late;
        var handed = (await HandIn(1)).Value!;
        silo.Time.Now += TimeSpan.FromDays(30);
        var graded = (await Grade(1, 90)).Value!;
        var waived = (await silo.In(school, tenant => Book(tenant).Grade(new GradeWork(1, 1, 90, None, None, "", WaivesPenalty: true)))).Value!;

        Assert.Equal((20, true), (shown.PenaltyPercent, shown.IsLate));
        Assert.Equal((20, true), (handed.PenaltyPercent, handed.WasLate));
        Assert.Equal((90m, 70m), (graded.Earned, graded.Points));
        Assert.Equal(90m, waived.Points);
    }

    [Fact]
    public async Task After_the_end_nothing_is_kept_and_nothing_is_taken()
    {
        await Teach(new Assignment { DueAt = silo.Time.Now.AddDays(1) });
        await Write("In time.");
        silo.Time.Now += TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1);

        var saved = await Write("Too late.");
        var handed = await HandIn(1);

        Assert.Equal("assignment.closed", saved.Error!.Code);
        Assert.Equal("assignment.closed", handed.Error!.Code);
        Assert.Equal("In time.", (await Desk()).Value!.Draft.Text);
    }

    [Fact]
    public async Task An_older_window_never_undoes_a_newer_text_and_a_changed_assignment_is_read_again_first()
    {
        await Teach(new Assignment { Files = 2 });
        await Write("one");
        var other = (await Desk()).Value!.Draft;
        await silo.In(school, tenant => Book(tenant).AddFile(1, File("a")));

        var newer = await Save("two", other.TextRevision);
        var older = await Save("three", other.TextRevision);
        var looked = (await Desk()).Value!;
        await Save("four", looked.Draft.TextRevision);
        var stale = await silo.In(school, tenant => Book(tenant).HandIn(new HandIn(1, looked.Version, looked.Draft.Revision)));
        await Publish(new Assignment { Files = 2, Points = 7 });
        var edited = await silo.In(school, tenant => Book(tenant).HandIn(new HandIn(1, looked.Version, looked.Draft.Revision + 1)));

        Assert.Null(newer.Error);
        Assert.Equal("assignment.stale", older.Error!.Code);
        Assert.Equal("assignment.stale", stale.Error!.Code);
        Assert.Equal("assignment.edited", edited.Error!.Code);
        Assert.Equal(("four", 1), ((await Desk()).Value!.Draft.Text, (await Desk()).Value!.Draft.Files.Length));
    }

    [Fact]
    public async Task Returned_work_comes_again_without_being_late_and_its_text_is_there_to_be_mended()
    {
        await Teach(new Assignment { DueAt = silo.Time.Now.AddDays(1) });
        await Write("First.");
        await HandIn(1);
        silo.Time.Now += TimeSpan.FromDays(20);

        var empty = await Return(1, "");
        var returned = (await Return(1, "Say why.")).Value!;
        var desk = (await Desk()).Value!;
        await Write("Second.");
        var again = (await HandIn(2)).Value!;
        var third = await Write("Third.");
        var old = await Grade(1, 10, seen: 1);

        Assert.Equal("assignment.reason_missing", empty.Error!.Code);
        Assert.Equal(SubmissionState.Returned, returned.State);
        Assert.Equal(("First.", 2, false), (desk.Draft.Text, desk.Number, desk.Late.IsLate));
        Assert.Equal((2, false, 0), (again.Number, again.WasLate, again.PenaltyPercent));
        Assert.Equal("assignment.not_again", third.Error!.Code);
        Assert.Equal("assignment.not_newest", old.Error!.Code);
        Assert.Equal("First.", (await silo.In(school, tenant => Book(tenant).Show(1))).Value!.Sheet.Text);
        Assert.Equal("Say why.", (await silo.In(school, tenant => Book(tenant).Show(1))).Value!.Sheet.Feedback);
    }

    [Fact]
    public async Task A_day_that_staff_set_for_returned_work_holds()
    {
        await Teach(new Assignment());
        await Write("First.");
        await HandIn(1);
        var past = await silo.In(school, tenant => Book(tenant).Return(new ReturnWork(1, 0, None, "More.", silo.Time.Now)));
        await silo.In(school, tenant => Book(tenant).Return(new ReturnWork(1, 0, None, "More.", silo.Time.Now.AddDays(3))));
        silo.Time.Now += TimeSpan.FromDays(4);

        Assert.Equal("assignment.due_over", past.Error!.Code);
        Assert.Equal("assignment.closed", (await Desk()).Value!.Denial!.Code);
    }

    [Fact]
    public async Task She_hands_in_again_as_often_as_allowed_and_the_newest_alone_waits()
    {
        await Teach(new Assignment { Resubmissions = 1 });
        await Write("one");
        await HandIn(1);
        await Write("two");
        await HandIn(2);

        var more = await Write("three");
        var states = (await silo.In(school, tenant => Book(tenant).Standing())).Select(submission => submission.State);
        var waiting = Assert.Single((await silo.In(school, tenant => tenant.GradingQueue(Algebra, Essay).Page(after: null))).Works);
        await Grade(2, 60);

        Assert.Equal("assignment.not_again", more.Error!.Code);
        Assert.Equal([SubmissionState.Replaced, SubmissionState.Submitted], states);
        Assert.Equal(2, waiting.Number);
        Assert.Empty((await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null))).Works);
        Assert.Equal(AttemptState.Graded, Assert.Single((await silo.In(school, tenant => tenant.AttemptList(Algebra, Essay).Page(null))).Rows).State);
    }

    [Fact]
    public async Task Two_who_grade_at_once_do_not_undo_each_other_and_a_rubric_says_the_points()
    {
        var rubric = new Criterion("clear", "Clear", "", [new("no", "No", 0, ""), new("yes", "Yes", 4, "")]);
        await Teach(new Assignment { Rubric = [rubric] });
        await Write("My essay.");
        await HandIn(1);

        var missing = await Grade(1, 4);
        var first = await silo.In(school, tenant => Book(tenant).Grade(new GradeWork(
            1, 0, 99, None.Add("clear", "yes"), None.Add("clear", "Very."), "Good.")));
        var second = await Grade(1, 0);
        var kept = (await silo.In(school, tenant => Book(tenant).Show(1))).Value!;

        Assert.Equal("assignment.level_missing", missing.Error!.Code);
        Assert.Equal((4m, 4m), (first.Value!.Points, first.Value.OutOf));
        Assert.Equal("assignment.changed", second.Error!.Code);
        Assert.Equal(("yes", "Very.", "Good."), (kept.Sheet.Levels["clear"], kept.Sheet.Remarks["clear"], kept.Sheet.Feedback));
    }

    [Fact]
    public async Task Who_is_paused_is_refused_and_what_she_handed_in_before_is_graded_all_the_same()
    {
        await Teach(new Assignment { Resubmissions = 3 });
        await Write("one");
        await HandIn(1);
        await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Arrange(new ArrangeEnrollment(EnrollmentAct.Pause)));

        var saved = await silo.In(school, tenant => Book(tenant).Save(new SaveDraft(2, "two", 0)));
        var handed = await HandIn(2, version: 1, seen: 0);
        var graded = await Grade(1, 100);
        var stranger = await silo.In(school, tenant => tenant.SubmissionBook(Id<Person>.Parse("eve"), Algebra, Essay).Save(new SaveDraft(1, "x", 0)));

        Assert.Equal("teaching.paused", saved.Error!.Code);
        Assert.Equal("teaching.paused", handed.Error!.Code);
        Assert.Null(graded.Error);
        Assert.Equal("learning.not_enrolled", stranger.Error!.Code);
        Assert.Single((await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Kept()))!.Grades);
    }

    [Theory]
    [InlineData("nothing", "", 0, 1, MediaText)]
    [InlineData("too_many_files", "x", 3, 1, MediaText)]
    [InlineData("file_too_large", "x", 1, 99, MediaText)]
    [InlineData("file_kind", "x", 1, 1, "video/mp4")]
    public async Task A_draft_that_is_not_what_is_asked_is_not_handed_in(string code, string text, int files, int megabytes, string mime)
    {
        await Teach(new Assignment { Files = 5, Megabytes = 100 });
        await Write(text);

        for (var n = 0; n < files; n++)
            await silo.In(school, tenant => Book(tenant).AddFile(1, File($"f{n}") with { Length = megabytes * 1024L * 1024, Mime = mime }));

        await Publish(new Assignment { Files = 2, Megabytes = 5, Kinds = [MediaKind.File] });

        Assert.Equal("assignment." + code, (await HandIn(1)).Error!.Code);
    }

    [Fact]
    public async Task She_is_told_once_of_a_grade_and_of_a_return()
    {
        await Teach(new Assignment());
        await Join();
        await Write("one");
        await HandIn(1);
        await Return(1, "More.");
        await Write("two");
        await HandIn(2);
        await Grade(2, 100);
        await silo.Restart();
        await silo.In(school, tenant => Book(tenant).Standing());

        var lines = (await silo.In(school, tenant => tenant.Notifications(Ada).Lines()))
            .Where(line => line.Kind is NotificationKind.Graded or NotificationKind.Returned).ToArray();

        Assert.Equal([NotificationKind.Graded, NotificationKind.Returned], lines.Select(line => line.Kind));
        Assert.Equal("/courses/algebra/lessons/essay/assignment/2", lines[0].Path);
    }

    [Fact]
    public async Task Who_teaches_is_told_once_a_day_while_the_same_work_waits_longest()
    {
        var nadia = Id<Person>.Parse("nadia");
        await Teach(new Assignment { Resubmissions = 5 });
        await silo.In(school, tenant => tenant.Person(nadia).Create(
            new PersonAccount(nadia, 0) { Email = "nadia@example.org", Name = "Nadia", Language = "en", Roles = [Role.Instructor] }, []));
        await silo.In(school, tenant => tenant.Course(Algebra).SetTeachers([nadia]));
        await silo.In(school, tenant => tenant.GradingQueue(Algebra).Put(new(Id<Person>.Parse("eve"), "Eve", Essay, 1, silo.Time.Now)));

        async Task<int> Told()
        {
            var lines = await silo.In(school, tenant => tenant.Notifications(nadia).Lines());
            Assert.All(lines, line => Assert.Equal((NotificationKind.ToGrade, "/admin/courses/algebra/grading"), (line.Kind, line.Path)));
            return lines.Length;
        }

        await Write("one");
        await HandIn(1);
        var first = await Told();
        await Write("two");
        await HandIn(2);
        var again = await Told();
        silo.Time.Now += TimeSpan.FromDays(1);
        await Write("three");
        await HandIn(3);

        Assert.Equal((1, 1, 2), (first, again, await Told()));
    }

    [Fact]
    public async Task Whoever_is_erased_stands_in_no_list()
    {
        await Teach(new Assignment());
        await Write("one");
        await HandIn(1);

        var places = await silo.In(school, tenant => tenant.HandedWorks(Ada).All());
        await silo.In(school, async tenant =>
        {
            await Book(tenant).Forget();
            await Book(tenant).Forget();
            return true;
        });

        Assert.Equal(new HandedWorkPlace(Algebra, Essay), Assert.Single(places));
        Assert.Empty((await silo.In(school, tenant => tenant.AttemptList(Algebra, Essay).Page(null))).Rows);
        Assert.Empty((await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null))).Works);
        Assert.Empty((await silo.In(school, tenant => tenant.GradingQueue(Algebra, Essay).Page(after: null))).Works);
    }

    [Fact]
    public async Task Each_change_of_her_own_time_is_told_once_and_she_is_reminded_of_her_own_day()
    {
        await Teach(new Assignment { DueDays = 7 });
        await Join();
        var usual = silo.Time.Now.AddDays(7);

        await Extend(usual.AddDays(50));
        await Extend(usual.AddDays(50));
        await Extend(null);
        await Extend(usual.AddDays(50));
        var told = (await DueNews()).Count;
        await Tick();
        silo.Time.Now = usual.AddDays(49.5);
        await silo.Restart();
        await Tick();
        await Tick();

        Assert.Equal(3, told);
        Assert.Equal(4, (await DueNews()).Count);
        Assert.Equal([usual.AddDays(50), usual.AddDays(50), usual, usual.AddDays(50)], await DueNews());
    }

    [Fact]
    public async Task Her_day_is_counted_from_the_start_of_her_cohort_and_follows_it()
    {
        await Teach(new Assignment { DueDays = 7, DueFromCohort = true });
        var without = (await silo.In(school, tenant => Book(tenant).Due())).Value!.Usual;
        var start = DateOnly.FromDateTime(silo.Time.Now.UtcDateTime).AddDays(30);
        var cohort = (await silo.In(school, tenant => tenant.Cohorts(Algebra).Put("", "Autumn", start))).Value!.Id;
        await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Arrange(new(EnrollmentAct.PutInCohort, Cohort: cohort)));
        var first = (await Desk()).Value!.Late.Due;
        await silo.In(school, tenant => tenant.Cohorts(Algebra).Put(cohort, "Autumn", start.AddDays(1)));

        Assert.Equal(silo.Time.Now.AddDays(7), without);
        Assert.Equal(new DateTimeOffset(start.AddDays(7).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), first);
        Assert.Equal(first!.Value.AddDays(1), (await silo.In(school, tenant => Book(tenant).Due())).Value!.Usual);
    }

    [Fact]
    public async Task Who_has_handed_in_or_is_out_of_the_course_is_not_reminded()
    {
        await Teach(new Assignment { DueDays = 7 });
        await Join();
        await Extend(silo.Time.Now.AddDays(8));
        await Write("My essay.");
        await HandIn(1);
        silo.Time.Now += TimeSpan.FromDays(7.5);
        await Tick();
        await Return(1, "Once more.");
        await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Arrange(new(EnrollmentAct.Remove)));
        await Extend(silo.Time.Now.AddDays(9));

        Assert.Single(await DueNews());
    }

    private Task<Outcome<PersonAccount>> Join() => silo.In(school, tenant =>
        tenant.Person(Ada).Create(new PersonAccount(Ada, 0) { Email = "ada@example.org", Name = "Ada", Language = "en" }, []));

    private Task<Outcome<PersonDue>> Extend(DateTimeOffset? until) => silo.In(school, tenant => Book(tenant).Extend(until));

    // As the reminder comes.
    private Task<bool> Tick() => silo.In(school, async tenant =>
    {
        await Book(tenant).AsReference<IRemindable>().ReceiveReminder("own-day", default);
        return true;
    });

    private async Task<List<DateTimeOffset>> DueNews() =>
        [.. (await silo.In(school, tenant => tenant.Notifications(Ada).Lines()))
            .Where(line => line.Kind == NotificationKind.DueSoon)
            .Select(line => DateTimeOffset.Parse(line.Values["date"], CultureInfo.InvariantCulture))];

    private const string MediaText = "application/octet-stream";

    private static ISubmissionBookGrain Book(TenantGrains tenant) => tenant.SubmissionBook(Ada, Algebra, Essay);

    private static HandedFile File(string id) => new(id, $"{id}.txt", MediaText, 4, new string('0', 64), DateTimeOffset.UnixEpoch);

    private Task<Outcome<AssignmentDesk>> Desk() => silo.In(school, tenant => Book(tenant).Desk());

    private Task<Outcome<WorkSheet>> Save(string text, int seen) => silo.In(school, tenant => Book(tenant).Save(new SaveDraft(1, text, seen)));

    private Task<Outcome<WorkSheet>> Write(string text) => silo.In(school, async tenant =>
    {
        var desk = (await Book(tenant).Desk()).Value!;
        return await Book(tenant).Save(new SaveDraft(desk.Number, text, desk.Draft.TextRevision));
    });

    private Task<Outcome<Submission>> HandIn(int number, int? version = null, int? seen = null) => silo.In(school, async tenant =>
    {
        var desk = (await Book(tenant).Desk()).Value;
        return await Book(tenant).HandIn(new HandIn(number, version ?? desk!.Version, seen ?? desk!.Draft.Revision));
    });

    private Task<Outcome<Submission>> Grade(int number, decimal points, int seen = 0) =>
        silo.In(school, tenant => Book(tenant).Grade(new GradeWork(number, seen, points, None, None, "")));

    private Task<Outcome<Submission>> Return(int number, string feedback) =>
        silo.In(school, tenant => Book(tenant).Return(new ReturnWork(number, 0, None, feedback, null)));

    private async Task Teach(Assignment assignment)
    {
        await silo.In(school, tenant => tenant.Course(Algebra).Describe(
            new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0));
        await Publish(assignment);
        await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Enroll());
    }

    private Task<CourseOutline> Publish(Assignment assignment) => silo.In(school, async tenant =>
    {
        var put = await tenant.Course(Algebra).PutLesson(new LessonContent(Essay, "Essay", "Write it.")
        {
            Kind = LessonKind.Assignment,
            Assignment = assignment,
        });
        await tenant.Course(Algebra).PublishLesson(Essay);
        return put.Value ?? throw new InvalidOperationException(put.Error!.Message);
    });
}
