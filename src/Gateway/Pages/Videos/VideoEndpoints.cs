using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Embeds;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;

namespace Darsgah.Gateway.Pages.Videos;

/// <summary>A video of another site, after a click and never before (M29).</summary>
internal static class VideoEndpoints
{
    /// <summary>Maps <c>/privacy/videos</c> and what is below it.</summary>
    public static void MapVideos(this IEndpointRouteBuilder routes)
    {
        var videos = routes.MapGroup("/privacy/videos").WithoutAgreement();

        videos.MapGet("/{provider}", Notice);
        videos.MapGet("/{provider}/{video}", Show);
    }

    // What receipts of notices lead to: the words that are beside every video of that host.
    private static IResult Notice(string provider) => VideoHost.Find(provider) is { } host
        ? Page.Of<VideoPage, VideoModel>(new(host, null, IsLoaded: false))
        : Results.NotFound();

    private static async Task<IResult> Show(string provider, string video, string? at, TenantRequest request, HttpContext http)
    {
        if (VideoHost.Find(provider) is not { } host || !host.Takes(video) || !request.Rules.Embeds.Contains(host.Provider))
            return Results.NotFound();

        http.Response.Headers.CacheControl = "no-store";
        var asked = new Video(host, video, Digits.TryParse(at, out var start) ? Math.Clamp(start, 0, Video.LastStart) : 0);

        // Somebody else's link, or a browser's guess, is no click of hers on our words: she gets the words first.
        if (!Clicks.IsOne(http.Request))
            return Page.Of<VideoPage, VideoModel>(new(host, asked, IsLoaded: false));

        if (request.Account is { } account)
            await request.Grains.ConsentLedger(account.Id).ServeNotice(Shown(host, request.UiLanguage), http.Request.Path.Value ?? "/");

        http.Features.Set(new FrameSource(host.FrameHost));
        return Page.Of<VideoPage, VideoModel>(new(host, asked, IsLoaded: true));
    }

    private static ShownText Shown(VideoHost host, UiLanguage language)
    {
        var words = VideoModel.Words(host, Texts.Of(language));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));

        return new(Id<Document>.Parse(ShownTexts.Embed + host.Slug), Version: 1, language.Tag, hash, language.Tag, hash);
    }
}

/// <param name="Host">Whose video.</param>
/// <param name="Video">Which; null for the words alone.</param>
/// <param name="IsLoaded">She clicked: the frame is there.</param>
public sealed record VideoModel(VideoHost Host, Video? Video, bool IsLoaded)
{
    /// <summary>What she is told before anything is asked for.</summary>
    public static string Words(VideoHost host, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(texts);

        return texts.Format("video.notice", ("host", host.FrameHost), ("company", host.Company));
    }
}
