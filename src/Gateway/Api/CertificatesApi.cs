using System.Text;
using Darsgah.Gateway.Certificates;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Certificates;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Api;

/// <summary>Certificates: her own and their files, anybody's check, and what whoever runs the school does with them.</summary>
internal static class CertificatesApi
{
    public static void MapCertificatesApi(this RouteGroupBuilder api)
    {
        // What she has earned stays hers, whatever she answered.
        var own = api.MapGroup("/me/enrollments/{course}/certificate").WithTags("Learning").On(Hosts.School).WithoutAgreement().For(ApiRole.Person);
        own.MapPut("/", Award).WithSummary("Gives her the certificate, once; later the same one.").Produces<Certificate>();
        own.MapPut("/renewal", Renew).WithSummary("Gives her the next certificate in place of one that has expired or soon will.").Produces<Certificate>();
        own.MapGet("/pdf", Pdf).WithSummary("Her certificate as a PDF file.").Produces<byte[]>(contentType: CertificateFiles.PdfType);
        own.MapGet("/badge", Badge).WithSummary("Her certificate as a signed Open Badge 3.0: a VC-JWT.").Produces<string>(contentType: CertificateFiles.BadgeType);

        api.MapGroup("/certificates").WithTags("Certificates").On(Hosts.School).WithCredentials().WithoutAgreement().For(ApiRole.Anyone)
            .MapGet("/{code}", Verify).WithSummary("Confirms a certificate, or says why it is good no longer.").Produces<CertificateCheck>();

        api.MapGroup("/certificates").WithTags("Certificates").On(Hosts.School).For(ApiRole.Admin)
            .MapPut("/{code}/revocation", Revoke).WithSummary("Takes a certificate back, for ever.").Produces<CertificateCheck>();
        api.MapGroup("/courses/{course}/certificates").WithTags("Certificates").On(Hosts.School).For(ApiRole.Admin)
            .MapGet("/", List).WithSummary("Certificates that a course gave, newest first.").Produces<ListOf<CertificateRow>>();
    }

    private static async Task<IResult> Award(string course, TenantRequest request, AwardBody? body) =>
        Id<Course>.TryParse(course, out var id)
            ? (await CertificateAward.Award(request, id, body?.Name)).ToResult()
            : Problems.Of(CourseErrors.NoSuchCourse(course));

    private static async Task<IResult> Renew(string course, TenantRequest request) =>
        Id<Course>.TryParse(course, out var id)
            ? (await CertificateAward.Renew(request, id)).ToResult()
            : Problems.Of(CourseErrors.NoSuchCourse(course));

    private static async Task<IResult> Pdf(string course, TenantRequest request, SchoolFiles files, string? language) =>
        await Own(course, request) is { } certificate
            ? Results.File(await CertificateFiles.Pdf(request, files, certificate, language), CertificateFiles.PdfType)
            : Problems.Of(CertificateErrors.NoneGiven());

    private static async Task<IResult> Badge(
        string course, TenantRequest request, [FromQuery(Name = "with_name")] bool? withName, [FromQuery(Name = "with_address")] bool? withAddress) =>
        await Own(course, request) is not null
        && await CertificateFiles.Badge(request, Id<Course>.Parse(course), withName == true, withAddress == true) is { } badge
            ? Results.Text(badge, CertificateFiles.BadgeType, Encoding.ASCII)
            : Problems.Of(CertificateErrors.NoneGiven());

    private static async Task<IResult> Verify(string code, TenantRequest request, HttpContext http, CertificateGuesses guesses) =>
        await guesses.Verify(http, request, code) is { } standing
            ? TypedResults.Ok(CertificateCheck.Of(CertificateCode.Read(code), standing))
            : Problems.Of(StatusCodes.Status404NotFound, "learning.no_such_certificate", "This school gave no certificate of that code.");

    private static async Task<IResult> Revoke(string code, RevocationBody body, TenantRequest request)
    {
        var read = CertificateCode.Read(code);

        return CertificateCode.IsComplete(read) && request.Grains.Certificate(read) is { } grain
            ? (await grain.Revoke(body.Reason)).ToResult(standing => TypedResults.Ok(CertificateCheck.Of(read, standing)))
            : Problems.Of(CertificateErrors.NoneGiven());
    }

    private static async Task<IResult> List(string course, TenantRequest request, string? after, int? limit)
    {
        if (!Id<Course>.TryParse(course, out var id) || await request.Grains.Course(id).Outline() is null)
            return Problems.Of(CourseErrors.NoSuchCourse(course));

        var page = await request.Grains.CertificateRegister(id).Page(after, limit ?? Paging.Usual);
        return TypedResults.Ok(new ListOf<CertificateRow>(page.Rows, page.Next));
    }

    // One that was revoked is handed out no more.
    private static async Task<Certificate?> Own(string course, TenantRequest request) =>
        Id<Course>.TryParse(course, out var id)
        && (await request.Grains.Enrollment(request.Account!.Id, id).Kept())?.Certificate is { } certificate
        && await request.Grains.Certificate(certificate.Code)!.Standing() is { State: not CertificateState.Revoked }
            ? certificate
            : null;
}

/// <summary>Why a certificate is taken back.</summary>
/// <param name="Reason">3 to 300 characters; whoever checks the certificate reads it.</param>
public sealed record RevocationBody(string Reason);

/// <summary>What a certificate needs to know.</summary>
/// <param name="Name">Her name as it shall stand on it, for an account that has none.</param>
public sealed record AwardBody(string? Name = null);
