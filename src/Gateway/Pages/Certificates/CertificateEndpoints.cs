using System.Text;
using Darsgah.Gateway.Certificates;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Certificates;

/// <summary>Getting a certificate, its files, and anybody's check of one.</summary>
public static class CertificateEndpoints
{
    /// <summary>Maps <c>/certificates/{course}</c> and <c>/verify</c>.</summary>
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        // What she has earned stays hers, whatever she answered.
        var own = routes.MapGroup("/certificates/{course}").RequireSignedIn().WithoutAgreement();
        own.MapGet("/", Show);
        own.MapPost("/", Award);
        own.MapPost("/renew", Renew);
        own.MapPost("/name", ShowName);
        own.MapGet("/pdf", Pdf);
        own.MapGet("/badge", Badge);

        routes.MapGet("/verify", Ask);

        routes.MapGet("/verify/{code}", Verify);
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request) =>
        await Model(course, request) is { } model ? Page.Of<CertificatePage, CertificatePageModel>(model) : Results.NotFound();

    private static async Task<IResult> Award(Id<Course> course, TenantRequest request, [FromForm] string? name)
    {
        if (await Model(course, request) is not { } model)
            return Results.NotFound();

        var awarded = await CertificateAward.Award(request, course, name);

        return awarded.Succeeded(out _, out var refusal)
            ? Results.Redirect($"/certificates/{course}")
            : Page.Of<CertificatePage, CertificatePageModel>(model with { TypedName = name }, refusal);
    }

    private static async Task<IResult> Renew(Id<Course> course, TenantRequest request)
    {
        if (await Model(course, request) is not { } model)
            return Results.NotFound();

        if (model.Certificate is null)
            return Results.Redirect(model.Place);

        var renewed = await CertificateAward.Renew(request, course);

        return renewed.Succeeded(out _, out var refusal)
            ? Results.Redirect($"/certificates/{course}")
            : Page.Of<CertificatePage, CertificatePageModel>(model, refusal);
    }

    private static async Task<IResult> ShowName(Id<Course> course, TenantRequest request, [FromForm] bool? show) =>
        (await request.Grains.Enrollment(request.Account!.Id, course).ShowName(show == true)).Succeeded(out _, out _)
            || await request.Grains.Enrollment(request.Account.Id, course).Standing() is not null
            ? Results.Redirect($"/certificates/{course}")
            : Results.NotFound();

    private static async Task<IResult> Pdf(Id<Course> course, TenantRequest request, SchoolFiles files, string? language) => await Model(course, request) switch
    {
        null => Results.NotFound(),
        { Certificate: { } certificate, State: not CertificateState.Revoked } =>
            Results.File(await CertificateFiles.Pdf(request, files, certificate, language), CertificateFiles.PdfType, $"certificate-{course}.pdf"),
        { } model => Results.Redirect(model.Place),
    };

    private static async Task<IResult> Badge(
        Id<Course> course, TenantRequest request, [FromQuery(Name = "with_name")] bool? withName, [FromQuery(Name = "with_address")] bool? withAddress)
    {
        if (await Model(course, request) is not { } model)
            return Results.NotFound();

        return model is { Certificate: not null, State: not CertificateState.Revoked }
            && await CertificateFiles.Badge(request, course, withName == true, withAddress == true) is { } badge
            ? Results.File(Encoding.ASCII.GetBytes(badge), CertificateFiles.BadgeType, $"badge-{course}.jwt")
            : Results.Redirect(model.Place);
    }

    private static IResult Ask([FromQuery] string? code) => string.IsNullOrWhiteSpace(code)
        ? Page.Of<VerifyPage, VerifyPageModel>(new("", null))
        : Results.Redirect($"/verify/{Uri.EscapeDataString(CertificateCode.Read(code))}");

    private static async Task<IResult> Verify(string code, TenantRequest request, HttpContext http, CertificateGuesses guesses)
    {
        try
        {
            var standing = await guesses.Verify(http, request, code);

            return Page.Of<VerifyPage, VerifyPageModel>(
                new(CertificateCode.Read(code), standing),
                refusal: null,
                standing is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
        }
        catch (TooManyAttemptsException)
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }
    }

    private static async Task<CertificatePageModel?> Model(Id<Course> course, TenantRequest request)
    {
        var outline = await request.Grains.Course(course).Outline();
        var enrollment = await request.Grains.Enrollment(request.Account!.Id, course).Kept();

        if (outline is null || enrollment is null)
            return null;

        var standing = enrollment.Certificate is { } certificate ? await request.Grains.Certificate(certificate.Code)!.Standing() : null;

        return new CertificatePageModel(new CourseWay(outline, enrollment), request.Account!.Name, request.Origin)
        {
            Standing = standing,
            IsRenewable = standing is { State: CertificateState.Valid or CertificateState.Expired, Certificate: { } current }
                && current.IsRenewable(request.Clock.GetUtcNow()),
            Languages = request.School.Profile.Languages,
        };
    }
}

/// <param name="Way">Her way through the course, with the certificate once she has it.</param>
/// <param name="AccountName">Her name as the account has it; empty for none.</param>
/// <param name="Origin">The school's canonical origin.</param>
public sealed record CertificatePageModel(CourseWay Way, string AccountName, string Origin)
{
    /// <summary>The name as it was typed into a form that was refused.</summary>
    public string? TypedName { get; init; }

    /// <summary>How her certificate stands; null before she has fetched it.</summary>
    public CertificateStanding? Standing { get; init; }

    /// <summary>It has expired, or soon will.</summary>
    public bool IsRenewable { get; init; }

    /// <summary>Languages of the school's interface, that the PDF can be had in.</summary>
    public ImmutableArray<string> Languages { get; init; } = [];

    /// <summary>What she earned; null before she has fetched it.</summary>
    public Certificate? Certificate => Way.Enrollment.Certificate;

    /// <summary>What it is worth.</summary>
    public CertificateState State => Standing?.State ?? CertificateState.Valid;

    /// <summary>Where anybody checks it.</summary>
    public string VerifyUrl => $"{Origin}/verify/{Certificate?.Code}";

    /// <summary>Address of the course.</summary>
    public string Course => $"/courses/{Way.Outline.Description.Slug}";

    /// <summary>Address of this page.</summary>
    public string Place => $"/certificates/{Way.Outline.Description.Slug}";
}

/// <param name="Code">The code as it was read; empty before anything was asked.</param>
/// <param name="Standing">How the certificate stands, or null where there is none of that code.</param>
public sealed record VerifyPageModel(string Code, CertificateStanding? Standing);
