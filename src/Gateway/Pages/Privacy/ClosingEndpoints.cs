using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Assignments;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Silo.Files;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>Taking one's data along and closing the account: open to a person who may use nothing else (M04, B44).</summary>
internal static class ClosingEndpoints
{
    /// <summary>What somebody reads who has just closed her account.</summary>
    public const string Closed = "/account/privacy/closed";

    // It is a file to keep and never part of a page, so nothing in it has to be safe inside HTML.
    private static readonly JsonWriterOptions readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps <c>/account/privacy/data</c> and <c>/account/privacy/close</c>.</summary>
    public static void MapClosing(this RouteGroupBuilder privacy)
    {
        privacy.MapGet("/data", Take);
        privacy.MapGet("/data/files/{course}/{lesson}/{number:int}/{file}", GiveFile);

        var close = privacy.MapGroup("/close").WithCredentials();
        close.MapGet("/", async (TenantRequest request) => Page.Of<ClosingPage, ClosingPageModel>(await Model(request)));
        close.MapPost("/", Close);
    }

    private static async Task<IResult> Take(
        TenantRequest request, HttpContext http, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
    {
        if (await OwnCopies.Of(request) is not { } copy)
            return Results.NotFound();

        // As over the API, but to be read by a person too.
        using var written = JsonSerializer.SerializeToDocument(copy, json.Value.SerializerOptions);
        using var file = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(file, readable))
            written.WriteTo(writer);

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"{request.School.Slug}-{copy.MadeAt:yyyy-MM-dd}.json\"");

        return Results.Bytes(file.ToArray(), "application/json; charset=utf-8");
    }

    // Also where she may not open the course any more: what she handed in is hers.
    private static async Task<IResult> GiveFile(
        Id<Course> course, Id<Lesson> lesson, int number, string file, TenantRequest request, PersonFiles files, HttpContext http)
    {
        var work = await request.Grains.SubmissionBook(request.Account!.Id, course, lesson).Show(number);
        return await AssignmentEndpoints.Give(http, request, files, request.Account!.Id, work.Value?.Sheet.Find(file));
    }

    private static async Task<IResult> Close(TenantRequest request, HttpContext http, IFormCollection form, SignIns signIns)
    {
        var closed = await signIns.CloseAccount(http, request, form.One("current"));

        return closed.Succeeded(out _, out var refusal)
            ? Results.Redirect(Closed)
            : Page.Of<ClosingPage, ClosingPageModel>(await Model(request), refusal);
    }

    private static async Task<ClosingPageModel> Model(TenantRequest request)
    {
        var ledger = request.Grains.ConsentLedger(request.Account!.Id);
        var last = (await ledger.Entries()).CountingAt(request.Clock.GetUtcNow())
            .Where(entry => entry.Purpose is null && entry.Act != ConsentAct.NoticeServed && ShownTexts.IsPolicy(entry.Shown.Document))
            .GroupBy(entry => entry.Shown.Document)
            .Select(group => group.Last());

        return new(
            request.Account!.Email,
            request.Account.IsStaff,
            last.FirstOrDefault(entry => entry.Act is ConsentAct.Refused or ConsentAct.Withdrawn)?.Shown.Document);
    }
}

/// <param name="Email">Where the letter goes.</param>
/// <param name="IsStaff">She has a task here, and hands it over first.</param>
/// <param name="Refused">A document that she did not agree to, to think again; null for none.</param>
public sealed record ClosingPageModel(string Email, bool IsStaff, Id<Document>? Refused);

/// <summary>It is done.</summary>
public sealed record ClosedPageModel;
