using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Courses;

/// <summary>A course's stored state, and the rules for changing it.</summary>
[GenerateSerializer, Immutable, Alias("courses.course.state")]
internal sealed record CourseRecord
{
    /// <summary>Lessons a course takes; their heads fit a small state.</summary>
    public const int MostLessons = 500;

    /// <summary>People who teach one course.</summary>
    public const int MostTeachers = 20;

    [Id(0)] public CourseOutline? Course { get; init; }

    public Outcome<CourseRecord> Describe(CourseDescription description, int expectedRevision, DateTimeOffset at)
    {
        if (Check(description) is { } refusal)
            return refusal;

        if (Course is not { } course)
        {
            return expectedRevision == 0
                ? new CourseRecord { Course = new CourseOutline(description, [], Revision: 1, at) }
                : CourseErrors.NoSuchCourse(description.Slug.Value);
        }

        if (expectedRevision == 0)
            return course.Description == description ? this : CourseErrors.SlugTaken(description.Slug.Value);

        return course.Revision == expectedRevision
            ? Next(course with { Description = description })
            : CourseErrors.Changed(expectedRevision, course.Revision);
    }

    public Outcome<CourseRecord> PutLesson(LessonContent lesson)
    {
        if (Course is not { } course)
            return CourseErrors.NoSuchCourse("");

        if (lesson.Title.Trim().Length is 0 or > 160)
            return CourseErrors.BadField("title", "A lesson's title takes 1 to 160 characters.");

        if (lesson.Markdown.Length > 64 * 1024)
            return CourseErrors.BadField("markdown", "A lesson takes at most 64 KB of text. Split it in two.");

        var head = new LessonHead(lesson.Id, lesson.Title);
        var index = course.Lessons.FindIndex(known => known.Id == lesson.Id);

        if (index < 0 && course.Lessons.Length >= MostLessons)
            return CourseErrors.TooManyLessons(MostLessons);

        return Next(course with { Lessons = index < 0 ? course.Lessons.Add(head) : course.Lessons.SetItem(index, head) });
    }

    public Outcome<CourseRecord> RemoveLesson(Id<Lesson> lesson) =>
        Course is not { } course
            ? CourseErrors.NoSuchCourse("")
            : course.Lessons.All(known => known.Id != lesson) ? this
            : Next(course with { Lessons = course.Lessons.RemoveAll(known => known.Id == lesson) });

    public Outcome<CourseRecord> MoveLesson(Id<Lesson> lesson, int place)
    {
        if (Course is not { } course)
            return CourseErrors.NoSuchCourse("");

        if (course.Lessons.FirstOrDefault(known => known.Id == lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        var others = course.Lessons.Remove(head);
        return Next(course with { Lessons = others.Insert(Math.Clamp(place, 0, others.Length), head) });
    }

    public Outcome<CourseRecord> SetTeachers(ImmutableArray<Id<Person>> teachers) => Course switch
    {
        null => CourseErrors.NoSuchCourse(""),
        _ when teachers.Length > MostTeachers =>
            CourseErrors.BadField("teachers", $"A course takes at most {MostTeachers} people who teach it."),
        { } course when course.Teachers.SequenceEqual(teachers.Distinct()) => this,
        { } course => Next(course with { Teachers = [.. teachers.Distinct()] }),
    };

    private static CourseRecord Next(CourseOutline course) =>
        new() { Course = course with { Revision = course.Revision + 1 } };

    private static Error? Check(CourseDescription description)
    {
        if (description.Title.Trim().Length is 0 or > 160)
            return CourseErrors.BadField("title", "A course's title takes 1 to 160 characters.");

        if (description.Summary.Length > 400)
            return CourseErrors.BadField("summary", "A course's summary takes at most 400 characters.");

        if (description.Description.Length > 64 * 1024)
            return CourseErrors.BadField("description", "A course's description takes at most 64 KB.");

        if (description.Instructor.Length > 100)
            return CourseErrors.BadField("instructor", "An instructor's name takes at most 100 characters.");

        return LanguageTag.TryCanonical(description.Language, out _, out _)
            ? null
            : CourseErrors.BadField("language", $"'{description.Language}' is no language tag. Use one like en, ar or fa-AF.");
    }
}

file static class Lessons
{
    public static int FindIndex(this ImmutableArray<LessonHead> lessons, Func<LessonHead, bool> match)
    {
        for (var index = 0; index < lessons.Length; index++)
        {
            if (match(lessons[index]))
                return index;
        }

        return -1;
    }
}
