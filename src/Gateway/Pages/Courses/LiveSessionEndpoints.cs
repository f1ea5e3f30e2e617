using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Embeds;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A live session: for the calendar of whoever is in its course, and the way in.</summary>
internal static class LiveSessionEndpoints
{
    private const string Words = "live.notice";

    public static void MapLiveSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/courses/{slug}/lessons/{lesson}/session.ics", Calendar).RequireSignedIn();
        routes.MapGet("/courses/{slug}/lessons/{lesson}/join", Join).RequireSignedIn();
        routes.MapGet(ShownTexts.PathOf(ShownTexts.LiveClass, version: 1), () => Page.Of<LiveNoticePage, LiveNoticeModel>(new(Words))).WithoutAgreement();
    }

    // Who joins has the words before her; that they were is noted once, before the other site learns anything (B19).
    private static async Task<IResult> Join(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, HttpContext http)
    {
        var read = await request.Grains.Enrollment(request.Account!.Id, slug).Read(lesson);

        if (!read.Succeeded(out var published, out var refusal))
            return Results.StatusCode(refusal.Kind.ToStatusCode());

        if (published.Content.Live is not { } live)
            return Results.NotFound();

        var page = $"/courses/{slug}/lessons/{lesson}";

        // Somebody else's link, or a browser's guess, is no click of hers on the page that has the words; and behind its end
        // there is nothing to join.
        if (!Clicks.IsOne(http.Request) || request.Clock.GetUtcNow() >= live.End)
            return Results.Redirect(page);

        await request.Grains.ConsentLedger(request.Account.Id).ServeNotice(Shown(request.UiLanguage), page);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Redirect(live.Link);
    }

    private static ShownText Shown(UiLanguage language)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Texts.Of(language)[Words])));

        return new(ShownTexts.LiveClass, Version: 1, language.Tag, hash, language.Tag, hash);
    }

    // Through the enrolment, as the lesson's page: the link is for who can read the lesson (SEC-B04).
    private static async Task<IResult> Calendar(Id<Course> slug, Id<Lesson> lesson, TenantRequest request, PageContext context)
    {
        var read = await request.Grains.Enrollment(request.Account!.Id, slug).Read(lesson);

        if (!read.Succeeded(out var published, out var refusal))
            return Results.StatusCode(refusal.Kind.ToStatusCode());

        if (published.Content.Live is not { } live)
            return Results.NotFound();

        // The lesson's page is the way in: the words on who learns what are there (B19).
        var address = $"{request.Origin}/courses/{slug}/lessons/{lesson}";
        var text = CalendarFile.Of(
            new CalendarEvent($"{lesson}.{slug}@{new Uri(request.Origin).Host}", published.Version, published.Content.Title, live.At, live.Minutes, address, address),
            context.Zone,
            request.Clock.GetUtcNow());

        return Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", $"{lesson}.ics");
    }
}

/// <param name="Words">Key of the text that is beside every live class.</param>
public sealed record LiveNoticeModel(string Words);
