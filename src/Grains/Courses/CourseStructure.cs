namespace Darsgah.Grains.Courses;

/// <summary>Sections and lessons as students see them.</summary>
[GenerateSerializer, Immutable, Alias("courses.published_structure")]
internal sealed record PublishedStructure
{
    [Id(0)] public ImmutableArray<SectionHead> Sections { get; init; } = [];

    [Id(1)] public ImmutableArray<LessonHead> Lessons { get; init; } = [];

    /// <summary>With one lesson of the draft, in the place that it has there among those that are published.</summary>
    public PublishedStructure With(LessonHead lesson, CourseOutline draft)
    {
        var sections = Sections;

        if (!lesson.Section.IsEmpty && sections.All(section => section.Id != lesson.Section))
        {
            var section = draft.Sections.First(known => known.Id == lesson.Section);
            sections = sections.Insert(Place(sections, draft.Sections, section, known => known.Id), section);
        }

        var at = Lessons.IndexOf(Lessons.FirstOrDefault(known => known.Id == lesson.Id)!);

        if (at >= 0 && Lessons[at].Section == lesson.Section)
            return this with { Sections = sections, Lessons = Lessons.SetItem(at, lesson) };

        var others = at < 0 ? Lessons : Lessons.RemoveAt(at);
        var placed = others.Insert(Place(others, draft.Lessons, lesson, known => known.Id), lesson);
        return new PublishedStructure { Sections = sections, Lessons = CourseStructure.Grouped(placed, sections) };
    }

    // After the nearest one before it in the draft that is published too.
    private static int Place<T, TId>(ImmutableArray<T> published, ImmutableArray<T> draft, T item, Func<T, TId> id)
        where TId : struct
    {
        for (var before = draft.IndexOf(item) - 1; before >= 0; before--)
        {
            for (var place = 0; place < published.Length; place++)
            {
                if (EqualityComparer<TId>.Default.Equals(id(published[place]), id(draft[before])))
                    return place + 1;
            }
        }

        return 0;
    }
}

/// <summary>Changes of order in an outline. No I/O.</summary>
public static class CourseStructure
{
    /// <summary>The lessons in the order of their sections; one whose section is not there stands before the first.</summary>
    public static ImmutableArray<LessonHead> Grouped(ImmutableArray<LessonHead> lessons, ImmutableArray<SectionHead> sections)
    {
        var places = sections.Select((section, place) => (section.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);

        return
        [
            .. lessons
                .Select(lesson => places.ContainsKey(lesson.Section) ? lesson : lesson with { Section = default })
                .OrderBy(lesson => places.TryGetValue(lesson.Section, out var place) ? place : -1),
        ];
    }

    /// <summary>Where one step up (-1) or down (+1) leads: inside its section, or over the edge of it into the next.</summary>
    /// <returns>The section and the place in it from 0; null at the end of the course.</returns>
    public static (Id<Section> Section, int Place)? Step(CourseOutline outline, Id<Lesson> lesson, int step)
    {
        ArgumentNullException.ThrowIfNull(outline);
        if (outline.Find(lesson) is not { } head)
            return null;

        // The lessons before the first section can be reached even while there are none.
        ImmutableArray<Id<Section>> order = [default, .. outline.Sections.Select(section => section.Id)];
        var mates = outline.Lessons.Where(other => other.Section == head.Section).ToImmutableArray();
        var place = mates.IndexOf(head) + Math.Sign(step);

        if (place >= 0 && place < mates.Length)
            return (head.Section, place);

        var section = order.IndexOf(head.Section) + Math.Sign(step);

        if (section < 0 || section >= order.Length)
            return null;

        return (order[section], step > 0 ? 0 : outline.Lessons.Count(other => other.Section == order[section]));
    }
}
