using System.Text.Json;
using System.Text.Json.Serialization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>What <c>course.json</c> of a course's file says (docs/course-format.md).</summary>
/// <param name="Format">Version of this format.</param>
/// <param name="Lessons">In their order.</param>
internal sealed record CourseManifest(
    int Format, CourseDescription Course, ImmutableArray<SectionHead> Sections, ImmutableArray<PackedLesson> Lessons)
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Newest = 2;

    /// <summary>The version without media, which is read too.</summary>
    public const int Oldest = 1;

    /// <summary>Files that its lessons and its page show; null in a file of format 1, whose lessons name the school's own.</summary>
    public ImmutableArray<PackedMedia>? Media { get; init; }

    /// <summary>Its name in the file.</summary>
    public const string Name = "course.json";

    /// <summary>How it is written and read: strict, and never deeper than it has to be.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        MaxDepth = 24,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}

/// <summary>A file in the manifest.</summary>
/// <param name="Id">What lessons and texts name it by.</param>
/// <param name="File">Where it is, below <see cref="Folder"/>.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Mime">What its content is.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">SHA-256 of its content, lower-case hex.</param>
internal sealed record PackedMedia(Id<MediaFile> Id, string File, string Name, string Mime, long Length, string Hash)
{
    /// <summary>Where files are.</summary>
    public const string Folder = "media/";

    /// <summary>Files of one course that are given out or taken in: their ids stand in one state while they arrive.</summary>
    public const int Most = 3_000;

    public static PackedMedia Of(MediaFile file) => new(
        file.Id, $"{Folder}{file.Id}{(file.Type.Extensions is [var end, ..] ? "." + end : "")}", file.Name, file.Mime, file.Length, file.Hash);
}

/// <summary>A course out of a file.</summary>
/// <param name="Media">Files that come with it; null where its lessons name the school's own.</param>
internal sealed record PackedCourse(CourseCopy Copy, ImmutableArray<PackedMedia>? Media);

/// <summary>A lesson in the manifest.</summary>
/// <param name="File">Where its Markdown is.</param>
/// <param name="Head">Its section and terms.</param>
/// <param name="Content">What it is by its kind, without its words.</param>
internal sealed record PackedLesson(string File, LessonHead Head, LessonContent Content);
