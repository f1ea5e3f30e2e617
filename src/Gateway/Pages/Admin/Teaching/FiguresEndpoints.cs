using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>How far a course's students come, lesson by lesson; of too few of them nothing is said (B09).</summary>
internal static class FiguresEndpoints
{
    public static void MapFigures(this IEndpointRouteBuilder course) => course.MapGet("/figures", Show);

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var least = Math.Max(SchoolRules.LeastSmallestGroup, request.School.Rules.SmallestGroup);
        var figures = await request.Grains.RosterIndex(course).Figures([.. outline.Lessons.Select(lesson => lesson.Id)]);

        return Page.Of<FiguresPage, FiguresModel>(new FiguresModel(outline, figures.Students >= least ? figures : null, least));
    }
}

/// <param name="Figures">Null where there are too few students to say anything.</param>
/// <param name="Least">How many it takes.</param>
public sealed record FiguresModel(CourseOutline Course, LessonFigures? Figures, int Least)
{
    public Id<Grains.Common.Course> Slug => Course.Description.Slug;

    /// <summary>A part of the students, 0 to 100.</summary>
    public int Percent(int count) => Figures is { Students: > 0 and var students } ? (int)Math.Round(count * 100.0 / students) : 0;
}
