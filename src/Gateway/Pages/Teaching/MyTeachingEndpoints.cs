using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin.Teaching;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Teaching;

/// <summary>What a student does about her place in a course: her grades, leaving it, coming in by an invitation.</summary>
internal static class MyTeachingEndpoints
{
    public static void MapMyTeaching(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses/{slug}/grades", Grades).RequireSignedIn();
        routes.MapPost("/courses/{slug}/leave", Leave).RequireSignedIn();
        routes.MapGet("/invitations/{token}", Look);
        routes.MapPost("/invitations/{token}", Take).RequireSignedIn();
    }

    // What she was given stays hers to read, also after her access has ended.
    private static async Task<IResult> Grades(Id<Course> slug, TenantRequest request) =>
        await request.Grains.Course(slug).Outline() is { } outline
        && await request.Grains.Enrollment(request.Account!.Id, slug).Kept() is { } enrollment
            ? Page.Of<MyGradesPage, MyGradesModel>(new MyGradesModel(outline, enrollment, request.Clock.GetUtcNow()))
            : Results.NotFound();

    private static async Task<IResult> Leave(Id<Course> slug, TenantRequest request)
    {
        var left = await request.Grains.Enrollment(request.Account!.Id, slug).Arrange(new(EnrollmentAct.Leave));

        return left.Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.Learning)
            : Results.StatusCode(refusal.Kind.ToStatusCode());
    }

    private static async Task<IResult> Look(string token, TenantRequest request, InvitationLinks links, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await Model(token, request, links) is { } model
            ? Page.Of<InvitationPage, InvitationModel>(model)
            : Results.NotFound();
    }

    private static async Task<IResult> Take(string token, TenantRequest request, InvitationLinks links)
    {
        if (await Model(token, request, links) is not { } model)
            return Results.NotFound();

        var read = links.Read(request.Tenant, token)!;

        if (!IsFor(read, request.Account))
            return Page.Of<InvitationPage, InvitationModel>(model, TeachingErrors.InvitationOfAnother());

        var taken = await request.Grains.Invitation(read.Fingerprint).Take(request.Account!.Id);

        return taken.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{Places.Courses}/{model.Course.Slug}")
            : Page.Of<InvitationPage, InvitationModel>(model, refusal);
    }

    // Unknown, revoked, too old and used up look the same from outside.
    private static async Task<InvitationModel?> Model(string token, TenantRequest request, InvitationLinks links) =>
        links.Read(request.Tenant, token) is { } read
        && await request.Grains.Invitation(read.Fingerprint).Look(request.Account?.Id ?? default) is { } invitation
        && await request.Grains.Course(invitation.Course).Outline() is { } outline
            ? new InvitationModel(
                InvitationLinks.Path(token), outline.Description, invitation.ExpiresAt, request.Account is not null, IsFor(read, request.Account))
            : null;

    // Of a letter's link: only the account whose address it was sent to, and has shown that mail to it reaches her.
    private static bool IsFor(InvitationToken token, Grains.People.PersonAccount? account) =>
        token.Address is null
        || (account is { EmailConfirmed: true } && string.Equals(InvitationCodes.FingerprintOf(account.NormalizedEmail), token.Address, StringComparison.Ordinal));
}

/// <param name="Enrollment">With what she was given, also where she is in the course no more.</param>
public sealed record MyGradesModel(CourseOutline Outline, Enrollment Enrollment, DateTimeOffset Now)
{
    public CourseWay Way => new(Outline, Enrollment);

    /// <summary>What she got of what there was to get so far, 0 to 100; null before the first grade.</summary>
    public int? Percent => Enrollment.Grades.Sum(grade => grade.OutOf) is > 0 and var outOf
        ? (int)Math.Round(Enrollment.Grades.Sum(grade => grade.Points) * 100 / outOf)
        : null;
}

/// <param name="Path">Where the link leads: this page.</param>
/// <param name="SignedIn">Somebody is signed in.</param>
/// <param name="IsHers">Whoever is signed in can take it.</param>
public sealed record InvitationModel(string Path, CourseDescription Course, DateTimeOffset ExpiresAt, bool SignedIn, bool IsHers);
