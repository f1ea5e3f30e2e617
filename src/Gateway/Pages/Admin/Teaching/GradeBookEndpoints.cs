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

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, string? before, string? sheet)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var roster = request.Grains.Roster(course);
        var graded = (await roster.Facts()).Columns.Graded;
        var sheets = Math.Max(1, (graded.Length + GradeCells.Columns - 1) / GradeCells.Columns);
        var number = Math.Clamp(int.TryParse(sheet, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1, 1, sheets);
        var page = await roster.Page(before, PageSize);
        var titles = outline.Lessons.ToDictionary(lesson => lesson.Id, lesson => lesson.Title);
        var shown = graded.Skip((number - 1) * GradeCells.Columns).Take(GradeCells.Columns)
            .Select(lesson => titles.GetValueOrDefault(lesson, lesson.Value)).ToImmutableArray();

        return Page.Of<GradeBookPage, GradeBookModel>(new GradeBookModel(
            outline, page, await roster.Grades(page.Lines, number - 1), shown, number, sheets, before));
    }

    private static async Task<IResult> Export(Id<Course> course, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? await RosterFile.GradesOf(request, outline)
            : Results.NotFound();
}

/// <param name="Cells">Grades of each line of the page, in the columns of the sheet.</param>
/// <param name="Lessons">Titles of the lessons of this sheet.</param>
/// <param name="Sheet">Which sheet of lessons, from 1.</param>
/// <param name="Sheets">How many there are.</param>
/// <param name="Before">The cursor of this page; null for the first.</param>
public sealed record GradeBookModel(
    CourseOutline Course,
    Grains.Teaching.RosterPage Page,
    ImmutableArray<ImmutableArray<GradeCell?>> Cells,
    ImmutableArray<string> Lessons,
    int Sheet,
    int Sheets,
    string? Before)
{
    public Id<Grains.Common.Course> Slug => Course.Description.Slug;

    /// <summary>Address of a page of people in a sheet of lessons.</summary>
    public string Address(string? before, int sheet) => TeachingPlaces.With(
        TeachingPlaces.Grades(Slug), ("before", before), ("sheet", sheet > 1 ? sheet.ToString(CultureInfo.InvariantCulture) : null));
}
