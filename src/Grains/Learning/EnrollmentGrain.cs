using Darsgah.Grains.Courses;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

[GrainType("learning.enrollment")]
internal sealed partial class EnrollmentGrain(
    [PersistentState("enrollment", Storage.Person)] IPersistentState<EnrollmentRecord> record,
    TimeProvider clock) : Grain, IEnrollmentGrain, IRemindable
{
    private static readonly TimeSpan pace = TimeSpan.FromMinutes(1);

    // Not written yet.
    private LessonOpened? opened;
    private DateTimeOffset writtenAt;

    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[1]);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private RosterProjection Roster => field ??= new RosterProjection(Grains, Person, Course);

    public async Task<Enrollment?> Standing() =>
        record.State.Enrollment is { } enrollment && enrollment.IsOpen(clock.GetUtcNow()) ? await Known(enrollment) : null;

    public async Task<Enrollment?> Kept() => record.State.Enrollment is { } enrollment ? await Known(enrollment) : null;

    public async Task<Outcome<Enrollment>> Enroll()
    {
        var course = await Grains.Course(Course).Outline();

        if (record.State.Enrollment is null or { State: EnrollmentState.Left } && await WhyNot(course) is { } refusal)
            return refusal;

        return await Come(new Admission(ByStaff: false), course);
    }

    public async Task<Outcome<Enrollment>> Admit(Admission admission) => await Grains.Course(Course).Outline() switch
    {
        null => CourseErrors.NoSuchCourse(Course.Value),

        // Nobody comes into an archived course; asking again for who is in it changes nothing.
        { Description.IsArchived: true } when record.State.Enrollment is not { } kept || !kept.State.HoldsSeat() => LearningErrors.JoinOver(),
        { } course => await Come(admission, course),
    };

    public async Task<Outcome<PublishedLesson>> Read(Id<Lesson> lesson)
    {
        if (Out is { } ended)
            return ended;

        if (record.State.Closed(lesson, await Grains.Course(Course).Outline(), await Cohort(), clock.GetUtcNow()) is { } refusal)
            return refusal;

        return await Grains.Lesson(Course, lesson).Published() is { } published ? published : CourseErrors.NoSuchLesson(lesson.Value);
    }

    public Task Refresh() => record.State.Enrollment is null ? Task.CompletedTask : Project(whole: true);

    public async Task Forget()
    {
        opened = null;
        await Rest();

        if (record.State.Enrollment is not { } kept)
            return;

        // Also of lessons that the course has no more. Before quizzes were noted, an attempt that waited was at one that can be put back.
        var lessons = (await Grains.Course(Course).Draft())?.Lessons ?? [];
        var quizzes = lessons.Concat(await Grains.Course(Course).Removed())
            .Where(lesson => lesson.Kind == LessonKind.Quiz)
            .Select(lesson => lesson.Id)
            .Concat(kept.Grades.Select(grade => grade.Lesson))
            .Concat(record.State.Quizzes)
            .Distinct();

        foreach (var quiz in quizzes)
            await Grains.QuizBook(Person, Course, quiz).Forget();

        if (record.State.Slot is { } slot)
            await Grains.Roster(Course).Remove(Person, slot);
    }

    public async Task Opened(Id<Lesson> lesson)
    {
        if (record.State.Enrollment is null)
            return;

        var now = clock.GetUtcNow();
        opened = new LessonOpened(lesson, now);

        if (now - writtenAt >= pace)
            await WriteOpened();
    }

    public Task Active(DateTimeOffset at) => Note(record.State.Active(at));

    public Task Answered(Id<Lesson> quiz, DateTimeOffset at)
    {
        var next = record.State.Active(at);
        return Note(next.Quizzes.Contains(quiz) || next.Enrollment is null ? next : next with { Quizzes = next.Quizzes.Add(quiz) });
    }

    private async Task Note(EnrollmentRecord next)
    {
        if (ReferenceEquals(next, record.State))
            return;

        await this.Commit(record, next);
        await Project(whole: false);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => WriteOpened();

    private async Task WriteOpened()
    {
        if (opened is null)
            return;

        await this.Commit(record, record.State with { Enrollment = record.State.Enrollment! with { LastOpened = opened } });
        (writtenAt, opened) = (opened.At, null);
    }

    public async Task<Outcome<Enrollment>> CompleteLesson(Id<Lesson> lesson, CompletedBy by)
    {
        if (Out is { } ended)
            return ended;

        var course = await Grains.Course(Course).Outline();

        if (course?.Find(lesson)?.Kind == LessonKind.Live
            && await Grains.Lesson(Course, lesson).Published() is { Content.Live: { } live } && clock.GetUtcNow() < live.At)
        {
            return LearningErrors.NotBegun();
        }

        return await Complete(lesson, by, course);
    }

    // Why she is not in the course now; null where she is, or never was.
    private Error? Out => record.State.Enrollment is not { } kept || kept.IsOpen(clock.GetUtcNow()) ? null
        : kept.State == EnrollmentState.Paused ? TeachingErrors.Paused() : TeachingErrors.Ended();

    // What was answered before she was out is graded all the same.
    public async Task<Outcome<Enrollment>> Record(Grade grade, CompletedBy by)
    {
        var course = await Grains.Course(Course).Outline();
        var decision = record.State.Grade(grade, course);

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, record.State))
            await this.Commit(record, next);

        if (grade.Passed)
            return await Complete(grade.Lesson, by, course);

        await Project(whole: false);
        return await Known(next.Enrollment!);
    }

    // With the day that her cohort starts: it stands with the cohort, and may be moved.
    private async Task<Enrollment> Known(Enrollment enrollment) =>
        enrollment with { CohortStart = await Cohort(), LastOpened = opened ?? enrollment.LastOpened };

    private async Task<CohortStart?> Cohort() =>
        record.State.Enrollment is { Cohort: { Length: > 0 } cohort } && await Grains.Cohorts(Course).Find(cohort) is { StartsOn: { } day }
            ? new CohortStart(day, (await Grains.School.School())?.Profile.TimeZone ?? "")
            : null;

    private async Task<Outcome<Enrollment>> Come(Admission admission, CourseOutline? course)
    {
        await CatchUp();
        var now = clock.GetUtcNow();

        if (record.State.Obstacle(admission.ByStaff, now) is { } obstacle)
            return obstacle;

        if (record.State is not { Slot: { } slot, Enrollment: { } kept } || !kept.State.HoldsSeat())
        {
            var reserved = await Grains.Roster(Course).Reserve(Person, record.State.Slot, SeatsOf(course));

            if (!reserved.Succeeded(out slot, out var refusal))
                return refusal;
        }

        await Grains.Enrollments(Person).Add(Course);
        await Keep(
            record.State.Enroll(Course, slot, admission, now),
            admission.ByStaff ? "enrollment.made_by_staff" : "enrollment.made",
            admission.Cohort);

        // Told once, however often it is called; a call that was cut off before this is made up for by the next.
        if (course is not null)
        {
            await Grains.Notifications(Person).Tell(NotificationEvent.Of(
                NotificationKind.Enrolled, $"enrolled.{Course}", $"/courses/{Course}", ("course", course.Description.Title)));
        }

        await CatchUp();
        return await Known(record.State.Enrollment!);
    }

    private static int? SeatsOf(CourseOutline? course) => course is { Description.Seats: > 0 and var seats } ? seats : null;

    private async Task<Outcome<Enrollment>> Complete(Id<Lesson> lesson, CompletedBy by, CourseOutline? course)
    {
        var decision = record.State.Complete(lesson, by, course, await Grains.LearningRules.Rules(), await Cohort(), clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        await this.Commit(record, next);
        await Project(whole: false);
        return await Known(next.Enrollment!);
    }

    // Unchanged, it leaves no line in the audit trail; the roster is brought up to date all the same.
    private async Task Keep(EnrollmentRecord next, string action, string detail)
    {
        if (!ReferenceEquals(next, record.State))
        {
            // The reminder first: what is kept is told, whatever happens in between.
            if (next.Untold is not null)
                await this.RegisterOrUpdateReminder(Telling, Again, Again);

            var row = new AuditRow(action, TenantScope.Actor, Person.Value, clock.GetUtcNow(), $"{Course} {detail}".TrimEnd());
            await this.Commit(record, next, new Effects { Audit = [row] });
        }

        await Project(whole: true);
    }

    private async Task Project(bool whole)
    {
        // An enrolment from before there were rosters has no place yet.
        if (record.State.Slot is null && (await Grains.Roster(Course).Reserve(Person, null, seats: null)).Succeeded(out var slot, out _))
            await this.Commit(record, record.State with { Slot = slot });

        await Roster.Put(record.State, whole);
    }

    private async Task<Error?> WhyNot(CourseOutline? course)
    {
        if (course is null)
            return CourseErrors.NoSuchCourse(Course.Value);

        if (JoinRules.Check(course.Description, clock.GetUtcNow()) is { } refusal)
            return refusal;

        foreach (var first in course.Description.Prerequisites)
        {
            // A course that is gone asks nothing of anybody; nor does a draft, which nobody could finish.
            if (await Grains.Course(first).Outline() is not { Description.Published: true } before)
                continue;

            if (await Grains.Enrollment(Person, first).Kept() is not { } standing || !CompletionRules.IsFinished(before, standing))
                return LearningErrors.FinishFirst(before.Description.Title);
        }

        return null;
    }
}
