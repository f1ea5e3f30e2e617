using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>Whether a lesson is open to somebody, and if not, when and why it opens.</summary>
/// <param name="IsOpen">She may read it.</param>
/// <param name="Rule">What keeps it closed; null where it is open.</param>
/// <param name="OpensAt">When it opens, UTC; null where that is not a matter of time.</param>
/// <param name="Lesson">The lesson it waits for; null where it waits for none.</param>
public sealed record ReleaseStanding(bool IsOpen, ReleaseRule? Rule = null, DateTimeOffset? OpensAt = null, LessonHead? Lesson = null)
{
    /// <summary>It is open.</summary>
    public static ReleaseStanding Open { get; } = new(true);
}

/// <summary>When lessons open. No I/O, no clock.</summary>
public static class ReleaseRules
{
    /// <summary>How a published lesson stands for a student.</summary>
    /// <remarks>
    /// What she has completed stays open whatever the rule says now, and a rule that names a lesson which is no more keeps
    /// nothing closed: an edit never throws a student out.
    /// </remarks>
    public static ReleaseStanding Of(LessonHead lesson, CourseOutline course, Enrollment enrollment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(enrollment);

        if (lesson.Terms.Release is not { } rule || IsDone(enrollment, lesson.Id))
            return ReleaseStanding.Open;

        switch (rule.Kind)
        {
            case ReleaseKind.OnDate or ReleaseKind.AfterDays or ReleaseKind.AfterCohortStart:
                return Until(rule, OpensAt(rule, enrollment.EnrolledAt, enrollment.CohortStart) ?? now, now);

            case ReleaseKind.AfterLesson:
                return course.Find(rule.Lesson) is not { } before || IsDone(enrollment, before.Id)
                    ? ReleaseStanding.Open
                    : new(false, rule, null, before);

            case ReleaseKind.AfterScore:
                return course.Find(rule.Lesson) is not { } scored || HasScore(enrollment, scored.Id, rule.Percent)
                    ? ReleaseStanding.Open
                    : new(false, rule, null, scored);

            default:
                return ReleaseStanding.Open;
        }
    }

    /// <summary>Whether a lesson opens by the clock.</summary>
    public static bool IsTimed(ReleaseRule? rule) => rule is { Kind: ReleaseKind.OnDate or ReleaseKind.AfterDays or ReleaseKind.AfterCohortStart };

    /// <summary>When a rule opens a lesson to a student, UTC; null where that is not a matter of time.</summary>
    /// <param name="cohort">The day her cohort starts; without one, its days are counted from when she joined.</param>
    public static DateTimeOffset? OpensAt(ReleaseRule? rule, DateTimeOffset enrolledAt, CohortStart? cohort) => rule?.Kind switch
    {
        ReleaseKind.OnDate => rule.At,
        ReleaseKind.AfterDays => enrolledAt.AddDays(rule.Days),
        ReleaseKind.AfterCohortStart => cohort?.After(rule.Days) ?? enrolledAt.AddDays(rule.Days),
        _ => null,
    };

    /// <summary>Whether a lesson waits, over however many others, for itself.</summary>
    internal static bool IsCircle(CourseOutline course, Id<Lesson> lesson)
    {
        var at = lesson;

        for (var steps = 0; steps <= course.Lessons.Length; steps++)
        {
            if (course.Find(at)?.Terms.Release is not { Kind: ReleaseKind.AfterLesson or ReleaseKind.AfterScore } release)
                return false;

            if (release.Lesson == lesson)
                return true;

            at = release.Lesson;
        }

        return true;
    }

    private static ReleaseStanding Until(ReleaseRule rule, DateTimeOffset opens, DateTimeOffset now) =>
        opens <= now ? ReleaseStanding.Open : new(false, rule, opens);

    private static bool IsDone(Enrollment enrollment, Id<Lesson> lesson) => enrollment.Completed.Any(done => done.Lesson == lesson);

    private static bool HasScore(Enrollment enrollment, Id<Lesson> lesson, int percent) =>
        enrollment.Grades.Any(grade => grade.Lesson == lesson && grade.OutOf > 0 && grade.Points * 100 >= percent * grade.OutOf);
}
