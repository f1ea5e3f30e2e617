using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Pages.Assignments;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Api;

/// <summary>A signed-in person's work on an assignment: her draft, handing it in, and what became of it.</summary>
internal static class AssignmentApi
{
    private const string Octets = "application/octet-stream";

    public static void MapAssignmentApi(this RouteGroupBuilder api)
    {
        var work = api.MapGroup("/me/enrollments/{course}/lessons/{lesson}/assignment").WithTags("Learning").On(Hosts.School).For(ApiRole.Person);

        work.MapGet("/", Show)
            .WithSummary("What an assignment that is open to her asks, her draft, and what she handed in.").Produces<AssignmentOverview>();
        work.MapPut("/draft", Save)
            .WithSummary("Keeps the text of the draft.")
            .WithDescription(
                "'number' and 'seen' are the draft's 'number' and 'textRevision' that the text was written on: an older one never replaces a newer.")
            .Produces<DraftItem>();
        work.MapPut("/draft/{number:int}/files", AddFile).Accepts<Stream>(Octets)
            .WithMetadata(new RequestSizeLimitAttribute((AssignmentRules.MostMegabytes + 1L) * 1024 * 1024))
            .WithSummary("Adds a file to the draft of that number.")
            .WithDescription("The body is the file. What it is, its bytes say. The same file under the same name is in the draft once, however often it is sent.")
            .Produces<HandedItem>();
        work.MapDelete("/draft/{number:int}/files/{file}", RemoveFile)
            .WithSummary("Takes a file out of the draft. Repeating it changes nothing.").Produces(StatusCodes.Status204NoContent);
        work.MapPut("/submissions/{number:int}", HandIn)
            .WithSummary("Hands the draft in under its number, by the server's clock. Repeating it changes nothing.").Produces<SubmissionItem>();
        work.MapGet("/submissions/{number:int}", Submission)
            .WithSummary("What she handed in, and what was said of it.").Produces<SubmissionPaper>();
        work.MapGet("/submissions/{number:int}/files/{file}", GiveFile)
            .WithSummary("A file of what she handed in, or of the draft under its number.").Produces<Stream>(StatusCodes.Status200OK, Octets);
    }

    private static async Task<IResult> Show(string course, string lesson, TenantRequest request) =>
        await Find(course, lesson, request) is { } place
            ? TypedResults.Ok(AssignmentOverview.Of(place.Desk))
            : Problems.Of(AssignmentErrors.NoAssignment);

    private static async Task<IResult> Save(string course, string lesson, DraftBody body, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(AssignmentErrors.NoAssignment);

        var saved = await place.Book(request).Save(new SaveDraft(body.Number, FormText.Block(body.Text), body.Seen));
        return saved.ToResult(draft => TypedResults.Ok(DraftItem.Of(body.Number, draft)));
    }

    private static async Task<IResult> AddFile(
        string course, string lesson, int number, [FromQuery] string? name, HttpContext http, TenantRequest request, HandedFiles files)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(AssignmentErrors.NoAssignment);

        var added = await files.Add(request, place, number, name ?? "", http.Request.Body, http.RequestAborted);
        return added.ToResult(file => TypedResults.Ok(HandedItem.Of(file)));
    }

    private static async Task<IResult> RemoveFile(string course, string lesson, int number, string file, TenantRequest request, HandedFiles files)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(AssignmentErrors.NoAssignment);

        return await files.Remove(request, place, number, file) is { } refusal ? Problems.Of(refusal) : TypedResults.NoContent();
    }

    private static async Task<IResult> HandIn(string course, string lesson, int number, HandInBody body, TenantRequest request)
    {
        if (await Find(course, lesson, request) is not { } place)
            return Problems.Of(AssignmentErrors.NoAssignment);

        var handed = await place.Book(request).HandIn(new HandIn(number, body.Version, body.Seen));
        return handed.ToResult(submission => TypedResults.Ok(SubmissionItem.Of(submission)));
    }

    private static async Task<IResult> Submission(string course, string lesson, int number, TenantRequest request)
    {
        if (await FindHandedIn(course, lesson, request) is not { } place)
            return Problems.Of(AssignmentErrors.NoAssignment);

        var shown = await place.Book(request).Show(number);
        return shown.ToResult(work => TypedResults.Ok(SubmissionPaper.Of(work)));
    }

    private static async Task<IResult> GiveFile(
        string course, string lesson, int number, string file, HttpContext http, TenantRequest request, PersonFiles files) =>
        await FindHandedIn(course, lesson, request) is { } place && await place.Sheet(number, request) is { } sheet && sheet.Find(file) is { } found
            ? await AssignmentEndpoints.Give(http, request, files, request.Account!.Id, found)
            : Problems.Of(MediaErrors.NoSuchFile(file));

    private static async Task<AssignmentPlace?> FindHandedIn(string course, string lesson, TenantRequest request) =>
        Id<Course>.TryParse(course, out var of) && Id<Lesson>.TryParse(lesson, out var id) ? await AssignmentPlace.FindHandedIn(of, id, request) : null;

    private static async Task<AssignmentPlace?> Find(string course, string lesson, TenantRequest request) =>
        Id<Course>.TryParse(course, out var of) && Id<Lesson>.TryParse(lesson, out var id) ? await AssignmentPlace.Find(of, id, request) : null;
}

/// <summary>An assignment, as it lies before who works on it.</summary>
/// <param name="Version">Of the lesson, as it is published now. Handing in answers it.</param>
/// <param name="TakesText">A text is handed in.</param>
/// <param name="Files">Files that are taken at most.</param>
/// <param name="Megabytes">Of each file at most.</param>
/// <param name="Kinds">Kinds of files, as their bytes say; none for any.</param>
/// <param name="Points">What there is to earn.</param>
/// <param name="PassPercent">Per cent of the points that pass it.</param>
/// <param name="DueAt">When it is due for her, UTC; null for never.</param>
/// <param name="ClosesAt">When nothing is taken any more, UTC; null for never.</param>
/// <param name="PenaltyPercent">Per cent of all points that handing in now takes off.</param>
/// <param name="Denial">Why she cannot hand in now, as a code; null where she can.</param>
/// <param name="Draft">What she has so far.</param>
/// <param name="Submissions">What she handed in, oldest first.</param>
public sealed record AssignmentOverview(
    int Version,
    bool TakesText,
    int Files,
    int Megabytes,
    ImmutableArray<MediaKind> Kinds,
    decimal Points,
    int PassPercent,
    DateTimeOffset? DueAt,
    DateTimeOffset? ClosesAt,
    int PenaltyPercent,
    string? Denial,
    DraftItem Draft,
    ImmutableArray<SubmissionItem> Submissions)
{
    internal static AssignmentOverview Of(AssignmentDesk desk) => new(
        desk.Version, desk.Assignment.TakesText, desk.Assignment.Files, desk.Assignment.Megabytes, desk.Assignment.Kinds,
        Rubrics.OutOf(desk.Assignment), desk.Assignment.PassPercent, desk.Late.Due, desk.Late.ClosesAt, desk.Late.PenaltyPercent,
        desk.Denial?.Code, DraftItem.Of(desk.Number, desk.Draft), [.. desk.Submissions.Select(SubmissionItem.Of)]);
}

/// <summary>What is not handed in yet.</summary>
/// <param name="Number">The number that it will have.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Files">In the order they came.</param>
/// <param name="Revision">How often it was changed; handing in says it.</param>
/// <param name="TextRevision">How often its text was changed; keeping another says it.</param>
public sealed record DraftItem(int Number, string Text, ImmutableArray<HandedItem> Files, int Revision, int TextRevision)
{
    internal static DraftItem Of(int number, WorkSheet draft) =>
        new(number, draft.Text, [.. draft.Files.Select(HandedItem.Of)], draft.Revision, draft.TextRevision);
}

/// <summary>A file of somebody's work.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Mime">What its bytes are.</param>
/// <param name="Length">Bytes.</param>
/// <param name="At">When it came, UTC.</param>
public sealed record HandedItem(string Id, string Name, string Mime, long Length, DateTimeOffset At)
{
    internal static HandedItem Of(HandedFile file) => new(file.Id, file.Name, file.Mime, file.Length, file.At);
}

/// <summary>Something that was handed in.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Version">Version of the lesson that it answers.</param>
/// <param name="State">How far it is.</param>
/// <param name="At">When it was handed in, UTC.</param>
/// <param name="DueAt">When it was due then, UTC; null for never.</param>
/// <param name="PenaltyPercent">Per cent of all points that being late takes off.</param>
/// <param name="Points">What counts; null until it is graded.</param>
/// <param name="OutOf">What there was to earn; null until it is graded.</param>
/// <param name="Passed">It is enough; null until it is graded.</param>
/// <param name="DueAgainAt">Of one that was returned: when it is due again, UTC.</param>
public sealed record SubmissionItem(
    int Number,
    int Version,
    SubmissionState State,
    DateTimeOffset At,
    DateTimeOffset? DueAt,
    int PenaltyPercent,
    decimal? Points,
    decimal? OutOf,
    bool? Passed,
    DateTimeOffset? DueAgainAt)
{
    internal static SubmissionItem Of(Submission submission)
    {
        var graded = submission.State == SubmissionState.Graded;

        return new(
            submission.Number, submission.Version, submission.State, submission.At, submission.DueAt, submission.PenaltyPercent,
            graded ? submission.Points : null, graded ? submission.OutOf : null, graded ? submission.Passed : null, submission.DueAgainAt);
    }
}

/// <summary>What was handed in, and what was said of it.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Files">In the order they came.</param>
/// <param name="Levels">By criterion, the level that was chosen.</param>
/// <param name="Remarks">By criterion, what was said of it.</param>
/// <param name="Feedback">What was said of the whole.</param>
public sealed record SubmissionPaper(
    SubmissionItem Submission,
    string Text,
    ImmutableArray<HandedItem> Files,
    ImmutableDictionary<string, string> Levels,
    ImmutableDictionary<string, string> Remarks,
    string Feedback)
{
    internal static SubmissionPaper Of(HandedWork work) => new(
        SubmissionItem.Of(work.Submission), work.Sheet.Text, [.. work.Sheet.Files.Select(HandedItem.Of)], work.Sheet.Levels, work.Sheet.Remarks,
        work.Sheet.Feedback);
}

/// <param name="Number">The number that the draft will have.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Seen">Revision of the text that this one was written on; 0 for none.</param>
internal sealed record DraftBody(int Number, string Text, int Seen);

/// <param name="Version">Version of the lesson that was read.</param>
/// <param name="Seen">Revision of the draft that was looked at.</param>
internal sealed record HandInBody(int Version, int Seen);
