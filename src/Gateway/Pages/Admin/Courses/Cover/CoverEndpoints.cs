using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Courses.Cover;

/// <summary>The picture of a course: chosen among the school's files, or sent right here.</summary>
internal static class CoverEndpoints
{
    private const int PageSize = 24;

    /// <summary>Bytes of a form that brings a picture; a script makes larger ones smaller before they are sent.</summary>
    private const int LargestForm = 16 * 1024 * 1024;

    /// <summary>Maps what is below a course in the administration.</summary>
    public static void MapCourseCover(this IEndpointRouteBuilder course)
    {
        course.MapGet("/cover", Show);
        course.MapPost("/cover", Choose);
        course.MapPost("/cover/upload", Upload).WithMetadata(new RequestSizeLimitAttribute(LargestForm), new StreamedForm());
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, string? before, string? done) =>
        await request.Grains.Course(course).Draft() is { } outline
            ? await View(request, outline, before, done, refusal: null)
            : Results.NotFound();

    private static async Task<IResult> Choose(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (await request.Grains.Course(course).Draft() is not { } outline)
            return Results.NotFound();

        var typed = form.Line("cover", 64);
        var alternative = form.Line("cover_alt", CourseDescription.LongestAlternative);

        if (typed.Length > 0 && Refusal(Id<MediaFile>.TryParse(typed, out var id) ? await request.Grains.MediaFile(id).Show() : null) is { } refused)
            return await View(request, outline, before: null, done: null, refused);

        return await Set(request, outline, typed, typed.Length > 0 ? alternative : "", "saved");
    }

    private static async Task<IResult> Upload(Id<Course> course, HttpContext http, TenantRequest request, MediaForm form, Uploads uploads)
    {
        if (await form.Take(http, request) is not { } taken)
            return Results.Empty;

        if (await request.Grains.Course(course).Draft() is not { } outline)
            return Results.NotFound();

        if (!taken.Succeeded(out var files, out var refusal))
            return await View(request, outline, before: null, done: null, refusal);

        if (files is [{ } picture] && Refusal(picture) is not { } refused)
            return await Set(request, outline, picture.Id.Value, "", "uploaded");

        // What was sent to be a cover and is none is not left lying in the library.
        foreach (var file in files)
        {
            if ((await request.Grains.Media.Remove(file.Id, [])).Succeeded(out var gone, out _))
                uploads.Delete(request.Grains, gone);
        }

        return await View(request, outline, before: null, done: null, Refusal(files[0]) ?? CoverErrors.One());
    }

    private static async Task<IResult> Set(TenantRequest request, CourseOutline outline, string cover, string alternative, string done)
    {
        var course = outline.Description.Slug;
        var outcome = await request.Grains.Course(course).Describe(
            outline.Description with { Cover = cover, CoverAlternative = alternative }, outline.Revision);

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{AdminPlaces.CourseCover(course)}?done={done}")
            : await View(request, outline, before: null, done: null, refusal);
    }

    private static async Task<IResult> View(TenantRequest request, CourseOutline outline, string? before, string? done, Error? refusal)
    {
        var (pictures, next) = await MediaShelf.Page(request, MediaKind.Image, "", before, PageSize);
        var current = Id<MediaFile>.TryParse(outline.Description.Cover, out var id) ? await request.Grains.MediaFile(id).Show() : null;

        return Page.Of<CoverPage, CoverModel>(
            new CoverModel(outline.Description, current, pictures, next) { IsFirst = before is null, Done = done }, refusal);
    }

    private static Error? Refusal(MediaFile? file) =>
        file?.Type.Kind != MediaKind.Image ? CoverErrors.NoPicture()
        : file.Length > CoverErrors.Largest ? CoverErrors.TooLarge()
        : null;
}

/// <param name="Current">The cover as it is; null without one.</param>
/// <param name="Pictures">A page of the school's pictures, newest first.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record CoverModel(CourseDescription Course, MediaFile? Current, ImmutableArray<MediaFile> Pictures, string? Next)
{
    /// <summary>It is the first page.</summary>
    public bool IsFirst { get; init; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }
}
