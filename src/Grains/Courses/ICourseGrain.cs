namespace Darsgah.Grains.Courses;

/// <summary>A course: what its page says and which lessons it has, in order.</summary>
/// <remarks>Key <c>tenant/{course}</c>; the course's slug is its id.</remarks>
[Alias("courses.course")]
public interface ICourseGrain : ITenantScopedGrain
{
    /// <summary>The course, or null.</summary>
    [Alias("outline")]
    Task<CourseOutline?> Outline();

    /// <summary>Makes the course or changes what its page says, and tells the catalogue.</summary>
    /// <param name="expectedRevision">0 to make it; else the revision that the edit was made from.</param>
    /// <returns>The course; or <see cref="CourseErrors.SlugTaken"/>, <see cref="CourseErrors.Changed"/>, a refused field.</returns>
    [Alias("describe")]
    Task<Outcome<CourseOutline>> Describe(CourseDescription description, int expectedRevision);

    /// <summary>Adds a lesson at the end, or changes one.</summary>
    /// <returns>The course; or <see cref="CourseErrors.NoSuchCourse"/>, a refused field.</returns>
    [Alias("put_lesson")]
    Task<Outcome<CourseOutline>> PutLesson(LessonContent lesson);

    /// <summary>Takes a lesson out of the course.</summary>
    [Alias("remove_lesson")]
    Task<Outcome<CourseOutline>> RemoveLesson(Id<Lesson> lesson);

    /// <summary>Moves a lesson to a place in the order, from 0.</summary>
    [Alias("move_lesson")]
    Task<Outcome<CourseOutline>> MoveLesson(Id<Lesson> lesson, int place);

    /// <summary>Says who teaches it: they author its lessons and see how its students do.</summary>
    /// <returns>The course; or <see cref="CourseErrors.NoSuchCourse"/>, a refused field.</returns>
    [Alias("set_teachers")]
    Task<Outcome<CourseOutline>> SetTeachers(ImmutableArray<Id<Person>> teachers);
}

/// <param name="Slug">Its id and the last part of its address.</param>
/// <param name="Language">Language of the content, BCP 47; apart from the interface's.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A sentence or two for the card.</param>
/// <param name="Description">Markdown.</param>
/// <param name="Instructor">Who teaches it; empty for nobody named.</param>
/// <param name="Published">Visitors see it.</param>
[GenerateSerializer, Immutable, Alias("courses.description")]
public sealed record CourseDescription(
    Id<Course> Slug, string Language, string Title, string Summary, string Description, string Instructor, bool Published);

/// <param name="Description">What its page says.</param>
/// <param name="Lessons">In their order.</param>
/// <param name="Revision">From 1.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
[GenerateSerializer, Immutable, Alias("courses.outline")]
public sealed record CourseOutline(
    CourseDescription Description, ImmutableArray<LessonHead> Lessons, int Revision, DateTimeOffset CreatedAt)
{
    /// <summary>Who teaches it: they author its lessons and see how its students do.</summary>
    [Id(4)] public ImmutableArray<Id<Person>> Teachers { get; init; } = [];
}

/// <summary>A lesson in the order of its course.</summary>
/// <param name="Id">Names it in its course.</param>
/// <param name="Title">Its title.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_head")]
public sealed record LessonHead(Id<Lesson> Id, string Title);
