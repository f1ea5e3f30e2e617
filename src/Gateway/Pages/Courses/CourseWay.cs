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

    /// <summary>She finished it, once and for good; lessons that were added since may be left.</summary>
    public bool IsFinished => CompletionRules.IsFinished(Outline, Enrollment);

    /// <summary>
    /// Where to go on: the lesson that she opened last; where that is finished or closed the first open one after the last she did
    /// that is not finished, else the first such at all.
    /// </summary>
    public LessonHead? Continue
    {
        get
        {
            if (Enrollment.LastOpened is { } opened && Outline.Find(opened.Lesson) is { } begun && IsNext(begun))
                return begun;

            var last = Enrollment.LastLesson is { } lesson ? IndexOf(lesson) : -1;

            return Outline.Lessons.Skip(last + 1).FirstOrDefault(IsNext) ?? Outline.Lessons.FirstOrDefault(IsNext);
        }
    }

    /// <summary>Whether a lesson is open to her, and if not, when and why it opens.</summary>
    public ReleaseStanding Release(LessonHead lesson) =>
        Now is { } now ? ReleaseRules.Of(lesson, Outline, Enrollment, now) : ReleaseStanding.Open;

    /// <summary>Her way through one part of the course: needed lessons done, and needed lessons there are. The parts add up to the whole.</summary>
    public (int Done, int Total) In(CoursePart part) =>
        (part.Lessons.Count(lesson => needed.Contains(lesson) && IsDone(lesson.Id)), part.Lessons.Count(needed.Contains));

    /// <summary>When she last did something here.</summary>
    public DateTimeOffset LastAt => Enrollment.Completed.Select(lesson => lesson.At).Append(Enrollment.EnrolledAt).Append(Enrollment.LastOpened?.At ?? default).Max();

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
