using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Certificates;

/// <summary>Getting a certificate, and anybody's check of one.</summary>
public static class CertificateEndpoints
{
    /// <summary>Maps <c>/certificates/{course}</c> and <c>/verify</c>.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        // What she has earned stays hers, whatever she answered.
        var own = routes.MapGroup("/certificates/{course}").RequireSignedIn().WithoutAgreement();
        own.MapGet("/", Show);
        own.MapPost("/", Award);

        routes.MapGet("/verify", Ask);

        routes.MapGet("/verify/{code}", Verify);
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request) =>
        await Way(course, request) is { } way
            ? Page.Of<CertificatePage, CertificatePageModel>(Model(way, request))
            : Results.NotFound();

    private static async Task<IResult> Award(Id<Course> course, TenantRequest request, [FromForm] string? name)
    {
        if (await Way(course, request) is not { } way)
            return Results.NotFound();

        var awarded = await CertificateAward.Award(request, course, name);

        return awarded.Succeeded(out _, out var refusal)
            ? Results.Redirect($"/certificates/{course}")
            : Page.Of<CertificatePage, CertificatePageModel>(Model(way, request) with { TypedName = name }, refusal);
    }

    private static IResult Ask([FromQuery] string? code) => string.IsNullOrWhiteSpace(code)
        ? Page.Of<VerifyPage, VerifyPageModel>(new("", null))
        : Results.Redirect($"/verify/{Uri.EscapeDataString(CertificateCode.Read(code))}");

    private static async Task<IResult> Verify(string code, TenantRequest request, HttpContext http, CertificateGuesses guesses)
    {
        try
        {
            var certificate = await guesses.Verify(http, request, code);

            return Page.Of<VerifyPage, VerifyPageModel>(
                new(CertificateCode.Read(code), certificate),
                refusal: null,
                certificate is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
        }
        catch (TooManyAttemptsException)
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }
    }

    private static async Task<CourseWay?> Way(Id<Course> course, TenantRequest request)
    {
        var outline = await request.Grains.Course(course).Outline();
        var enrollment = await request.Grains.Enrollment(request.Account!.Id, course).Standing();

        return outline is null || enrollment is null ? null : new CourseWay(outline, enrollment);
    }

    private static CertificatePageModel Model(CourseWay way, TenantRequest request) =>
        new(way, request.Account!.Name, request.Origin);
}

/// <param name="Way">Her way through the course, with the certificate once she has it.</param>
/// <param name="AccountName">Her name as the account has it; empty for none.</param>
/// <param name="Origin">The school's canonical origin.</param>
public sealed record CertificatePageModel(CourseWay Way, string AccountName, string Origin)
{
    /// <summary>The name as it was typed into a form that was refused.</summary>
    public string? TypedName { get; init; }

    /// <summary>What she earned; null before she has fetched it.</summary>
    public Certificate? Certificate => Way.Enrollment.Certificate;

    /// <summary>Where anybody checks it.</summary>
    public string VerifyUrl => $"{Origin}/verify/{Certificate?.Code}";

    /// <summary>Address of the course.</summary>
    public string Course => $"/courses/{Way.Outline.Description.Slug}";
}

/// <param name="Code">The code as it was read; empty before anything was asked.</param>
/// <param name="Certificate">The certificate, or null where there is none of that code.</param>
public sealed record VerifyPageModel(string Code, Certificate? Certificate);
