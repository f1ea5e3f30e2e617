using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

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
        admin.MapPost("/courses/completion", Complete);
    }

    /// <summary>The list.</summary>
    public static void MapCourseList(this IEndpointRouteBuilder staff) => staff.MapGet("/", List);

    private static async Task<IResult> List(TenantRequest request, string? saved) =>
        Page.Of<CoursesPage, CoursesModel>(await Model(request) with { Saved = saved is "1" });

    private static async Task<CoursesModel> Model(TenantRequest request)
    {
        var cards = await request.Grains.Catalogue.Cards();
        var me = request.Account!;

        return new CoursesModel(me.RunsSchool ? cards : [.. cards.Where(card => card.Teachers.Contains(me.Id))], me.RunsSchool)
        {
            Rules = await request.Grains.LearningRules.Rules(),
        };
    }

    // What completes recordings in every course that says nothing else.
    private static async Task<IResult> Complete(IFormCollection form, TenantRequest request)
    {
        var rules = new LearningRules(form.Number("watch_percent"));

        return (await request.Grains.LearningRules.Change(rules)).Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.AdminCourses + "?saved=1")
            : Page.Of<CoursesPage, CoursesModel>(await Model(request) with { Rules = rules }, refusal);
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
public sealed record CoursesModel(ImmutableArray<CourseCard> Cards, bool MayMake)
{
    /// <summary>What holds for every course that says nothing else.</summary>
    public LearningRules Rules { get; init; } = LearningRules.Unset;

    /// <summary>They were saved just now.</summary>
    public bool Saved { get; init; }
}
