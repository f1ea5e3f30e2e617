using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A person's way through a course as it is now: lessons taken out of it no longer count.</summary>
public sealed record CourseWay(CourseOutline Outline, Enrollment Enrollment)
{
    private readonly ImmutableHashSet<Id<Lesson>> done = [.. Enrollment.Completed.Select(lesson => lesson.Lesson)];

    /// <summary>Lessons there are.</summary>
    public int Total => Outline.Lessons.Length;

    /// <summary>Lessons of these that she has finished.</summary>
    public int Done => Outline.Lessons.Count(lesson => done.Contains(lesson.Id));

    /// <summary>Nothing is left; never true of a course without lessons.</summary>
    public bool IsFinished => Total > 0 && Done == Total;

    /// <summary>Where to go on: the first unfinished lesson after the last one she did, else the first unfinished at all.</summary>
    public LessonHead? Continue
    {
        get
        {
            var last = Enrollment.LastLesson is { } lesson ? IndexOf(lesson) : -1;

            return Outline.Lessons.Skip(last + 1).FirstOrDefault(head => !IsDone(head.Id))
                ?? Outline.Lessons.FirstOrDefault(head => !IsDone(head.Id));
        }
    }

    /// <summary>When she last did something here.</summary>
    public DateTimeOffset LastAt => Enrollment.Completed.Select(lesson => lesson.At).Append(Enrollment.EnrolledAt).Max();

    /// <summary>Whether she has finished a lesson.</summary>
    public bool IsDone(Id<Lesson> lesson) => done.Contains(lesson);

    /// <summary>The lesson after another in the course's order, or null.</summary>
    public LessonHead? After(Id<Lesson> lesson) =>
        IndexOf(lesson) is >= 0 and var index && index + 1 < Total ? Outline.Lessons[index + 1] : null;

    /// <summary>The lesson before another, or null.</summary>
    public LessonHead? Before(Id<Lesson> lesson) => IndexOf(lesson) is > 0 and var index ? Outline.Lessons[index - 1] : null;

    /// <summary>Place of a lesson in the course, from 1; 0 for none of its own.</summary>
    public int PlaceOf(Id<Lesson> lesson) => IndexOf(lesson) + 1;

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
