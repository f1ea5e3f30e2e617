using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
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

    private static async Task<IResult> List(TenantRequest request, string? q, string? page, string? saved, string? show) =>
        Page.Of<CoursesPage, CoursesModel>(await Model(request, q, page, show is "archived") with { Saved = saved is "1" });

    private static async Task<CoursesModel> Model(TenantRequest request, string? query = null, string? page = null, bool archived = false)
    {
        var me = request.Account!;
        var asked = CourseQuery.Of(query);
        var found = await request.Grains.Catalogue.StaffPage(
            me.RunsSchool ? null : me.Id, archived, asked.Words, int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, CoursesModel.PageSize);

        return new CoursesModel(found, asked.Typed, me.RunsSchool)
        {
            Rules = await request.Grains.LearningRules.Rules(),
            Archived = archived,
        };
    }

    // What completes lessons in every course that says nothing else.
    private static async Task<IResult> Complete(IFormCollection form, TenantRequest request)
    {
        var rules = new LearningRules(form.Number("watch_percent")) { Completion = CompletionForm.Read(form) };
        var refusal = form.NoNumber("watch_percent") ?? (await request.Grains.LearningRules.Change(rules)).Error;

        return refusal is null
            ? Results.Redirect(Places.AdminCourses + "?saved=1")
            : Page.Of<CoursesPage, CoursesModel>(await Model(request) with { Rules = rules }, refusal);
    }

    private static async Task<IResult> Create(IFormCollection form, TenantRequest request, PageContext context)
    {
        var typed = CourseForm.Read(form, slug: null) with { Revision = 0 };

        var outcome = (await CourseAboutEndpoints.Description(request, typed, context.Zone, before: null)).Succeeded(out var description, out var refusal)
            ? await request.Grains.Course(description.Slug).Describe(description, expectedRevision: 0)
            : refusal;

        return outcome.Succeeded(out var course, out refusal)
            ? Results.Redirect(AdminPlaces.Course(course.Description.Slug) + "?done=created")
            : Page.Of<CourseAboutPage, CourseAboutModel>(await CourseAboutEndpoints.Model(request, typed, outline: null), refusal);
    }
}

/// <param name="Page">Courses that were found, one page of them.</param>
/// <param name="Query">What was looked for, as typed; empty for everything.</param>
/// <param name="MayMake">She runs the school.</param>
public sealed record CoursesModel(CataloguePage Page, string Query, bool MayMake)
{
    /// <summary>Courses of a page.</summary>
    public const int PageSize = 50;

    /// <summary>What holds for every course that says nothing else.</summary>
    public LearningRules Rules { get; init; } = LearningRules.Unset;

    /// <summary>Those that are archived, instead of all others.</summary>
    public bool Archived { get; init; }

    /// <summary>Address of this list.</summary>
    public string Place => Archived ? ArchivedPlace : Places.AdminCourses;

    /// <summary>Address of the archived courses.</summary>
    public const string ArchivedPlace = Places.AdminCourses + "?show=archived";

    /// <summary>Something was saved just now.</summary>
    public bool Saved { get; init; }

    /// <summary>There are more than a page shows, or something was looked for.</summary>
    public bool HasSearch => Page.Listed > PageSize || Query.Length > 0;

    /// <summary>Address of the page before; null on the first.</summary>
    public string? Previous => CourseQuery.Previous(Place, Query, Page);

    /// <summary>Address of the page after; null on the last.</summary>
    public string? Next => CourseQuery.Next(Place, Query, Page, PageSize);
}
