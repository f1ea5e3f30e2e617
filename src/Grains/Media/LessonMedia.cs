using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Media;

/// <summary>What a lesson of video, audio, PDF or file consists of beside its words.</summary>
/// <param name="File">The file itself.</param>
[GenerateSerializer, Immutable, Alias("media.lesson")]
public sealed partial record LessonMedia(Id<MediaFile> File)
{
    /// <summary>Captions, one file a language.</summary>
    [Id(1)] public ImmutableArray<LessonCaptions> Captions { get; init; } = [];

    /// <summary>Chapters, by their times.</summary>
    [Id(2)] public ImmutableArray<Chapter> Chapters { get; init; } = [];

    /// <summary>The picture before it plays, or null.</summary>
    [Id(3)] public Id<MediaFile>? Poster { get; init; }

    /// <summary>How long it plays, in seconds; 0 where nobody knows, so that watching cannot finish the lesson.</summary>
    [Id(4)] public int Seconds { get; init; }

    /// <summary>Languages of captions a lesson takes.</summary>
    public const int MostCaptions = 20;

    /// <summary>Chapters a lesson takes.</summary>
    public const int MostChapters = 200;

    /// <summary>The file itself, its captions and its picture.</summary>
    [JsonIgnore]
    public IEnumerable<Id<MediaFile>> Files =>
        Captions.Select(captions => captions.File).Prepend(File).Concat(Poster is { } poster ? [poster] : []);

    /// <summary>Every file that a lesson shows, in its own fields and in its words.</summary>
    public static ImmutableArray<Id<MediaFile>> FilesOf(LessonContent lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);

        return
        [
            .. (lesson.Media?.Files ?? []).Concat(FilesIn(lesson.Markdown)).Concat(FilesIn(lesson.Quiz)).Where(file => !file.IsEmpty).Distinct(),
        ];
    }

    /// <summary>Every file that a course's page shows: its cover, and what is in its words.</summary>
    public static ImmutableArray<Id<MediaFile>> FilesOf(CourseDescription course)
    {
        ArgumentNullException.ThrowIfNull(course);
        var cover = Id<MediaFile>.TryParse(course.Cover, out var id) ? id : default;

        return [.. FilesIn(course.Description).Prepend(cover).Where(file => !file.IsEmpty).Distinct()];
    }

    /// <summary>A text with other files in the place of those it shows; those that have none in their place stay as they are.</summary>
    public static string Renamed(string markdown, IReadOnlyDictionary<Id<MediaFile>, Id<MediaFile>> files) => InText().Replace(
        markdown, match => Id<MediaFile>.TryParse(match.Groups["id"].Value, out var id) && files.TryGetValue(id, out var other) ? $"/media/{other}" : match.Value);

    /// <summary>A quiz whose questions, and what is said of the answers, show other files in the place of their own.</summary>
    public static Quiz Renamed(Quiz quiz, IReadOnlyDictionary<Id<MediaFile>, Id<MediaFile>> files)
    {
        ArgumentNullException.ThrowIfNull(quiz);

        return quiz with
        {
            Questions =
            [
                .. quiz.Questions.Select(question => question with { Text = Renamed(question.Text, files), Feedback = Renamed(question.Feedback, files) }),
            ],
        };
    }

    /// <summary>This with other files in the place of its own; null where the main one has none in its place.</summary>
    public LessonMedia? Renamed(IReadOnlyDictionary<Id<MediaFile>, Id<MediaFile>> files)
    {
        ArgumentNullException.ThrowIfNull(files);

        return !files.TryGetValue(File, out var file) ? null : this with
        {
            File = file,
            Poster = Poster is { } poster && files.TryGetValue(poster, out var other) ? other : null,
            Captions = [.. Captions.Where(captions => files.ContainsKey(captions.File)).Select(captions => captions with { File = files[captions.File] })],
        };
    }

    private static IEnumerable<Id<MediaFile>> FilesIn(Quiz? quiz) =>
        quiz is null ? [] : quiz.Questions.SelectMany(question => FilesIn(question.Text).Concat(FilesIn(question.Feedback)));

    private static IEnumerable<Id<MediaFile>> FilesIn(string markdown) =>
        InText().Matches(markdown).Select(match => Id<MediaFile>.TryParse(match.Groups["id"].Value, out var id) ? id : default);

    /// <inheritdoc />
    public bool Equals(LessonMedia? other) =>
        other is not null && File == other.File && Poster == other.Poster && Seconds == other.Seconds
        && Captions.SequenceEqual(other.Captions) && Chapters.SequenceEqual(other.Chapters);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(File, Poster, Seconds, Captions.Length, Chapters.Length);

    [GeneratedRegex(@"/media/(?<id>[a-z0-9-]{1,64})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InText();
}

/// <param name="Language">BCP 47.</param>
/// <param name="File">A file of captions.</param>
[GenerateSerializer, Immutable, Alias("media.lesson_captions")]
public sealed record LessonCaptions(string Language, Id<MediaFile> File);

/// <param name="Seconds">When it starts.</param>
/// <param name="Title">What it is called.</param>
[GenerateSerializer, Immutable, Alias("media.chapter")]
public sealed record Chapter(int Seconds, string Title);
