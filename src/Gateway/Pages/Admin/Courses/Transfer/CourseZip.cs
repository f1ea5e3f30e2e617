using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A course as one file: a zip of a manifest, a Markdown file a lesson, and what its lessons show (docs/course-format.md).</summary>
internal static class CourseZip
{
    /// <summary>Why it is not given out: nobody could take it in. Null where it is.</summary>
    public static Error? Denial(CourseCopy copy, int media) =>
        media > PackedMedia.Most ? TransferErrors.TooMuchMedia(media, PackedMedia.Most)
        : copy.Contents.Sum(content => (long)content.Markdown.Length) > CourseCopy.MostText ? TransferErrors.TooMuchText()
        : null;

    /// <summary>Writes it, one file after the other, whatever their size.</summary>
    /// <param name="media">Files that it shows.</param>
    /// <param name="open">Opens one of them.</param>
    public static async Task Write(
        Stream to, CourseCopy copy, ImmutableArray<PackedMedia> media, Func<PackedMedia, Task<Stream>> open, CancellationToken cancellation = default)
    {
        await using var patient = new PatientStream(to);

        await using (var zip = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
            await Write(zip, copy, media, open, cancellation);

        await patient.FlushAsync(cancellation);
    }

    private static async Task Write(
        ZipArchive zip, CourseCopy copy, ImmutableArray<PackedMedia> media, Func<PackedMedia, Task<Stream>> open, CancellationToken cancellation)
    {
        var contents = copy.Contents.ToDictionary(content => content.Id);
        var lessons = copy.Lessons.Select((head, index) => new PackedLesson(
            string.Create(CultureInfo.InvariantCulture, $"lessons/{index + 1:000}-{head.Id}.md"),
            head with { Mark = "" },
            contents[head.Id] with { Markdown = "" })).ToImmutableArray();
        var manifest = new CourseManifest(CourseManifest.Newest, copy.Description, copy.Sections, lessons) { Media = media };

        await Put(zip, CourseManifest.Name, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, CourseManifest.Json)), cancellation);

        foreach (var lesson in lessons)
            await Put(zip, lesson.File, new MemoryStream(Encoding.UTF8.GetBytes(contents[lesson.Head.Id].Markdown)), cancellation);

        // They are packed already, by whoever made them.
        foreach (var file in media)
            await Put(zip, file.File, await open(file), cancellation, CompressionLevel.NoCompression);
    }

    /// <summary>Reads a file of ours, or a folder of Markdown; whatever is odd in it refuses all of it.</summary>
    /// <param name="length">Bytes of the file itself.</param>
    /// <param name="slug">Its address here; null for the one it had.</param>
    /// <param name="language">Language of a folder of Markdown, which does not say it.</param>
    public static Outcome<PackedCourse> Read(ZipArchive zip, long length, Id<Course>? slug, string language)
    {
        if (ZipGuard.Check(zip, length) is { } refusal)
            return refusal;

        var files = new ZipFiles(zip);

        return files.Has(CourseManifest.Name)
            ? OfOurs(files, slug)
            : MarkdownFolder.Read(files, slug, language).Then(copy => new PackedCourse(copy, null));
    }

    private static Outcome<PackedCourse> OfOurs(ZipFiles files, Id<Course>? slug)
    {
        if (!files.Text(CourseManifest.Name).Succeeded(out var json, out var refusal))
            return refusal;

        CourseManifest? manifest;

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = CourseManifest.Json.MaxDepth });

            // Told before its other members are understood: a newer format may have others.
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("format", out var format)
                && format.TryGetInt32(out var number) && number is < CourseManifest.Oldest or > CourseManifest.Newest)
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
        return Fault(manifest) is { } fault
            ? fault
            : new PackedCourse(copy.As(slug ?? manifest.Course.Slug, manifest.Course.Title), manifest.Media);
    }

    // What is played or opened comes along: at another school it would be a stranger's, or nobody's.
    private static Error? Fault(CourseManifest manifest)
    {
        if (manifest.Media is not { } media)
            return manifest.Format == CourseManifest.Oldest ? null : TransferErrors.BadJson(CourseManifest.Name, "It does not list its media.");

        if (media.Length > PackedMedia.Most)
            return TransferErrors.TooMany(PackedMedia.Most);

        if (media.Select(file => file.Id).Distinct().Count() < media.Length)
            return TransferErrors.BadJson(CourseManifest.Name, "Two files have the same id.");

        foreach (var file in media)
        {
            if (!file.File.StartsWith(PackedMedia.Folder, StringComparison.Ordinal))
                return TransferErrors.BadPath(file.File);
        }

        var known = media.Select(file => file.Id).ToHashSet();
        var lost = manifest.Lessons.FirstOrDefault(lesson => lesson.Content.Media is { } shown && !known.Contains(shown.File));
        return lost is null ? null : TransferErrors.Missing(lost.Content.Media!.File.Value);
    }

    // The types below say of no list that an item of it may be missing, and no serializer checks it.
    private static bool HasHoles(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HasHoles(item)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => HasHoles(member.Value)),
        _ => false,
    };

    private static async Task Put(
        ZipArchive zip, string name, Stream from, CancellationToken cancellation, CompressionLevel level = CompressionLevel.Optimal)
    {
        await using (from)
        {
            var entry = zip.CreateEntry(name, level);

            // The same course gives the same file.
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

            await using var to = await entry.OpenAsync(cancellation);
            await from.CopyToAsync(to, cancellation);
        }
    }
}
