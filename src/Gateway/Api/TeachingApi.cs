using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Api;

/// <summary>The students of a course and their grades. Nobody's address is in either (M21).</summary>
internal static class TeachingApi
{
    public static void MapTeachingApi(this RouteGroupBuilder api)
    {
        var course = api.MapGroup("/courses/{slug}").WithTags("Courses").On(Hosts.School).ForCourseStaff();

        course.MapGet("/people", People).WithSummary("Its students, newest first.").Produces<ListOf<CourseStudent>>();
        course.MapGet("/grades", Grades).WithSummary("Its students with their grades, newest first.").Produces<ListOf<StudentGrades>>();
        course.MapCoursePlaces();

        // Whoever teaches invites; only who runs the school names a member.
        api.MapPut("/courses/{slug}/people/{person}", Enroll).WithTags("Courses").On(Hosts.School).For(ApiRole.Admin)
            .WithSummary("Puts a member into it.").Produces<CourseStanding>();
    }

    private static async Task<IResult> People(string slug, TenantRequest request, string? after, int? limit)
    {
        if (!Id<Course>.TryParse(slug, out var id) || await request.Grains.Course(id).Outline() is not { } outline)
            return Problems.Of(CourseErrors.NoSuchCourse(slug));

        var columns = (await request.Grains.Roster(id).Facts()).Columns;
        ImmutableArray<int> numbers = [.. CompletionRules.Needed(outline).Select(lesson => columns.Lessons.IndexOf(lesson.Id))];
        var page = await request.Grains.Roster(id).Page(after, limit ?? Paging.Usual);

        return TypedResults.Ok(new ListOf<CourseStudent>([.. page.Lines.Select(line => new CourseStudent(
            line.Person, line.Name, line.State, line.Until, line.Cohort, line.EnrolledAt, line.LastAt,
            LessonBits.Count(line.Done, numbers), numbers.Length, line.Points, line.OutOf))], page.Next));
    }

    private static async Task<IResult> Grades(string slug, TenantRequest request, string? after, int? limit)
    {
        if (!Id<Course>.TryParse(slug, out var id) || await request.Grains.Course(id).Outline() is null)
            return Problems.Of(CourseErrors.NoSuchCourse(slug));

        var roster = request.Grains.Roster(id);
        var graded = (await roster.Facts()).Columns.Graded;
        var page = await roster.Page(after, limit ?? Paging.Usual);
        var grades = page.Lines.Select(_ => ImmutableArray.CreateBuilder<LessonGrade>()).ToArray();

        for (var sheet = 0; sheet * GradeCells.Columns < graded.Length; sheet++)
        {
            var cells = await roster.Grades(page.Lines, sheet);

            for (var row = 0; row < cells.Length; row++)
            {
                for (var column = 0; column < GradeCells.Columns && (sheet * GradeCells.Columns) + column < graded.Length; column++)
                {
                    if (cells[row][column] is { } cell)
                        grades[row].Add(new(graded[(sheet * GradeCells.Columns) + column], cell.Points, cell.OutOf, cell.Passed, cell.ByHand));
                }
            }
        }

        return TypedResults.Ok(new ListOf<StudentGrades>(
            [.. page.Lines.Select((line, row) => new StudentGrades(line.Person, line.Name, grades[row].ToImmutable()))], page.Next));
    }

    private static async Task<IResult> Enroll(string slug, string person, TenantRequest request)
    {
        if (!Id<Course>.TryParse(slug, out var id))
            return Problems.Of(CourseErrors.NoSuchCourse(slug));

        // A key's caller names a member; what is no account here is nobody.
        if (!Id<Person>.TryParse(person, out var member) || await request.Grains.Person(member).Account(Grains.Purposes.PurposeUses.RosterName) is null)
            return Problems.Of(Grains.People.PeopleErrors.NoSuchPerson());

        return (await request.Grains.Enrollment(member, id).Admit(new Admission(ByStaff: true)))
            .ToResult(enrollment => TypedResults.Ok(CourseStanding.Of(enrollment)));
    }
}

/// <summary>A student in a course.</summary>
/// <param name="Person">Her id at this school.</param>
/// <param name="Name">Empty where she gave none; never her address.</param>
/// <param name="State">Whether she is in it.</param>
/// <param name="Until">When her access ends, UTC; null for never.</param>
/// <param name="Cohort">The cohort she is in; empty for none.</param>
/// <param name="EnrolledAt">When she came in, UTC.</param>
/// <param name="LastAt">When she last did something in it or was given a grade, UTC.</param>
/// <param name="Done">Lessons of the course that she has finished.</param>
/// <param name="Lessons">How many it has.</param>
/// <param name="Points">What she was given, over all graded lessons.</param>
/// <param name="OutOf">What there was to get in those.</param>
public sealed record CourseStudent(
    Id<Person> Person,
    string Name,
    EnrollmentState State,
    DateTimeOffset? Until,
    string Cohort,
    DateTimeOffset EnrolledAt,
    DateTimeOffset LastAt,
    int Done,
    int Lessons,
    decimal Points,
    decimal OutOf);

/// <summary>A student and what she was given, lesson by lesson.</summary>
/// <param name="Person">Her id at this school.</param>
/// <param name="Name">Empty where she gave none; never her address.</param>
/// <param name="Grades">One a lesson that she was graded for.</param>
public sealed record StudentGrades(Id<Person> Person, string Name, ImmutableArray<LessonGrade> Grades);

/// <summary>What a student was given for a lesson.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="Points">What she got.</param>
/// <param name="OutOf">What there was to get.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="ByHand">Staff gave it.</param>
public sealed record LessonGrade(Id<Lesson> Lesson, decimal Points, decimal OutOf, bool Passed, bool ByHand);

/// <summary>Whether somebody is in a course, and how long.</summary>
/// <param name="State">Whether she is in it.</param>
/// <param name="Until">When her access ends, UTC; null for never.</param>
/// <param name="Cohort">The cohort she is in; empty for none.</param>
public sealed record CourseStanding(EnrollmentState State, DateTimeOffset? Until, string Cohort)
{
    internal static CourseStanding Of(Enrollment enrollment) => new(enrollment.State, enrollment.Until, enrollment.Cohort);
}
