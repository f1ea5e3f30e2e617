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

        var guesses = new CertificateGuesses(routes.ServiceProvider.GetRequiredService<TimeProvider>());
        routes.MapGet("/verify/{code}", (string code, TenantRequest request, HttpContext http) => Verify(code, request, http, guesses));
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request) =>
        await Way(course, request) is { } way
            ? Page.Of<CertificatePage, CertificatePageModel>(Model(way, request))
            : Results.NotFound();

    private static async Task<IResult> Award(Id<Course> course, TenantRequest request, [FromForm] string? name)
    {
        if (await Way(course, request) is not { } way)
            return Results.NotFound();

        // The account's own name goes before what a form says; only an account without one is asked.
        var known = request.Account!.Name;
        var read = PersonNames.Read(known.Length > 0 ? known : name, "name");

        if (!read.Succeeded(out var holder, out var refusal))
            return Page.Of<CertificatePage, CertificatePageModel>(Model(way, request) with { TypedName = name }, refusal);

        var awarded = await request.Grains.Enrollment(request.Account.Id, course).Award(holder);

        return awarded.Succeeded(out _, out refusal)
            ? Results.Redirect($"/certificates/{course}")
            : Page.Of<CertificatePage, CertificatePageModel>(Model(way, request), refusal);
    }

    private static IResult Ask([FromQuery] string? code) => string.IsNullOrWhiteSpace(code)
        ? Page.Of<VerifyPage, VerifyPageModel>(new("", null))
        : Results.Redirect($"/verify/{Uri.EscapeDataString(CertificateCode.Read(code))}");

    private static async Task<IResult> Verify(string code, TenantRequest request, HttpContext http, CertificateGuesses guesses)
    {
        var read = CertificateCode.Read(code);

        if (!guesses.HasRoom(http, request))
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);

        var certificate = request.Grains.Certificate(read) is { } grain && CertificateCode.IsComplete(read)
            ? await grain.Verify()
            : null;

        if (certificate is not null)
            return Page.Of<VerifyPage, VerifyPageModel>(new(read, certificate));

        guesses.Count(http, request);
        return Page.Of<VerifyPage, VerifyPageModel>(new(read, null), refusal: null, StatusCodes.Status404NotFound);
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
