using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>Somebody's place in a course: she learns there, or teaches, or runs the school.</summary>
/// <param name="Teaches">She sees what waits for an answer and decides on reports.</param>
public sealed record CourseSeat(CourseOutline Outline, Id<Person> Person, bool Teaches)
{
    /// <summary>She runs the school: she decides about what teachers wrote, too.</summary>
    public bool RunsSchool { get; init; }

    /// <summary>The course's id.</summary>
    public Id<Course> Course => Outline.Description.Slug;

    /// <summary>Language of the course.</summary>
    public string Language => Outline.Description.Language;

    /// <summary>Address of the course.</summary>
    public string Path => $"/courses/{Course}";

    /// <summary>A lesson of the course, or null.</summary>
    public LessonHead? Lesson(Id<Lesson> lesson) => Outline.Lessons.FirstOrDefault(head => head.Id == lesson);

    /// <summary>Whether somebody teaches a course, or runs the school; a visitor does not.</summary>
    internal static bool Teaching(PersonAccount? account, CourseOutline outline) =>
        account is not null
        && (account.RunsSchool || (account.Roles.Contains(Role.Instructor) && outline.Teachers.Contains(account.Id)));

    /// <summary>Her place; null for everybody who has none, to whom nothing of it exists (SEC-B04).</summary>
    internal static async Task<CourseSeat?> Of(Id<Course> course, TenantRequest request)
    {
        if (request.Account is not { } account || await request.Grains.Course(course).Outline() is not { } outline)
            return null;

        var teaches = Teaching(account, outline);

        return teaches || await request.Grains.Enrollment(account.Id, course).Standing() is not null
            ? new CourseSeat(outline, account.Id, teaches) { RunsSchool = account.RunsSchool }
            : null;
    }
}
