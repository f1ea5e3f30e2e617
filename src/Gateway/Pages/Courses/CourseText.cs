using System.Text.Encodings.Web;
using System.Text.Unicode;
using Darsgah.Gateway.Embeds;
using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>What teachers write, as HTML that runs nothing (SEC-E01).</summary>
internal static class CourseText
{
    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A line in a label, with its emphasis, code and formulas.</summary>
    public static MarkupString Line(string text, string language) => new(LessonMarkdown.ToInlineHtml(text, language));

    /// <summary>The Markdown rendered; a text beyond the parser's limits as plain lines, so that a page never fails for it.</summary>
    /// <param name="underLevel">Level of the heading it stands under.</param>
    /// <param name="origin">Of the school; links elsewhere say so.</param>
    /// <param name="videos">Hosts whose videos it may show.</param>
    public static MarkupString Of(string markdown, string language, int underLevel, Uri? origin, ImmutableArray<EmbedProvider> videos) => new(
        LessonMarkdown.Check(markdown) is null
            ? WritersHtml.Marked(WritersHtml.WithVideos(LessonMarkdown.ToHtml(markdown, language, underLevel), language, videos), language, origin)
            : $"<p>{encoder.Encode(markdown).ReplaceLineEndings("<br>")}</p>");
}
