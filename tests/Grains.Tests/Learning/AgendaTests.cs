using System.Collections.Immutable;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>What students are told by the clock, over real files.</summary>
public sealed class AgendaTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> One = Id<Lesson>.Parse("one");
    private static readonly Id<Lesson> Two = Id<Lesson>.Parse("two");
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Person> Eve = Id<Person>.Parse("eve");

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
        await Join(Ada);
        await Join(Eve);
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_lesson_that_opens_is_told_once_to_who_is_in_the_course_also_after_a_restart()
    {
        await Open(Two, new ReleaseRule(ReleaseKind.AfterDays) { Days = 2 });
        await In(tenant => tenant.Enrollment(Eve, Algebra).Arrange(new(EnrollmentAct.Pause)));
        var before = await Look(TimeSpan.FromDays(1));
        await silo.Restart();
        var after = await Look(TimeSpan.FromDays(1.1));
        await silo.Restart();
        var later = await Look(TimeSpan.FromDays(3));

        Assert.Equal([0, 1, 1], new[] { before, after, later }.Select(kinds => kinds.Count(kind => kind == NotificationKind.Released)));
        Assert.DoesNotContain(NotificationKind.Released, await Kinds(Eve));
        Assert.Equal("/courses/algebra/lessons/two", (await Lines(Ada))[0].Path);
    }

    [Fact]
    public async Task What_she_finished_while_it_was_open_is_not_told_of_when_it_opens_again()
    {
        await In(tenant => tenant.Enrollment(Ada, Algebra).CompleteLesson(Two, CompletedBy.Reading));
        await Open(Two, new ReleaseRule(ReleaseKind.OnDate) { At = silo.Time.Now.AddDays(2) });

        Assert.DoesNotContain(NotificationKind.Released, await Look(TimeSpan.FromDays(3)));
        Assert.Contains(NotificationKind.Released, await Kinds(Eve));
    }

    [Fact]
    public async Task A_session_and_the_end_of_a_quiz_are_told_of_a_day_before_and_again_where_the_day_is_moved()
    {
        var at = silo.Time.Now.AddDays(10);
        await Publish(new LessonContent(One, "One", "1") { Kind = LessonKind.Live, Live = new LessonLive(at, 60, "https://meet.example/1") });
        await Publish(Quiz(at.AddDays(1)));

        var early = await Look(TimeSpan.FromDays(8.9));
        var live = await Look(TimeSpan.FromDays(0.2));
        var quiz = await Look(TimeSpan.FromDays(1));
        await Publish(Quiz(at.AddDays(20)));
        var moved = await Look(TimeSpan.FromDays(19));

        Assert.Equal([0, 1, 2, 3], new[] { early, live, quiz, moved }.Select(kinds => kinds.Count(kind => kind == NotificationKind.DueSoon)));
        Assert.Equal("live", (await Lines(Ada)).Last(line => line.Kind == NotificationKind.DueSoon).Values[NotificationEvent.About]);
    }

    [Fact]
    public async Task Work_that_is_due_is_told_of_to_who_has_not_handed_in_and_not_to_whom_it_was_returned_without_a_day()
    {
        var zoe = Id<Person>.Parse("zoe");
        await Join(zoe);
        await Publish(new LessonContent(Two, "Two", "2") { Kind = LessonKind.Assignment, Assignment = new Assignment { DueAt = silo.Time.Now.AddDays(10) } });
        await HandIn(Eve);
        await HandIn(zoe);
        Assert.Null((await In(tenant => tenant.SubmissionBook(zoe, Algebra, Two).Return(new ReturnWork(1, 0, ImmutableDictionary<string, string>.Empty, "More, please.", DueAgainAt: null)))).Error);

        Assert.Contains(NotificationKind.DueSoon, await Look(TimeSpan.FromDays(9.1)));
        Assert.DoesNotContain(NotificationKind.DueSoon, await Kinds(Eve));
        Assert.DoesNotContain(NotificationKind.DueSoon, await Kinds(zoe));

        async Task HandIn(Id<Person> person) => Assert.Null((await In(async tenant =>
        {
            var book = tenant.SubmissionBook(person, Algebra, Two);
            await book.Save(new SaveDraft(1, "Because.", 0));
            var desk = (await book.Desk()).Value!;
            return await book.HandIn(new HandIn(1, desk.Version, desk.Draft.Revision));
        })).Error);
    }

    [Fact]
    public async Task A_session_of_tomorrow_is_told_of_as_soon_as_it_is_published()
    {
        await Publish(new LessonContent(One, "One", "1")
        {
            Kind = LessonKind.Live,
            Live = new LessonLive(silo.Time.Now.AddHours(5), 60, "https://meet.example/1"),
        });

        Assert.Contains(NotificationKind.DueSoon, await Look(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task The_end_of_her_access_is_told_of_a_week_before_or_at_once_where_it_is_nearer()
    {
        await In(tenant => tenant.Enrollment(Ada, Algebra).Arrange(new(EnrollmentAct.Extend, silo.Time.Now.AddDays(20))));
        await In(tenant => tenant.Enrollment(Eve, Algebra).Arrange(new(EnrollmentAct.Extend, silo.Time.Now.AddDays(3))));

        Assert.Contains(NotificationKind.DueSoon, await Kinds(Eve));
        Assert.DoesNotContain(NotificationKind.DueSoon, await Look(TimeSpan.FromDays(12)));
        Assert.Contains(NotificationKind.DueSoon, await Look(TimeSpan.FromDays(1.5)));
        Assert.Single(await Kinds(Eve), kind => kind == NotificationKind.DueSoon);
    }

    [Fact]
    public async Task A_lesson_opens_so_many_days_after_her_cohort_starts_and_moves_with_it()
    {
        var cohort = (await In(tenant => tenant.Cohorts(Algebra).Put("", "Spring", DateOnly.FromDateTime(silo.Time.Now.Date).AddDays(5)))).Value!;
        await In(tenant => tenant.Enrollment(Ada, Algebra).Arrange(new(EnrollmentAct.PutInCohort, Cohort: cohort.Id)));
        await Open(Two, new ReleaseRule(ReleaseKind.AfterCohortStart) { Days = 1 });

        // Eve is in no cohort: her days are counted from joining.
        await Look(TimeSpan.FromDays(1.1));
        Assert.Equal((false, true), (await CanRead(Ada), await CanRead(Eve)));
        Assert.Equal((false, true), ((await Kinds(Ada)).Contains(NotificationKind.Released), (await Kinds(Eve)).Contains(NotificationKind.Released)));

        await In(tenant => tenant.Cohorts(Algebra).Put(cohort.Id, "Spring", DateOnly.FromDateTime(silo.Time.Now.Date).AddDays(1)));
        await Look(TimeSpan.FromDays(1));
        Assert.False(await CanRead(Ada));
        Assert.Contains(NotificationKind.Released, await Look(TimeSpan.FromDays(1)));
        Assert.True(await CanRead(Ada));
    }

    [Fact]
    public async Task Of_a_course_in_which_nothing_happens_by_the_clock_nothing_is_kept_and_nobody_is_told()
    {
        Assert.Equal([NotificationKind.Enrolled], await Look(TimeSpan.FromDays(400)));
    }

    [Fact]
    public async Task Everybody_of_several_segments_is_told()
    {
        var many = Enumerable.Range(0, RosterSegment.Most + 5).Select(number => Id<Person>.Parse($"person-{number}")).ToList();

        foreach (var person in many)
            await Join(person);

        await Open(Two, new ReleaseRule(ReleaseKind.OnDate) { At = silo.Time.Now.AddDays(1) });
        await Look(TimeSpan.FromDays(2));

        foreach (var person in many)
            Assert.Contains(NotificationKind.Released, await Kinds(person));
    }

    [Fact]
    public async Task A_persons_grade_is_told_and_what_the_key_marked_is_not()
    {
        await Publish(Quiz(dueAt: null));
        await Hand(Ada);
        var marked = await Kinds(Ada);
        await In(tenant => tenant.QuizBook(Ada, Algebra, Two).Grade(1, "essay", 3, "Good."));
        var graded = await Kinds(Ada);
        await In(tenant => tenant.Enrollment(Eve, Algebra).GradeByHand(new GradeByHand(One, 4, 5, true, "She told me.")));
        await In(tenant => tenant.Enrollment(Eve, Algebra).GradeByHand(new GradeByHand(One, 4, 5, true, "She told me.")));

        Assert.DoesNotContain(NotificationKind.Graded, marked);
        Assert.Single(graded, kind => kind == NotificationKind.Graded);
        Assert.Single(await Kinds(Eve), kind => kind == NotificationKind.Graded);
        Assert.Equal("/courses/algebra/lessons/two/quiz/1", (await Lines(Ada))[0].Path);
    }

    [Fact]
    public async Task A_quiz_without_questions_is_not_published_and_neither_is_anything_beside_it()
    {
        var three = Id<Lesson>.Parse("three");
        await In(tenant => tenant.Course(Algebra).PutLesson(new LessonContent(One, "One", "changed")));
        await In(tenant => tenant.Course(Algebra).PutLesson(new LessonContent(three, "Three", "") { Kind = LessonKind.Quiz, Quiz = new Quiz() }));

        var one = await In(tenant => tenant.Course(Algebra).PublishLesson(three));
        var all = await In(tenant => tenant.Course(Algebra).PublishAll());

        Assert.Equal(("quiz.write_a_question", "quiz.write_a_question"), (one.Error?.Code, all.Error?.Code));
        Assert.Null((await In(tenant => tenant.Course(Algebra).Outline()))!.Find(three));
        Assert.Equal("1", (await In(tenant => tenant.Lesson(Algebra, One).Published()))!.Content.Markdown);
    }

    private static LessonContent Quiz(DateTimeOffset? dueAt) => new(Two, "Two", "2")
    {
        Kind = LessonKind.Quiz,
        Quiz = new Quiz
        {
            Settings = new QuizSettings { DueAt = dueAt },
            Questions = [new Question { Id = "essay", Kind = QuestionKind.Essay, Text = "Why?", Points = 5 }],
        },
    };

    private async Task Hand(Id<Person> person)
    {
        await In(tenant => tenant.QuizBook(person, Algebra, Two).Start());
        await In(tenant => tenant.QuizBook(person, Algebra, Two).Submit(1));
    }

    private async Task<bool> CanRead(Id<Person> person) => (await In(tenant => tenant.Enrollment(person, Algebra).Read(Two))).Error is null;

    private async Task Open(Id<Lesson> lesson, ReleaseRule rule)
    {
        await In(tenant => tenant.Course(Algebra).SetLesson(lesson, new LessonTerms { Release = rule }));
        await In(tenant => tenant.Course(Algebra).PublishLesson(lesson));
    }

    private async Task Publish(LessonContent content)
    {
        await In(tenant => tenant.Course(Algebra).PutLesson(content));
        Assert.Null((await In(tenant => tenant.Course(Algebra).PublishLesson(content.Id))).Error);
    }

    // Looks as often as the reminder would: the first time to see what is coming, then when it has come.
    private async Task<ImmutableArray<NotificationKind>> Look(TimeSpan after)
    {
        await Tell();
        silo.Time.Now += after;
        await Tell();
        return await Kinds(Ada);
    }

    private Task<int> Tell() => In(async tenant =>
    {
        await tenant.Agenda(Algebra).Tell();
        return 0;
    });

    private async Task<ImmutableArray<NotificationKind>> Kinds(Id<Person> person) => [.. (await Lines(person)).Select(line => line.Kind)];

    private Task<ImmutableArray<NotificationLine>> Lines(Id<Person> person) => In(tenant => tenant.Notifications(person).Lines());

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work, "grace");

    private async Task Join(Id<Person> person)
    {
        await In(tenant => tenant.Person(person).Create(
            new PersonAccount(person, 0)
            {
                Email = $"{person}@north.example",
                NormalizedEmail = $"{person}@north.example",
                Name = person.Value,
                Language = "en",
                Roles = [Role.Student],
            },
            []));
        Assert.Null((await In(tenant => tenant.Enrollment(person, Algebra).Enroll())).Error);
    }
}
