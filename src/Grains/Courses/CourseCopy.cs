using Darsgah.Grains.Media;

namespace Darsgah.Grains.Courses;

/// <summary>A whole course as it is authored, to be made again: under another address, or at another school.</summary>
/// <param name="Lessons">In their order, with their sections and terms.</param>
/// <param name="Contents">What each of them says.</param>
[GenerateSerializer, Immutable, Alias("courses.copy")]
public sealed record CourseCopy(
    CourseDescription Description,
    ImmutableArray<SectionHead> Sections,
    ImmutableArray<LessonHead> Lessons,
    ImmutableArray<LessonContent> Contents)
{
    /// <summary>UTF-16 characters of all lessons together.</summary>
    public const int MostText = 8 * 1024 * 1024;

    /// <summary>The course with other files in the place of its own. What has none in its place, it shows no longer.</summary>
    public CourseCopy Showing(IReadOnlyDictionary<Id<MediaFile>, Id<MediaFile>> files) => this with
    {
        Description = Description with
        {
            Description = LessonMedia.Renamed(Description.Description, files),
            Cover = Id<MediaFile>.TryParse(Description.Cover, out var cover) && files.TryGetValue(cover, out var other) ? other.Value : "",
        },
        Contents =
        [
            .. Contents.Select(content => content with
            {
                Markdown = LessonMedia.Renamed(content.Markdown, files),
                Media = content.Media?.Renamed(files),
                Quiz = content.Quiz is { } quiz ? LessonMedia.Renamed(quiz, files) : null,
            }),
        ],
    };

    /// <summary>The course under another address: a draft, and nobody's yet.</summary>
    public CourseCopy As(Id<Course> slug, string title) => this with
    {
        Description = Description with
        {
            Slug = slug,
            Title = title,
            Published = false,
            Access = Description.IsArchived ? CourseAccess.Public : Description.Access,
            Prerequisites = Description.Prerequisites.Remove(slug),
        },
    };
}
