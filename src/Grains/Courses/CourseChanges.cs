namespace Darsgah.Grains.Courses;

/// <summary>What of a draft its students do not see yet.</summary>
/// <param name="Lessons">Lessons of the draft that are new or say something else, in the draft's order.</param>
/// <param name="Removed">Published lessons that the draft has no more.</param>
/// <param name="Arrangement">Sections, their titles, or the order differ.</param>
public sealed record CourseChanges(ImmutableArray<LessonChange> Lessons, ImmutableArray<LessonHead> Removed, bool Arrangement)
{
    /// <summary>Nothing is to be published.</summary>
    public bool IsEmpty => Lessons.IsEmpty && Removed.IsEmpty && !Arrangement;

    /// <summary>How many things there are to publish.</summary>
    public int Count => Lessons.Length + Removed.Length + (Arrangement ? 1 : 0);

    /// <summary>Compares the two.</summary>
    public static CourseChanges Of(CourseOutline draft, CourseOutline published)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(published);
        var known = published.Lessons.ToDictionary(lesson => lesson.Id);

        ImmutableArray<LessonChange> lessons =
        [
            .. draft.Lessons
                .Select(lesson => new LessonChange(lesson, known.GetValueOrDefault(lesson.Id)))
                .Where(change => change.IsNew || change.SaysElse),
        ];

        ImmutableArray<LessonHead> removed = [.. published.Lessons.Where(lesson => draft.Find(lesson.Id) is null)];

        var order = draft.Lessons.Where(lesson => known.ContainsKey(lesson.Id)).Select(lesson => (lesson.Id, lesson.Section));
        var arrangement = !draft.Sections.SequenceEqual(published.Sections)
            || !order.SequenceEqual(published.Lessons.Where(lesson => !removed.Contains(lesson)).Select(lesson => (lesson.Id, lesson.Section)));

        return new(lessons, removed, arrangement);
    }

    /// <summary>Whether a lesson of the draft is new, changed, or as published.</summary>
    public LessonState StateOf(Id<Lesson> lesson) => Lessons.FirstOrDefault(change => change.Draft.Id == lesson) switch
    {
        null => LessonState.Published,
        { IsNew: true } => LessonState.New,
        _ => LessonState.Changed,
    };
}

/// <summary>A lesson of a draft beside what is published of it.</summary>
/// <param name="Published">Null for one that never was.</param>
public sealed record LessonChange(LessonHead Draft, LessonHead? Published)
{
    /// <summary>No student has seen it.</summary>
    public bool IsNew => Published is null;

    /// <summary>Its content or its terms are others.</summary>
    public bool SaysElse => Published is not null && Draft != Published with { Section = Draft.Section };
}

/// <summary>Where a lesson of a draft stands.</summary>
public enum LessonState
{
    /// <summary>As students see it.</summary>
    Published,

    /// <summary>No student has seen it.</summary>
    New,

    /// <summary>Students see an older version.</summary>
    Changed,
}
