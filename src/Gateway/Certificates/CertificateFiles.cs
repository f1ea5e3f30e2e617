using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Certificates;

/// <summary>Her certificate as files that she takes along.</summary>
internal static class CertificateFiles
{
    public const string PdfType = "application/pdf";
    public const string BadgeType = "application/vc+jwt";

    /// <param name="language">A language of the interface; the course's, or else the school's, where it is none.</param>
    public static async Task<byte[]> Pdf(TenantRequest request, SchoolFiles files, Certificate certificate, string? language) => CertificateDocument.Of(
        certificate, VerifyUrl(request, certificate.Code), LanguageOf(request, certificate, language), await Logo(request, files, certificate));

    /// <summary>The signed badge; null before she has a certificate.</summary>
    public static async Task<string?> Badge(TenantRequest request, Id<Course> course, bool withName, bool withAddress)
    {
        var account = request.Account!;

        if (await request.Grains.Enrollment(account.Id, course).RegisteredCertificate() is not { } certificate)
            return null;

        var address = withAddress ? account.Under(PurposeUses.BadgeAddress).NormalizedEmail : "";
        var payload = OpenBadge.Payload(
            certificate with { Course = course }, request.Origin, withName ? certificate.Name : null, address.Length > 0 ? address : null);

        return await request.Grains.SigningKeys.SignCredential(Issuer.Keys(request.Origin), payload);
    }

    public static string VerifyUrl(TenantRequest request, string code) => $"{request.Origin}/verify/{code}";

    // A PDF takes PNG and JPEG as they are; any other picture, or one that is gone, leaves the school's first letter.
    private static async Task<byte[]?> Logo(TenantRequest request, SchoolFiles files, Certificate certificate)
    {
        if (!Id<MediaFile>.TryParse(certificate.Logo, out var id) || await request.Grains.MediaFile(id).Show() is not { } file
            || (file.Type != MediaType.Png && file.Type != MediaType.Jpeg))
        {
            return null;
        }

        await using var stream = await files.Read(request.Tenant, file.Stored, file.Length);

        if (stream is null)
            return null;

        var bytes = new byte[file.Length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static UiLanguage LanguageOf(TenantRequest request, Certificate certificate, string? language) =>
        UiLanguages.Find(language ?? "") ?? UiLanguages.Find(certificate.CourseLanguage) ?? UiLanguages.Find(request.School.Profile.DefaultLanguage)
        ?? UiLanguages.English;
}
