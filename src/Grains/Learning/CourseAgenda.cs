using Darsgah.Grains.Assignments;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>What of a course, as its students see it, is a matter of time.</summary>
/// <param name="Title">The course's.</param>
/// <param name="Lessons">Lessons that open by time or have a day, in the course's order.</param>
[GenerateSerializer, Immutable, Alias("learning.course_agenda")]
public sealed record CourseAgenda(string Title, ImmutableArray<TimedLesson> Lessons)
{
    /// <summary>Nothing.</summary>
    public static CourseAgenda None { get; } = new("", []);

    /// <summary>The agenda of a course.</summary>
    /// <param name="dated">Those of its lessons that may have a day, as they were last looked at.</param>
    public static CourseAgenda Of(CourseOutline course, ImmutableArray<DatedLesson> dated)
    {
        ArgumentNullException.ThrowIfNull(course);
        var days = dated.Where(lesson => lesson.HasDay).ToDictionary(lesson => lesson.Lesson);

        return new(
            course.Description.Title,
            [
                .. from head in course.Lessons
                   let day = days.GetValueOrDefault(head.Id)
                   where day is not null || ReleaseRules.IsTimed(head.Terms.Release)
                   select new TimedLesson(head.Id, head.Title, head.Terms.Release, day),
            ]);
    }
}

/// <param name="Release">When it opens; null for at once.</param>
/// <param name="Day">Its day; null for none.</param>
[GenerateSerializer, Immutable, Alias("learning.timed_lesson")]
public sealed record TimedLesson(Id<Lesson> Lesson, string Title, ReleaseRule? Release, DatedLesson? Day);

/// <summary>A lesson of a kind that can have a day: a session's beginning, or the end of the time to answer.</summary>
/// <param name="Mark">Fingerprint of what it said when it was looked at (<see cref="LessonMark"/>).</param>
/// <param name="Kind">What it is.</param>
/// <param name="DueAt">Its day and hour, UTC; null for none.</param>
/// <param name="KnownAt">Since when that is its day, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.dated_lesson")]
public sealed record DatedLesson(Id<Lesson> Lesson, string Mark, LessonKind Kind, DateTimeOffset? DueAt, DateTimeOffset KnownAt)
{
    /// <summary>Whether lessons of that kind can have a day.</summary>
    public static bool Concerns(LessonKind kind) => kind is LessonKind.Live or LessonKind.Quiz or LessonKind.Assignment;

    /// <summary>Days after she joined, or after her cohort starts, where it is that and no date; 0 else.</summary>
    [Id(5)] public int DueDays { get; init; }

    /// <summary>These are counted from the day her cohort starts; without one, from when she joined.</summary>
    [Id(6)] public bool DueFromCohort { get; init; }

    /// <summary>Somebody can have a day for it.</summary>
    public bool HasDay => DueAt is not null || DueDays > 0;

    /// <summary>Its day for a student, UTC; null for none.</summary>
    public DateTimeOffset? DueFor(AgendaStudent student) =>
        DueAt ?? Lateness.DueAfter(DueDays, DueFromCohort ? student.Cohort : null, student.EnrolledAt);

    /// <summary>Days that a lesson's content names and no date, and whether they are counted from the start of a cohort; 0 for none.</summary>
    public static (int Days, bool FromCohort) DueDaysOf(LessonContent? content) =>
        content is { Kind: LessonKind.Assignment, Assignment: { DueAt: null } assignment } ? (assignment.DueDays, assignment.DueFromCohort) : (0, false);

    /// <summary>The day that a lesson's content names, UTC; null for none.</summary>
    public static DateTimeOffset? DueOf(LessonContent? content) => content switch
    {
        { Kind: LessonKind.Live, Live: { } live } => live.At,
        { Kind: LessonKind.Quiz, Quiz: { } quiz } => quiz.Settings.DueAt,
        { Kind: LessonKind.Assignment, Assignment: { } assignment } => assignment.DueAt,
        _ => null,
    };
}

/// <summary>A student, as far as an agenda asks about her.</summary>
/// <param name="EnrolledAt">When she joined, UTC.</param>
/// <param name="Until">When her access ends, UTC; null for never.</param>
/// <param name="Cohort">The day her cohort starts; null where she is in none that has one.</param>
/// <param name="Done">Lessons that she has finished.</param>
public sealed record AgendaStudent(DateTimeOffset EnrolledAt, DateTimeOffset? Until, CohortStart? Cohort, ImmutableHashSet<Id<Lesson>> Done);

/// <summary>What a student is told of by the clock.</summary>
public enum AgendaKind
{
    /// <summary>A lesson has opened.</summary>
    Opened = 1,

    /// <summary>A lesson's day is near.</summary>
    Due = 2,

    /// <summary>Her access to the course ends soon.</summary>
    AccessEnds = 3,
}

/// <summary>A moment at which a student is told of something.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Lesson">The lesson; null where it is the whole course.</param>
/// <param name="Due">What it leads up to, UTC: from then on nobody is told any more. Null for a lesson that has opened.</param>
/// <param name="Waits">The lesson waits for another one of hers, and she is not told before that.</param>
public sealed record AgendaMoment(DateTimeOffset At, AgendaKind Kind, TimedLesson? Lesson, DateTimeOffset? Due, bool Waits = false);
