using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Pages.Admin.Media;

/// <summary>The school's files: putting them in, finding them, seeing where they are used, taking them out.</summary>
internal static class MediaEndpoints
{
    private const int PageSize = 50;

    /// <summary>Maps <c>/admin/media</c>, for who runs the school and who teaches in it.</summary>
    public static void MapAdminMedia(this IEndpointRouteBuilder routes)
    {
        var library = routes.MapGroup(Places.AdminMedia).On(Hosts.School).RequireRole(Role.Admin, Role.Instructor).ExcludeFromDescription();

        library.MapGet("/", List);
        library.MapPost("/", Add).WithMetadata(new DisableRequestSizeLimitAttribute(), new StreamedForm());
        library.MapUploads();
        library.MapGet("/{file}", Show);
        library.MapMethods("/{file}/content", [HttpMethods.Get, HttpMethods.Head], Content);
        library.MapPost("/{file}/captions", Replace).WithMetadata(new RequestSizeLimitAttribute(CaptionTrack.Largest + (64 * 1024)), new StreamedForm());
        library.MapPost("/{file}/delete", Delete);
    }

    private static async Task<IResult> List(
        TenantRequest request, IOptions<MediaOptions> options, HandedRoom handed, [FromQuery] string? q, [FromQuery] string? kind,
        [FromQuery] string? before, [FromQuery] string? done) => await Library(request, options.Value, handed, q, kind, before, done, refusal: null);

    private static async Task<IResult> Add(HttpContext http, TenantRequest request, MediaForm form, IOptions<MediaOptions> options, HandedRoom handed)
    {
        if (await form.Take(http, request) is not { } taken)
            return Results.Empty;

        return taken.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{Places.AdminMedia}?done=added")
            : await Library(request, options.Value, handed, q: null, kind: null, before: null, done: null, refusal);
    }

    private static async Task<IResult> Show(Id<MediaFile> file, TenantRequest request, [FromQuery] string? done) =>
        await request.Grains.MediaFile(file).Show() is { } known
            ? await File(request, known, done, refusal: null)
            : Results.NotFound();

    private static async Task<IResult> Content(
        Id<MediaFile> file, TenantRequest request, SchoolFiles files, HttpContext http, [FromQuery] string? save) =>
        await request.Grains.MediaFile(file).Show() is { } known
            ? await MediaAnswers.Of(http, request, files, known, asDownload: save is "1")
            : Results.NotFound();

    // A new file of captions under the old one's id: every lesson that shows it shows the new words.
    private static async Task<IResult> Replace(Id<MediaFile> file, HttpContext http, TenantRequest request, MediaForm form, Uploads uploads)
    {
        if (await form.Take(http, request) is not { } taken)
            return Results.Empty;

        var known = await request.Grains.MediaFile(file).Show();

        if (!taken.Succeeded(out var files, out var refusal))
            return known is null ? Results.NotFound() : await File(request, known, done: null, refusal);

        if (known?.Type != MediaType.Vtt || files is not [{ } one] || one.Type != MediaType.Vtt)
        {
            foreach (var other in files)
                await Remove(request, uploads, other, []);

            return known is null ? Results.NotFound() : await File(request, known, done: null, MediaErrors.NotCaptions());
        }

        var before = await request.Grains.Media.Replace(known.Id, one.Id);

        if (before.Succeeded(out var old, out _))
            uploads.Delete(request.Grains, old);

        return Results.Redirect($"{AdminPlaces.MediaFile(file)}?done=replaced");
    }

    private static async Task<IResult> Delete(Id<MediaFile> file, TenantRequest request, Uploads uploads)
    {
        if (request.Account is not { RunsSchool: true } || await request.Grains.MediaFile(file).Show() is not { } known)
            return Results.NotFound();

        var (now, past) = await MediaShelf.Uses(request.Grains, file);

        if (!now.IsEmpty)
            return await File(request, known, done: null, MediaErrors.InUse(known.Name));

        return await Remove(request, uploads, known, past) is { } refusal
            ? await File(request, known, done: null, refusal)
            : Results.Redirect($"{Places.AdminMedia}?done=deleted");
    }

    // The reference first, then the bytes: a crash between the two leaves bytes that belong to nothing, which are swept up.
    private static async Task<Error?> Remove(TenantRequest request, Uploads uploads, MediaFile file, ImmutableArray<MediaUse> past)
    {
        if (!(await request.Grains.Media.Remove(file.Id, past)).Succeeded(out var gone, out var refusal))
            return refusal;

        uploads.Delete(request.Grains, gone);
        return null;
    }

    private static async Task<IResult> Library(
        TenantRequest request, MediaOptions options, HandedRoom handed, string? q, string? kind, string? before, string? done, Error? refusal)
    {
        var words = (q ?? "").Trim() is { Length: <= 100 } asked ? asked : "";
        var only = Enum.GetValues<MediaKind>().Cast<MediaKind?>().FirstOrDefault(known => known.ToString() == kind);
        var (files, next) = await MediaShelf.Page(request, only, words, before, PageSize);
        var standing = await request.Grains.Media.Standing();

        return Page.Of<MediaPage, MediaModel>(
            new MediaModel(files, standing, options.Limits, words, only, next)
            {
                IsFirst = before is null,
                Done = done,
                Handed = await handed.Taken(request.Grains),
            },
            refusal);
    }

    private static async Task<IResult> File(TenantRequest request, MediaFile file, string? done, Error? refusal)
    {
        var (now, _) = await MediaShelf.Uses(request.Grains, file.Id);
        return Page.Of<MediaFilePage, MediaFileModel>(
            new MediaFileModel(file, now, request.Account is { RunsSchool: true }) { Done = done }, refusal);
    }
}

/// <param name="Files">One page of what was found.</param>
/// <param name="Standing">How much there is.</param>
/// <param name="Limits">How much there may be.</param>
/// <param name="Query">What was looked for; empty for everything.</param>
/// <param name="Kind">The kind that was looked for; null for all.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record MediaModel(
    ImmutableArray<MediaFile> Files, MediaStanding Standing, MediaLimits Limits, string Query, MediaKind? Kind, string? Next)
{
    /// <summary>Bytes of what students handed in.</summary>
    public long Handed { get; init; }

    /// <summary>It is the first page.</summary>
    public bool IsFirst { get; init; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>The list from a place on.</summary>
    public string Address(string? before) =>
        Places.AdminMedia + "?q=" + Uri.EscapeDataString(Query) + (Kind is null ? "" : $"&kind={Kind}") + (before is null ? "" : $"&before={before}");
}

/// <param name="Uses">Lessons that show it.</param>
/// <param name="MayDelete">Whoever looks may delete files.</param>
public sealed record MediaFileModel(MediaFile File, ImmutableArray<MediaPlace> Uses, bool MayDelete)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>Where its content is, for who may author.</summary>
    public string Content => AdminPlaces.MediaFile(File.Id) + "/content";
}
