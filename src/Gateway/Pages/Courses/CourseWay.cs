using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A person's way through a course as it is now: lessons taken out of it no longer count.</summary>
public sealed record CourseWay(CourseOutline Outline, Enrollment Enrollment)
{
    private readonly HashSet<Id<Lesson>> done = [.. Enrollment.Completed.Select(lesson => lesson.Lesson)];
    private readonly ImmutableArray<LessonHead> needed = CompletionRules.Needed(Outline);

    /// <summary>The hour, for what opens later; null where that is not asked.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Lessons that finish it.</summary>
    public int Total => needed.Length;

    /// <summary>Lessons of these that she has finished.</summary>
    public int Done => needed.Count(lesson => done.Contains(lesson.Id));

    /// <summary>Nothing is left that is needed; never true of a course without lessons.</summary>
    public bool IsFinished => CompletionRules.Left(Outline, Enrollment) == 0;

    /// <summary>
    /// Where to go on: the first open lesson after the last one she did that is not finished, else the first such at all.
    /// </summary>
    public LessonHead? Continue
    {
        get
        {
            var last = Enrollment.LastLesson is { } lesson ? IndexOf(lesson) : -1;

            return Outline.Lessons.Skip(last + 1).FirstOrDefault(IsNext) ?? Outline.Lessons.FirstOrDefault(IsNext);
        }
    }

    /// <summary>Whether a lesson is open to her, and if not, when and why it opens.</summary>
    public ReleaseStanding Release(LessonHead lesson) =>
        Now is { } now ? ReleaseRules.Of(lesson, Outline, Enrollment, now) : ReleaseStanding.Open;

    /// <summary>Her way through one part of the course: lessons done, and lessons there are.</summary>
    public (int Done, int Total) In(CoursePart part) => (part.Lessons.Count(lesson => IsDone(lesson.Id)), part.Lessons.Length);

    /// <summary>When she last did something here.</summary>
    public DateTimeOffset LastAt => Enrollment.Completed.Select(lesson => lesson.At).Append(Enrollment.EnrolledAt).Max();

    /// <summary>Whether she has finished a lesson.</summary>
    public bool IsDone(Id<Lesson> lesson) => done.Contains(lesson);

    /// <summary>The lesson after another in the course's order, or null.</summary>
    public LessonHead? After(Id<Lesson> lesson) =>
        IndexOf(lesson) is >= 0 and var index && index + 1 < Outline.Lessons.Length ? Outline.Lessons[index + 1] : null;

    /// <summary>The lesson before another, or null.</summary>
    public LessonHead? Before(Id<Lesson> lesson) => IndexOf(lesson) is > 0 and var index ? Outline.Lessons[index - 1] : null;

    /// <summary>Place of a lesson in the course, from 1; 0 for none of its own.</summary>
    public int PlaceOf(Id<Lesson> lesson) => IndexOf(lesson) + 1;

    private bool IsNext(LessonHead lesson) => !IsDone(lesson.Id) && Release(lesson).IsOpen;

    private int IndexOf(Id<Lesson> lesson)
    {
        for (var index = 0; index < Outline.Lessons.Length; index++)
        {
            if (Outline.Lessons[index].Id == lesson)
                return index;
        }

        return -1;
    }
}
