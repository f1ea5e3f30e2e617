using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A course as one file: a zip of a manifest and a Markdown file a lesson (docs/course-format.md).</summary>
internal static class CourseZip
{
    /// <summary>Writes it.</summary>
    public static byte[] Write(CourseCopy copy)
    {
        using var buffer = new MemoryStream();

        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            var contents = copy.Contents.ToDictionary(content => content.Id);
            var lessons = copy.Lessons.Select((head, index) => new PackedLesson(
                string.Create(CultureInfo.InvariantCulture, $"lessons/{index + 1:000}-{head.Id}.md"),
                head with { Mark = "" },
                contents[head.Id] with { Markdown = "" })).ToImmutableArray();

            Put(zip, CourseManifest.Name, JsonSerializer.SerializeToUtf8Bytes(
                new CourseManifest(CourseManifest.Newest, copy.Description, copy.Sections, lessons), CourseManifest.Json));

            foreach (var lesson in lessons)
                Put(zip, lesson.File, Encoding.UTF8.GetBytes(contents[lesson.Head.Id].Markdown));
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a file of ours, or a folder of Markdown; whatever is odd in it refuses all of it.</summary>
    /// <param name="slug">Its address here; null for the one it had.</param>
    /// <param name="language">Language of a folder of Markdown, which does not say it.</param>
    public static Outcome<CourseCopy> Read(Stream stream, Id<Course>? slug, string language)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);

            if (ZipGuard.Check(zip) is { } refusal)
                return refusal;

            var files = new ZipFiles(zip);

            return files.Has(CourseManifest.Name) ? OfOurs(files, slug) : MarkdownFolder.Read(files, slug, language);
        }
        catch (InvalidDataException)
        {
            return TransferErrors.NoZip();
        }
    }

    private static Outcome<CourseCopy> OfOurs(ZipFiles files, Id<Course>? slug)
    {
        if (!files.Text(CourseManifest.Name).Succeeded(out var json, out var refusal))
            return refusal;

        CourseManifest? manifest;

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = CourseManifest.Json.MaxDepth });

            // Told before its other members are understood: a newer format may have others.
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("format", out var format)
                && format.TryGetInt32(out var number) && number != CourseManifest.Newest)
            {
                return TransferErrors.Format(number);
            }

            if (HasHoles(document.RootElement))
                return TransferErrors.BadJson(CourseManifest.Name, "A list holds null.");

            manifest = document.Deserialize<CourseManifest>(CourseManifest.Json);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return TransferErrors.BadJson(CourseManifest.Name, exception.Message);
        }

        if (manifest is null || manifest.Sections.IsDefault || manifest.Lessons.IsDefault)
            return TransferErrors.BadJson(CourseManifest.Name, "It has no lessons.");

        var contents = ImmutableArray.CreateBuilder<LessonContent>();

        foreach (var lesson in manifest.Lessons)
        {
            if (!files.Text(lesson.File).Succeeded(out var markdown, out refusal))
                return refusal;

            contents.Add(lesson.Content with { Id = lesson.Head.Id, Markdown = markdown });
        }

        var copy = new CourseCopy(manifest.Course, manifest.Sections, [.. manifest.Lessons.Select(lesson => lesson.Head)], contents.ToImmutable());
        return copy.As(slug ?? manifest.Course.Slug, manifest.Course.Title);
    }

    // The types below say of no list that an item of it may be missing, and no serializer checks it.
    private static bool HasHoles(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HasHoles(item)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => HasHoles(member.Value)),
        _ => false,
    };

    private static void Put(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);

        // The same course gives the same file.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

        using var to = entry.Open();
        to.Write(bytes);
    }
}
