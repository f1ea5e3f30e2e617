using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>What completes lessons and courses. No I/O, no clock.</summary>
public static class CompletionRules
{
    /// <summary>Percent of a video or recording that completes its lesson, where nobody says another number.</summary>
    public const int UsualWatchPercent = 90;

    private static readonly LessonKind[] choosable = [LessonKind.Video, LessonKind.Quiz, LessonKind.Assignment];

    /// <summary>What completes a lesson: its own rule, else the course's, else the school's, else what its kind usually asks.</summary>
    public static CompletionRule Of(LessonHead lesson, CourseDescription course, LearningRules school)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(school);

        var usual = course.WatchPercent > 0 ? course.WatchPercent : school.WatchPercent;
        var rule = lesson.Terms.Completion is { } own && Fits(lesson.Kind, own) ? own
            : new CompletionRule(course.Completion.Of(lesson.Kind) ?? school.Completion.Of(lesson.Kind) ?? Offered(lesson.Kind)[0]);

        return rule.By != CompletedBy.Watching ? rule with { Percent = 0 }
            : rule.Percent > 0 ? rule
            : rule with { Percent = usual };
    }

    /// <summary>Whether that is enough to complete a lesson: what the rule asks, or more.</summary>
    public static bool Accepts(CompletionRule rule, CompletedBy by)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return rule.By == by
            || (rule.By, by) is (CompletedBy.Reading, CompletedBy.Watching) or (CompletedBy.HandingIn, CompletedBy.Quiz or CompletedBy.Assignment);
    }

    /// <summary>Whether her own word completes a lesson: it asks for no more, or the server saw her hand in before that was enough.</summary>
    public static bool TakesHerWord(LessonHead lesson, CompletionRule rule, Enrollment enrollment)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(enrollment);

        return rule.By == CompletedBy.Reading
            || (rule.By == CompletedBy.HandingIn && enrollment.Grades.Any(grade => grade.Lesson == lesson.Id));
    }

    /// <summary>Whether a lesson of that kind can be completed so.</summary>
    public static bool Fits(LessonKind kind, CompletionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return rule.Percent is >= 0 and <= 100 && Offered(kind).Contains(rule.By);
    }

    /// <summary>Whether all that is said of kinds can complete them.</summary>
    public static bool Fits(CompletionByKind said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return choosable.All(kind => said.Of(kind) is not { } by || Offered(kind).Contains(by));
    }

    /// <summary>What can complete a lesson of a kind; first what is usual.</summary>
    public static ImmutableArray<CompletedBy> Offered(LessonKind kind) => kind switch
    {
        LessonKind.Video or LessonKind.Audio => [CompletedBy.Watching, CompletedBy.Reading],
        LessonKind.Quiz => [CompletedBy.Quiz, CompletedBy.HandingIn],
        LessonKind.Assignment => [CompletedBy.Assignment, CompletedBy.HandingIn],
        _ => [CompletedBy.Reading],
    };

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
}
