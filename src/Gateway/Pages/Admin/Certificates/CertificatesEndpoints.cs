using Darsgah.Gateway.Certificates;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Pages.Admin.Certificates;

/// <summary>A course's certificates: on what terms it gives them, how they look, which it gave, and taking one back.</summary>
internal static class CertificatesEndpoints
{
    private const int PageSize = 50;

    /// <summary>For who runs the school and who teaches the course.</summary>
    public static void MapAdminCertificateTerms(this IEndpointRouteBuilder course)
    {
        course.MapGet("/certificate", Show);
        course.MapPost("/certificate", Save);
        course.MapGet("/certificate/sample", Sample);
    }

    /// <summary>For who runs the school.</summary>
    public static void MapAdminCertificates(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/courses/{course}/certificates", List);
        admin.MapGet("/courses/{course}/certificates/{code}", One);
        admin.MapPost("/courses/{course}/certificates/{code}", Change);
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, string? saved) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? Page.Of<CertificateTermsPage, CertificateTermsModel>(
                new(outline.Description, await request.Grains.CertificateTerms(course).Terms(), request.School, request.Origin) { Saved = saved is "1" })
            : Results.NotFound();

    private static async Task<IResult> Save(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var typed = new CertificateTerms(
            form.Number("months"),
            form.Choice<CertificateDesign>("design") ?? CertificateDesign.Classic,
            form.Line("signatory", CertificateTerms.LongestLine),
            form.Line("role", CertificateTerms.LongestLine),
            form.Number("revision"));
        var model = new CertificateTermsModel(outline.Description, typed, request.School, request.Origin);

        if (form.ContainsKey("look"))
            return Page.Of<CertificateTermsPage, CertificateTermsModel>(model);

        var changed = await request.Grains.CertificateTerms(course).Change(typed);

        return changed.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.CertificateTerms(course) + "?saved=1")
            : Page.Of<CertificateTermsPage, CertificateTermsModel>(
                refusal.Kind == ErrorKind.Conflict
                    ? model with { Terms = typed with { Revision = (await request.Grains.CertificateTerms(course).Terms()).Revision } }
                    : model,
                refusal);
    }

    private static async Task<IResult> Sample(Id<Course> course, TenantRequest request, SchoolFiles files, string? language) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? Results.File(
                await CertificateFiles.Pdf(
                    request,
                    files,
                    new CertificateTermsModel(outline.Description, await request.Grains.CertificateTerms(course).Terms(), request.School, request.Origin)
                        .SampleOf(request.Texts["admin_certificate.sample_name"], request.Clock.GetUtcNow()),
                    language ?? request.UiLanguage.Tag),
                CertificateFiles.PdfType)
            : Results.NotFound();

    private static async Task<IResult> List(Id<Course> course, TenantRequest request, string? before) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? Page.Of<CertificatesPage, CertificatesModel>(new(
                outline.Description, await request.Grains.CertificateRegister(course).Page(before, PageSize), before is null, request.Clock.GetUtcNow()))
            : Results.NotFound();

    private static async Task<IResult> One(Id<Course> course, string code, TenantRequest request, string? done) =>
        await Model(course, code, request) is { } model
            ? Page.Of<OneCertificatePage, OneCertificateModel>(model with { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Change(Id<Course> course, string code, IFormCollection form, TenantRequest request)
    {
        if (await Model(course, code, request) is not { } model)
            return Results.NotFound();

        if (FormText.First(form, "do") is "reissue")
            return await Reissue(model, request);

        var revoked = await request.Grains.Certificate(code)!.Revoke(form.Line("reason", CertificateTerms.LongestLine * 3));

        return revoked.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Certificate(course, code) + "?done=revoked")
            : Page.Of<OneCertificatePage, OneCertificateModel>(model, refusal);
    }

    private static async Task<IResult> Reissue(OneCertificateModel model, TenantRequest request)
    {
        if (!model.IsCurrent)
            return Page.Of<OneCertificatePage, OneCertificateModel>(model, CertificateErrors.NoneGiven());

        var name = model.AccountName.Length > 0 ? model.AccountName : model.Standing.Certificate!.Name;
        var made = await request.Grains.Enrollment(model.Holder.Person, model.Course.Slug).Reissue(name);

        return made.Succeeded(out var certificate, out var refusal)
            ? Results.Redirect(AdminPlaces.Certificate(model.Course.Slug, certificate.Code) + "?done=reissued")
            : Page.Of<OneCertificatePage, OneCertificateModel>(model, refusal);
    }

    // A certificate is found through its course: one of another course is not here (SEC-B07).
    private static async Task<OneCertificateModel?> Model(Id<Course> course, string code, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline
            || request.Grains.Certificate(code) is not { } grain
            || await grain.Holder() is not { } holder || holder.Course != course
            || await grain.Standing() is not { } standing)
        {
            return null;
        }

        var account = await request.Grains.Person(holder.Person).Account(PurposeUses.CertificateName);
        var current = (await request.Grains.Enrollment(holder.Person, course).Held(code))?.IsCurrent == true;

        return new OneCertificateModel(outline.Description, code, standing, holder, account?.Name ?? "", current, $"{request.Origin}/verify/{code}");
    }
}
