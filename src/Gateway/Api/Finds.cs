using Darsgah.Gateway.Pages.Courses;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Api;

/// <summary>What a person found in her courses.</summary>
/// <param name="Query">What was looked for.</param>
/// <param name="Items">At most 20 lessons and 20 notes of a course, the course she was in last first.</param>
public sealed record Finds(string Query, ImmutableArray<Find> Items)
{
    internal static Finds Of(StudySearch search) => new(search.Query, [.. search.Courses.SelectMany(Of)]);

    private static IEnumerable<Find> Of(CourseFinds course)
    {
        var said = course.Outline.Description;

        if (course.OnPage)
            yield return new(FindKind.Course, said.Slug, said.Title, null, "", course.Address, course.Fragment);

        foreach (var hit in course.Lessons)
            yield return new(FindKind.Lesson, said.Slug, said.Title, hit.Lesson.Id, hit.Lesson.Title, course.AddressOf(hit.Lesson), hit.Fragment);

        foreach (var note in course.Notes)
        {
            yield return new(
                FindKind.Note, said.Slug, said.Title, note.Lesson?.Id, note.Lesson?.Title ?? "",
                note.Lesson is { } lesson ? course.AddressOf(lesson) : course.Address, note.Fragment);
        }
    }
}

/// <summary>Where something was found.</summary>
public enum FindKind
{
    /// <summary>On a course's page: its title, what it says, the titles of its sections.</summary>
    Course = 0,

    /// <summary>In a lesson's title or text, or in what is said in its recording.</summary>
    Lesson = 1,

    /// <summary>In a note of hers.</summary>
    Note = 2,
}

/// <summary>Something that was found.</summary>
/// <param name="Kind">Where.</param>
/// <param name="Course">The course's slug.</param>
/// <param name="CourseTitle">Its title.</param>
/// <param name="Lesson">The lesson; null for a course, and for a note beside a lesson that is gone.</param>
/// <param name="LessonTitle">Its title; empty for none.</param>
/// <param name="Path">Where it is, on the school's host.</param>
/// <param name="Fragment">The place in the text, in parts; none where the title says it all.</param>
public sealed record Find(
    FindKind Kind, Id<Course> Course, string CourseTitle, Id<Lesson>? Lesson, string LessonTitle, string Path, ImmutableArray<FoundPart> Fragment);
