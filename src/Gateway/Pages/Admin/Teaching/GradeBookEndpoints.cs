using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>The grades of a course: students by lessons, a page of each at a time.</summary>
internal static class GradeBookEndpoints
{
    private const int PageSize = 50;

    public static void MapGradeBook(this IEndpointRouteBuilder course)
    {
        course.MapGet("/grades", Show);
        course.MapGet("/grades/export", Export);
    }

    private static async Task<IResult> Show(
        Id<Course> course, TenantRequest request, string? q, string? state, string? cohort, string? sort, string? after, string? sheet)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var filter = RosterFilter.Of(q, state, cohort, sort);
        var columns = await GradeBook.Columns(request, outline);
        var sheets = Math.Max(1, (columns.Length + GradeCells.Columns - 1) / GradeCells.Columns);
        var number = Math.Clamp(int.TryParse(sheet, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, sheets);
        ImmutableArray<GradeColumn> shown = [.. columns.Skip((number - 1) * GradeCells.Columns).Take(GradeCells.Columns)];
        var page = await filter.Page(request, outline, after, PageSize);
        var cells = await GradeBook.Cells(request, course, page.Lines, shown);

        return Page.Of<GradeBookPage, GradeBookModel>(new GradeBookModel(
            outline, filter, page, await request.Grains.Cohorts(course).All(), cells, shown, number, sheets, after));
    }

    private static async Task<IResult> Export(
        Id<Course> course, TenantRequest request, string? q, string? state, string? cohort, string? sort) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? await RosterFile.GradesOf(request, outline, RosterFilter.Of(q, state, cohort, sort))
            : Results.NotFound();
}

/// <param name="Cells">Grades of each line of the page, in the columns of the sheet.</param>
/// <param name="Columns">The lessons of this sheet.</param>
/// <param name="Sheet">Which sheet of lessons, from 1.</param>
/// <param name="Sheets">How many there are.</param>
/// <param name="After">The cursor of this page; null for the first.</param>
public sealed record GradeBookModel(
    CourseOutline Course,
    RosterFilter Filter,
    Grains.Teaching.RosterPage Page,
    ImmutableArray<Cohort> Cohorts,
    ImmutableArray<ImmutableArray<GradeCell?>> Cells,
    ImmutableArray<GradeColumn> Columns,
    int Sheet,
    int Sheets,
    string? After)
{
    public Id<Grains.Common.Course> Slug => Course.Description.Slug;

    /// <summary>Address of a page of people in a sheet of lessons.</summary>
    public string Address(string? after, int sheet) => Filter.Address(
        TeachingPlaces.Grades(Slug), after, ("sheet", sheet > 1 ? sheet.ToString(CultureInfo.InvariantCulture) : null));
}
