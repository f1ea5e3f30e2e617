namespace Darsgah.Grains.Policies.Texts;

/// <summary>A block of a section as it is printed: Markdown without its marks, for what draws no HTML.</summary>
public abstract record PrintBlock;

/// <summary>A paragraph.</summary>
public sealed record PrintParagraph(PrintText Text) : PrintBlock;

/// <summary>A heading inside a section.</summary>
/// <param name="Level">From 1, below the section's own.</param>
public sealed record PrintHeading(int Level, PrintText Text) : PrintBlock;

/// <summary>A list.</summary>
/// <param name="Start">Number of the first item; null for a list without numbers.</param>
public sealed record PrintList(int? Start, ImmutableArray<ImmutableArray<PrintBlock>> Items) : PrintBlock;

/// <summary>A table. Every row has as many cells as <paramref name="Head"/>.</summary>
/// <param name="AtEnd">By column: its cells stand at the far side, as numbers do.</param>
public sealed record PrintTable(
    ImmutableArray<PrintText> Head, ImmutableArray<ImmutableArray<PrintText>> Rows, ImmutableArray<bool> AtEnd) : PrintBlock;

/// <summary>A quotation.</summary>
public sealed record PrintQuote(ImmutableArray<PrintBlock> Blocks) : PrintBlock;

/// <summary>A line across.</summary>
public sealed record PrintRule : PrintBlock;

/// <summary>Words as a reader sees them, in NFC; a line feed where the writer broke the line.</summary>
/// <param name="Strong">Which characters are strong.</param>
public sealed record PrintText(string Text, ImmutableArray<Range> Strong);
