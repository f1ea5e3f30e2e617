using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Certificates;

/// <summary>Her certificate as files that she takes along.</summary>
internal static class CertificateFiles
{
    public const string PdfType = "application/pdf";
    public const string BadgeType = "application/vc+jwt";

    /// <param name="language">A language of the interface; the course's, or else the school's, where it is none.</param>
    public static byte[] Pdf(TenantRequest request, Certificate certificate, string? language) => CertificateDocument.Of(
        certificate, VerifyUrl(request, certificate.Code), LanguageOf(request, certificate, language));

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

    private static UiLanguage LanguageOf(TenantRequest request, Certificate certificate, string? language) =>
        UiLanguages.Find(language ?? "") ?? UiLanguages.Find(certificate.CourseLanguage) ?? UiLanguages.Find(request.School.Profile.DefaultLanguage)
        ?? UiLanguages.English;
}
