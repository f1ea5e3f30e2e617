namespace Darsgah.Grains.Courses;

/// <summary>What a lesson says: the draft that its authors work on, and every version that was published.</summary>
/// <remarks>Key <c>tenant/{course}.{lesson}</c>.</remarks>
[Alias("courses.lesson")]
public interface ILessonGrain : ITenantScopedGrain
{
    /// <summary>The draft, or null.</summary>
    [Alias("content")]
    Task<LessonContent?> Content();

    /// <summary>Replaces the draft.</summary>
    [Alias("put")]
    Task Put(LessonContent content);

    /// <summary>Makes the draft the next version; where it says what the newest version says, there is no new one.</summary>
    /// <returns>The newest version; null where there is no draft.</returns>
    [Alias("publish")]
    Task<PublishedLesson?> Publish();

    /// <summary>The newest version, or null before the first.</summary>
    [Alias("published")]
    Task<PublishedLesson?> Published();

    /// <summary>An older version, from 1; null where there is none of that number.</summary>
    [Alias("version")]
    Task<PublishedLesson?> Version(int version);
}

/// <summary>One published version of a lesson, as it was kept.</summary>
/// <remarks>Key <c>tenant/{course}.{lesson}.{version}</c>.</remarks>
[Alias("courses.lesson_version")]
public interface ILessonVersionGrain : ITenantScopedGrain
{
    /// <summary>The version, or null.</summary>
    [Alias("show")]
    Task<PublishedLesson?> Show();

    /// <summary>Keeps the version; what is kept already is never replaced.</summary>
    [Alias("keep")]
    Task Keep(PublishedLesson version);
}

/// <summary>What a lesson asks of who goes through it. The numbers are kept and never change.</summary>
public enum LessonKind
{
    /// <summary>Read.</summary>
    Text = 0,
}

/// <param name="Id">Names it in its course.</param>
/// <param name="Title">Its title.</param>
/// <param name="Markdown">What it says.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_content")]
public sealed record LessonContent(Id<Lesson> Id, string Title, string Markdown)
{
    /// <summary>What it asks of who goes through it.</summary>
    [Id(3)] public LessonKind Kind { get; init; }
}

/// <param name="Version">From 1.</param>
/// <param name="At">When it was published, UTC.</param>
/// <param name="Content">What it says, for good.</param>
[GenerateSerializer, Immutable, Alias("courses.published_lesson")]
public sealed record PublishedLesson(int Version, DateTimeOffset At, LessonContent Content);
