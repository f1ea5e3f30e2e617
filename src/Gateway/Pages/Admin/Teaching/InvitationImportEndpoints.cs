using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Teaching;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>Letters to a file of addresses: looked through first, sent after.</summary>
internal static class InvitationImportEndpoints
{
    private const int LargestFile = 32 * 1024 * 1024;
    private const int MostOfInstructor = 500;
    private const int MostShown = 200;
    private const int Chunk = 100;

    public static void MapInvitationImport(this IEndpointRouteBuilder course)
    {
        course.MapGet("/invitations/import", async (Id<Course> course, TenantRequest request) =>
            await Model(course, request) is { } model
                ? Page.Of<InvitationImportPage, InvitationImportModel>(model)
                : Results.NotFound());
        course.MapPost("/invitations/import", Send)
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile + 64_000))
            .WithFormOptions(memoryBufferThreshold: LargestFile + 64_000, multipartBodyLengthLimit: LargestFile + 64_000);
    }

    private static async Task<IResult> Send(
        Id<Course> course, IFormCollection form, TenantRequest request, InvitationLinks links, CancellationToken stop)
    {
        if (await Model(course, request) is not { } model)
            return Results.NotFound();

        var cohort = form.Line("cohort", 20);
        model = model with { Mark = Mark(form), Days = form.Number("days"), Cohort = cohort };

        if (form.Files["file"] is not { Length: > 0 } file)
            return Refuse(Error.Invalid("teaching.csv_empty", "The file is empty.", "file"));

        if (cohort.Length > 0 && model.Cohorts.All(known => known.Id != cohort || known.Closed))
            return Refuse(TeachingErrors.NoSuchCohort());

        if (model.Days is < 1 or > 365)
            return Refuse(TeachingErrors.BadInvitation());

        await using var content = file.OpenReadStream();

        if (!InvitationRows.Read(content).Succeeded(out var rows, out var refusal))
            return Refuse(refusal);

        var act = FormText.First(form, "do");

        if (act is "faults")
            return Faults(file, request);

        var (good, bad, shown) = (0, 0, new List<InvitationRow>());

        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();

            if (row.Fault is null)
                good++;
            else if (bad++ < MostShown)
                shown.Add(row);
        }

        model = model with { Good = good, Bad = bad, Shown = [.. shown], IsRead = true };

        if (good > MostOfInstructor && !request.Account!.RunsSchool)
            return Refuse(Error.Forbidden(
                "teaching.csv_too_many_of_instructor", $"Who teaches invites at most {MostOfInstructor} people with one file. Ask who runs the school.", "file"));

        return act is not "send" || good == 0
            ? Page.Of<InvitationImportPage, InvitationImportModel>(model)
            : await Sent(model, file, request, links, stop);

        IResult Refuse(Error error) => Page.Of<InvitationImportPage, InvitationImportModel>(model, error);
    }

    // The same form with the same file is the same invitation: pressed twice, or again after a crash, nobody gets two letters.
    private static async Task<IResult> Sent(
        InvitationImportModel model, IFormFile file, TenantRequest request, InvitationLinks links, CancellationToken stop)
    {
        var course = model.Slug;
        var fingerprint = await Fingerprint(file, $"{course} {model.Mark} {model.Days} {model.Cohort}", stop);
        var made = await request.Grains.Invitations(course).Make(new MakeInvitation(fingerprint, model.Cohort, model.Days, Uses: 0));

        if (!made.Succeeded(out _, out var refusal))
            return Page.Of<InvitationImportPage, InvitationImportModel>(model, refusal);

        await using var content = file.OpenReadStream();
        var invitation = request.Grains.Invitation(fingerprint);
        var from = 0;

        foreach (var rows in InvitationRows.Read(content).Value!.Where(row => row.Fault is null).Chunk(Chunk))
        {
            stop.ThrowIfCancellationRequested();
            await invitation.Send(from, [.. rows.Select(row => new InvitationLetter(
                row.Email,
                row.Name,
                row.Language.Length > 0 ? row.Language : request.School.Profile.DefaultLanguage,
                InvitationLinks.Path(links.Make(request.Tenant, fingerprint, row.Normal)),
                model.Course.Description.Title))]);
            from += rows.Length;
        }

        return Results.Redirect(TeachingPlaces.Invitations(course) + "?done=sent");
    }

    private static IResult Faults(IFormFile file, TenantRequest request) => Results.Stream(
        async body =>
        {
            await using var content = file.OpenReadStream();
            await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
            var texts = request.Texts;
            await writer.WriteAsync(CsvLine.Of(texts["teaching.csv_line"], texts["admin_people.email"], texts["teaching.csv_fault"]));

            foreach (var row in InvitationRows.Read(content).Value!.Where(row => row.Fault is not null))
            {
                await writer.WriteAsync(CsvLine.Of(
                    row.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Email, InvitationImportModel.Words(row, texts)));
            }
        },
        "text/csv; charset=utf-8",
        "faults.csv");

    private static async Task<string> Fingerprint(IFormFile file, string more, CancellationToken stop)
    {
        await using var content = file.OpenReadStream();
        return InvitationCodes.FingerprintOf($"{more} {Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop))}");
    }

    private static string Mark(IFormCollection form) =>
        form.Line("mark", 26) is var mark && InvitationCodes.IsCode(mark) ? mark : InvitationCodes.New();

    private static async Task<InvitationImportModel?> Model(Id<Course> course, TenantRequest request) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? new InvitationImportModel(outline, await request.Grains.Cohorts(course).All())
            : null;
}

public sealed record InvitationImportModel(CourseOutline Course, ImmutableArray<Cohort> Cohorts)
{
    /// <summary>Tells this form from every other.</summary>
    public string Mark { get; init; } = InvitationCodes.New();

    public int Days { get; init; } = 30;

    public string Cohort { get; init; } = "";

    /// <summary>A file was looked through.</summary>
    public bool IsRead { get; init; }

    /// <summary>Rows that a letter goes to.</summary>
    public int Good { get; init; }

    /// <summary>Rows at fault.</summary>
    public int Bad { get; init; }

    /// <summary>The first of the rows at fault; the file of faults has all.</summary>
    public ImmutableArray<InvitationRow> Shown { get; init; } = [];

    public Id<Grains.Common.Course> Slug => Course.Description.Slug;

    /// <summary>What is wrong with a row, in words.</summary>
    internal static string Words(InvitationRow row, Localization.Texts texts) =>
        row.Fault is "duplicate" ? texts.Format("teaching.fault_duplicate", ("line", row.Other)) : texts[$"teaching.fault_{row.Fault}"];
}
