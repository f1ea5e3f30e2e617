using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Plain words as Markdown that shows exactly these words.</summary>
internal static class MarkdownEscapes
{
    /// <summary>One paragraph or list item; line breaks become spaces.</summary>
    public static string Escape(string text) => AtLineStart(Inline(text));

    /// <summary>Words anywhere but at the start of a line; line breaks become spaces.</summary>
    public static string Inline(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);

        for (var at = 0; at < text.Length; at++)
        {
            var symbol = text[at] is '\n' or '\r' ? ' ' : text[at];
            if (Marks(text, at))
                escaped.Append('\\');

            escaped.Append(symbol);
        }

        return escaped.ToString();
    }

    /// <summary>
    /// Escaped words at the start of a line, where they would begin a heading, quotation, list or rule.
    /// </summary>
    public static string AtLineStart(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
            return "";

        if (start[0] is '#' or '>' or '+' or '-' or '=' or '~')
            return $"\\{start}";

        var digits = start.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && start[digits] is '.' or ')' ? $"{start[..digits]}\\{start[digits..]}" : start.ToString();
    }

    private static bool Marks(string text, int at) => text[at] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '<' or '|' => true,
        '_' => at == 0 || at + 1 == text.Length || !char.IsLetterOrDigit(text[at - 1])
            || !char.IsLetterOrDigit(text[at + 1]),
        '&' => at + 1 < text.Length && (text[at + 1] == '#' || char.IsAsciiLetter(text[at + 1])),
        '!' => at + 1 < text.Length && text[at + 1] == '[',
        _ => false,
    };
}
