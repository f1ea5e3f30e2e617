using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>The courses a person is in.</summary>
internal static class CourseWays
{
    /// <summary>Her courses, the one she was in last first; none for a visitor.</summary>
    public static async Task<LearnPageModel> Of(TenantRequest request)
    {
        if (request.Account is not { } account)
            return LearnPageModel.Of([]);

        var courses = await request.Grains.Enrollments(account.Id).Courses();

        return LearnPageModel.Of(await Task.WhenAll(courses.Select(course => Of(request, account.Id, course))));
    }

    private static async Task<CourseWay?> Of(TenantRequest request, Id<Person> person, Id<Course> course)
    {
        var outline = await request.Grains.Course(course).Outline();
        var enrollment = await request.Grains.Enrollment(person, course).Standing();

        return outline is null || enrollment is null ? null : new CourseWay(outline, enrollment) { Now = request.Clock.GetUtcNow() };
    }
}
