using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Embeds;

/// <summary>
/// Rendered Markdown with what a reader is told about other sites: a link there says so (E05, Q15), and a video there is asked
/// for after a click, beside words on who learns of it (M29).
/// </summary>
/// <remarks>It works on the renderer's own HTML, where a link and a paragraph have one form.</remarks>
internal static partial class WritersHtml
{
    private const string Leaving = "rel=\"noopener noreferrer nofollow\">";
    private const string LinkEnd = "</a>";

    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Every link to another site with a mark and the words that a screen reader says for it.</summary>
    /// <param name="language">The text's, whose words are taken; English for one that the interface does not have.</param>
    /// <param name="origin">Of this school: a whole address that begins with it leads nowhere else.</param>
    public static string Marked(string html, string language, Uri? origin)
    {
        if (!html.Contains(Leaving, StringComparison.Ordinal))
            return html;

        var words = encoder.Encode(Words(language)["common.other_site"]);
        var marked = new StringBuilder(html.Length + 200);
        var from = 0;

        while (html.IndexOf(Leaving, from, StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = html.IndexOf(LinkEnd, at, StringComparison.Ordinal);
            marked.Append(html, from, end - from);

            if (!IsOurs(html, at, origin))
                marked.Append("<span class=\"other-site\"> <span class=\"visually-hidden\">").Append(words).Append("</span></span>");

            marked.Append(LinkEnd);
            from = end + LinkEnd.Length;
        }

        return marked.Append(html, from, html.Length - from).ToString();
    }

    /// <summary>Every address of a video on a line of its own as a card with its notice, where the school shows videos of that host.</summary>
    /// <remarks>Of a host that it does not show, the address becomes a link.</remarks>
    public static string WithVideos(string html, string language, ImmutableArray<EmbedProvider> shown) => html.Contains("https://", StringComparison.Ordinal)
        ? Paragraph().Replace(html, match =>
        {
            var address = WebUtility.HtmlDecode(Tag().Replace(match.Groups["inner"].Value, ""));

            return VideoHost.Read(address) is not { } video ? match.Value
                : shown.Contains(video.Host.Provider) ? Card(video, Words(language))
                : $"<p dir=\"ltr\"><a href=\"{encoder.Encode(address)}\" {Leaving}{encoder.Encode(address)}</a></p>";
        })
        : html;

    /// <summary>One address by itself, as <see cref="WithVideos"/> has it; a link where it is no video that we know.</summary>
    public static string OfAddress(string address, string language, ImmutableArray<EmbedProvider> shown) =>
        VideoHost.Read(address) is { } video && shown.Contains(video.Host.Provider)
            ? Card(video, Words(language))
            : Marked($"<p dir=\"ltr\"><a href=\"{encoder.Encode(address)}\" {Leaving}{encoder.Encode(address)}</a></p>", language, origin: null);

    private static string Card(Video video, Texts texts)
    {
        var notice = encoder.Encode(texts.Format("video.notice", ("host", video.Host.FrameHost), ("company", video.Host.Company)));
        var policy = encoder.Encode(texts.Format("video.policy", ("company", video.Host.Company)));
        var load = encoder.Encode(texts.Format("video.load", ("host", video.Host.FrameHost)));

        return $"""
            <div class="video-card panel" data-video="{video.Host.Slug}" lang="{texts.Language.Tag}" dir="{texts.Language.Direction}"><p><strong>{encoder.Encode(texts.Format("video.title", ("name", video.Host.Name)))}</strong></p><p>{notice}</p><p><a href="{video.Host.Policy}" {Leaving}{policy}</a></p><p><a class="button quiet" href="{video.Path}">{load}</a></p></div>

            """;
    }

    private static bool IsOurs(string html, int rel, Uri? origin)
    {
        const string Start = "href=\"";
        var at = html.LastIndexOf(Start, rel, StringComparison.Ordinal) + Start.Length;
        var address = WebUtility.HtmlDecode(html[at..html.IndexOf('"', at)]);

        return origin is not null && Uri.TryCreate(address, UriKind.Absolute, out var url)
            && string.Equals(url.Authority, origin.Authority, StringComparison.OrdinalIgnoreCase);
    }

    private static Texts Words(string language) => Texts.Of(UiLanguages.Find(language) ?? UiLanguages.English);

    [GeneratedRegex("<p(?: [^>]*)?>(?<inner>[^\\n]{1,900}?)</p>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Paragraph();

    [GeneratedRegex("</?(?:a|bdi)(?: [^>]*)?>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
