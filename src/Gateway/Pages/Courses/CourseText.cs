using System.Text.Encodings.Web;
using System.Text.Unicode;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>What teachers write, as HTML that runs nothing (SEC-E01).</summary>
internal static class CourseText
{
    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The Markdown rendered; a text beyond the parser's limits as plain lines, so that a page never fails for it.</summary>
    /// <param name="underLevel">Level of the heading it stands under.</param>
    public static MarkupString Of(string markdown, string language, int underLevel) => new(
        PolicyMarkdown.Check(markdown) is null
            ? PolicyMarkdown.ToHtml(markdown, language, underLevel)
            : $"<p>{encoder.Encode(markdown).ReplaceLineEndings("<br>")}</p>");
}
