using System.Globalization;
using System.Text.RegularExpressions;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Darsgah.Gateway.Embeds;

/// <summary>Somebody else whose videos a page can show, and how the addresses of its videos look.</summary>
/// <param name="Provider">Which one.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Company">Who learns that somebody watches.</param>
/// <param name="FrameHost">The one host that the frame is asked from.</param>
/// <param name="Policy">Where that company says what it does with what it learns.</param>
public sealed partial record VideoHost(EmbedProvider Provider, string Name, string Company, string FrameHost, Uri Policy)
{
    /// <summary>All that there are.</summary>
    public static ImmutableArray<VideoHost> All { get; } =
    [
        new(EmbedProvider.YouTube, "YouTube", "Google", "www.youtube-nocookie.com", new("https://policies.google.com/privacy")),
        new(EmbedProvider.Vimeo, "Vimeo", "Vimeo", "player.vimeo.com", new("https://vimeo.com/privacy")),
        new(EmbedProvider.Aparat, "Aparat", "Aparat", "www.aparat.com", new("https://www.aparat.com/policy")),
    ];

    /// <summary>As it stands in an address of ours: <c>youtube</c>.</summary>
    public string Slug => Provider.ToString().ToLowerInvariant();

    /// <summary>The one of a slug, or null.</summary>
    public static VideoHost? Find(string slug) => All.FirstOrDefault(host => string.Equals(host.Slug, slug, StringComparison.Ordinal));

    /// <summary>The video that an address leads to; null where it leads to none that we know.</summary>
    public static Video? Read(string address)
    {
        if (address.Length > 300 || !Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || !url.IsDefaultPort)
            return null;

        var path = url.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (provider, id) = (url.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? url.IdnHost[4..] : url.IdnHost, path) switch
        {
            ("youtube.com" or "m.youtube.com", ["watch"]) => (EmbedProvider.YouTube, Query(url, "v")),
            ("youtube.com" or "m.youtube.com" or "youtube-nocookie.com", ["embed" or "shorts" or "live", var video]) => (EmbedProvider.YouTube, video),
            ("youtu.be", [var video]) => (EmbedProvider.YouTube, video),
            ("vimeo.com", [var video, var key]) => (EmbedProvider.Vimeo, $"{video}-{key}"),
            ("vimeo.com", [var video]) => (EmbedProvider.Vimeo, WithKey(video, Query(url, "h"))),
            ("player.vimeo.com", ["video", var video]) => (EmbedProvider.Vimeo, WithKey(video, Query(url, "h"))),
            ("aparat.com", ["v", var video]) => (EmbedProvider.Aparat, video),
            _ => (default, ""),
        };

        return All.FirstOrDefault(host => host.Provider == provider) is { } found && found.Takes(id) ? new Video(found, id, Start(url)) : null;
    }

    /// <summary>Whether a video of it can be called so.</summary>
    public bool Takes(string id) => Provider == EmbedProvider.Vimeo ? NumberAndKey().IsMatch(id) : Id().IsMatch(id);

    /// <summary>The frame of a video, at its own host.</summary>
    public Uri Frame(Video video)
    {
        ArgumentNullException.ThrowIfNull(video);
        var (id, start) = (video.Id, video.Start.ToString(CultureInfo.InvariantCulture));

        return Provider switch
        {
            EmbedProvider.YouTube => new($"https://{FrameHost}/embed/{id}" + (video.Start > 0 ? $"?start={start}" : "")),
            EmbedProvider.Vimeo => new(
                $"https://{FrameHost}/video/{id.Split('-')[0]}?dnt=1" + (id.Split('-') is [_, var key] ? $"&h={key}" : "") + (video.Start > 0 ? $"#t={start}s" : "")),
            _ => new($"https://{FrameHost}/video/video/embed/videohash/{id}/vt/frame"),
        };
    }

    private static string WithKey(string video, string key) => key.Length > 0 ? $"{video}-{key}" : video;

    // Where the writer's link begins: t=90, t=90s, t=1m30s, start=90; Vimeo says it behind the #. 0 for the beginning.
    private static int Start(Uri url)
    {
        var said = Query(url, "t") is { Length: > 0 } time ? time
            : Query(url, "start") is { Length: > 0 } start ? start
            : url.Fragment.StartsWith("#t=", StringComparison.Ordinal) ? url.Fragment[3..] : "";

        return Time().Match(said) is { Success: true } match
            ? (Part(match.Groups["hours"]) * 3600) + (Part(match.Groups["minutes"]) * 60) + Part(match.Groups["seconds"])
            : 0;
    }

    private static int Part(Group part) => part.Success ? int.Parse(part.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static string Query(Uri url, string name) =>
        QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var value) ? value.ToString() : "";

    [GeneratedRegex("^[A-Za-z0-9_-]{1,32}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    // A video that is not listed has a key behind its number.
    [GeneratedRegex("^[0-9]{1,16}(?:-[0-9a-z]{4,32})?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberAndKey();

    [GeneratedRegex(
        "^(?:(?<hours>[0-9]{1,2})h)?(?:(?<minutes>[0-9]{1,3})m)?(?:(?<seconds>[0-9]{1,6})s?)?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();
}

/// <summary>A video at somebody else's.</summary>
/// <param name="Host">Whose.</param>
/// <param name="Id">What it is called there; at Vimeo with the key of one that is not listed behind a hyphen.</param>
/// <param name="Start">Where it begins to play, in seconds.</param>
public sealed record Video(VideoHost Host, string Id, int Start = 0)
{
    /// <summary>The last second that it can begin at.</summary>
    public const int LastStart = 1_000_000;

    /// <summary>The page of ours that shows it.</summary>
    public string Path => $"/privacy/videos/{Host.Slug}/{Id}" + (Start > 0 ? $"?at={Start.ToString(CultureInfo.InvariantCulture)}" : "");
}
