using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>The school's courses: all of them for who runs it, her own for who teaches.</summary>
internal static class CoursesEndpoints
{
    /// <summary>Making a course: for who runs the school.</summary>
    public static void MapAdminCourses(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/courses/new", async (TenantRequest request) => Page.Of<CourseAboutPage, CourseAboutModel>(
            await CourseAboutEndpoints.Model(request, CourseForm.Empty(request.School.Profile.DefaultLanguage), outline: null)));
        admin.MapPost("/courses/new", Create);
    }

    /// <summary>The list.</summary>
    public static void MapCourseList(this IEndpointRouteBuilder staff) => staff.MapGet("/", List);

    private static async Task<IResult> List(TenantRequest request)
    {
        var cards = await request.Grains.Catalogue.Cards();
        var me = request.Account!;

        return Page.Of<CoursesPage, CoursesModel>(new CoursesModel(
            me.RunsSchool ? cards : [.. cards.Where(card => card.Teachers.Contains(me.Id))], me.RunsSchool));
    }

    private static async Task<IResult> Create(IFormCollection form, TenantRequest request, PageContext context)
    {
        var typed = CourseForm.Read(form, slug: null) with { Revision = 0 };

        var outcome = typed.ToDescription(context.Zone).Succeeded(out var description, out var refusal)
            ? await request.Grains.Course(description.Slug).Describe(description, expectedRevision: 0)
            : refusal;

        return outcome.Succeeded(out var course, out refusal)
            ? Results.Redirect(AdminPlaces.Course(course.Description.Slug) + "?done=created")
            : Page.Of<CourseAboutPage, CourseAboutModel>(await CourseAboutEndpoints.Model(request, typed, outline: null), refusal);
    }
}

/// <param name="MayMake">She runs the school.</param>
public sealed record CoursesModel(ImmutableArray<CourseCard> Cards, bool MayMake);
