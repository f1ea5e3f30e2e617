namespace Darsgah.Grains.Courses;

/// <summary>Which lessons are indexed, as they say what, and in which segment each is.</summary>
[GenerateSerializer, Immutable, Alias("courses.search.state")]
internal sealed record CourseSearchRecord
{
    /// <summary>Characters of a segment, at most 120 KB whatever the script; a longer text has a segment to itself.</summary>
    public const int MostCharacters = 40_000;

    /// <summary>The version of what is read of a lesson: since 1, what is said in its recording too.</summary>
    public const int Newest = 1;

    [Id(0)] public ImmutableArray<IndexedLesson> Lessons { get; init; } = [];

    /// <summary>The version that all of them were read by.</summary>
    [Id(1)] public int Version { get; init; }

    /// <summary>Segments in use, numbered from 1.</summary>
    public int Segments => Lessons.IsEmpty ? 0 : Lessons.Max(lesson => lesson.Segment);

    /// <summary>Lessons of which the index says another thing than the course, or nothing.</summary>
    public IEnumerable<LessonHead> Stale(ImmutableArray<LessonHead> lessons) => lessons.Where(head =>
        head.Mark.Length == 0 || Lessons.All(known => known.Lesson != head.Id || known.Mark != head.Mark));

    /// <summary>With the lesson in the segment it is in, or where that would be too full in the first with room, or in a new one.</summary>
    public CourseSearchRecord With(LessonHead head, int length)
    {
        var known = Lessons.FirstOrDefault(lesson => lesson.Lesson == head.Id);
        var others = known is null ? Lessons : Lessons.Remove(known);
        var sizes = others.GroupBy(lesson => lesson.Segment).ToDictionary(segment => segment.Key, segment => segment.Sum(lesson => lesson.Length));
        var places = Enumerable.Range(1, sizes.Count + 1);
        var segment = places.Prepend(known?.Segment ?? 1).First(place =>
            !sizes.TryGetValue(place, out var size) || size + length <= MostCharacters);

        return this with { Lessons = others.Add(new IndexedLesson(head.Id, head.Mark, segment, length)) };
    }

    /// <summary>Without lessons that the course has no more.</summary>
    public CourseSearchRecord Only(ImmutableArray<LessonHead> lessons)
    {
        var left = Lessons.RemoveAll(known => lessons.All(head => head.Id != known.Lesson));
        return left.Length == Lessons.Length ? this : this with { Lessons = left };
    }
}

/// <param name="Mark">Fingerprint of what it said (<see cref="LessonMark"/>).</param>
/// <param name="Segment">From 1.</param>
/// <param name="Length">Characters of its text.</param>
[GenerateSerializer, Immutable, Alias("courses.indexed_lesson")]
internal sealed record IndexedLesson(Id<Lesson> Lesson, string Mark, int Segment, int Length);

/// <summary>Texts of a segment.</summary>
[GenerateSerializer, Immutable, Alias("courses.texts.state")]
internal sealed record CourseTextsRecord
{
    [Id(0)] public ImmutableArray<LessonText> Texts { get; init; } = [];
}
