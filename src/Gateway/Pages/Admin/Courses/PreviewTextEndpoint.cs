using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>Markdown as a student will see it, while it is being written.</summary>
internal static class PreviewTextEndpoint
{
    public static void MapPreviewText(this IEndpointRouteBuilder course) => course.MapPost("/preview", Show);

    private static async Task<IResult> Show(Id<Course> course, IFormCollection form, TenantRequest request, PageContext context) =>
        await request.Grains.Course(course).Draft() is { } outline
            ? Results.Content(
                CourseText.Of(form.Block("markdown"), outline.Description.Language, 1, context.Origin, request.Rules.Embeds).Value, "text/html")
            : Results.NotFound();
}
