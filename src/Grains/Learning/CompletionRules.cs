using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>What completes lessons and courses. No I/O, no clock.</summary>
public static class CompletionRules
{
    /// <summary>Percent of a video or recording that completes its lesson, where nobody says another number.</summary>
    public const int UsualWatchPercent = 90;

    /// <summary>What completes a lesson: its own rule, else the course's, else the school's, else what its kind usually asks.</summary>
    /// <param name="school">Percent of a recording that the school asks; whoever needs no percent leaves it.</param>
    public static CompletionRule Of(LessonHead lesson, CourseDescription course, int school = UsualWatchPercent)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        ArgumentNullException.ThrowIfNull(course);

        var usual = course.WatchPercent > 0 ? course.WatchPercent : school;
        var rule = lesson.Terms.Completion is { } own && Fits(lesson.Kind, own) ? own : new CompletionRule(Usual(lesson.Kind));

        return rule.By != CompletedBy.Watching ? rule with { Percent = 0 }
            : rule.Percent > 0 ? rule
            : rule with { Percent = usual };
    }

    /// <summary>Whether that is enough to complete a lesson: what the rule asks, or of a recording, that it was heard as well.</summary>
    public static bool Accepts(LessonHead lesson, CourseDescription course, CompletedBy by) =>
        Of(lesson, course).By is var asked && (asked == by || (asked == CompletedBy.Reading && by == CompletedBy.Watching));

    /// <summary>Whether a lesson of that kind can be completed so.</summary>
    public static bool Fits(LessonKind kind, CompletionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return rule.Percent is >= 0 and <= 100
            && (rule.By == Usual(kind) || (rule.By == CompletedBy.Reading && kind is LessonKind.Video or LessonKind.Audio));
    }

    /// <summary>Lessons that finish the course: those needed, or all of them where none is.</summary>
    public static ImmutableArray<LessonHead> Needed(CourseOutline course)
    {
        ArgumentNullException.ThrowIfNull(course);
        return course.Lessons.Any(lesson => !lesson.Terms.Optional)
            ? [.. course.Lessons.Where(lesson => !lesson.Terms.Optional)]
            : course.Lessons;
    }

    /// <summary>Needed lessons of the course as it is now that she has not completed; never 0 for a course without lessons.</summary>
    public static int Left(CourseOutline? course, Enrollment enrollment)
    {
        ArgumentNullException.ThrowIfNull(enrollment);

        return course is null || course.Lessons.IsEmpty
            ? 1
            : Needed(course).Count(lesson => enrollment.Completed.All(done => done.Lesson != lesson.Id));
    }

    /// <summary>Whether she has finished the course: once and for good, whatever was added to it since.</summary>
    /// <remarks>Before the moment was kept, who has the certificate had finished; who has not is asked by the course as it is now.</remarks>
    public static bool IsFinished(CourseOutline? course, Enrollment enrollment)
    {
        ArgumentNullException.ThrowIfNull(enrollment);
        return enrollment is { FinishedAt: not null } or { Certificate: not null } || Left(course, enrollment) == 0;
    }

    private static CompletedBy Usual(LessonKind kind) => kind switch
    {
        LessonKind.Video or LessonKind.Audio => CompletedBy.Watching,
        LessonKind.Quiz => CompletedBy.Quiz,
        LessonKind.Assignment => CompletedBy.Assignment,
        _ => CompletedBy.Reading,
    };
}
