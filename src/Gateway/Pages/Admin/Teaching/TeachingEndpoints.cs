namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>The people of one course, for who teaches it and who runs the school.</summary>
internal static class TeachingEndpoints
{
    public static void MapAdminTeaching(this IEndpointRouteBuilder course)
    {
        course.MapRoster();
        course.MapStudent();
        course.MapChosen();
        course.MapGradeBook();
        course.MapCohorts();
        course.MapInvitations();
        course.MapFigures();
    }
}
