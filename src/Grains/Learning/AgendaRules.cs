using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>When a student is told that a lesson opened, that a day is near, that her access ends. No I/O, no clock.</summary>
public static class AgendaRules
{
    /// <summary>Days before a lesson's day on which she is told of it, at the same hour in the school's zone.</summary>
    public const int DaysBeforeDue = 1;

    /// <summary>Days before the end of her access on which she is told of it.</summary>
    public const int DaysBeforeEnd = 7;

    /// <summary>Every moment at which a student is told of something, in no order. What she has finished is none any more.</summary>
    /// <remarks>
    /// A lesson that was open when she joined has not opened for her, and one that opens by another lesson or a score opens
    /// before her eyes: of neither is she told. A day that became known late, or a lesson that opens late, is told of then.
    /// </remarks>
    public static IEnumerable<AgendaMoment> Moments(CourseAgenda agenda, AgendaStudent student, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(agenda);
        ArgumentNullException.ThrowIfNull(student);

        foreach (var lesson in agenda.Lessons.Where(lesson => !student.Done.Contains(lesson.Lesson)))
        {
            var opens = ReleaseRules.OpensAt(lesson.Release, student.EnrolledAt, student.Cohort);

            if (opens > student.EnrolledAt)
                yield return new(opens.Value, AgendaKind.Opened, lesson, Due: null);

            if (lesson.Day is { } day && day.DueFor(student) is { } due)
            {
                var at = Latest(zone.DaysBefore(due, DaysBeforeDue), day.KnownAt, opens ?? DateTimeOffset.MinValue);

                if (at < due && at >= student.EnrolledAt)
                    yield return new(at, AgendaKind.Due, lesson, due, Waits(lesson.Release, student));
            }
        }

        if (student.Until is { } end)
            yield return new(zone.DaysBefore(end, DaysBeforeEnd), AgendaKind.AccessEnds, Lesson: null, end);
    }

    /// <summary>What she is told at a moment, everything since an earlier one.</summary>
    /// <param name="seen">The moment up to which she was told before.</param>
    public static IEnumerable<AgendaMoment> Due(
        CourseAgenda agenda, AgendaStudent student, TimeZoneInfo zone, DateTimeOffset seen, DateTimeOffset now) =>
        Moments(agenda, student, zone).Where(moment => !moment.Waits && moment.At > seen && moment.At <= now && !(moment.Due <= now));

    /// <summary>The next moment at which she may have to be told of something; null for none.</summary>
    public static DateTimeOffset? Next(CourseAgenda agenda, AgendaStudent student, TimeZoneInfo zone, DateTimeOffset now) =>
        Moments(agenda, student, zone).Select(moment => moment.At).Where(at => at > now).Select(at => (DateTimeOffset?)at).Min();

    private static bool Waits(ReleaseRule? rule, AgendaStudent student) =>
        rule is { Kind: ReleaseKind.AfterLesson or ReleaseKind.AfterScore } && !student.Done.Contains(rule.Lesson);

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> moments)
    {
        var latest = moments[0];

        foreach (var moment in moments)
            latest = moment > latest ? moment : latest;

        return latest;
    }
}
