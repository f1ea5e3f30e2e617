using System.Text.Json.Serialization;

namespace Darsgah.Grains.Courses;

/// <param name="Description">What its page says.</param>
/// <param name="Lessons">In their order: those before the first section, then those of each section.</param>
/// <param name="Revision">From 1.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
[GenerateSerializer, Immutable, Alias("courses.outline")]
public sealed record CourseOutline(
    CourseDescription Description, ImmutableArray<LessonHead> Lessons, int Revision, DateTimeOffset CreatedAt)
{
    /// <summary>Who teaches it: they author its lessons and see how its students do.</summary>
    [Id(4)] public ImmutableArray<Id<Person>> Teachers { get; init; } = [];

    /// <summary>In their order; none for a course whose lessons stand in one row.</summary>
    [Id(5)] public ImmutableArray<SectionHead> Sections { get; init; } = [];

    /// <summary>The lessons before the first section, where there are any, then each section with its lessons.</summary>
    [JsonIgnore]
    public ImmutableArray<CoursePart> Parts
    {
        get
        {
            ImmutableArray<LessonHead> loose = [.. Lessons.Where(lesson => lesson.Section.IsEmpty)];
            var parts = Sections.Select(section => new CoursePart(section, [.. Lessons.Where(lesson => lesson.Section == section.Id)]));

            return loose.IsEmpty ? [.. parts] : [new CoursePart(null, loose), .. parts];
        }
    }

    /// <summary>A lesson of it, or null.</summary>
    public LessonHead? Find(Id<Lesson> lesson) => Lessons.FirstOrDefault(head => head.Id == lesson);
}

/// <summary>Lessons that stand together.</summary>
/// <param name="Section">Null for those before the first section.</param>
public sealed record CoursePart(SectionHead? Section, ImmutableArray<LessonHead> Lessons);

/// <summary>A section in the order of its course.</summary>
/// <param name="Id">Names it in its course.</param>
/// <param name="Title">Its title.</param>
[GenerateSerializer, Immutable, Alias("courses.section_head")]
public sealed record SectionHead(Id<Section> Id, string Title);

/// <summary>A lesson in the order of its course.</summary>
/// <param name="Id">Names it in its course.</param>
/// <param name="Title">Its title.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_head")]
public sealed record LessonHead(Id<Lesson> Id, string Title)
{
    /// <summary>What it asks of who goes through it.</summary>
    [Id(2)] public LessonKind Kind { get; init; }

    /// <summary>Who goes through it is given points.</summary>
    [JsonIgnore]
    public bool GivesPoints => Kind is LessonKind.Quiz or LessonKind.Assignment;

    /// <summary>The section it stands in; empty before the first.</summary>
    [Id(3)] public Id<Section> Section { get; init; }

    /// <summary>When it opens, what completes it, and whether it may be left out.</summary>
    [Id(4)] public LessonTerms Terms { get; init; } = LessonTerms.Usual;

    /// <summary>Fingerprint of what it says (<see cref="LessonMark"/>); empty where it was stored before there were drafts.</summary>
    [Id(5)] public string Mark { get; init; } = "";
}
