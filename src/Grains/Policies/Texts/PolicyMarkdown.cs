using System.Runtime.CompilerServices;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>A section's Markdown: what of it is allowed, and how it becomes HTML (SEC-E01, SEC-E03).</summary>
/// <remarks>
/// CommonMark with pipe tables. HTML in it is shown as text, pictures as their description, and a link with an address
/// that is not allowed as its words; nothing a writer can put in runs, loads or leaves the page unasked.
/// </remarks>
public static class PolicyMarkdown
{
    private static readonly MarkdownDialect policy = new(new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build());

    // A published text is one string for as long as its grain is active, and all its readers get the same HTML. Found
    // by the string itself, not by its words: an entry lives as long as its text, and no other text can meet it.
    private static readonly ConditionalWeakTable<string, Kept> kept = [];

    /// <summary>Why a text cannot be rendered; null when it can.</summary>
    /// <remarks>
    /// A scan in linear time first; only what passes it is given to the parser, which has a limit of its own.
    /// </remarks>
    public static Error? Check(string markdown) => kept.TryGetValue(markdown, out _)
        ? null
        : Check(markdown, policy);

    /// <summary>The HTML of a section's body. Blocks and words of the other direction are isolated.</summary>
    /// <param name="markdown">At most <see cref="MarkdownLimits.LongestText"/> characters.</param>
    /// <param name="language">BCP 47 tag of the text, for its direction.</param>
    /// <param name="underLevel">
    /// Level of the HTML heading it stands under, 1 to 6; headings in it go below. Default: 2.
    /// </param>
    /// <exception cref="FormatException"><see cref="Check(string)"/> refuses the text; ask it first.</exception>
    public static string ToHtml(string markdown, string language, int underLevel = 2)
    {
        if (kept.TryGetValue(markdown, out var known) && known.UnderLevel == underLevel
            && string.Equals(known.Language, language, StringComparison.Ordinal))
        {
            return known.Html;
        }

        var html = ToHtml(markdown, LanguageTag.DirectionOf(language), underLevel, policy);
        kept.AddOrUpdate(markdown, new Kept(language, underLevel, html));
        return html;
    }

    /// <summary>The words a reader sees, blocks on lines of their own.</summary>
    /// <exception cref="FormatException"><see cref="Check(string)"/> refuses the text; ask it first.</exception>
    public static string ToPlainText(string markdown) => ToPlainText(markdown, policy);

    /// <summary>The words that a reader of a text in a dialect sees.</summary>
    /// <exception cref="FormatException"><see cref="Check(string, MarkdownDialect)"/> refuses the text; ask it first.</exception>
    internal static string ToPlainText(string markdown, MarkdownDialect dialect) => OrThrow(Read(markdown, dialect, document =>
        Rendered(document, dialect, new(new StringWriter(CultureInfo.InvariantCulture))
        {
            EnableHtmlForBlock = false,
            EnableHtmlForInline = false,
            EnableHtmlEscape = false,
        }).Trim()));

    /// <summary>The blocks of a section's body, for what draws no HTML.</summary>
    /// <exception cref="FormatException"><see cref="Check(string)"/> refuses the text; ask it first.</exception>
    public static ImmutableArray<PrintBlock> ToPrint(string markdown) =>
        OrThrow(Read(markdown, policy, document => PrintBlocks.Of(document)));

    /// <summary>Why a text in a dialect cannot be rendered; null when it can.</summary>
    internal static Error? Check(string markdown, MarkdownDialect dialect) =>
        Read(markdown, dialect, document => Rendered(document, dialect, new(TextWriter.Null))).Error;

    /// <summary>The HTML of a text in a dialect.</summary>
    /// <exception cref="FormatException"><see cref="Check(string, MarkdownDialect)"/> refuses the text; ask it first.</exception>
    internal static string ToHtml(string markdown, TextDirection direction, int underLevel, MarkdownDialect dialect) =>
        OrThrow(Read(markdown, dialect, document =>
        {
            foreach (var block in document.Descendants<Block>().ToList())
            {
                if (block is HeadingBlock heading)
                    heading.Level = Math.Min(6, heading.Level + Math.Clamp(underLevel, 1, 6));

                if (block is Table table)
                    Align(table);

                BlockDirection.Mark(block, direction);
            }

            var renderer = new HtmlRenderer(new StringWriter(CultureInfo.InvariantCulture));
            renderer.ObjectRenderers.Replace<LiteralInlineRenderer>(new IsolatingLiteralRenderer(direction));
            return Rendered(document, dialect, renderer);
        }));

    // By a class: the security policy of the pages allows no style attribute (SEC-D04).
    private static void Align(Table table)
    {
        foreach (var cell in table.Descendants<TableCell>())
        {
            var column = cell.ColumnIndex >= 0 ? cell.ColumnIndex : ((TableRow)cell.Parent!).IndexOf(cell);

            if (table.ColumnDefinitions.ElementAtOrDefault(column)?.Alignment is TableColumnAlign.Right)
                cell.GetAttributes().AddClass("number");
        }

        foreach (var column in table.ColumnDefinitions)
            column.Alignment = null;
    }

    private static Outcome<TResult> Read<TResult>(string markdown, MarkdownDialect dialect, Func<MarkdownDocument, TResult> render)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        if (MarkdownLimits.Check(markdown) is { } refusal)
            return refusal;

        try
        {
            return render(Parsed(markdown, dialect));
        }
        catch (ArgumentException)
        {
            // Markdig's word for blocks or inlines nested too deep for it, when parsing or when rendering.
            return PolicyTextErrors.TooDeep(MarkdownLimits.Deepest);
        }
    }

    private static TResult OrThrow<TResult>(Outcome<TResult> rendered) =>
        rendered.Succeeded(out var text, out var refusal) ? text : throw new FormatException(refusal.Message);

    private static string Rendered(MarkdownDocument document, MarkdownDialect dialect, HtmlRenderer renderer)
    {
        dialect.Pipeline.Setup(renderer);
        dialect.Draw?.Invoke(renderer);
        renderer.Render(document);
        return renderer.Writer.ToString() ?? "";
    }

    private static MarkdownDocument Parsed(string markdown, MarkdownDialect dialect)
    {
        var document = Markdown.Parse(markdown, dialect.Pipeline);

        foreach (var link in document.Descendants<LinkInline>().ToList())
            Tame(link, dialect);

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            var address = link.IsEmail ? $"mailto:{link.Url}" : link.Url;
            if (PolicyLinks.Allows(address))
                Mark(link, address);
            else
                link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document;
    }

    private static void Tame(LinkInline link, MarkdownDialect dialect)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url;

        if (link.IsImage && address is not null && dialect.ShowsPicture?.Invoke(address) == true)
        {
            link.GetAttributes().AddProperty("loading", "lazy");
            return;
        }

        if (!link.IsImage && PolicyLinks.Allows(address))
        {
            Mark(link, address);
            return;
        }

        link.MoveChildrenAfter(link);
        link.Remove();
    }

    private static void Mark(Inline link, string address)
    {
        if (PolicyLinks.LeavesSite(address))
            link.GetAttributes().AddProperty("rel", "noopener noreferrer nofollow");
    }

    private sealed record Kept(string Language, int UnderLevel, string Html);
}

/// <summary>What a kind of text may hold beside what every text does.</summary>
/// <param name="Pipeline">How it is parsed; HTML is never among it.</param>
/// <param name="ShowsPicture">Whether the picture at an address is shown; null for none.</param>
/// <param name="Draw">How what is its own is drawn; null where nothing is.</param>
internal sealed record MarkdownDialect(
    MarkdownPipeline Pipeline, Func<string, bool>? ShowsPicture = null, Action<HtmlRenderer>? Draw = null);
