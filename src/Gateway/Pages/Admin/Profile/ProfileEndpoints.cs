using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Profile;

/// <summary>Name, look, languages, place and contact of the school.</summary>
internal static class ProfileEndpoints
{
    public static void MapAdminProfile(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school", Show);
        admin.MapPost("/school", Save);
        admin.MapSchoolLogo();
    }

    /// <summary>The page with what is kept, and why something else about it was refused.</summary>
    internal static IResult Refused(TenantRequest request, Error refusal) =>
        Page.Of<ProfilePage, ProfileModel>(new ProfileModel(ProfileForm.Of(request.School), Theirs: null, Saved: false), refusal);

    private static IResult Show(TenantRequest request, string? saved) =>
        Page.Of<ProfilePage, ProfileModel>(new ProfileModel(ProfileForm.Of(request.School), Theirs: null, saved is "1"));

    private static async Task<IResult> Save(IFormCollection form, TenantRequest request)
    {
        var typed = ProfileForm.Read(form);

        if (form.ContainsKey("look"))
            return Page.Of<ProfilePage, ProfileModel>(new ProfileModel(typed, Theirs: null, Saved: false));

        var outcome = typed.ToProfile().Succeeded(out var profile, out var refusal)
            ? await request.Grains.School.ChangeProfile(profile with { Logo = request.School.Profile.Logo }, typed.Revision)
            : refusal;

        if (outcome.Succeeded(out _, out refusal))
            return Results.Redirect(Places.AdminSchool + "?saved=1");

        if (refusal.Kind != ErrorKind.Conflict || await request.Grains.School.School() is not { } now)
            return Page.Of<ProfilePage, ProfileModel>(new ProfileModel(typed, Theirs: null, Saved: false), refusal);

        // What she typed stays; saving once more is a decision made with the other version in sight.
        var model = new ProfileModel(typed with { Revision = now.Revision }, now.Profile, Saved: false);
        return Page.Of<ProfilePage, ProfileModel>(model, refusal);
    }
}

/// <param name="Theirs">What somebody else saved meanwhile; null where nobody did.</param>
public sealed record ProfileModel(ProfileForm Form, SchoolProfile? Theirs, bool Saved);
