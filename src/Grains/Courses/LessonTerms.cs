using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Courses;

/// <summary>When a lesson opens, what completes it, and whether the course can be finished without it.</summary>
[GenerateSerializer, Immutable, Alias("courses.lesson_terms")]
public sealed record LessonTerms
{
    /// <summary>Open at once, completed as its kind is, needed.</summary>
    public static LessonTerms Usual { get; } = new();

    /// <summary>The course is finished without it too.</summary>
    [Id(0)] public bool Optional { get; init; }

    /// <summary>When it opens; null for at once.</summary>
    [Id(1)] public ReleaseRule? Release { get; init; }

    /// <summary>What completes it; null for what the course says of its kind, else the school.</summary>
    [Id(2)] public CompletionRule? Completion { get; init; }
}

/// <summary>When a lesson opens to somebody.</summary>
/// <param name="Kind">Which of the rules it is; the other members belong to it.</param>
[GenerateSerializer, Immutable, Alias("courses.release_rule")]
public sealed record ReleaseRule(ReleaseKind Kind)
{
    /// <summary>The moment of <see cref="ReleaseKind.OnDate"/>, UTC.</summary>
    [Id(1)] public DateTimeOffset? At { get; init; }

    /// <summary>
    /// Days of 24 hours since she joined, of <see cref="ReleaseKind.AfterDays"/>: 1 to 3650. Days of the calendar, of
    /// <see cref="ReleaseKind.AfterCohortStart"/>: 0 to 3650.
    /// </summary>
    [Id(2)] public int Days { get; init; }

    /// <summary>The lesson of <see cref="ReleaseKind.AfterLesson"/> and <see cref="ReleaseKind.AfterScore"/>.</summary>
    [Id(3)] public Id<Lesson> Lesson { get; init; }

    /// <summary>Percent of that lesson's points, of <see cref="ReleaseKind.AfterScore"/>: 1 to 100.</summary>
    [Id(4)] public int Percent { get; init; }
}

/// <summary>The rules by which a lesson opens. The numbers are kept and never change.</summary>
public enum ReleaseKind
{
    /// <summary>On a day and hour, for everybody.</summary>
    OnDate = 1,

    /// <summary>Some days after she joined.</summary>
    AfterDays = 2,

    /// <summary>When she has completed another lesson.</summary>
    AfterLesson = 3,

    /// <summary>When she has enough points in another lesson.</summary>
    AfterScore = 4,

    /// <summary>Some days after her cohort starts, at midnight in the school's zone; for who is in none, after she joined.</summary>
    AfterCohortStart = 5,
}

/// <summary>What completes a lesson.</summary>
/// <param name="By">What the server accepts.</param>
/// <param name="Percent">Of a video or recording that has to be watched, 1 to 100; 0 for what the course says.</param>
[GenerateSerializer, Immutable, Alias("courses.completion_rule")]
public sealed record CompletionRule(CompletedBy By, int Percent = 0);

/// <summary>What completes those lessons of a course, or of a school, that say nothing themselves. All others are completed by reading.</summary>
[GenerateSerializer, Immutable, Alias("courses.completion_by_kind")]
public sealed record CompletionByKind
{
    /// <summary>Nothing is said of any kind.</summary>
    public static CompletionByKind Unsaid { get; } = new();

    /// <summary>Videos and recordings: watching or reading; null for nothing said.</summary>
    [Id(0)] public CompletedBy? Recording { get; init; }

    /// <summary>Quizzes: passing or handing in; null for nothing said.</summary>
    [Id(1)] public CompletedBy? Quiz { get; init; }

    /// <summary>Assignments: passing or handing in; null for nothing said.</summary>
    [Id(2)] public CompletedBy? Assignment { get; init; }

    /// <summary>What is said of a kind; null for nothing.</summary>
    public CompletedBy? Of(LessonKind kind) => kind switch
    {
        LessonKind.Video or LessonKind.Audio => Recording,
        LessonKind.Quiz => Quiz,
        LessonKind.Assignment => Assignment,
        _ => null,
    };
}
