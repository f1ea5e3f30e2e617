using System.Text.Json.Serialization;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Courses;

/// <param name="Slug">Its id and the last part of its address.</param>
/// <param name="Language">Language of the content, BCP 47; apart from the interface's.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A sentence or two for the card.</param>
/// <param name="Description">Markdown.</param>
/// <param name="Instructor">Who teaches it, where that is nobody with an account here; else empty.</param>
/// <param name="Published">It is no draft: whom <see cref="Access"/> names sees it.</param>
[GenerateSerializer, Immutable, Alias("courses.description")]
public sealed record CourseDescription(
    Id<Course> Slug, string Language, string Title, string Summary, string Description, string Instructor, bool Published)
{
    /// <summary>A line under the title.</summary>
    [Id(7)] public string Subtitle { get; init; } = "";

    /// <summary>Id of a picture among the school's files; empty for none.</summary>
    [Id(8)] public string Cover { get; init; } = "";

    /// <summary>For whom it is.</summary>
    [Id(9)] public CourseLevel Level { get; init; }

    /// <summary>Words that it is found by.</summary>
    [Id(10)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What a student can do after it.</summary>
    [Id(11)] public ImmutableArray<string> Objectives { get; init; } = [];

    /// <summary>What she needs before it.</summary>
    [Id(12)] public ImmutableArray<string> Requirements { get; init; } = [];

    /// <summary>Who finds it and who may join, once it is no draft.</summary>
    [Id(13)] public CourseAccess Access { get; init; }

    /// <summary>How many people it takes; 0 for no limit.</summary>
    [Id(14)] public int Seats { get; init; }

    /// <summary>Nobody joins before then, UTC.</summary>
    [Id(15)] public DateTimeOffset? JoinFrom { get; init; }

    /// <summary>Nobody joins from then on, UTC.</summary>
    [Id(16)] public DateTimeOffset? JoinUntil { get; init; }

    /// <summary>The direction of the content; null for that of its language.</summary>
    [Id(17)] public TextDirection? Direction { get; init; }

    /// <summary>Courses that have to be finished before.</summary>
    [Id(18)] public ImmutableArray<Id<Course>> Prerequisites { get; init; } = [];

    /// <summary>Percent of a video or recording that completes its lesson, where the lesson says nothing; 0 for what the school says.</summary>
    [Id(19)] public int WatchPercent { get; init; }

    /// <summary>What the cover shows, for who does not see it; empty where it only decorates.</summary>
    [Id(20)] public string CoverAlternative { get; init; } = "";

    /// <summary>What completes lessons that say nothing themselves; where nothing is said here either, the school says it.</summary>
    [Id(50)] public CompletionByKind Completion { get; init; } = CompletionByKind.Unsaid;

    /// <summary>Characters of <see cref="CoverAlternative"/>.</summary>
    public const int LongestAlternative = 200;

    /// <summary>Visitors find it in the catalogue.</summary>
    [JsonIgnore]
    public bool IsListed => Published && Access == CourseAccess.Public;

    /// <summary>Nobody finds or joins it any more; who is in it goes on.</summary>
    [JsonIgnore]
    public bool IsArchived => Access == CourseAccess.Archived;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    [JsonIgnore]
    public string HtmlDirection => LanguageTag.HtmlDirection(Language, Direction);
}

/// <summary>For whom a course is. The numbers are kept and never change.</summary>
public enum CourseLevel
{
    /// <summary>Everybody.</summary>
    All = 0,

    /// <summary>Who begins.</summary>
    Beginner = 1,

    /// <summary>Who has begun.</summary>
    Intermediate = 2,

    /// <summary>Who knows it well.</summary>
    Advanced = 3,
}

/// <summary>Who finds a course that is no draft, and who may join it. The numbers are kept and never change.</summary>
public enum CourseAccess
{
    /// <summary>In the catalogue; everybody may join.</summary>
    Public = 0,

    /// <summary>Not in the catalogue; who has its address may join.</summary>
    Unlisted = 1,

    /// <summary>Not in the catalogue; who was invited may join.</summary>
    Invitation = 2,

    /// <summary>No longer to be found or joined by anybody; who is in it goes on. Such a course is not published.</summary>
    Archived = 3,
}
