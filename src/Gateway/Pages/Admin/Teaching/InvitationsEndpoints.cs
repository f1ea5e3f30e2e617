using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>Invitations into a course: links, and letters to a file of addresses.</summary>
internal static class InvitationsEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder course)
    {
        course.MapGet("/invitations", Show);
        course.MapPost("/invitations", Change);
        course.MapInvitationImport();
    }

    internal static async Task<InvitationsModel?> Model(Id<Course> course, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return null;

        var lines = await request.Grains.Invitations(course).All();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var by in lines.Select(line => line.By).Distinct(StringComparer.Ordinal))
            names[by] = await ActorNames.Of(request.Grains, by, request.UiLanguage);

        return new InvitationsModel(outline, lines, names, await request.Grains.Cohorts(course).All(), request.Clock.GetUtcNow());
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, string? done) =>
        await Model(course, request) is { } model
            ? Page.Of<InvitationsPage, InvitationsModel>(model with { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Change(Id<Course> course, IFormCollection form, TenantRequest request, HttpContext http)
    {
        if (await Model(course, request) is not { } before)
            return Results.NotFound();

        // The link is on this page and nowhere else, ever.
        http.Response.Headers.CacheControl = "no-store";

        if (FormText.First(form, "do") is "revoke")
        {
            await request.Grains.Invitations(course).Revoke(form.Line("invitation", 40));
            return Results.Redirect(TeachingPlaces.Invitations(course) + "?done=revoked");
        }

        var cohort = form.Line("cohort", 20);

        if (cohort.Length > 0 && before.Cohorts.All(known => known.Id != cohort || known.Closed))
            return Page.Of<InvitationsPage, InvitationsModel>(before, TeachingErrors.NoSuchCohort());

        var uses = form.Number("uses");
        var code = InvitationCodes.New();
        var made = await request.Grains.Invitations(course).Make(
            new MakeInvitation(InvitationCodes.FingerprintOf(code), cohort, form.Number("days"), uses == 0 ? -1 : uses));

        return made.Succeeded(out _, out var refusal)
            ? Page.Of<InvitationsPage, InvitationsModel>((await Model(course, request))! with { Link = request.Origin + InvitationLinks.Path(code) })
            : Page.Of<InvitationsPage, InvitationsModel>(before, refusal);
    }
}

/// <param name="Names">Who made them, by the actor that the records keep.</param>
public sealed record InvitationsModel(
    CourseOutline Course, ImmutableArray<InvitationLine> Lines, IReadOnlyDictionary<string, string> Names, ImmutableArray<Cohort> Cohorts, DateTimeOffset Now)
{
    /// <summary>A link that was just made; shown this once.</summary>
    public string? Link { get; init; }

    public string? Done { get; init; }

    public Id<Grains.Common.Course> Slug => Course.Description.Slug;

    /// <summary>It can still be used.</summary>
    public bool IsGood(InvitationLine line) =>
        !line.Revoked && Now < line.Invitation.ExpiresAt && (line.Invitation.IsAddressed || line.Used < line.Invitation.Uses);
}
