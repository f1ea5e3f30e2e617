using System.IO.Compression;
using Darsgah.Gateway.Media;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A course out of a file that has been sent, with the files that come with it: all of it or nothing.</summary>
/// <remarks>
/// The file itself and each that comes out of it are one batch among the school's files. Whatever ends the import, what the
/// course does not show is taken away again (<see cref="Uploads.Clear"/>).
/// </remarks>
internal sealed class CourseImports(Uploads uploads, SchoolFiles files)
{
    /// <summary>Makes the course.</summary>
    /// <param name="sent">The file, which begins a batch.</param>
    /// <param name="slug">Its address here; null for the one that the file says.</param>
    /// <param name="language">Language of a folder of Markdown.</param>
    /// <returns>The course, a draft; or what is wrong with the file.</returns>
    public async Task<Outcome<CourseOutline>> Take(
        TenantGrains school, MediaFile sent, Id<Course>? slug, string language, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await files.Read(school.Tenant, sent.Stored, sent.Length)
                ?? throw new InvalidOperationException($"The file {sent.Stored} went while a course was made of it.");
            await using var zip = await BoundedDirectory.Open(stream, cancellation);

            return zip is null
                ? TransferErrors.TooMany(ZipGuard.MostEntries)
                : await Take(school, sent, zip, slug, language, cancellation);
        }
        catch (InvalidDataException)
        {
            return TransferErrors.NoZip();
        }
        finally
        {
            await uploads.Clear(school, sent.Id);
        }
    }

    private async Task<Outcome<CourseOutline>> Take(
        TenantGrains school, MediaFile sent, ZipArchive zip, Id<Course>? slug, string language, CancellationToken cancellation)
    {
        if (!CourseZip.Read(zip, sent.Length, slug, language).Succeeded(out var packed, out var refusal))
            return refusal;

        if (packed.Copy.Description.Slug.IsEmpty || packed.Copy.Description.Slug.Value is "new" or "import")
            return Error.Invalid("admin_course.slug_bad", "Write the address in a–z, 0–9 and hyphens, like first-steps.", "slug");

        // What no page could show is refused here, not found by a student.
        foreach (var content in packed.Copy.Contents)
        {
            if (LessonMarkdown.Check(content.Markdown) is not null)
                return TransferErrors.BadJson(content.Title, "its text is too long or too complex to be shown");
        }

        // Told before gigabytes are unpacked.
        if (await school.Course(packed.Copy.Description.Slug).Draft() is { } there)
            return CourseErrors.SlugTaken(there.Description.Slug.Value);

        return packed.Media is not { } media ? await school.Course(packed.Copy.Description.Slug).Take(packed.Copy)
            : !(await Keep(school, sent.Id, zip, media, cancellation)).Succeeded(out var kept, out refusal) ? refusal
            : await school.Course(packed.Copy.Description.Slug).Take(packed.Copy.Showing(kept));
    }

    // Each is new here, and is what it says it is.
    private async Task<Outcome<Dictionary<Id<MediaFile>, Id<MediaFile>>>> Keep(
        TenantGrains school, Id<MediaFile> batch, ZipArchive zip, ImmutableArray<PackedMedia> media, CancellationToken cancellation)
    {
        var kept = new Dictionary<Id<MediaFile>, Id<MediaFile>>();

        foreach (var said in media)
        {
            if (zip.GetEntry(said.File) is not { } entry)
                return TransferErrors.Missing(said.File);

            if (entry.Length != said.Length)
                return TransferErrors.NotAsSaid(said.File);

            try
            {
                await using var from = await entry.OpenAsync(cancellation);

                if (!(await uploads.Put(school, said.Name, said.Length, from, cancellation, batch: batch)).Succeeded(out var file, out var refusal))
                    return refusal;

                if (file.Hash != said.Hash || file.Mime != said.Mime)
                    return TransferErrors.NotAsSaid(said.File);

                kept[said.Id] = file.Id;
            }
            catch (InvalidDataException)
            {
                return TransferErrors.Broken(said.File);
            }
        }

        return kept;
    }
}
