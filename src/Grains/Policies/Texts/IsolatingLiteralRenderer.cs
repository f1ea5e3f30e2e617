using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// Writes words, each run of the other direction in a <c>bdi</c>, so that it does not pull its neighbours (Q01).
/// </summary>
internal sealed class IsolatingLiteralRenderer(TextDirection text) : HtmlObjectRenderer<LiteralInline>
{
    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, LiteralInline obj)
    {
        var words = obj.Content.AsSpan();

        while (renderer.EnableHtmlForInline && !words.IsEmpty)
        {
            var start = 0;
            while (start < words.Length && !Starts(words, start))
                start++;

            renderer.WriteEscape(words[..start]);
            words = words[start..];
            if (words.IsEmpty)
                return;

            var length = RunLength(words);
            renderer.Write("<bdi>");
            renderer.WriteEscape(words[..length]);
            renderer.Write("</bdi>");
            words = words[length..];
        }

        renderer.WriteEscape(words);
    }

    // "+93 70 …" loses its sign to the wrong side in a right-to-left line.
    private bool Starts(ReadOnlySpan<char> words, int at) => IsForeign(words[at])
        || (text == TextDirection.RightToLeft && words[at] == '+' && at + 1 < words.Length
            && char.IsAsciiDigit(words[at + 1]));

    // To the last letter or digit before the next letter of the text's own direction.
    private int RunLength(ReadOnlySpan<char> words)
    {
        var length = 1;

        for (var at = 1; at < words.Length && !IsOwn(words[at]); at++)
        {
            if (IsForeign(words[at]) || char.IsAsciiDigit(words[at]))
                length = at + 1;
        }

        return length;
    }

    private bool IsForeign(char letter) => text == TextDirection.RightToLeft
        ? WritingDirection.IsLeftToRight(letter)
        : WritingDirection.IsRightToLeft(letter);

    private bool IsOwn(char letter) => text == TextDirection.RightToLeft
        ? WritingDirection.IsRightToLeft(letter)
        : WritingDirection.IsLeftToRight(letter);
}
