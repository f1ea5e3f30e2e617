using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>The named groups of a course.</summary>
internal static class CohortsEndpoints
{
    public static void MapCohorts(this IEndpointRouteBuilder course)
    {
        course.MapGet("/cohorts", async (Id<Course> course, TenantRequest request, string? done) =>
            await Model(course, request) is { } model
                ? Page.Of<CohortsPage, CohortsModel>(model with { Done = done })
                : Results.NotFound());
        course.MapPost("/cohorts", Put);
    }

    private static async Task<IResult> Put(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (await Model(course, request) is not { } model)
            return Results.NotFound();

        var cohorts = request.Grains.Cohorts(course);
        var id = form.Line("cohort", 20);
        var outcome = FormText.First(form, "do") is "close"
            ? await cohorts.Close(id)
            : await cohorts.Put(id, form.Line("name", 81), form.Day("starts_on"));

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect(TeachingPlaces.Cohorts(course) + "?done=saved")
            : Page.Of<CohortsPage, CohortsModel>(model with { Typed = form.Line("name", 81) }, refusal);
    }

    private static async Task<CohortsModel?> Model(Id<Course> course, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? new CohortsModel(outline, await request.Grains.Cohorts(course).All())
            : null;
}

public sealed record CohortsModel(CourseOutline Course, ImmutableArray<Cohort> Cohorts)
{
    /// <summary>The name that was typed and refused.</summary>
    public string Typed { get; init; } = "";

    public string? Done { get; init; }

    public Id<Grains.Common.Course> Slug => Course.Description.Slug;
}
