using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Courses;

/// <summary>A course's stored state, and the rules for changing it.</summary>
[GenerateSerializer, Immutable, Alias("courses.course.state")]
internal sealed record CourseRecord
{
    /// <summary>Lessons a course takes; their heads fit a small state.</summary>
    public const int MostLessons = 500;

    /// <summary>Sections a course takes.</summary>
    public const int MostSections = 100;

    /// <summary>People who teach one course.</summary>
    public const int MostTeachers = 20;

    /// <summary>Lessons taken out that are remembered.</summary>
    public const int MostRemoved = 50;

    /// <summary>As its authors left it.</summary>
    [Id(0)] public CourseOutline? Course { get; init; }

    /// <summary>As its students see it; null for a course stored before there were drafts, of which they see all.</summary>
    [Id(1)] public PublishedStructure? Published { get; init; }

    /// <summary>Lessons taken out of the draft, the last one last. Earlier ones than <see cref="MostRemoved"/> are forgotten.</summary>
    [Id(41)] public ImmutableArray<LessonHead> Removed { get; init; } = [];

    /// <summary>The course was deleted for good; what is still here of it is being taken away.</summary>
    [Id(50)] public bool IsGone { get; init; }

    /// <summary>The lessons that can be put back, the last one first; with those that students still see.</summary>
    public IEnumerable<LessonHead> OutOfDraft => Removed.Reverse().Concat(Structure.Lessons)
        .Where(lesson => Course?.Find(lesson.Id) is null).DistinctBy(lesson => lesson.Id);

    /// <summary>The course as its students see it.</summary>
    public CourseOutline? Open => Course is { } course && Published is { } published
        ? course with { Sections = published.Sections, Lessons = published.Lessons }
        : Course;

    private PublishedStructure Structure => Published
        ?? new PublishedStructure { Sections = Course?.Sections ?? [], Lessons = Course?.Lessons ?? [] };

    public Outcome<CourseRecord> Describe(CourseDescription description, int expectedRevision, DateTimeOffset at)
    {
        if (CourseFields.Check(description) is { } refusal)
            return refusal;

        if (IsGone)
            return CourseErrors.SlugGone(description.Slug.Value);

        if (Course is not { } course)
        {
            return expectedRevision == 0
                ? new CourseRecord { Course = new CourseOutline(description, [], Revision: 1, at), Published = new() }
                : CourseErrors.NoSuchCourse(description.Slug.Value);
        }

        if (expectedRevision == 0)
            return LessonMark.Same(course.Description, description) ? this : CourseErrors.SlugTaken(description.Slug.Value);

        return course.Revision == expectedRevision
            ? Next(course with { Description = description })
            : CourseErrors.Changed(expectedRevision, course.Revision);
    }

    public Outcome<CourseRecord> PutLesson(LessonContent lesson)
    {
        if (Course is not { } course)
            return CourseErrors.NoSuchCourse("");

        if (CourseFields.Check(lesson) is { } refusal)
            return refusal;

        var known = course.Find(lesson.Id);

        if (lesson.Quiz is { } quiz && QuizRules.Check(quiz) is { } bad)
            return bad;

        if (known is null && course.Lessons.Length >= MostLessons)
            return CourseErrors.TooManyLessons(MostLessons);

        var before = known ?? new LessonHead(lesson.Id, lesson.Title) { Section = course.Sections.LastOrDefault()?.Id ?? default };
        var head = before with { Title = lesson.Title, Kind = lesson.Kind, Mark = LessonMark.Of(lesson) };

        return head == known ? this
            : Next(course with { Lessons = known is null ? course.Lessons.Add(head) : course.Lessons.Replace(known, head) });
    }

    public Outcome<CourseRecord> SaveLesson(LessonContent lesson, LessonTerms terms, Id<Section>? section, string? seen)
    {
        if (seen is not null && Course is { } course)
        {
            if (course.Find(lesson.Id) is not { } known)
                return CourseErrors.NoSuchLesson(lesson.Id.Value);

            if (!string.Equals(LessonMark.Of(known), seen, StringComparison.Ordinal))
                return CourseErrors.LessonChanged();
        }

        if (!PutLesson(lesson).Succeeded(out var next, out var refusal))
            return refusal;

        if (section is { } place && !next.PlaceLesson(lesson.Id, place, int.MaxValue).Succeeded(out next, out refusal))
            return refusal;

        return next.SetLesson(lesson.Id, terms);
    }

    public Outcome<CourseRecord> SetLesson(Id<Lesson> lesson, LessonTerms terms)
    {
        if (Course?.Find(lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        if (head.Terms == terms)
            return this;

        if (terms.Release is { Kind: ReleaseKind.AfterScore } release && Course.Find(release.Lesson) is { GivesPoints: false })
            return CourseErrors.NoPoints();

        var next = Course with { Lessons = Course.Lessons.Replace(head, head with { Terms = terms }) };
        return CourseFields.Check(next, lesson) is { } refusal ? refusal : Next(next);
    }

    public Outcome<CourseRecord> RemoveLesson(Id<Lesson> lesson) =>
        Course is not { } course
            ? CourseErrors.NoSuchCourse("")
            : course.Find(lesson) is not { } head ? this
            : Next(course with { Lessons = course.Lessons.Remove(head) }) with
            {
                Removed = [.. Removed.Where(other => other.Id != lesson).Append(head).TakeLast(MostRemoved)],
            };

    public Outcome<CourseRecord> PutBack(Id<Lesson> lesson) => Course switch
    {
        null => CourseErrors.NoSuchCourse(""),
        { } course when course.Find(lesson) is not null => this,
        { Lessons.Length: >= MostLessons } => CourseErrors.TooManyLessons(MostLessons),
        { } course when OutOfDraft.FirstOrDefault(known => known.Id == lesson) is { } head =>
            Arranged(course, course.Sections, course.Lessons.Add(head)) with { Removed = Removed.RemoveAll(other => other.Id == lesson) },
        _ => CourseErrors.NoSuchLesson(lesson.Value),
    };

    public Outcome<CourseRecord> PlaceLesson(Id<Lesson> lesson, Id<Section> section, int place)
    {
        if (Course is not { } course)
            return CourseErrors.NoSuchCourse("");

        if (course.Find(lesson) is not { } head)
            return CourseErrors.NoSuchLesson(lesson.Value);

        if (!section.IsEmpty && course.Sections.All(known => known.Id != section))
            return CourseErrors.NoSuchSection(section.Value);

        var others = course.Lessons.Remove(head);
        var mates = others.Where(other => other.Section == section).ToImmutableArray();
        place = Math.Clamp(place, 0, mates.Length);

        // Before the mate that has the place now; at the end, behind all and then sorted into its section.
        var at = place < mates.Length ? others.IndexOf(mates[place]) : others.Length;
        var placed = CourseStructure.Grouped(others.Insert(at, head with { Section = section }), course.Sections);

        return placed.SequenceEqual(course.Lessons) ? this : Next(course with { Lessons = placed });
    }

    public Outcome<CourseRecord> PutSection(Id<Section> section, string title)
    {
        if (Course is not { } course)
            return CourseErrors.NoSuchCourse("");

        if (title.Trim().Length is 0 or > 160)
            return CourseErrors.BadField("section_title", "A section's title takes 1 to 160 characters.");

        var head = new SectionHead(section, title);
        var known = course.Sections.FirstOrDefault(other => other.Id == section);

        if (known is null && course.Sections.Length >= MostSections)
            return CourseErrors.BadField("section_title", $"A course takes at most {MostSections} sections.");

        return head == known ? this
            : Next(course with { Sections = known is null ? course.Sections.Add(head) : course.Sections.Replace(known, head) });
    }

    public Outcome<CourseRecord> MoveSection(Id<Section> section, int place)
    {
        if (Course?.Sections.FirstOrDefault(known => known.Id == section) is not { } head)
            return CourseErrors.NoSuchSection(section.Value);

        var others = Course.Sections.Remove(head);
        return Arranged(Course, others.Insert(Math.Clamp(place, 0, others.Length), head), Course.Lessons);
    }

    public Outcome<CourseRecord> RemoveSection(Id<Section> section)
    {
        if (Course?.Sections.FirstOrDefault(known => known.Id == section) is not { } head)
            return this;

        var at = Course.Sections.IndexOf(head);
        var before = at > 0 ? Course.Sections[at - 1].Id : default;

        return Arranged(
            Course,
            Course.Sections.Remove(head),
            [.. Course.Lessons.Select(lesson => lesson.Section == section ? lesson with { Section = before } : lesson)]);
    }

    public Outcome<CourseRecord> PublishLesson(Id<Lesson> lesson) => Course switch
    {
        null => CourseErrors.NoSuchCourse(""),
        { } course when course.Find(lesson) is { } head => Next(course) with { Published = Structure.With(head, course) },
        _ => CourseErrors.NoSuchLesson(lesson.Value),
    };

    public Outcome<CourseRecord> PublishAll() => Course is { } course
        ? Next(course) with { Published = new PublishedStructure { Sections = course.Sections, Lessons = course.Lessons } }
        : CourseErrors.NoSuchCourse("");

    public Outcome<CourseRecord> SetTeachers(ImmutableArray<Id<Person>> teachers) => Course switch
    {
        null => CourseErrors.NoSuchCourse(""),
        _ when teachers.Length > MostTeachers =>
            CourseErrors.BadField("teachers", $"A course takes at most {MostTeachers} people who teach it."),
        { } course when course.Teachers.SequenceEqual(teachers.Distinct()) => this,
        { } course => Next(course with { Teachers = [.. teachers.Distinct()] }),
    };

    private CourseRecord Arranged(CourseOutline course, ImmutableArray<SectionHead> sections, ImmutableArray<LessonHead> lessons) =>
        Next(course with { Sections = sections, Lessons = CourseStructure.Grouped(lessons, sections) });

    // A course stored before there were drafts gets its published side with its first change.
    private CourseRecord Next(CourseOutline course) =>
        this with { Course = course with { Revision = course.Revision + 1 }, Published = Structure };
}
