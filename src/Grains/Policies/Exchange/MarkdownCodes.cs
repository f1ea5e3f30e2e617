using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Exchange;

/// <summary>A piece of Markdown: words to translate, or marks that a translation has to bring along.</summary>
/// <param name="IsCode">Marks: of a list, a link, a table, what is strong.</param>
internal readonly record struct MarkdownPiece(bool IsCode, string Text);

/// <summary>Tells the words of a Markdown text from its marks, so that a translator cannot break what she does not see.</summary>
/// <remarks>Joined, the pieces are the text again, letter by letter.</remarks>
internal static partial class MarkdownCodes
{
    /// <summary>The pieces in order; no two pieces of words stand side by side, and none is empty.</summary>
    public static ImmutableArray<MarkdownPiece> Of(string markdown)
    {
        var pieces = ImmutableArray.CreateBuilder<MarkdownPiece>();
        var at = 0;

        foreach (Match code in Codes().Matches(markdown))
        {
            if (code.Length == 0)
                continue;

            if (code.Index > at)
                pieces.Add(new(false, markdown[at..code.Index]));

            pieces.Add(new(true, code.Value));
            at = code.Index + code.Length;
        }

        if (at < markdown.Length)
            pieces.Add(new(false, markdown[at..]));

        return pieces.ToImmutable();
    }

    /// <summary>The same for a heading, which has no marks but the names of values.</summary>
    public static ImmutableArray<MarkdownPiece> OfHeading(string heading)
    {
        var pieces = ImmutableArray.CreateBuilder<MarkdownPiece>();
        var at = 0;

        foreach (Match code in Values().Matches(heading))
        {
            if (code.Index > at)
                pieces.Add(new(false, heading[at..code.Index]));

            pieces.Add(new(true, code.Value));
            at = code.Index + code.Length;
        }

        if (at < heading.Length)
            pieces.Add(new(false, heading[at..]));

        return pieces.ToImmutable();
    }

    /// <summary>A translation has the marks of what it translates: all of them, no others, blocks in the same order, links whole.</summary>
    public static bool Fit(ImmutableArray<MarkdownPiece> source, ImmutableArray<MarkdownPiece> target)
    {
        var (wanted, found) = (Marks(source), Marks(target));

        return wanted.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            && wanted.Where(IsBlock).SequenceEqual(found.Where(IsBlock), StringComparer.Ordinal)
            && (LinksAreWhole(found) || !LinksAreWhole(wanted));
    }

    private static List<string> Marks(ImmutableArray<MarkdownPiece> pieces) =>
        [.. pieces.Where(piece => piece.IsCode).Select(piece => piece.Text)];

    private static bool IsBlock(string code) => code.Contains('\n', StringComparison.Ordinal) || code is "|";

    // Each "](address)" ends what a "[" before it began.
    private static bool LinksAreWhole(List<string> codes)
    {
        var open = 0;

        foreach (var code in codes)
        {
            open += code is "[" or "![" ? 1 : code.StartsWith("](", StringComparison.Ordinal) ? -1 : 0;

            if (open < 0)
                return false;
        }

        return true;
    }

    // In this order: what a block begins with, at the start or after a line's end, an empty line or the rule under a table's
    // head; values; code; addresses; escapes; links; emphasis; the bars of a table.
    [GeneratedRegex(
        @"(^|(\r?\n)+)[ \t]*(\|[ \t:|-]+\|[ \t]*(?=\r?\n|$)|((\#{1,6}|[-*+>]|\d{1,9}[.)])[ \t]+)+|\|[ \t]*)|(\r?\n[ \t]*){2,}"
        + @"|\{\{[^{}\r\n]{1,60}\}\}|`[^`\r\n]+`|<[^<>\s]+>|\\[!-/:-@[-`{-~]|!?\[|\]\([^()\r\n]*\)|\]|\*{1,3}|\b_{1,3}|_{1,3}\b|[ \t]{0,8}\|[ \t]{0,8}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"\{\{[^{}\r\n]{1,60}\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Values();
}
