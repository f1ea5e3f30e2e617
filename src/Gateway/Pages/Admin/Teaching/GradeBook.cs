using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>The columns of a course's grade book in the course's order, and the grades that stand in them.</summary>
/// <remarks>Grades are kept in the order in which lessons were first graded; what is shown is looked up there, a few sheets for a page.</remarks>
internal static class GradeBook
{
    /// <summary>What is graded in the course, and then what was graded in it before it was taken out.</summary>
    public static async Task<ImmutableArray<GradeColumn>> Columns(TenantRequest request, CourseOutline outline)
    {
        var course = outline.Description.Slug;
        var graded = (await request.Grains.Roster(course).Facts()).Columns.Graded;
        var columns = outline.Lessons
            .Select(lesson => (Lesson: lesson, Number: graded.IndexOf(lesson.Id)))
            .Where(column => column.Number >= 0 || column.Lesson.Kind is LessonKind.Quiz or LessonKind.Assignment)
            .Select(column => new GradeColumn(column.Lesson.Title, column.Number, IsRemoved: false))
            .ToImmutableArray()
            .ToBuilder();

        for (var number = 0; number < graded.Length; number++)
        {
            if (outline.Find(graded[number]) is null)
                columns.Add(new GradeColumn(await TitleOf(request, course, graded[number]), number, IsRemoved: true));
        }

        return columns.ToImmutable();
    }

    /// <summary>The grades of some students in some columns: a list for each line, in their order.</summary>
    public static async Task<ImmutableArray<ImmutableArray<GradeCell?>>> Cells(
        TenantRequest request, Id<Course> course, ImmutableArray<RosterLine> lines, ImmutableArray<GradeColumn> columns)
    {
        var sheets = new Dictionary<int, ImmutableArray<ImmutableArray<GradeCell?>>>();

        foreach (var sheet in columns.Where(column => column.Number >= 0).Select(column => column.Number / GradeCells.Columns).Distinct())
            sheets[sheet] = await request.Grains.Roster(course).Grades(lines, sheet);

        return
        [
            .. Enumerable.Range(0, lines.Length).Select(line => columns
                .Select(column => column.Number < 0 ? null : sheets[column.Number / GradeCells.Columns][line][column.Number % GradeCells.Columns])
                .ToImmutableArray()),
        ];
    }

    // What it was called when it was last published.
    private static async Task<string> TitleOf(TenantRequest request, Id<Course> course, Id<Lesson> lesson) =>
        (await request.Grains.Lesson(course, lesson).Published())?.Content.Title ?? request.Texts["lesson.gone"];
}

/// <summary>A column of a grade book.</summary>
/// <param name="Title">The lesson's title.</param>
/// <param name="Number">Its number among those that somebody was graded for; -1 where nobody was.</param>
/// <param name="IsRemoved">It is in the course no more.</param>
public sealed record GradeColumn(string Title, int Number, bool IsRemoved);
