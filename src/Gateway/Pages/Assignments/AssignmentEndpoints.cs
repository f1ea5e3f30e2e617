using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Assignments;

/// <summary>Working on an assignment, handing it in, and looking at what became of it.</summary>
public static class AssignmentEndpoints
{
    private static readonly string[] reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps everything below <c>/courses/{slug}/lessons/{lesson}/assignment</c>.</summary>
    public static void MapAssignments(this IEndpointRouteBuilder routes)
    {
        var assignment = routes.MapGroup("/courses/{slug}/lessons/{lesson}/assignment").RequireSignedIn();

        assignment.MapGet("/", Work);
        assignment.MapPost("/", Save).WithMetadata(new DisableRequestSizeLimitAttribute(), new StreamedForm());
        assignment.MapGet("/hand-in", LookAgain);
        assignment.MapPost("/hand-in", HandIn);
        assignment.MapGet("/{number:int}", Show);
        assignment.MapMethods("/{number:int}/files/{file}", reading, GiveFile);
    }

    /// <summary>A file that somebody handed in: to be saved, never shown, whatever is in it (SEC-E09).</summary>
    internal static async Task<IResult> Give(HttpContext http, TenantRequest request, PersonFiles files, Id<Person> person, HandedFile? file) =>
        file is not null && await files.Read(request.Tenant, person, Id<StoredFile>.Parse(file.Id), file.Length) is { } stream
            ? MediaAnswers.Of(http, stream, file.Name, MediaType.Of(file.Mime), file.Hash, file.At, asDownload: true)
            : Results.NotFound();

    private static async Task<IResult> Work(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, [FromQuery] string? done) =>
        await AssignmentPlace.Find(slug, lesson, request) is { } place
            ? Page.Of<WorkPage, WorkModel>(new WorkModel(place) { IsSaved = done is "saved" })
            : Results.NotFound();

    private static async Task<IResult> Save(
        Id<Course> slug, Id<Lesson> lesson, TenantRequest request, WorkForm form, HandedFiles files, HttpContext http)
    {
        if (await form.Open(http) is not { } parts)
            return Results.Empty;

        if (await AssignmentPlace.Find(slug, lesson, request) is not { } place)
            return Results.NotFound();

        if (await form.Take(http, request, place, parts) is not { } typed)
            return Results.Empty;

        if (typed.Refusal is null && typed.Do.Split(':') is ["remove", var file])
            typed = typed with { Refusal = await files.Remove(request, place, typed.Number, file) };

        if (typed.Refusal is { } refusal)
        {
            return await AssignmentPlace.Find(slug, lesson, request) is { } now
                ? Page.Of<WorkPage, WorkModel>(new WorkModel(now, typed.Text), refusal)
                : Results.NotFound();
        }

        return Results.Redirect(typed.Do is "hand-in" ? place.HandIn : place.Address + "?done=saved");
    }

    private static async Task<IResult> LookAgain(Id<Course> slug, Id<Lesson> lesson, TenantRequest request) =>
        await AssignmentPlace.Find(slug, lesson, request) is { } place
            ? Page.Of<HandInPage, WorkModel>(new WorkModel(place))
            : Results.NotFound();

    private static async Task<IResult> HandIn(Id<Course> slug, Id<Lesson> lesson, IFormCollection form, TenantRequest request)
    {
        if (await AssignmentPlace.Find(slug, lesson, request) is not { } place)
            return Results.NotFound();

        var handed = await place.Book(request).HandIn(new HandIn(form.Number("number"), form.Number("version"), form.Number("seen")));

        return handed.Succeeded(out var submission, out var refusal)
            ? Results.Redirect(place.Submission(submission.Number) + "?done=handed-in")
            : Page.Of<HandInPage, WorkModel>(new WorkModel(place), refusal);
    }

    private static async Task<IResult> Show(Id<Course> slug, Id<Lesson> lesson, int number, TenantRequest request, [FromQuery] string? done) =>
        await AssignmentPlace.FindHandedIn(slug, lesson, request) is { } place
        && (await place.Book(request).Show(number)).Value is { } work
            ? Page.Of<SubmissionPage, SubmissionModel>(
                new SubmissionModel(place, work, await place.Answered(request, work.Submission)) { IsNew = done is "handed-in" })
            : Results.NotFound();

    private static async Task<IResult> GiveFile(
        Id<Course> slug, Id<Lesson> lesson, int number, string file, TenantRequest request, PersonFiles files, HttpContext http)
    {
        if (await AssignmentPlace.FindHandedIn(slug, lesson, request) is not { } place)
            return Results.NotFound();

        return await Give(http, request, files, request.Account!.Id, (await place.Sheet(number, request))?.Find(file));
    }
}
