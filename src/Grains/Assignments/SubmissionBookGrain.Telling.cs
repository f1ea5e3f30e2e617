using Darsgah.Grains.Learning;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Assignments;

/// <summary>What the course and she herself are told of her work, and made up for where a crash cut it off.</summary>
internal sealed partial class SubmissionBookGrain
{
    private const string Telling = "tell";
    private const string OwnDay = "own-day";
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan DayBefore = TimeSpan.FromDays(1);
    private static readonly TimeSpan Soonest = TimeSpan.FromMinutes(1);

    // A reminder waits no longer at a time; it looks again then.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == OwnDay)
        {
            await TellOwnDay();
            return;
        }

        await CatchUp();
        await Told();
    }

    // The reminder first: what is kept is told, whatever happens in between.
    private async Task Keep(SubmissionBook next, string action, int number)
    {
        await this.RegisterOrUpdateReminder(Telling, Again, Again);
        var row = new AuditRow(
            action, TenantScope.Actor, Person.Value, clock.GetUtcNow(), string.Create(CultureInfo.InvariantCulture, $"{Course}/{Lesson}#{number}"));
        await this.Commit(book, next with { Untold = true }, new Effects { Audit = [row] });
        await Tell();
    }

    private async Task CatchUp()
    {
        if (Book.LongerUntold)
            await TellLonger();

        if (Book.Untold)
            await Tell();
    }

    // The grade, the lists, and she herself; each can be done again.
    private async Task Tell()
    {
        var newest = Book.Newest!;

        await Grains.Enrollment(Person, Course).Active(newest.At);

        // Refused where handing in is not enough.
        await Grains.Enrollment(Person, Course).CompleteLesson(Lesson, CompletedBy.HandingIn);

        if (newest.State == SubmissionState.Graded && Book.GradeOf(Lesson) is { } grade)
            await Grains.Enrollment(Person, Course).Record(grade, CompletedBy.Assignment);

        var name = (await Grains.Person(Person).Account(PurposeUses.StudentWork))?.DisplayName ?? "";
        var segment = await Grains.AttemptList(Course, Lesson).Put(
            new AttemptRow(Person, name, newest.Number, newest.Points, newest.OutOf, newest.Passed, StateOf(newest.State), newest.At), Book.Segment);

        if (Book.Find(newest.Number - 1) is { State: SubmissionState.Replaced })
            await Leave(newest.Number - 1);

        if (newest.State == SubmissionState.Submitted)
            await Wait(new WaitingWork(Person, name, Lesson, newest.Number, newest.At));
        else
            await Leave(newest.Number);

        if (newest.State is SubmissionState.Graded or SubmissionState.Returned)
            await TellHer(newest);

        await this.Commit(book, Book with { Untold = false, Segment = segment });
        await Told();
    }

    // Those of the course that wait, and those of this lesson.
    private async Task Wait(WaitingWork work)
    {
        await Grains.GradingQueue(Course, Lesson).Put(work);

        if (await Grains.GradingQueue(Course).Put(work) is { } longest)
            await Grains.TellToGrade(Course, longest, clock.GetUtcNow());
    }

    private async Task Leave(int number)
    {
        await Grains.GradingQueue(Course).Remove(Person, Lesson, number);
        await Grains.GradingQueue(Course, Lesson).Remove(Person, Lesson, number);
    }

    private async Task TellHer(Submission settled)
    {
        if (await Grains.Course(Course).Outline() is not { } course || course.Find(Lesson) is not { } head)
            return;

        await Grains.Notifications(Person).Tell(NotificationEvent.Of(
            settled.State == SubmissionState.Graded ? NotificationKind.Graded : NotificationKind.Returned,
            string.Create(CultureInfo.InvariantCulture, $"assignment.{Lesson}.{settled.Number}.{settled.Revision}"),
            string.Create(CultureInfo.InvariantCulture, $"/courses/{Course}/lessons/{Lesson}/assignment/{settled.Number}"),
            ("course", course.Description.Title),
            ("lesson", head.Title)));
    }

    // That she has longer, or no longer than everybody; who is out of the course has no time to be told of.
    private async Task TellLonger()
    {
        if (await Terms() is var (assignment, cameAt, cohort)
            && (Book.LongerUntil ?? Book.UsualDue(assignment, cameAt, cohort)) is { } until
            && await Grains.Enrollment(Person, Course).Standing() is not null
            && await Grains.Course(Course).Outline() is { } course && course.Find(Lesson) is { } head)
        {
            await Grains.Notifications(Person).Tell(LearningNews.Longer(course, head, until, Book.LongerChanges, isMore: Book.LongerUntil is not null));
        }

        await this.Commit(book, Book with { LongerUntold = false });
        await Told();
    }

    private Task Told() => Book is { Untold: false, LongerUntold: false } ? Unregister(Telling) : Task.CompletedTask;

    // A day of her own is in no agenda of the course: she is reminded of it here.
    private async Task Remind()
    {
        if (await OwnDue() is not { } due || due <= clock.GetUtcNow())
        {
            await Unregister(OwnDay);
            return;
        }

        var left = due - DayBefore - clock.GetUtcNow();
        await this.RegisterOrUpdateReminder(OwnDay, left < Soonest ? Soonest : left > Longest ? Longest : left, Again);
    }

    private async Task TellOwnDay()
    {
        if (await OwnDue() is { } due && clock.GetUtcNow() is var now && now < due)
        {
            if (now < due - DayBefore)
            {
                await Remind();
                return;
            }

            if (Book.Newest is not { State: SubmissionState.Submitted }
                && await Grains.Enrollment(Person, Course).Standing() is not null
                && await Terms() is var (assignment, cameAt, cohort) && Book.Denial(assignment, Book.LateAt(assignment, cameAt, now, cohort)) is null
                && await Grains.Course(Course).Outline() is { } course && course.Find(Lesson) is { } head)
            {
                await Grains.Notifications(Person).Tell(LearningNews.Due(course, head, due));
            }
        }

        await Unregister(OwnDay);
    }

    // Hers alone: what staff gave her, or said when they gave the work back.
    private async Task<DateTimeOffset?> OwnDue() =>
        await Terms() is var (assignment, cameAt, cohort) && (Book.LongerUntil is not null || Book.Newest is { State: SubmissionState.Returned })
            ? Book.LateAt(assignment, cameAt, clock.GetUtcNow(), cohort).Due
            : null;

    private async Task Unregister(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private static AttemptState StateOf(SubmissionState state) => state switch
    {
        SubmissionState.Graded => AttemptState.Graded,
        SubmissionState.Returned => AttemptState.Returned,
        _ => AttemptState.Waiting,
    };
}
