using System.Globalization;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>A roster and a grade book as files, written page by page, whatever their length. No column holds an address (M21).</summary>
internal static class RosterFile
{
    private const int AtOnce = 500;

    public static Task<IResult> Of(TenantRequest request, CourseOutline outline, RosterFilter filter)
    {
        var course = outline.Description.Slug;
        var texts = request.Texts;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(request.School.Profile.TimeZone, out var found) ? found : TimeZoneInfo.Utc;

        return File($"{course}-people.csv", async writer =>
        {
            var columns = new LessonColumns(outline, (await request.Grains.Roster(course).Facts()).Columns);
            var cohorts = await request.Grains.Cohorts(course).All();
            var now = request.Clock.GetUtcNow();

            await writer.WriteAsync(CsvLine.Of(
                texts["teaching.column_id"], texts["common.name"], texts["common.status"], texts["teaching.column_cohort"],
                texts["teaching.column_enrolled"], texts["teaching.column_until"], texts["teaching.column_done"],
                texts["teaching.column_lessons"], texts["teaching.column_last"], texts["teaching.column_points"], texts["teaching.column_out_of"]));

            await foreach (var page in Pages(request, outline, filter))
            {
                foreach (var line in page)
                {
                    await writer.WriteAsync(CsvLine.Of(
                        line.Person.Value,
                        StudentNames.Of(line.Name, line.Person, texts),
                        StudentNames.Of(line.State, line.Until, now, texts),
                        StudentNames.Of(line.Cohort, cohorts),
                        Day(line.EnrolledAt, zone),
                        line.Until is { } until ? Day(until.AddSeconds(-1), zone) : "",
                        Number(columns.Done(line)),
                        Number(columns.Total),
                        Day(line.LastAt, zone),
                        Number(line.Points),
                        Number(line.OutOf)));
                }
            }
        });
    }

    public static Task<IResult> GradesOf(TenantRequest request, CourseOutline outline, RosterFilter filter)
    {
        var course = outline.Description.Slug;
        var texts = request.Texts;

        return File($"{course}-grades.csv", async writer =>
        {
            var columns = await GradeBook.Columns(request, outline);

            await writer.WriteAsync(CsvLine.Of(
                [
                    texts["teaching.column_id"], texts["common.name"], texts["teaching.column_points"], texts["teaching.column_out_of"],
                    .. columns.SelectMany(column => Heads(column, texts)),
                ]));

            await foreach (var page in Pages(request, outline, filter))
            {
                var cells = await GradeBook.Cells(request, course, page, columns);

                for (var index = 0; index < page.Length; index++)
                {
                    var line = page[index];
                    await writer.WriteAsync(CsvLine.Of(
                        [
                            line.Person.Value, StudentNames.Of(line.Name, line.Person, texts), Number(line.Points), Number(line.OutOf),
                            .. cells[index].SelectMany(cell => Of(cell, texts)),
                        ]));
                }
            }
        });
    }

    private static string[] Heads(GradeColumn column, Texts texts)
    {
        var title = column.IsRemoved ? texts.Format("teaching.removed_lesson", ("lesson", column.Title)) : column.Title;
        return [title, texts.Format("teaching.lesson_out_of", ("lesson", title)), texts.Format("teaching.lesson_result", ("lesson", title))];
    }

    private static string[] Of(GradeCell? cell, Texts texts) => cell is null
        ? ["", "", ""]
        : [Number(cell.Points), Number(cell.OutOf), StudentNames.Of(cell, texts)];

    // What is sorted or filtered is put in order once: whatever changes while the file is written, everybody is in it once.
    private static async IAsyncEnumerable<ImmutableArray<RosterLine>> Pages(TenantRequest request, CourseOutline outline, RosterFilter filter)
    {
        var course = outline.Description.Slug;

        if (!filter.IsPlain)
        {
            var index = request.Grains.RosterIndex(course);

            foreach (var slots in (await index.Order(filter.ToQuery(outline, after: null, AtOnce))).Chunk(AtOnce))
                yield return await index.Lines([.. slots]);

            yield break;
        }

        string? after = null;

        do
        {
            var page = await request.Grains.Roster(course).Page(after, 100);
            yield return page.Lines;
            after = page.Next;
        }
        while (after is not null);
    }

    private static Task<IResult> File(string name, Func<StreamWriter, Task> write) => Task.FromResult(Results.Stream(
        async body =>
        {
            await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
            await write(writer);
        },
        "text/csv; charset=utf-8",
        name));

    // The school's day; of an end of access the last one on which lessons open, as on the student's page.
    private static string Day(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
