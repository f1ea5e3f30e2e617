using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Gives <c>dir="auto"</c> to a block that holds no letter of the text's own direction.</summary>
/// <remarks>
/// On every block it would do harm: a browser goes by the first letter, and an Arabic sentence that begins with a Latin
/// name would be laid out from the left.
/// </remarks>
internal static class BlockDirection
{
    public static void Mark(Block block, TextDirection text)
    {
        var letters = block switch
        {
            LeafBlock { Inline: { } inline } => inline.Descendants<LiteralInline>()
                .Select(literal => literal.Content.ToString()),
            ListItemBlock or TableCell => ((ContainerBlock)block).Descendants<LiteralInline>()
                .Select(literal => literal.Content.ToString()),
            _ => null,
        };

        if (letters is not null && IsForeign(string.Concat(letters), text))
            block.GetAttributes().AddPropertyIfNotExist("dir", "auto");
    }

    private static bool IsForeign(string letters, TextDirection text) => text == TextDirection.RightToLeft
        ? !letters.Any(WritingDirection.IsRightToLeft) && letters.Any(WritingDirection.IsLeftToRight)
        : !letters.Any(WritingDirection.IsLeftToRight) && letters.Any(WritingDirection.IsRightToLeft);
}
