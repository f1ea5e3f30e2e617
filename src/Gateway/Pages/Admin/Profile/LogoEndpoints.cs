using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Profile;

/// <summary>The school's logo: a file among its files, on every page and on its certificates.</summary>
internal static class LogoEndpoints
{
    // A script makes larger pictures smaller before they are sent.
    private const int LargestForm = 16 * 1024 * 1024;

    public static void MapSchoolLogo(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/school/logo", Upload).WithMetadata(new RequestSizeLimitAttribute(LargestForm), new StreamedForm());
        admin.MapPost("/school/logo/remove", Remove);
    }

    private static async Task<IResult> Upload(HttpContext http, TenantRequest request, MediaForm form, Uploads uploads)
    {
        if (await form.Take(http, request) is not { } taken)
            return Results.Empty;

        if (!taken.Succeeded(out var files, out var refusal))
            return ProfileEndpoints.Refused(request, refusal);

        if (files is [{ } logo] && Refusal(logo) is null)
        {
            // Noted before it is shown: a logo is everybody's to see, and certificates keep it.
            await request.Grains.MediaFile(logo.Id).Use(MediaUse.Logo);
            return await Set(request, logo.Id.Value);
        }

        foreach (var file in files)
        {
            if ((await request.Grains.Media.Remove(file.Id, [])).Succeeded(out var gone, out _))
                uploads.Delete(request.Grains, gone);
        }

        return ProfileEndpoints.Refused(request, Refusal(files[0]) ?? LogoErrors.NoPicture());
    }

    // The file stays: certificates that were given show it.
    private static Task<IResult> Remove(TenantRequest request) => Set(request, "");

    private static async Task<IResult> Set(TenantRequest request, string logo)
    {
        var outcome = await request.Grains.School.ChangeProfile(request.School.Profile with { Logo = logo }, request.School.Revision);

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.AdminSchool + "?saved=1#logo")
            : ProfileEndpoints.Refused(request, refusal);
    }

    private static Error? Refusal(MediaFile file)
    {
        if (file.Type != MediaType.Png && file.Type != MediaType.Jpeg && file.Type != MediaType.WebP)
            return file.Name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? LogoErrors.Drawing() : LogoErrors.NoPicture();

        return file.Length > LogoErrors.Largest || file.Width > LogoErrors.LongestSide || file.Height > LogoErrors.LongestSide
            ? LogoErrors.TooLarge()
            : null;
    }
}
