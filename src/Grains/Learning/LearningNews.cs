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
