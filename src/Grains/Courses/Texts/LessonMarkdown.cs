using System.Net;
using System.Runtime.CompilerServices;
using Darsgah.Grains.Policies.Texts;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Darsgah.Grains.Courses.Texts;

/// <summary>A lesson's Markdown: what a policy's may hold, and pictures of the school's own, and formulas (SEC-E01, SEC-E03).</summary>
/// <remarks>
/// A formula is LaTeX between <c>$</c> signs, or between <c>$$</c> in lines of its own, and becomes MathML; one that is not
/// understood is shown as it was written. A picture is one of the school's files, <c>/media/…</c>; of any other its
/// description is shown, so that no page of a lesson loads from another host.
/// </remarks>
public static class LessonMarkdown
{
    // A parser looks for the end of every formula that is begun.
    private const int MostDollars = 2_000;
    private const string Media = "/media/";

    private static readonly MarkdownDialect lesson = new(
        new MarkdownPipelineBuilder().UsePipeTables().UseMathematics().DisableHtml().Build(), IsOwnPicture, Draw);

    private static readonly MarkdownDialect line = new(Line(), ShowsPicture: null, renderer =>
    {
        Draw(renderer);
        renderer.ImplicitParagraph = true;
    });

    // As PolicyMarkdown keeps its own: by the string itself, for as long as its grain is active.
    private static readonly ConditionalWeakTable<string, Kept> kept = [];

    /// <summary>Why a text cannot be rendered; null when it can.</summary>
    public static Error? Check(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);

        return kept.TryGetValue(markdown, out _) ? null
            : markdown.Count(sign => sign == '$') > MostDollars ? PolicyTextErrors.TooComplex()
            : PolicyMarkdown.Check(markdown, lesson);
    }

    /// <summary>The HTML of a lesson's text.</summary>
    /// <param name="language">BCP 47 tag of the text, for its direction.</param>
    /// <param name="underLevel">Level of the HTML heading it stands under, 1 to 6; headings in it go below.</param>
    /// <exception cref="FormatException"><see cref="Check"/> refuses the text; ask it first.</exception>
    public static string ToHtml(string markdown, string language, int underLevel)
    {
        ArgumentNullException.ThrowIfNull(markdown);

        if (kept.TryGetValue(markdown, out var known) && known.UnderLevel == underLevel
            && string.Equals(known.Language, language, StringComparison.Ordinal))
        {
            return known.Html;
        }

        var html = PolicyMarkdown.ToHtml(markdown, LanguageTag.DirectionOf(language), underLevel, lesson);
        kept.AddOrUpdate(markdown, new Kept(language, underLevel, html));
        return html;
    }

    /// <summary>The words that a reader sees, blocks on lines of their own; the text as it was written where it cannot be rendered.</summary>
    public static string ToPlainText(string markdown) =>
        Check(markdown) is null ? PolicyMarkdown.ToPlainText(markdown, lesson) : markdown;

    /// <summary>
    /// The HTML of a line that stands in a label, as an answer to choose: emphasis, code and formulas, and neither links nor
    /// pictures. A line that cannot be rendered is itself.
    /// </summary>
    /// <param name="language">BCP 47 tag of the line, for its direction.</param>
    public static string ToInlineHtml(string text, string language) => PolicyMarkdown.Check(text, line) is null
        ? PolicyMarkdown.ToHtml(text, LanguageTag.DirectionOf(language), underLevel: 1, line).Trim()
        : WebUtility.HtmlEncode(text);

    /// <summary>The words of such a line, for where no HTML can be.</summary>
    public static string ToInlineText(string text) => PolicyMarkdown.Check(text, line) is null ? PolicyMarkdown.ToPlainText(text, line) : text;

    // 2*3*4, «1. one» and -5 are what they are: no star inside a word is emphasis, and no sign begins a list.
    private static MarkdownPipeline Line()
    {
        var builder = new MarkdownPipelineBuilder().UseMathematics().DisableHtml();
        builder.BlockParsers.Clear();
        builder.BlockParsers.Add(new ParagraphBlockParser());
        builder.InlineParsers.TryRemove<LinkInlineParser>();
        builder.InlineParsers.TryRemove<AutolinkInlineParser>();

        var emphasis = builder.InlineParsers.FindExact<EmphasisInlineParser>()!.EmphasisDescriptors;
        emphasis.Clear();
        emphasis.AddRange([new EmphasisDescriptor('*', 1, 2, enableWithinWord: false), new EmphasisDescriptor('_', 1, 2, enableWithinWord: false)]);
        return builder.Build();
    }

    private static bool IsOwnPicture(string address) =>
        address.StartsWith(Media, StringComparison.Ordinal) && PolicyLinks.Allows(address)
        && address[Media.Length..].All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or '/')
        && !address.Contains("..", StringComparison.Ordinal);

    private static void Draw(HtmlRenderer renderer)
    {
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new InlineMath());
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new BlockMath());
    }

    private sealed class InlineMath : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj)
        {
            var latex = obj.Content.ToString();

            if (!renderer.EnableHtmlForInline)
                renderer.Write(latex);
            else if (MathMl.Of(latex, block: obj.DelimiterCount > 1) is { } math)
                renderer.Write(math);
            else
                renderer.Write("<code>").WriteEscape(latex).Write("</code>");
        }
    }

    private sealed class BlockMath : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj)
        {
            var latex = obj.Lines.ToString();
            renderer.EnsureLine();

            if (!renderer.EnableHtmlForBlock)
                renderer.WriteLine(latex);
            else if (MathMl.Of(latex, block: true) is { } math)
                renderer.WriteLine(math);
            else
                renderer.Write("<pre><code>").WriteEscape(latex).WriteLine("</code></pre>");
        }
    }

    private sealed record Kept(string Language, int UnderLevel, string Html);
}
