using System.Text.Json;
using System.Text.Json.Serialization;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>What <c>course.json</c> of a course's file says (docs/course-format.md).</summary>
/// <param name="Format">Version of this format.</param>
/// <param name="Lessons">In their order.</param>
internal sealed record CourseManifest(
    int Format, CourseDescription Course, ImmutableArray<SectionHead> Sections, ImmutableArray<PackedLesson> Lessons)
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Newest = 1;

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

/// <summary>A lesson in the manifest.</summary>
/// <param name="File">Where its Markdown is.</param>
/// <param name="Head">Its section and terms.</param>
/// <param name="Content">What it is by its kind, without its words.</param>
internal sealed record PackedLesson(string File, LessonHead Head, LessonContent Content);
