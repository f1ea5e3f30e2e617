using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Embeds;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Policies.Texts;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>The text itself as HTML: the same bytes for a version and a language whoever reads it, and for ever (M03).</summary>
/// <remarks>
/// So it holds nothing of the reader: marks on sections are in the language of the text, and all that depends on her, on
/// the day or on later versions stands outside.
/// </remarks>
internal static class PolicyArticle
{
    private static readonly HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="origin">Of the school: links elsewhere say so (E05).</param>
    /// <param name="underLevel">Level of the heading it stands under; 0 where its title is the page's own.</param>
    public static MarkupString Of(PolicyShown shown, Uri? origin, int underLevel = 0)
    {
        var rendering = shown.Rendering;
        var texts = Texts.Of(UiLanguages.Find(rendering.Language) ?? UiLanguages.English);
        var html = new StringBuilder();

        html.Append(
            CultureInfo.InvariantCulture,
            $"""<article id="policy-text" class="prose" lang="{rendering.Language}" dir="{LanguageTag.HtmlDirection(rendering.Language)}">""");
        Append(html, rendering.Opening, texts, origin, underLevel + 1, "section");

        foreach (var section in rendering.Sections)
            Append(html, section, texts, origin, Math.Min(6, underLevel + 1 + section.Section.Level), section.Section.Level == 1 ? "section" : "part");

        return new MarkupString(html.Append("</article>").ToString());
    }

    private static void Append(StringBuilder html, RenderedSection part, Texts texts, Uri? origin, int level, string kind)
    {
        var foreign = part.StandsIn ? " section-foreign" : "";
        html.Append(
            CultureInfo.InvariantCulture,
            $"""<section id="{encoder.Encode(part.Section.Key)}" class="{kind}{foreign}" lang="{part.Language}" dir="{LanguageTag.HtmlDirection(part.Language)}">""");
        AppendHeading(html, part.Section, level);

        if (Note(part, texts) is { } note)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"""<p class="section-note" lang="{texts.Language}" dir="{texts.Language.Direction}">{encoder.Encode(note)}</p>""");
        }

        html.Append(WritersHtml.Marked(PolicyMarkdown.ToHtml(part.Section.Markdown, part.Language, level), part.Language, origin)).Append("</section>");
    }

    private static void AppendHeading(StringBuilder html, PolicySection section, int level)
    {
        var number = section.Number is { Length: > 0 } printed ? $"<bdi>{encoder.Encode(printed)}</bdi> " : "";

        if (section.Heading.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<h{level}>{number}{encoder.Encode(section.Heading)}</h{level}>");
        else if (number.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p><strong>{number}</strong></p>");
    }

    private static string? Note(RenderedSection part, Texts texts) => part switch
    {
        { State: SectionState.Missing } => texts.Format("policy.section_missing", ("language", texts.LanguageName(part.Language))),
        { State: SectionState.Stale, StandsIn: true } =>
            texts.Format("policy.section_stale", ("language", texts.LanguageName(part.Language))),
        { State: SectionState.Stale } => texts["policy.section_stale_shown"],
        _ => null,
    };
}
