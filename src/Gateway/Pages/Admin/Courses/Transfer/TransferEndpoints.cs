using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A course as one file, a course from a file, and a second one like it.</summary>
internal static class TransferEndpoints
{
    /// <summary>Taking a file: for who runs the school.</summary>
    public static void MapCourseImport(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/courses/import", (TenantRequest request) =>
            Page.Of<CourseImportPage, CourseImportModel>(new("", request.School.Profile.DefaultLanguage)));
        admin.MapPost("/courses/import", Take).WithMetadata(new DisableRequestSizeLimitAttribute(), new StreamedForm());
    }

    /// <summary>Giving one out, and copying it: the second for who runs the school.</summary>
    public static void MapCourseExport(this IEndpointRouteBuilder course)
    {
        course.MapGet("/export", Give);
        course.MapPost("/copy", Copy);
    }

    private static async Task<IResult> Give(Id<Course> course, TenantRequest request, SchoolFiles files)
    {
        if (await Gather(course, request) is not { } copy)
            return Results.NotFound();

        var media = await Media(copy, request, files);

        if (CourseZip.Denial(copy, media.Length) is { } denial)
            return Page.Of<CourseOutlinePage, CourseOutlineModel>((await CourseOutlineEndpoints.Model(course, request))!, denial);

        copy = copy.Showing(media.ToDictionary(file => file.Id, file => file.Id));

        return Results.Stream(
            to => CourseZip.Write(to, copy, [.. media.Select(PackedMedia.Of)], async said =>
            {
                var file = media.First(known => known.Id == said.Id);
                return await files.Read(request.Tenant, file.Stored, file.Length)
                    ?? throw new InvalidOperationException($"The file {file.Stored} went while a course was given out.");
            }),
            "application/zip",
            $"{course}.zip");
    }

    private static async Task<IResult> Copy(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (!request.Account!.RunsSchool || await Gather(course, request) is not { } copy)
            return Results.NotFound();

        var title = form.Line("copy_title", CourseForm.LongestTitle);

        var outcome = !Slug(form, "copy_slug").Succeeded(out var slug, out var refusal) ? refusal
            : title.Length == 0 ? Error.Invalid("admin_course.title_missing", "Write the title.", "copy_title")
            : await request.Grains.Course(slug).Take(copy.As(slug, title));

        return outcome.Succeeded(out var made, out refusal)
            ? Results.Redirect(AdminPlaces.Course(made.Description.Slug) + "?done=copied")
            : Page.Of<CourseOutlinePage, CourseOutlineModel>((await CourseOutlineEndpoints.Model(course, request))!, refusal);
    }

    private static async Task<IResult> Take(HttpContext http, TenantRequest request, MediaForm form, CourseImports imports)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);

        if (await form.Take(http, request, fields, passing: true) is not { } taken)
            return Results.Empty;

        var (typed, language) = (Line(fields, "slug", 64), Line(fields, "language", 35));
        var outcome = taken.Succeeded(out var sent, out var refusal)
            ? await Read(sent[0], typed, language, request, imports, http.RequestAborted)
            : refusal.Code == MediaErrors.Empty().Code ? TransferErrors.NoFile() : refusal;

        return outcome.Succeeded(out var made, out refusal)
            ? Results.Redirect(AdminPlaces.Course(made.Description.Slug) + "?done=imported")
            : Page.Of<CourseImportPage, CourseImportModel>(new(typed, language), refusal);
    }

    // What is refused here goes with its batch, as what is refused later does.
    private static async Task<Outcome<CourseOutline>> Read(
        MediaFile sent, string typed, string tag, TenantRequest request, CourseImports imports, CancellationToken cancellation)
    {
        Id<Course>? slug = typed.Length == 0 ? null : Id<Course>.TryParse(typed, out var known) ? known : default(Id<Course>);
        var tongue = LanguageTag.TryCanonical(tag, out var language, out _) ? language : request.School.Profile.DefaultLanguage;

        return await imports.Take(request.Grains, sent, slug, tongue, cancellation);
    }

    private static string Line(Dictionary<string, string> fields, string name, int most) =>
        FormText.Line(fields.GetValueOrDefault(name, "")) is var line && line.Length > most ? line[..most] : line;

    // Files that a lesson names and the school no longer has are not in it.
    private static async Task<ImmutableArray<MediaFile>> Media(CourseCopy copy, TenantRequest request, SchoolFiles files)
    {
        var named = copy.Contents.SelectMany(content => LessonMedia.FilesOf(content)).Concat(LessonMedia.FilesOf(copy.Description)).Distinct();
        var known = await Task.WhenAll(named.Select(file => request.Grains.MediaFile(file).Show()));

        return [.. known.OfType<MediaFile>().Where(file => files.IsWhole(request.Tenant, file.Stored))];
    }

    private static async Task<CourseCopy?> Gather(Id<Course> course, TenantRequest request)
    {
        if (await request.Grains.Course(course).Draft() is not { } outline)
            return null;

        var contents = await Task.WhenAll(outline.Lessons.Select(lesson => request.Grains.Lesson(course, lesson.Id).Content()));
        return new CourseCopy(outline.Description, outline.Sections, outline.Lessons, [.. contents.OfType<LessonContent>()]);
    }

    private static Outcome<Id<Course>> Slug(IFormCollection form, string field) =>
        Id<Course>.TryParse(form.Line(field, 64), out var slug) && slug.Value is not ("new" or "import")
            ? slug
            : Error.Invalid("admin_course.slug_bad", "Write the address in a–z, 0–9 and hyphens, like first-steps.", field);
}

/// <param name="Slug">The address typed; empty for the one that the file says.</param>
/// <param name="Language">Of a folder of Markdown.</param>
public sealed record CourseImportModel(string Slug, string Language);
