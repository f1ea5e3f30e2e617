namespace Darsgah.Grains.Policies.Texts;

/// <summary>One piece of a source, classified.</summary>
/// <param name="Line">First line of the source, from 1.</param>
/// <param name="Text">Without number and list sign.</param>
/// <param name="Level">Of a section, from 1; 0 for anything else.</param>
/// <param name="Number">What was printed before a section's heading or a list item, or null.</param>
internal sealed record SourceBlock(BlockKind Kind, int Line, string Text, int Level = 0, string? Number = null);

internal enum BlockKind
{
    Paragraph,

    /// <summary>Item of a list with signs.</summary>
    Bullet,

    /// <summary>Item of a numbered list.</summary>
    Ordered,

    /// <summary>Start of a section; the text is its heading.</summary>
    Heading,

    /// <summary>Start of a numbered section without heading; the text is its first paragraph.</summary>
    Clause,

    /// <summary>Markdown that stays as it is.</summary>
    Markdown,
}
