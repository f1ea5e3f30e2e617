using System.Text.Json;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Silo.Files;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Media;

/// <summary>What plays in a lesson, for who is in the course: the file, its captions, and what she has watched of it.</summary>
internal static class LessonMediaEndpoints
{
    private static readonly string[] reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps what is below a lesson.</summary>
    public static void MapLessonMedia(this IEndpointRouteBuilder routes)
    {
        var lesson = routes.MapGroup("/courses/{slug}/lessons/{lesson}").RequireSignedIn().ExcludeFromDescription();

        lesson.MapMethods("/media/{file}", reading, Show);
        lesson.MapGet("/captions/{language}", Captions);
        lesson.MapPost("/watched", Watched);

        // Pictures in texts, and covers: the only files that anybody may see.
        routes.MapMethods("/media/{file}", reading, ShowPicture).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowPicture(Id<MediaFile> file, TenantRequest request, SchoolFiles files, HttpContext http) =>
        await request.Grains.MediaFile(file).Show() is { } known && await MediaShelf.MaySee(request, file)
            ? await MediaAnswers.Of(http, request, files, known, asDownload: false)
            : Results.NotFound();

    private static async Task<IResult> Show(
        Id<Course> slug, Id<Lesson> lesson, Id<MediaFile> file, TenantRequest request, SchoolFiles files, HttpContext http,
        [FromQuery] string? save) =>
        await LessonSight.Of(request, slug, lesson) is { } sight && sight.Shows(file) && await request.Grains.MediaFile(file).Show() is { } known
            ? await MediaAnswers.Of(http, request, files, known, asDownload: save is "1")
            : Results.NotFound();

    private static async Task<IResult> Captions(
        Id<Course> slug, Id<Lesson> lesson, string language, TenantRequest request, ICaptionFiles texts, HttpContext http)
    {
        if (await LessonSight.Of(request, slug, lesson) is not { } sight)
            return Results.NotFound();

        var captions = sight.Seen.SelectMany(content => content.Media?.Captions ?? [])
            .FirstOrDefault(captions => string.Equals(captions.Language, language, StringComparison.OrdinalIgnoreCase));

        return captions is not null
            && await request.Grains.MediaFile(captions.File).Show() is { } file
            && await texts.Captions(request.Tenant, file) is { } track
            ? MediaAnswers.Captions(http, track, file.Name, LanguageTag.DirectionOf(captions.Language) == TextDirection.RightToLeft)
            : Results.NotFound();
    }

    private static async Task<IResult> Watched(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, HttpContext http)
    {
        if (await Read(http) is not { } body || body.Spans.Length > WatchedSpans.Most || body.Spans.Any(span => span.Length != 2))
            return Results.BadRequest();

        if (await LessonSight.Of(request, slug, lesson) is not { Learns: true, Seen: [{ Media: { } media }, ..] } sight)
            return Results.NotFound();

        var watched = await request.Grains.Watching(request.Account!.Id, slug, lesson).Report(new WatchReport(
            [.. body.Spans.Select(span => new WatchedSpan(Tenths(span[0]), Tenths(span[1])))],
            Tenths(body.At),
            media.Seconds * 10,
            WatchRule.PercentOf(sight.Completion, media),
            body.Last,
            media.File));

        return Results.Json(new WatchedAnswer(WatchRule.PercentSeen(watched, media), watched.IsKept, watched.IsDone));
    }

    // After it is known who asks; a body that is an argument of the handler is read before.
    private static async Task<WatchedBody?> Read(HttpContext http)
    {
        try
        {
            return http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<WatchedBody>(http.RequestAborted) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int Tenths(double seconds) => double.IsFinite(seconds) ? (int)Math.Clamp(Math.Round(seconds * 10), 0, 10_000_000) : 0;
}

/// <param name="Spans">What was watched since the page was opened: pairs of seconds, from and to.</param>
/// <param name="At">Where the player is, in seconds.</param>
/// <param name="Last">She pauses or leaves.</param>
public sealed record WatchedBody(double[][] Spans, double At, bool Last = false);

/// <param name="Percent">How much of it she has watched.</param>
/// <param name="Kept">It is durable; until then the player says it again.</param>
/// <param name="Done">The lesson is finished by it.</param>
public sealed record WatchedAnswer(int Percent, bool Kept, bool Done);
