using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>A course as one file, a course from a file, and a second one like it.</summary>
internal static class TransferEndpoints
{
    /// <summary>Bytes of a file that is sent.</summary>
    internal const int LargestFile = 10 * 1024 * 1024;

    /// <summary>Taking a file: for who runs the school.</summary>
    public static void MapCourseImport(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/courses/import", (TenantRequest request) =>
            Page.Of<CourseImportPage, CourseImportModel>(new("", request.School.Profile.DefaultLanguage)));
        admin.MapPost("/courses/import", Take).WithMetadata(
            new RequestSizeLimitAttribute(LargestFile + (64 * 1024)), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LargestFile });
    }

    /// <summary>Giving one out, and copying it: the second for who runs the school.</summary>
    public static void MapCourseExport(this IEndpointRouteBuilder course)
    {
        course.MapGet("/export", Give);
        course.MapPost("/copy", Copy);
    }

    private static async Task<IResult> Give(Id<Course> course, TenantRequest request) => await Gather(course, request) is { } copy
        ? Results.File(CourseZip.Write(copy), "application/zip", $"{course}.zip")
        : Results.NotFound();

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

    private static async Task<IResult> Take(IFormCollection form, TenantRequest request)
    {
        var (typed, language) = (form.Line("slug", 64), form.Line("language", 35));
        var outcome = await Read(form, typed, language, request);

        return outcome.Succeeded(out var made, out var refusal)
            ? Results.Redirect(AdminPlaces.Course(made.Description.Slug) + "?done=imported")
            : Page.Of<CourseImportPage, CourseImportModel>(new(typed, language), refusal);
    }

    private static async Task<Outcome<CourseOutline>> Read(IFormCollection form, string typed, string tag, TenantRequest request)
    {
        if (form.Files["file"] is not { Length: > 0 } file)
            return TransferErrors.NoFile();

        if (file.Length > LargestFile)
            return TransferErrors.TooLarge(file.FileName);

        Id<Course>? slug = null;

        if (typed.Length > 0)
        {
            if (!Slug(form, "slug").Succeeded(out var known, out var refused))
                return refused;

            slug = known;
        }

        if (!LanguageTag.TryCanonical(tag, out var language, out _))
            return Error.Invalid("admin_course.language_bad", "Choose the language from the list.", "language");

        using var stream = file.OpenReadStream();

        if (!CourseZip.Read(stream, slug, language).Succeeded(out var copy, out var refusal))
            return refusal;

        if (copy.Description.Slug.IsEmpty || copy.Description.Slug.Value is "new" or "import")
            return Error.Invalid("admin_course.slug_bad", "Write the address in a–z, 0–9 and hyphens, like first-steps.", "slug");

        // What no page could show is refused here, not found by a student.
        foreach (var content in copy.Contents)
        {
            if (LessonMarkdown.Check(content.Markdown) is not null)
                return TransferErrors.BadJson(content.Title, "its text is too long or too complex to be shown");
        }

        return await request.Grains.Course(copy.Description.Slug).Take(copy);
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
