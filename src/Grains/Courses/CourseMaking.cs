namespace Darsgah.Grains.Courses;

/// <summary>A course made from a copy, all of it or nothing.</summary>
internal static class CourseMaking
{
    /// <summary>The record of a course that a copy makes, as a draft.</summary>
    /// <returns>It; or <see cref="CourseErrors.SlugTaken"/>, a refused field.</returns>
    public static Outcome<CourseRecord> Take(this CourseRecord record, CourseCopy copy, DateTimeOffset at)
    {
        if (record.Course is not null)
            return CourseErrors.SlugTaken(copy.Description.Slug.Value);

        if (CourseFields.Check(copy.Description) is { } refusal)
            return refusal;

        if (copy.Description.Slug.IsEmpty || copy.Lessons.Any(lesson => lesson.Id.IsEmpty) || copy.Sections.Any(section => section.Id.IsEmpty))
            return CourseErrors.BadField("id", "The course, each section and each lesson has an id.");

        if (copy.Lessons.Length > CourseRecord.MostLessons)
            return CourseErrors.TooManyLessons(CourseRecord.MostLessons);

        if (copy.Sections.Length > CourseRecord.MostSections || copy.Sections.Any(section => section.Title.Trim().Length is 0 or > 160)
            || copy.Sections.DistinctBy(section => section.Id).Count() != copy.Sections.Length)
        {
            return CourseErrors.BadField("sections", $"A course takes at most {CourseRecord.MostSections} sections, each with an id and a title of its own.");
        }

        var contents = copy.Contents.DistinctBy(content => content.Id).ToDictionary(content => content.Id);

        if (contents.Count != copy.Contents.Length || copy.Lessons.Length != contents.Count || copy.Lessons.Any(lesson => !contents.ContainsKey(lesson.Id)))
            return CourseErrors.BadField("lessons", "Each lesson has an id of its own, and says something.");

        if (copy.Contents.Sum(content => (long)content.Markdown.Length) > CourseCopy.MostText)
            return CourseErrors.BadField("lessons", $"All lessons together take at most {CourseCopy.MostText} characters.");

        foreach (var content in copy.Contents)
        {
            if (CourseFields.Check(content) is { } bad)
                return bad;
        }

        var heads = copy.Lessons.Select(lesson => lesson with
        {
            Title = contents[lesson.Id].Title,
            Kind = contents[lesson.Id].Kind,
            Mark = LessonMark.Of(contents[lesson.Id]),
        });

        var outline = new CourseOutline(
            copy.Description with { Published = false }, CourseStructure.Grouped([.. heads], copy.Sections), Revision: 1, at)
        {
            Sections = copy.Sections,
        };

        foreach (var lesson in outline.Lessons)
        {
            if (CourseFields.Check(outline, lesson.Id) is { } bad)
                return bad;
        }

        return new CourseRecord { Course = outline, Published = new PublishedStructure() };
    }
}
