using Darsgah.Grains.Notifications;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

/// <summary>What a student is told of her learning.</summary>
public static class LearningNews
{
    /// <summary>Tells her that somebody graded her work. Whoever lets a person give a grade calls this once it is kept.</summary>
    /// <param name="grade">The grade.</param>
    /// <param name="once">Names this grade among all that she gets for the lesson: a repeat under the same name tells nothing.</param>
    /// <param name="path">Where she sees it; null for the lesson.</param>
    public static async Task TellGraded(
        this TenantGrains grains, Id<Person> person, Id<Course> course, Grade grade, string once, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(grade);

        if (await grains.Course(course).Outline() is not { } outline || outline.Find(grade.Lesson) is not { } head)
            return;

        await grains.Notifications(person).Tell(NotificationEvent.Of(
            NotificationKind.Graded,
            $"graded.{course}.{grade.Lesson}.{once}",
            path ?? $"/courses/{course}/lessons/{grade.Lesson}",
            ("course", outline.Description.Title),
            ("lesson", head.Title)));
    }

    /// <summary>Tells who teaches a course that somebody's work waits for a grade: once a day while the same waits longest.</summary>
    /// <param name="longest">What waits longest.</param>
    internal static async Task TellToGrade(this TenantGrains grains, Id<Course> course, WaitingWork longest, DateTimeOffset now)
    {
        if (await grains.Course(course).Outline() is not { } outline)
            return;

        var once = string.Create(CultureInfo.InvariantCulture, $"to-grade.{course}.{longest.EndedAt.ToUnixTimeMilliseconds()}.{now.UtcDateTime:yyyyMMdd}");
        await grains.TellTeachers(outline, longest.Person, NotificationEvent.Of(
            NotificationKind.ToGrade, once, $"/admin/courses/{course}/grading", ("course", outline.Description.Title)));
    }

    /// <summary>What a moment of a course's agenda is told as.</summary>
    internal static NotificationEvent Of(Id<Course> course, string title, AgendaMoment moment) => moment switch
    {
        { Kind: AgendaKind.Opened, Lesson: { } lesson } => NotificationEvent.Of(
            NotificationKind.Released,
            $"released.{course}.{lesson.Lesson}",
            $"/courses/{course}/lessons/{lesson.Lesson}",
            ("course", title),
            ("lesson", lesson.Title)),
        { Lesson: { } lesson, Due: { } due } => NotificationEvent.Of(
            NotificationKind.DueSoon,
            $"due.{course}.{lesson.Lesson}.{Moment(due)}",
            $"/courses/{course}/lessons/{lesson.Lesson}",
            [("course", title), ("lesson", lesson.Title), ("date", Moment(due)), .. AboutOf(lesson)]),
        { Due: { } end } => NotificationEvent.Of(
            NotificationKind.DueSoon, $"ends.{course}.{Moment(end)}", $"/courses/{course}", ("course", title), ("date", Moment(end)), (NotificationEvent.About, "access")),
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment.Kind, "Nobody is told of this."),
    };

    /// <summary>That somebody has until then to hand in: more time, or what everybody has again.</summary>
    /// <param name="change">Which change of her time it is.</param>
    internal static NotificationEvent Longer(
        Courses.CourseOutline course, Courses.LessonHead lesson, DateTimeOffset until, int change, bool isMore) => Due(
        course,
        lesson,
        until,
        string.Create(CultureInfo.InvariantCulture, $"longer.{course.Description.Slug}.{lesson.Id}.{change}"),
        isMore ? [(NotificationEvent.About, "longer")] : []);

    /// <summary>What staff did about somebody's place in a course.</summary>
    /// <param name="until">When her access ends now; null for never.</param>
    /// <param name="cohort">What the cohort that she is in now is called; null for none.</param>
    /// <param name="change">Which change of her place it is.</param>
    internal static NotificationEvent Access(
        Courses.CourseDescription course, EnrollmentAct act, DateTimeOffset? until, string? cohort, int change) => NotificationEvent.Of(
        NotificationKind.Access,
        string.Create(CultureInfo.InvariantCulture, $"access.{course.Slug}.{change}"),
        act == EnrollmentAct.Remove ? $"/courses/{course.Slug}/grades" : $"/courses/{course.Slug}",
        [
            ("course", course.Title),
            .. (ReadOnlySpan<(string, string)>)(act switch
            {
                EnrollmentAct.Pause => [(NotificationEvent.About, "paused")],
                EnrollmentAct.Resume => [(NotificationEvent.About, "resumed")],
                EnrollmentAct.Remove => [(NotificationEvent.About, "removed")],
                EnrollmentAct.Extend when until is { } end => [(NotificationEvent.About, "until"), ("date", Moment(end))],
                EnrollmentAct.Extend => [(NotificationEvent.About, "unlimited")],
                EnrollmentAct.PutInCohort when cohort is not null => [(NotificationEvent.About, "cohort"), ("cohort", cohort)],
                EnrollmentAct.PutInCohort => [(NotificationEvent.About, "no_cohort")],
                _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Nobody is told of this."),
            }),
        ]);

    /// <summary>What somebody has for a quiz beyond its rules.</summary>
    /// <param name="change">Which change of it it is.</param>
    internal static NotificationEvent Allowed(Courses.CourseDescription course, Courses.LessonHead quiz, int minutes, int attempts, int change) =>
        NotificationEvent.Of(
            NotificationKind.Access,
            string.Create(CultureInfo.InvariantCulture, $"allowed.{course.Slug}.{quiz.Id}.{change}"),
            $"/courses/{course.Slug}/lessons/{quiz.Id}",
            ("course", course.Title),
            ("lesson", quiz.Title),
            ("minutes", minutes.ToString(CultureInfo.InvariantCulture)),
            ("attempts", attempts.ToString(CultureInfo.InvariantCulture)),
            (NotificationEvent.About, "quiz"));

    /// <summary>That a day of somebody's own is near.</summary>
    internal static NotificationEvent Due(Courses.CourseOutline course, Courses.LessonHead lesson, DateTimeOffset due) =>
        Due(course, lesson, due, $"due.{course.Description.Slug}.{lesson.Id}.{Moment(due)}");

    private static NotificationEvent Due(
        Courses.CourseOutline course, Courses.LessonHead lesson, DateTimeOffset due, string once, params (string, string)[] more) => NotificationEvent.Of(
        NotificationKind.DueSoon,
        once,
        $"/courses/{course.Description.Slug}/lessons/{lesson.Id}",
        [("course", course.Description.Title), ("lesson", lesson.Title), ("date", Moment(due)), .. more]);

    private static ImmutableArray<(string Name, string Value)> AboutOf(TimedLesson lesson) =>
        lesson.Day is { Kind: Courses.LessonKind.Live } ? [(NotificationEvent.About, "live")] : [];

    private static string Moment(DateTimeOffset moment) => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
