using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>A course's roster over real files: the enrolments are the truth, and it follows them.</summary>
public sealed class RosterTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> One = Id<Lesson>.Parse("one");
    private static readonly Id<Lesson> Two = Id<Lesson>.Parse("two");
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await In(async tenant =>
        {
            var course = tenant.Course(Algebra);
            await course.Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);
            await course.PutLesson(new LessonContent(One, "One", "1"));
            await course.PutLesson(new LessonContent(Two, "Two", "2"));
            return await course.PublishAll();
        });
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_line_says_what_the_enrolment_says_also_after_a_restart()
    {
        await Account(Ada, "Ada Lovelace", "ada@north.example");
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());
        silo.Time.Now += TimeSpan.FromDays(1);
        await In(tenant => tenant.Enrollment(Ada, Algebra).CompleteLesson(One, CompletedBy.Reading));
        silo.Time.Now += TimeSpan.FromDays(1);
        await In(tenant => tenant.Enrollment(Ada, Algebra).Record(new Grade(Two, 1, 3, 10, false, silo.Time.Now), CompletedBy.Quiz));
        await silo.Restart();

        var line = Assert.Single((await In(tenant => tenant.Roster(Algebra).Page(null, 50))).Lines);

        Assert.Equal(("Ada Lovelace", 0, 3m, 10m, 30m), (line.Name, line.Slot, line.Points, line.OutOf, line.Percent));
        Assert.Equal((silo.Time.Now, "1"), (line.LastAt, line.Done));
        var cells = Assert.Single(await In(tenant => tenant.Roster(Algebra).Grades([line], 0)));
        Assert.Equal(new GradeCell(3, 10, false, false), cells[0]);
    }

    [Fact]
    public async Task Another_grade_for_the_same_answer_is_no_other_failure()
    {
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());
        var seen = new List<int>();

        foreach (var (points, answer) in new[] { (3m, 1), (4m, 1), (3m, 2), (2m, 2) })
        {
            silo.Time.Now += TimeSpan.FromMinutes(1);
            await In(tenant => tenant.Enrollment(Ada, Algebra).Record(
                new Grade(Two, 1, points, 10, false, silo.Time.Now) { Answer = answer }, CompletedBy.Quiz));
            seen.Add(Assert.Single((await In(tenant => tenant.Roster(Algebra).Page(null, 50))).Lines).FailedTwice);
        }

        Assert.Equal([0, 0, 1, 1], seen);
    }

    [Fact]
    public async Task Who_finishes_at_the_same_moment_is_in_the_roster_for_all_of_it_also_after_a_restart()
    {
        var people = Enumerable.Range(1, 40).Select(number => Id<Person>.Parse($"student-{number}")).ToList();
        await Task.WhenAll(people.Select(person => In(tenant => tenant.Enrollment(person, Algebra).Enroll())));

        await Task.WhenAll(people.SelectMany(person => new[] { One, Two }.Select(lesson =>
            In(tenant => tenant.Enrollment(person, Algebra).CompleteLesson(lesson, CompletedBy.Reading)))));
        await Task.WhenAll(people.Select(person => In(tenant => tenant.Enrollment(person, Algebra).Record(new Grade(Two, 1, 3, 10, false, silo.Time.Now), CompletedBy.Quiz))));
        await silo.Restart();

        var lines = (await In(tenant => tenant.Roster(Algebra).Page(null, 100))).Lines;
        Assert.Equal(people.Count, lines.Length);
        Assert.All(lines, line => Assert.Equal((2, 10m), (LessonBits.Count(line.Done, [0, 1]), line.OutOf)));
        Assert.All(await In(tenant => tenant.Roster(Algebra).Grades(lines, 0)), cells => Assert.Equal(new GradeCell(3, 10, false, false), cells[0]));
    }

    [Fact]
    [Trait("Rule", "M21")]
    public async Task Nobody_is_called_by_her_address()
    {
        await Account(Ada, "", "ada@north.example");
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());

        var line = Assert.Single((await In(tenant => tenant.Roster(Algebra).Page(null, 50))).Lines);

        Assert.Equal("", line.Name);
        Assert.DoesNotContain("@", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_go_through_all_segments_newest_first_and_show_each_once()
    {
        await Enroll(RosterSegment.Most + 20);
        var seen = new List<int>();
        string? cursor = null;

        do
        {
            var page = await In(tenant => tenant.Roster(Algebra).Page(cursor, 30));
            Assert.InRange(page.Lines.Length, 1, 30);
            seen.AddRange(page.Lines.Select(line => line.Slot));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, RosterSegment.Most + 20).Reverse(), seen);
    }

    [Fact]
    public async Task Of_many_who_want_the_last_seats_as_many_get_one_as_there_are()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            In(tenant => tenant.Roster(Algebra).Reserve(Person(number), null, seats: 7))));

        Assert.Equal(7, outcomes.Count(outcome => outcome.Error is null));
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal("teaching.course_full", outcome.Error!.Code));
        Assert.Equal(7, outcomes.Where(outcome => outcome.Error is null).Select(outcome => outcome.Value).Distinct().Count());
    }

    [Fact]
    public async Task A_seat_is_given_back_by_who_leaves_and_kept_by_who_is_paused()
    {
        await Enroll(2);
        await In(tenant => tenant.Enrollment(Person(0), Algebra).Arrange(new(EnrollmentAct.Pause)));
        Assert.NotNull((await In(tenant => tenant.Roster(Algebra).Reserve(Ada, null, seats: 2))).Error);

        await In(tenant => tenant.Enrollment(Person(1), Algebra).Arrange(new(EnrollmentAct.Leave)));
        await silo.Restart();

        Assert.Null((await In(tenant => tenant.Roster(Algebra).Reserve(Ada, null, seats: 2))).Error);
    }

    [Fact]
    public async Task A_place_that_nobody_came_to_is_free_again_after_a_while()
    {
        await In(tenant => tenant.Roster(Algebra).Reserve(Ada, null, seats: 1));
        await silo.Restart();
        silo.Time.Now += TimeSpan.FromMinutes(2);
        Assert.NotNull((await In(tenant => tenant.Roster(Algebra).Reserve(Person(1), null, seats: 1))).Error);

        silo.Time.Now += TimeSpan.FromMinutes(4);

        Assert.Null((await In(tenant => tenant.Roster(Algebra).Reserve(Person(1), null, seats: 1))).Error);
    }

    [Fact]
    public async Task A_line_that_was_lost_is_there_after_the_next_thing_she_does()
    {
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());
        // As if the process had ended between the enrolment and its line: an older line stands in its place.
        var stale = (await In(tenant => tenant.Roster(Algebra).Page(null, 50))).Lines[0] with { State = EnrollmentState.Left, Name = "lost" };
        await In(async tenant =>
        {
            await tenant.Roster(Algebra).Put(stale);
            return Done.Value;
        });
        await silo.Restart();

        await In(tenant => tenant.Enrollment(Ada, Algebra).CompleteLesson(One, CompletedBy.Reading));

        var line = Assert.Single((await In(tenant => tenant.Roster(Algebra).Page(null, 50))).Lines);
        Assert.Equal((EnrollmentState.Active, ""), (line.State, line.Name));
        Assert.Equal(1, (await In(tenant => tenant.Roster(Algebra).Facts())).Seats);
    }

    [Fact]
    public async Task Who_is_out_is_not_let_in_and_keeps_what_she_did()
    {
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());
        await In(tenant => tenant.Enrollment(Ada, Algebra).CompleteLesson(One, CompletedBy.Reading));

        await In(tenant => tenant.Enrollment(Ada, Algebra).Arrange(new(EnrollmentAct.Remove)));

        Assert.Null(await In(tenant => tenant.Enrollment(Ada, Algebra).Standing()));
        Assert.Single((await In(tenant => tenant.Enrollment(Ada, Algebra).Kept()))!.Completed);
        Assert.Equal("teaching.ended", (await In(tenant => tenant.Enrollment(Ada, Algebra).CompleteLesson(Two, CompletedBy.Reading))).Error!.Code);
        Assert.Equal("teaching.ended", (await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll())).Error!.Code);
        Assert.Equal("teaching.ended", (await In(tenant => tenant.Enrollment(Ada, Algebra).Admit(new(ByStaff: false)))).Error!.Code);
        Assert.Null((await In(tenant => tenant.Enrollment(Ada, Algebra).Admit(new(ByStaff: true)))).Error);
        Assert.Single((await In(tenant => tenant.Enrollment(Ada, Algebra).Standing()))!.Completed);
    }

    [Fact]
    public async Task Access_ends_by_itself_on_its_date()
    {
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());
        await In(tenant => tenant.Enrollment(Ada, Algebra).Arrange(new(EnrollmentAct.Extend, silo.Time.Now.AddDays(1))));
        Assert.NotNull(await In(tenant => tenant.Enrollment(Ada, Algebra).Standing()));

        silo.Time.Now += TimeSpan.FromDays(1);

        Assert.Null(await In(tenant => tenant.Enrollment(Ada, Algebra).Standing()));
    }

    [Theory]
    [InlineData("\u0643\u0631\u064A\u0645", 1)] // in Arabic letters what was written in Persian ones
    [InlineData("ahmadi zahra", 1)]
    [InlineData("AHMADI", 2)]
    [InlineData("nobody", 0)]
    public async Task A_search_finds_names_whatever_keyboard_typed_them(string words, int found)
    {
        await Account(Person(0), "\u06A9\u0631\u06CC\u0645 \u06F1", "0@north.example");
        await Account(Person(1), "Zahra Ahmadi", "1@north.example");
        await Account(Person(2), "Ali Ahmadi", "2@north.example");
        await Enroll(3);

        var page = await In(tenant => tenant.RosterIndex(Algebra).Find(RosterQuery.All with { Words = TextFold.Fold(words) }));

        Assert.Equal(found, page.Total);
    }

    [Fact]
    public async Task The_index_follows_what_happens_after_it_was_read()
    {
        await Enroll(3);
        var query = RosterQuery.All with { Sort = RosterSort.Progress, Lessons = [One, Two], Size = 2 };
        Assert.Equal([2, 1], (await Find(query)).Lines.Select(line => line.Slot));

        await In(tenant => tenant.Enrollment(Person(2), Algebra).CompleteLesson(Two, CompletedBy.Reading));
        await In(tenant => tenant.Enrollment(Ada, Algebra).Enroll());

        var first = await Find(query);
        var second = await Find(query with { After = first.Next });
        Assert.Equal([3, 1, 0, 2], first.Lines.Concat(second.Lines).Select(line => line.Slot));
        Assert.Null(second.Next);

        var figures = await In(tenant => tenant.RosterIndex(Algebra).Figures([One, Two]));
        Assert.Equal((4, 0), (figures.Students, figures.Completed));
        Assert.Equal([0, 1], figures.Finished);
        Assert.Equal([1, 1], figures.Reached);
    }

    [Theory]
    [InlineData(RosterSort.Progress, null)]
    [InlineData(RosterSort.Activity, null)]
    [InlineData(RosterSort.Grade, null)]
    [InlineData(RosterSort.Name, null)]
    [InlineData(RosterSort.Newest, EnrollmentState.Active)]
    [InlineData(RosterSort.Activity, EnrollmentState.Active)]
    public async Task Who_moves_or_goes_between_two_pages_takes_nobody_with_her(RosterSort sort, EnrollmentState? state)
    {
        await Enroll(7);
        var query = RosterQuery.All with { Sort = sort, State = state, Lessons = [One, Two], Size = 3 };
        var first = await Find(query);
        var last = first.Lines[^1].Person;

        // To the end of the order, and out of the filter.
        silo.Time.Now += TimeSpan.FromDays(1);
        await In(tenant => tenant.Enrollment(last, Algebra).CompleteLesson(One, CompletedBy.Reading));
        await In(tenant => tenant.Enrollment(last, Algebra).Record(new Grade(Two, 1, 10, 10, true, silo.Time.Now), CompletedBy.Quiz));
        await In(tenant => tenant.Enrollment(last, Algebra).Arrange(new(EnrollmentAct.Pause)));

        var seen = first.Lines.Select(line => line.Slot).ToList();

        for (var page = first; page.Next is { } after;)
        {
            page = await Find(query with { After = after });
            seen.AddRange(page.Lines.Where(line => line.Person != last).Select(line => line.Slot));
        }

        Assert.Equal(Enumerable.Range(0, 7), seen.Order());
    }

    [Fact]
    public async Task The_order_of_a_file_is_asked_once_and_its_lines_are_those_of_now()
    {
        await Enroll(4);
        var order = await In(tenant => tenant.RosterIndex(Algebra).Order(RosterQuery.All with { Sort = RosterSort.Activity, State = EnrollmentState.Active }));
        await In(tenant => tenant.Enrollment(Person(3), Algebra).Arrange(new(EnrollmentAct.Pause)));
        await In(async tenant =>
        {
            await tenant.Enrollment(Person(1), Algebra).Forget();
            return Done.Value;
        });

        var lines = await In(tenant => tenant.RosterIndex(Algebra).Lines(order));

        Assert.Equal([3, 2, 1, 0], order);
        Assert.Equal([(3, EnrollmentState.Paused), (2, EnrollmentState.Active), (0, EnrollmentState.Active)], lines.Select(line => (line.Slot, line.State)));
    }

    [Fact]
    [Trait("Rule", "B07")]
    [Trait("Rule", "B38")]
    public async Task Who_objected_to_figures_is_in_the_roster_and_not_counted()
    {
        await Enroll(2);
        var terms = Purposes.Examples.Terms with { Basis = LawfulBasis.LegitimateInterest, Categories = [DataCategory.Learning], Withdrawable = true };
        var purpose = (await In(tenant => tenant.Purposes.Put(new PutPurpose(LessonFigures.Purpose, PurposeState.Enabled, terms), 0))).Value!;
        await In(tenant => tenant.ConsentLedger(Person(0)).Answer(new AnswerPurpose(
            purpose.Key, purpose.Version, PurposeText.Of(purpose, "en", ["en"]).Hash, "en", "", PurposeDecision.Refuse, "purpose-refuse", "No", "/here", Explicit: false)));

        foreach (var number in new[] { 0, 1 })
        {
            await In(async tenant =>
            {
                await tenant.Enrollment(Person(number), Algebra).Refresh();
                return Done.Value;
            });
        }

        Assert.Equal(1, (await In(tenant => tenant.RosterIndex(Algebra).Figures([One, Two]))).Students);
        Assert.Equal(2, (await Find(RosterQuery.All)).Total);

        silo.Time.Now += TimeSpan.FromDays(100);
        Assert.Equal(Person(1), Assert.Single((await Find(RosterQuery.All with { Risk = RiskRule.Usual, Lessons = [One, Two] })).Lines).Person);
    }

    private Task<RosterPage> Find(RosterQuery query) => In(tenant => tenant.RosterIndex(Algebra).Find(query));

    private async Task Enroll(int count)
    {
        for (var number = 0; number < count; number++)
            await In(tenant => tenant.Enrollment(Person(number), Algebra).Enroll());
    }

    private Task<Outcome<PersonAccount>> Account(Id<Person> person, string name, string email) => In(tenant => tenant.Person(person).Create(
        new PersonAccount(person, 0) { Name = name, Email = email, NormalizedEmail = email, Roles = [Role.Student], Language = "en" }, []));

    private static Id<Person> Person(int number) => Id<Person>.Parse($"p{number:d4}");

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work);
}
