using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin.Keys;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Pages.Operator;

/// <summary>The pages of whoever runs the installation, on the console's own host and nowhere else.</summary>
public static class OperatorEndpoints
{
    private const int PageSize = 50;

    /// <summary>Maps <c>/operator</c> and all below it.</summary>
    public static void MapOperator(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup(Places.Operator).On(Hosts.Platform).RequireRole(Role.Operator).ExcludeFromDescription();

        console.MapGet("/", () => Results.Redirect(Places.OperatorSchools));
        console.MapGet("/schools", List);
        console.MapGet("/schools/new", (TenantRequest request) =>
            Page.Of<NewSchoolPage, NewSchoolModel>(new NewSchoolModel(NewSchoolForm.Empty(request.UiLanguage.Tag), Proposed: false)));
        console.MapPost("/schools/new", Create);
        console.MapSchool();
        console.MapOperatorKeys();
    }

    /// <summary>What the records call an operator.</summary>
    internal static string Actor(TenantRequest request) => $"operator:{request.Account!.Id}";

    private static async Task<IResult> List(Schools schools, string? after)
    {
        var (page, next) = await schools.List(after, PageSize);
        return Page.Of<SchoolsPage, SchoolsModel>(new SchoolsModel(page, next, after is null));
    }

    private static async Task<IResult> Create(
        IFormCollection form, TenantRequest request, Schools schools, IOptions<PlatformOptions> platform)
    {
        var typed = NewSchoolForm.Read(form);
        var completed = typed.WithProposals(platform.Value.Host);

        // What she left to us is shown before it becomes the school's for ever.
        if (completed != typed && completed.Slug.Length > 0)
            return Page.Of<NewSchoolPage, NewSchoolModel>(new NewSchoolModel(completed, Proposed: true));

        var outcome = completed.ToSchool().Succeeded(out var school, out var refusal)
            ? await schools.Create(school, Actor(request))
            : refusal;

        return outcome.Succeeded(out var made, out var reason)
            ? Results.Redirect(OperatorPlaces.School(made.Slug) + "?done=created")
            : Page.Of<NewSchoolPage, NewSchoolModel>(new NewSchoolModel(completed, Proposed: false), reason);
    }
}

/// <summary>Addresses inside the console.</summary>
public static class OperatorPlaces
{
    public const string NewSchool = Places.OperatorSchools + "/new";

    public static string School(string slug) => $"{Places.OperatorSchools}/{slug}";
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record SchoolsModel(ImmutableArray<School> Schools, string? Next, bool IsFirst);

/// <param name="Proposed">Short name or host were left empty, and are proposed now.</param>
public sealed record NewSchoolModel(NewSchoolForm Form, bool Proposed);
