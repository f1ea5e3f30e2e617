using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

[GrainType("learning.agenda")]
internal sealed class AgendaGrain(
    [PersistentState("agenda", Storage.School)] IPersistentState<AgendaRecord> agenda,
    TimeProvider clock) : Grain, IAgendaGrain, IRemindable
{
    private const string Reminder = "agenda";
    private const int AtOnce = 20;
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    // What the reminder is set to, as far as this activation knows.
    private int reminded;

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private int Minute => AgendaRecord.MinuteOf(clock.GetUtcNow());

    public async Task Plan(CourseOutline course)
    {
        var dated = await Dated(course);
        var next = CourseAgenda.Of(course, dated);

        if (LessonMark.Same(next, agenda.State.Agenda))
        {
            if (!dated.SequenceEqual(agenda.State.Dated))
                await this.Commit(agenda, agenda.State with { Dated = dated });

            return;
        }

        var slots = (await Grains.Roster(Course).Facts()).Slots;
        var all = agenda.State.WithSegments((slots + RosterSegment.Most - 1) / RosterSegment.Most, Minute);
        await Keep((all with { Agenda = next, Dated = dated }).LookedAtFrom(Minute));
    }

    public Task PlanCohorts(ImmutableArray<Cohort> cohorts)
    {
        ImmutableArray<CohortDay> days = [.. from cohort in cohorts let day = cohort.StartsOn where day.HasValue select new CohortDay(cohort.Id, day.Value)];

        return days.SequenceEqual(agenda.State.Cohorts)
            ? Task.CompletedTask
            : Keep((agenda.State with { Cohorts = days }).LookedAtFrom(Minute));
    }

    public async Task Came(RosterLine line)
    {
        var now = clock.GetUtcNow();

        if (!line.IsOpen(now) || (agenda.State.Agenda.Lessons.IsEmpty && line.Until is null))
            return;

        var zone = await Zone();
        var student = agenda.State.Student(line, RosterColumns.None, zone.Id);
        var next = AgendaRecord.MinuteFrom(AgendaRules.Next(agenda.State.Agenda, student, zone, now));
        await Keep(agenda.State.Waking(line.Slot / RosterSegment.Most, next, Minute));

        // An end that was set when it was near already.
        foreach (var moment in AgendaRules.Due(agenda.State.Agenda, student, zone, DateTimeOffset.MinValue, now))
        {
            if (moment.Kind == AgendaKind.AccessEnds)
                await Tell(line.Person, moment);
        }
    }

    public async Task Tell()
    {
        var now = Minute;
        var due = Enumerable.Range(0, agenda.State.Next.Length).Where(segment => agenda.State.Next[segment] <= now).Take(AtOnce).ToList();

        if (due.Count > 0)
        {
            var (columns, zone) = ((await Grains.Roster(Course).Facts()).Columns, await Zone());
            var lines = await Task.WhenAll(due.Select(segment => Grains.RosterSegment(Course, segment).Lines()));
            var next = agenda.State;

            for (var index = 0; index < due.Count; index++)
                next = next.Told(due[index], now, await Tell(lines[index], columns, zone, next.Seen[due[index]], now));

            // A crash before this tells again, and who was told knows it.
            await Keep(next);
        }

        await Remind(agenda.State.First);
    }

    Task IRemindable.ReceiveReminder(string reminderName, TickStatus status) => Tell();

    // Tells the students of a segment; returns the minute at which one of them comes next.
    private async Task<int> Tell(ImmutableArray<RosterLine> lines, RosterColumns columns, TimeZoneInfo zone, int seen, int now)
    {
        var (from, until) = (AgendaRecord.StartOf(seen), AgendaRecord.StartOf(now));
        var next = AgendaRecord.Never;

        foreach (var line in lines.Where(line => line.IsOpen(until)))
        {
            var student = agenda.State.Student(line, columns, zone.Id);

            foreach (var moment in AgendaRules.Due(agenda.State.Agenda, student, zone, from, until).OrderBy(moment => moment.At))
                await Tell(line.Person, moment);

            next = Math.Min(next, AgendaRecord.MinuteFrom(AgendaRules.Next(agenda.State.Agenda, student, zone, until)));
        }

        return next;
    }

    // Who has handed in, or was given more time, is not reminded of everybody's day.
    private async Task Tell(Id<Person> person, AgendaMoment moment)
    {
        if (moment is { Kind: AgendaKind.Due, Due: { } due, Lesson: { Day.Kind: LessonKind.Assignment } lesson }
            && !await Grains.SubmissionBook(person, Course, lesson.Lesson).IsAwaited(due))
        {
            return;
        }

        await Grains.Notifications(person).Tell(LearningNews.Of(Course, agenda.State.Agenda.Title, moment));
    }

    // What was looked at before and says the same is not looked at again.
    private async Task<ImmutableArray<DatedLesson>> Dated(CourseOutline course)
    {
        var dated = ImmutableArray.CreateBuilder<DatedLesson>();
        var minute = AgendaRecord.StartOf(Minute + 1);

        foreach (var head in course.Lessons.Where(lesson => DatedLesson.Concerns(lesson.Kind)))
        {
            var known = agenda.State.Dated.FirstOrDefault(lesson => lesson.Lesson == head.Id);

            if (known is null || known.Mark.Length == 0 || known.Mark != head.Mark || known.Kind != head.Kind)
            {
                var content = (await Grains.Lesson(Course, head.Id).Published())?.Content;
                var (due, days) = (DatedLesson.DueOf(content), DatedLesson.DueDaysOf(content));
                var since = known is not null && (known.DueAt, (known.DueDays, known.DueFromCohort)) == (due, days) ? known.KnownAt : minute;
                known = new(head.Id, head.Mark, head.Kind, due, since) { DueDays = days.Days, DueFromCohort = days.FromCohort };
            }

            dated.Add(known);
        }

        return dated.ToImmutable();
    }

    private async Task<TimeZoneInfo> Zone() =>
        await Grains.School.School() is { } school && TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var zone)
            ? zone
            : TimeZoneInfo.Utc;

    // The reminder first, so that nothing is planned that nothing tells.
    private async Task Keep(AgendaRecord next)
    {
        if (ReferenceEquals(next, agenda.State))
            return;

        if (next.First < (reminded == 0 ? AgendaRecord.Never : reminded))
            await Remind(next.First);

        await this.Commit(agenda, next);
    }

    private async Task Remind(int minute)
    {
        if (minute == AgendaRecord.Never)
        {
            if (await this.GetReminder(Reminder) is { } reminder)
                await this.UnregisterReminder(reminder);
        }
        else
        {
            var wait = AgendaRecord.StartOf(minute) - clock.GetUtcNow();
            await this.RegisterOrUpdateReminder(Reminder, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Again);
        }

        reminded = minute;
    }
}
