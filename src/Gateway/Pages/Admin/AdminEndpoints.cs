using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin.Assignments;
using Darsgah.Gateway.Pages.Admin.Certificates;
using Darsgah.Gateway.Pages.Admin.Community;
using Darsgah.Gateway.Pages.Admin.Cookies;
using Darsgah.Gateway.Pages.Admin.Courses;
using Darsgah.Gateway.Pages.Admin.Courses.Cover;
using Darsgah.Gateway.Pages.Admin.Courses.Transfer;
using Darsgah.Gateway.Pages.Admin.Home;
using Darsgah.Gateway.Pages.Admin.Keys;
using Darsgah.Gateway.Pages.Admin.Media;
using Darsgah.Gateway.Pages.Admin.People;
using Darsgah.Gateway.Pages.Admin.Policies;
using Darsgah.Gateway.Pages.Admin.Profile;
using Darsgah.Gateway.Pages.Admin.Purposes;
using Darsgah.Gateway.Pages.Admin.Quizzes;
using Darsgah.Gateway.Pages.Admin.Rules;
using Darsgah.Gateway.Pages.Admin.Settings;
using Darsgah.Gateway.Pages.Admin.Teaching;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Pages.Admin;

/// <summary>The pages of whoever runs a school. To everybody else there are none (SEC-B01).</summary>
public static class AdminEndpoints
{
    /// <summary>Maps <c>/admin</c> and all below it.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup(Places.Admin).On(Hosts.School).RequireRole(Role.Admin).ExcludeFromDescription();

        admin.MapAdminHome();
        admin.MapAdminProfile();
        admin.MapAdminRules();
        admin.MapAdminSettings();
        admin.MapAdminCookies();
        admin.MapAdminPurposes();
        admin.MapPolicyPromises();
        admin.MapGlossary();
        admin.MapAdminPeople();
        admin.MapAdminCourses();
        admin.MapCourseImport();
        admin.MapAdminKeys();
        admin.MapAdminCommunity();

        // Who teaches sees her own courses and nothing else of the administration.
        routes.MapGroup(Places.AdminCourses).On(Hosts.School).RequireRole(Role.Admin, Role.Instructor).ExcludeFromDescription().MapCourseList();
        routes.MapAdminMedia();

        // Documents are also for those who only write or review them; what each may do stands with each page.
        routes.MapGroup(Places.AdminPolicies).On(Hosts.School).RequireRole(Role.Admin, Role.Drafter, Role.Reviewer).ExcludeFromDescription()
            .MapAdminPolicies();
        admin.MapAdminCertificates();

        // One course is also for who teaches it.
        var course = routes.MapGroup(Places.AdminCourses + "/{course}").On(Hosts.School).RequireCourseStaff().ExcludeFromDescription();

        course.MapAdminCourse();
        course.MapCourseAbout();
        course.MapCourseCover();
        course.MapPreviewText();
        course.MapCourseExport();
        course.MapAdminLessons();
        course.MapAsLearner();
        course.MapAdminQuizzes();
        course.MapAdminAssignments();
        course.MapAdminTeaching();
        course.MapAdminCertificateTerms();
    }
}
