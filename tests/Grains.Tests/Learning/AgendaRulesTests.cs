using System.Collections.Immutable;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>When a student is told that a lesson opened, that a day is near, and that her access ends.</summary>
public class AgendaRulesTests
{
    private static readonly DateTimeOffset Joined = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Kabul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kabul");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly Id<Lesson> First = Id<Lesson>.Parse("first");
    private static readonly Id<Lesson> Second = Id<Lesson>.Parse("second");
    private static readonly CohortStart Cohort = new(new DateOnly(2026, 3, 10), "Asia/Kabul");

    public static TheoryData<ReleaseRule, string?> Openings => new()
    {
        { new(ReleaseKind.OnDate) { At = Joined.AddDays(2) }, "2026-03-04T09:00:00Z" },
        { new(ReleaseKind.OnDate) { At = Joined }, null },
        { new(ReleaseKind.OnDate) { At = Joined.AddDays(-2) }, null },
        { new(ReleaseKind.AfterDays) { Days = 3 }, "2026-03-05T09:00:00Z" },
        { new(ReleaseKind.AfterCohortStart) { Days = 0 }, "2026-03-09T19:30:00Z" },
        { new(ReleaseKind.AfterCohortStart) { Days = 2 }, "2026-03-11T19:30:00Z" },
        { new(ReleaseKind.AfterLesson) { Lesson = First }, null },
        { new(ReleaseKind.AfterScore) { Lesson = First, Percent = 50 }, null },
    };

    [Theory, MemberData(nameof(Openings))]
    public void A_lesson_is_told_of_when_it_opens_by_the_clock_and_was_closed_when_she_joined(ReleaseRule rule, string? at)
    {
        var moments = AgendaRules.Moments(Agenda(new TimedLesson(Second, "Two", rule, Day: null)), Student(), Kabul).ToList();

        Assert.Equal(at is null ? [] : [Moment(at)], moments.Select(moment => moment.At));
    }

    [Fact]
    public void What_she_has_finished_is_told_of_no_more()
    {
        var agenda = Agenda(new TimedLesson(First, "One", new(ReleaseKind.AfterDays) { Days = 3 }, Due(Joined.AddDays(9))));

        Assert.Empty(AgendaRules.Moments(agenda, Student() with { Done = [First] }, Kabul));
    }

    [Fact]
    public void Who_is_in_no_cohort_with_a_day_counts_from_joining() =>
        Assert.Equal(
            Joined.AddDays(4),
            ReleaseRules.OpensAt(new ReleaseRule(ReleaseKind.AfterCohortStart) { Days = 4 }, Joined, cohort: null));

    [Theory]
    [InlineData("Asia/Kabul", "2026-03-20T10:00:00Z", "2026-03-19T10:00:00Z")]
    // Clocks go forward on 29 March: the same hour is 23 hours before.
    [InlineData("Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T11:00:00Z")]
    // And back on 25 October: 25 hours.
    [InlineData("Europe/Berlin", "2026-10-25T10:00:00Z", "2026-10-24T09:00:00Z")]
    // The hour that clocks skip on 29 March is over when they have skipped it.
    [InlineData("Europe/Berlin", "2026-03-30T00:30:00Z", "2026-03-29T01:00:00Z")]
    public void A_day_is_told_of_the_day_before_at_the_same_hour_of_the_schools_clock(string zone, string due, string told)
    {
        var moment = Assert.Single(AgendaRules.Moments(
            Agenda(new TimedLesson(First, "One", null, Due(Moment(due)))), Student(), TimeZoneInfo.FindSystemTimeZoneById(zone)));

        Assert.Equal((AgendaKind.Due, Moment(told), Moment(due)), (moment.Kind, moment.At, moment.Due));
    }

    [Fact]
    public void Work_that_is_due_some_days_after_she_joined_is_told_of_the_day_before()
    {
        var work = new DatedLesson(First, "", LessonKind.Assignment, DueAt: null, DateTimeOffset.MinValue) { DueDays = 10 };
        var moment = Assert.Single(AgendaRules.Moments(Agenda(new TimedLesson(First, "One", null, work)), Student(), TimeZoneInfo.Utc));

        Assert.Equal((AgendaKind.Due, Joined.AddDays(9), Joined.AddDays(10)), (moment.Kind, moment.At, moment.Due));
        Assert.Equal((0, false), DatedLesson.DueDaysOf(Of(new Assignment { DueDays = 10, DueAt = Joined })));
        Assert.Equal((10, true), DatedLesson.DueDaysOf(Of(new Assignment { DueDays = 10, DueFromCohort = true })));

        static LessonContent Of(Assignment assignment) => new(First, "One", "") { Kind = LessonKind.Assignment, Assignment = assignment };
    }

    [Fact]
    public void Work_that_is_due_some_days_after_her_cohort_starts_is_told_of_the_day_before()
    {
        var start = new CohortStart(DateOnly.FromDateTime(Joined.UtcDateTime).AddDays(30), "UTC");
        var work = new DatedLesson(First, "", LessonKind.Assignment, DueAt: null, DateTimeOffset.MinValue) { DueDays = 10, DueFromCohort = true };
        var moment = Assert.Single(AgendaRules.Moments(Agenda(new TimedLesson(First, "One", null, work)), Student() with { Cohort = start }, TimeZoneInfo.Utc));

        Assert.Equal((start.After(9), start.After(10)), (moment.At, moment.Due));
    }

    [Fact]
    public void A_day_that_became_known_late_or_a_lesson_that_opens_late_is_told_of_then()
    {
        var due = Joined.AddDays(10);
        var late = Agenda(new TimedLesson(First, "One", null, Due(due) with { KnownAt = due.AddHours(-5) }));
        var opens = Agenda(new TimedLesson(First, "One", new(ReleaseKind.OnDate) { At = due.AddHours(-3) }, Due(due)));
        var never = Agenda(new TimedLesson(First, "One", new(ReleaseKind.OnDate) { At = due }, Due(due)));

        Assert.Equal(due.AddHours(-5), Assert.Single(AgendaRules.Moments(late, Student(), Kabul)).At);
        Assert.Equal([due.AddHours(-3), due.AddHours(-3)], AgendaRules.Moments(opens, Student(), Kabul).Select(moment => moment.At));
        Assert.Equal(AgendaKind.Opened, Assert.Single(AgendaRules.Moments(never, Student(), Kabul)).Kind);
    }

    [Fact]
    public void The_day_of_a_lesson_that_waits_for_another_is_told_of_who_has_done_that()
    {
        var due = Joined.AddDays(10);
        var agenda = Agenda(new TimedLesson(Second, "Two", new(ReleaseKind.AfterLesson) { Lesson = First }, Due(due)));

        Assert.Empty(Told(agenda, Student(), Joined, due.AddHours(-1)));
        Assert.Single(Told(agenda, Student() with { Done = [First] }, Joined, due.AddHours(-1)));
        Assert.Equal(due.AddDays(-1), AgendaRules.Next(agenda, Student(), Kabul, Joined));
    }

    [Fact]
    public void Nobody_is_told_of_a_day_that_is_over_and_everybody_of_a_lesson_that_opened_while_nothing_ran()
    {
        var due = Joined.AddDays(10);
        var agenda = Agenda(
            new TimedLesson(First, "One", null, Due(due)),
            new TimedLesson(Second, "Two", new(ReleaseKind.AfterDays) { Days = 3 }, Day: null));

        Assert.Equal([AgendaKind.Opened], Told(agenda, Student(), Joined, due).Select(moment => moment.Kind));
    }

    [Fact]
    public void The_end_of_her_access_is_told_of_a_week_before()
    {
        var end = Joined.AddDays(30);

        var moment = Assert.Single(AgendaRules.Moments(CourseAgenda.None, Student() with { Until = end }, Kabul));

        Assert.Equal((AgendaKind.AccessEnds, end.AddDays(-7), end), (moment.Kind, moment.At, moment.Due));
    }

    /// <summary>
    /// However the looks are spread, she is told what a slow reference finds that asks every minute whether a lesson is open
    /// by now (<see cref="ReleaseRules.Of"/>) and whether the school's clock shows the due hour of the day before.
    /// </summary>
    [Fact]
    public void She_is_told_what_looking_every_minute_would_find_once_and_in_that_minute()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var zone = random.Next(2) == 0 ? Kabul : Berlin;
            // Clocks change in Berlin on 29 March 2026.
            var joined = new DateTimeOffset(2026, 3, 26, random.Next(24), random.Next(60), 0, TimeSpan.Zero);
            var student = new AgendaStudent(joined, null, random.Next(2) == 0 ? null : new CohortStart(DateOnly.FromDateTime(joined.Date).AddDays(random.Next(3)), zone.Id), []);
            var lessons = Enumerable.Range(0, 4).Select(number => Lesson(random, number, joined)).ToImmutableArray();
            var agenda = Agenda([.. lessons]);
            var end = joined.AddDays(6);

            Assert.Equal(Slow(lessons, student, zone, joined, end), Fast(agenda, student, zone, joined, end));
        }
    }

    private static List<string> Fast(CourseAgenda agenda, AgendaStudent student, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset end)
    {
        var told = new List<string>();

        for (var (seen, next) = (from, AgendaRules.Next(agenda, student, zone, from)); next <= end; next = AgendaRules.Next(agenda, student, zone, seen))
        {
            told.AddRange(AgendaRules.Due(agenda, student, zone, seen, next.Value).Select(moment => $"{next:u} {moment.Kind} {moment.Lesson!.Lesson}"));
            seen = next.Value;
        }

        return [.. told.Order(StringComparer.Ordinal)];
    }

    private static List<string> Slow(ImmutableArray<TimedLesson> lessons, AgendaStudent student, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset end)
    {
        var told = new List<string>();
        var enrollment = new Enrollment(Id<Course>.Parse("algebra"), student.EnrolledAt, [], null, null) { CohortStart = student.Cohort };
        var course = new CourseOutline(new CourseDescription(Id<Course>.Parse("algebra"), "en", "Algebra", "", "", "", Published: true), [], 1, from);
        var open = lessons.Where(lesson => IsOpen(lesson, from)).Select(lesson => lesson.Lesson).ToHashSet();
        var asked = new HashSet<Id<Lesson>>();

        for (var now = from; now <= end; now = now.AddMinutes(1))
        {
            foreach (var lesson in lessons)
            {
                if (IsOpen(lesson, now) && open.Add(lesson.Lesson))
                    told.Add($"{now:u} {AgendaKind.Opened} {lesson.Lesson}");

                if (lesson.Day?.DueAt is { } due && now > from && now < due && open.Contains(lesson.Lesson) && IsEve(now, due) && asked.Add(lesson.Lesson))
                    told.Add($"{now:u} {AgendaKind.Due} {lesson.Lesson}");
            }
        }

        return [.. told.Order(StringComparer.Ordinal)];

        bool IsOpen(TimedLesson lesson, DateTimeOffset now) => ReleaseRules.Of(
            new LessonHead(lesson.Lesson, lesson.Title) { Terms = new LessonTerms { Release = lesson.Release } }, course, enrollment, now).IsOpen;

        // The clock on the wall shows the hour of the day before, or a later one; what it showed when she joined she missed.
        bool IsEve(DateTimeOffset now, DateTimeOffset due) =>
            TimeZoneInfo.ConvertTime(now, zone).DateTime >= TimeZoneInfo.ConvertTime(due, zone).DateTime.AddDays(-1)
            && (TimeZoneInfo.ConvertTime(from, zone).DateTime < TimeZoneInfo.ConvertTime(due, zone).DateTime.AddDays(-1)
                || lessons.First(lesson => lesson.Day?.DueAt == due).Release is { } rule && ReleaseRules.OpensAt(rule, student.EnrolledAt, student.Cohort) > from);
    }

    private static TimedLesson Lesson(Random random, int number, DateTimeOffset joined)
    {
        var minutes = random.Next(-600, 5 * 24 * 60);
        var rule = random.Next(4) switch
        {
            0 => new ReleaseRule(ReleaseKind.OnDate) { At = joined.AddMinutes(minutes) },
            1 => new ReleaseRule(ReleaseKind.AfterDays) { Days = random.Next(1, 5) },
            2 => new ReleaseRule(ReleaseKind.AfterCohortStart) { Days = random.Next(0, 4) },
            _ => null,
        };

        // Never an hour that a clock shows twice or skips, and each day a different one: the table above has those.
        var due = joined.Date.AddDays(random.Next(1, 6)).AddHours(6 + random.Next(10)).AddMinutes((random.Next(14) * 4) + number);
        return new TimedLesson(
            Id<Lesson>.Parse($"lesson-{number}"), "Lesson", rule, random.Next(2) == 0 ? null : Due(new DateTimeOffset(due, TimeSpan.Zero)) with { KnownAt = joined.AddDays(-9) });
    }

    private static IEnumerable<AgendaMoment> Told(CourseAgenda agenda, AgendaStudent student, DateTimeOffset seen, DateTimeOffset now) =>
        AgendaRules.Due(agenda, student, Kabul, seen, now);

    private static CourseAgenda Agenda(params ImmutableArray<TimedLesson> lessons) => new("Algebra", lessons);

    private static AgendaStudent Student() => new(Joined, null, Cohort, []);

    private static DatedLesson Due(DateTimeOffset at) => new(First, "mark", LessonKind.Live, at, Joined.AddDays(-9));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
