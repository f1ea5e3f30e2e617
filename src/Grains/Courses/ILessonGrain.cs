using System.Text.Json.Serialization;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Media;
using Darsgah.Grains.Quizzes;

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

    /// <summary>The newest version, or null before the first. What was stored before there were versions is version 1.</summary>
    [Alias("published")]
    Task<PublishedLesson?> Published();

    /// <summary>An older version, from 1; null where there is none of that number.</summary>
    [Alias("version")]
    Task<PublishedLesson?> Version(int version);

    /// <summary>Takes away the draft and every version, for good. Repeating it changes nothing.</summary>
    [Alias("erase")]
    Task Erase();
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

    /// <summary>Takes it away, for good. Repeating it changes nothing.</summary>
    [Alias("erase")]
    Task Erase();
}

/// <summary>What a lesson asks of who goes through it. The numbers are kept and never change.</summary>
public enum LessonKind
{
    /// <summary>Read.</summary>
    Text = 0,

    /// <summary>Watched.</summary>
    Video = 1,

    /// <summary>Heard.</summary>
    Audio = 2,

    /// <summary>Read, as pages.</summary>
    Pdf = 3,

    /// <summary>Taken home.</summary>
    File = 4,

    /// <summary>Watched at somebody else's.</summary>
    Embed = 5,

    /// <summary>Answered.</summary>
    Quiz = 6,

    /// <summary>Handed in.</summary>
    Assignment = 7,

    /// <summary>Met at.</summary>
    Live = 8,
}

/// <param name="Id">Names it in its course.</param>
/// <param name="Title">Its title.</param>
/// <param name="Markdown">What it says.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_content")]
public sealed record LessonContent(Id<Lesson> Id, string Title, string Markdown)
{
    /// <summary>What it asks of who goes through it.</summary>
    [Id(3)] public LessonKind Kind { get; init; }

    /// <summary>What plays, opens or is taken along, of those kinds.</summary>
    [Id(4)] public LessonMedia? Media { get; init; }

    /// <summary>What is shown of somebody else's, of <see cref="LessonKind.Embed"/>.</summary>
    [Id(5)] public LessonEmbed? Embed { get; init; }

    /// <summary>When and where it is, of <see cref="LessonKind.Live"/>.</summary>
    [Id(6)] public LessonLive? Live { get; init; }

    /// <summary>The questions of a quiz, with their key: never for who answers them.</summary>
    [Id(7)] public Quiz? Quiz { get; init; }

    /// <summary>What is handed in and how it counts, of <see cref="LessonKind.Assignment"/>; null there for what is usual.</summary>
    [Id(8)] public Assignment? Assignment { get; init; }
}

/// <summary>Something at another host that a page can show after a click.</summary>
/// <param name="Address">As a browser has it, https.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_embed")]
public sealed record LessonEmbed(string Address);

/// <summary>A session at an hour.</summary>
/// <param name="At">When it begins, UTC.</param>
/// <param name="Minutes">How long it lasts, 1 to 1440.</param>
/// <param name="Link">Where it is, https; for who is in the course.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_live")]
public sealed record LessonLive(DateTimeOffset At, int Minutes, string Link)
{
    /// <summary>When it ends, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset End => At.AddMinutes(Minutes);
}

/// <param name="Version">From 1.</param>
/// <param name="At">When it was published, UTC.</param>
/// <param name="Content">What it says, for good.</param>
[GenerateSerializer, Immutable, Alias("courses.published_lesson")]
public sealed record PublishedLesson(int Version, DateTimeOffset At, LessonContent Content);
