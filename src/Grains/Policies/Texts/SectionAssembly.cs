using System.Text;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Puts classified blocks together: preamble, sections, Markdown bodies.</summary>
internal static class SectionAssembly
{
    /// <summary>
    /// The preamble's Markdown (null for none) and the sections, without keys, levels without gaps from 1.
    /// </summary>
    public static (string? Preamble, ImmutableArray<PolicySection> Sections) Assemble(IEnumerable<SourceBlock> blocks)
    {
        var sections = ImmutableArray.CreateBuilder<PolicySection>();
        var body = new List<SourceBlock>();
        SourceBlock? open = null;
        string? preamble = null;

        foreach (var block in blocks)
        {
            if (block.Level == 0)
            {
                body.Add(block);
                continue;
            }

            Close();
            open = block;
            if (block is { Kind: BlockKind.Clause, Text.Length: > 0 })
                body.Add(block with { Kind = BlockKind.Paragraph, Level = 0, Number = null });
        }

        Close();
        return (preamble is { Length: 0 } ? null : preamble, WithoutGaps(sections.ToImmutable()));

        void Close()
        {
            if (open is null)
                preamble = Body(body);
            else
                sections.Add(
                    new("", open.Level, open.Number, open.Kind == BlockKind.Clause ? "" : open.Text, Body(body)));

            body.Clear();
        }
    }

    private static string Body(List<SourceBlock> blocks)
    {
        var markdown = new StringBuilder();

        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            if (index > 0)
                markdown.Append(SameList(blocks[index - 1], block) ? "\n" : "\n\n");

            markdown.Append(block.Kind switch
            {
                BlockKind.Bullet => $"- {MarkdownEscapes.Escape(block.Text)}",
                BlockKind.Ordered => $"{block.Number}. {MarkdownEscapes.Escape(block.Text)}",
                BlockKind.Markdown => block.Text,
                _ => MarkdownEscapes.Escape(block.Text),
            });
        }

        return markdown.ToString();
    }

    private static bool SameList(SourceBlock before, SourceBlock block) =>
        before.Kind == block.Kind && block.Kind is BlockKind.Bullet or BlockKind.Ordered;

    // A page that goes from h2 to h4 has sections and subsections, not a missing level.
    private static ImmutableArray<PolicySection> WithoutGaps(ImmutableArray<PolicySection> sections)
    {
        var levels = new Stack<int>();
        var shifted = ImmutableArray.CreateBuilder<PolicySection>(sections.Length);

        foreach (var section in sections)
        {
            while (levels.TryPeek(out var above) && above >= section.Level)
                levels.Pop();

            levels.Push(section.Level);
            shifted.Add(section with { Level = Math.Min(levels.Count, 6) });
        }

        return shifted.MoveToImmutable();
    }
}
