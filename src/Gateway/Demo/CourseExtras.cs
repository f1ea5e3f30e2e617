using System.Text.Json;
using Darsgah.Gateway.Pages.Admin.Courses.Transfer;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Demo;

/// <summary>What a demo course has beside its Markdown: a file <c>courses/{slug}.json</c> next to it.</summary>
/// <param name="Lessons">Each comes after the lesson that it names.</param>
internal sealed record CourseExtras(ImmutableArray<ExtraLesson> Lessons)
{
    public ImmutableArray<AskedInDemo> Questions { get; init; } = [];

    public AnnouncedInDemo? Announcement { get; init; }

    /// <summary>Picture before the course's video plays, and its cover, is the n-th that the program draws.</summary>
    public int Cover { get; init; }

    public static CourseExtras Read(string json) => JsonSerializer.Deserialize<CourseExtras>(json, CourseManifest.Json)!;
}

/// <param name="After">The lesson before it; it joins that one's section.</param>
/// <param name="Content">What it is by its kind. Media are named by <see cref="Film"/>, <see cref="Tones"/> and <see cref="Sheet"/>.</param>
internal sealed record ExtraLesson(Id<Lesson> After, LessonContent Content)
{
    public LessonTerms Terms { get; init; } = LessonTerms.Usual;

    /// <summary>Lines of Markdown, in place of one long line in <see cref="Content"/>.</summary>
    public ImmutableArray<string> Text { get; init; } = [];

    public Quiz? Quiz { get; init; }

    public LiveInDemo? Live { get; init; }

    /// <summary>It is the film that the program draws.</summary>
    public bool Film { get; init; }

    /// <summary>Pairs of hertz and seconds.</summary>
    public ImmutableArray<ImmutableArray<int>> Tones { get; init; } = [];

    /// <summary>Paragraphs of a sheet to print.</summary>
    public ImmutableArray<string> Sheet { get; init; } = [];

    /// <summary>Captions in WebVTT, a line each, in the course's language.</summary>
    public ImmutableArray<string> Captions { get; init; } = [];

    public ImmutableArray<Grains.Media.Chapter> Chapters { get; init; } = [];
}

/// <param name="Days">From the day that the demo was made.</param>
/// <param name="Hour">UTC.</param>
internal sealed record LiveInDemo(int Days, int Hour, int Minutes, string Link);

/// <param name="Reply">Of who runs the school; it is the accepted answer.</param>
internal sealed record AskedInDemo(Id<Lesson> Lesson, string Title, string Text, string Reply);

internal sealed record AnnouncedInDemo(string Title, string Text);
