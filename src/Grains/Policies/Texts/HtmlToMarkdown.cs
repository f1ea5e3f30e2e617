using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// Copies what is allowed of a page into Markdown: headings, paragraphs, lists, tables, links, emphasis.
/// </summary>
/// <remarks>
/// A copier, never a cleaner: what it does not know is read through for its words and has no other effect.
/// </remarks>
internal sealed class HtmlToMarkdown(bool remove, ICollection<ImportFinding> findings)
{
    // Not text at all.
    private static readonly FrozenSet<string> silent = Names(
        "script style template svg math iframe object embed applet audio video canvas map head title meta link base "
        + "noscript input select textarea datalist progress meter img picture source track");

    // Text, but of the page around the policy.
    private static readonly FrozenSet<string> surrounding = Names("nav button dialog menu");

    private static readonly FrozenSet<string> blocks = Names(
        "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form "
        + "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul");

    // A table that holds any of these lays out a page, or holds more than words.
    private const string LaysOut =
        "table, ul, ol, h1, h2, h3, h4, h5, h6, script, style, template, noscript, svg, math, select, textarea, button";

    private readonly StringBuilder markdown = new();
    private readonly StringBuilder line = new();
    private readonly List<string> leftOut = [];
    private string prefix = "";
    private string lastPrefix = "";
    private string marker = "";
    private bool listStarts;

    /// <summary>The page's text, and its title element's text.</summary>
    public static Outcome<(string Markdown, string? Title)> Read(
        string html, bool remove, ICollection<ImportFinding> findings)
    {
        if (!HtmlPage.Parse(html).Succeeded(out var page, out var refusal))
            return refusal;

        var copier = new HtmlToMarkdown(remove, findings);
        copier.Copy(page.Body);
        copier.EndBlock();
        copier.Report();
        return (copier.markdown.ToString(), page.Title is { Length: > 0 } title ? title : null);
    }

    private void Copy(INode? node)
    {
        foreach (var child in node?.ChildNodes ?? Enumerable.Empty<INode>())
        {
            if (child is IText words)
                line.Append(MarkdownEscapes.Inline(Collapsed(words.Data)));
            else if (child is IElement element)
                Copy(element, element.LocalName);
        }
    }

    private void Copy(IElement element, string name)
    {
        if (silent.Contains(name))
            return;

        if (surrounding.Contains(name))
        {
            leftOut.Add(Collapsed(element.TextContent).Trim());
            if (remove)
                return;
        }

        switch (name)
        {
            case "br":
                EndLine();
                break;
            case "strong" or "b":
                Emphasised(element, "**");
                break;
            case "em" or "i":
                Emphasised(element, "*");
                break;
            case "a":
                Link(element);
                break;
            case "table" when element.QuerySelector(LaysOut) is null:
                EndBlock();
                HtmlTable.Copy(element, AppendBlock);
                break;
            case "ul" or "ol":
                EndBlock();
                List(element, ordered: name is "ol");
                break;
            case "blockquote":
                Within(element, "> ");
                break;
            case ['h', >= '1' and <= '6']:
                EndBlock();
                Copy((INode)element);
                Heading(name[1] - '0');
                break;
            default:
                Flow(element, blocks.Contains(name));
                break;
        }
    }

    private void Flow(IElement element, bool block)
    {
        if (block)
            EndBlock();

        Copy((INode)element);
        if (block)
            EndBlock();
    }

    private void Heading(int level)
    {
        var words = line.ToString().Replace('\n', ' ').Trim();
        line.Clear();
        if (words.Length > 0)
            AppendBlock($"{new string('#', level)} {words}");
    }

    private void List(IElement list, bool ordered)
    {
        listStarts = prefix.Length == 0;
        var stated = list.GetAttribute("start");
        var number = int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;

        foreach (var child in list.Children)
        {
            var (outer, pending) = (prefix, marker);
            var sign = ordered ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(number++, 999_999)}. ") : "- ";
            marker = pending + sign;
            prefix = outer + new string(' ', sign.Length);
            Flow(child, block: true);
            (prefix, marker) = (outer, "");
        }
    }

    private void Within(IElement element, string sign)
    {
        EndBlock();
        var outer = prefix;
        prefix += sign;
        Flow(element, block: true);
        prefix = outer;
    }

    private void Emphasised(IElement element, string sign)
    {
        var before = line.Length;
        Copy((INode)element);
        if (line.Length < before)
            return;

        var words = line.ToString(before, line.Length - before);
        var trimmed = words.Trim();

        // Over several lines, or next to letters, CommonMark would show the signs.
        if (trimmed.Length == 0 || trimmed.Contains('\n', StringComparison.Ordinal) || trimmed[0] == '*'
            || (before > 0 && char.IsLetterOrDigit(line[before - 1])))
            return;

        line.Length = before;
        line.Append(words.AsSpan(0, words.Length - words.TrimStart().Length)).Append(sign).Append(trimmed).Append(sign)
            .Append(words.AsSpan(words.TrimEnd().Length));
    }

    private void Link(IElement element)
    {
        var address = element.GetAttribute("href")?.Trim();
        var before = line.Length;
        Copy((INode)element);
        if (line.Length <= before || !PolicyLinks.Allows(address)
            || address.AsSpan().IndexOfAny("<>()[]|`".AsSpan()) >= 0)
            return;

        var words = line.ToString(before, line.Length - before).Trim();
        if (words.Length == 0 || words.Contains('\n', StringComparison.Ordinal))
            return;

        line.Length = before;
        line.Append(CultureInfo.InvariantCulture, $"[{words}](<{address}>) ");
    }

    private void EndLine()
    {
        while (line.Length > 0 && line[^1] == ' ')
            line.Length--;

        if (line.Length > 0)
            line.Append("\\\n");
    }

    private void EndBlock()
    {
        var words = line.ToString().Trim();
        line.Clear();
        while (words.EndsWith("\\\n", StringComparison.Ordinal) || words.EndsWith('\\')
            && !words.EndsWith("\\\\", StringComparison.Ordinal))
            words = words.TrimEnd('\n', '\\', ' ');

        if (words.Length > 0)
            AppendBlock(string.Join('\n', words.Split('\n').Select(part => MarkdownEscapes.AtLineStart(part.Trim()))));
    }

    private void AppendBlock(string block)
    {
        var first = marker.Length > 0 && prefix.Length >= marker.Length ? prefix[..^marker.Length] + marker : prefix;

        // Items of a list stand line under line, everything else has a blank line before it.
        if (markdown.Length > 0)
            markdown.Append(marker.Length > 0 && !listStarts ? "\n" : $"\n{Shared(lastPrefix, prefix).TrimEnd()}\n");

        markdown.Append(first).Append(block.Replace("\n", $"\n{prefix}", StringComparison.Ordinal));
        (marker, listStarts, lastPrefix) = ("", false, prefix);
    }

    private void Report()
    {
        var words = string.Join(" | ", leftOut.Where(text => text.Length > 0));
        if (words.Length > 0)
        {
            findings.Add(new(
                ImportFindings.LeftOut, 1, 1,
                remove ? "Menus and buttons of the page were left out."
                    : "Menus and buttons of the page are in the text.",
                words[..Math.Min(words.Length, 200)], remove));
        }
    }

    private static string Shared(string one, string other) => one[..one.AsSpan().CommonPrefixLength(other)];

    private static string Collapsed(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var symbol in text)
        {
            if (symbol is not (' ' or '\t' or '\n' or '\r' or '\f'))
                collapsed.Append(symbol);
            else if (collapsed.Length == 0 || collapsed[^1] != ' ')
                collapsed.Append(' ');
        }

        return collapsed.ToString();
    }

    private static FrozenSet<string> Names(string names) => names.Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
