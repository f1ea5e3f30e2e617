namespace Darsgah.Typesetting.Pdf;

/// <summary>A rectangle on a page, in points from the top left corner.</summary>
public sealed record Box(double Left, double Top, double Width, double Height)
{
    /// <summary>The same, smaller by so much on each side.</summary>
    public Box Inside(double margin) => new(Left + margin, Top + margin, Width - (2 * margin), Height - (2 * margin));
}

/// <summary>A colour of sRGB, each part from 0 to 255.</summary>
public sealed record Colour(byte Red, byte Green, byte Blue)
{
    public static Colour Black { get; } = new(0, 0, 0);

    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">It is another text.</exception>
    public static Colour Of(string hex) =>
        hex is ['#', ..] && hex.Length == 7 && Convert.FromHexString(hex[1..]) is [var red, var green, var blue]
            ? new Colour(red, green, blue)
            : throw new FormatException($"'{hex}' is no colour like #1a2b3c.");

    internal string Operands => string.Join(' ', new[] { Red, Green, Blue }.Select(part => PdfText.Number(part / 255.0)));
}

/// <summary>What a text is in the structure of the document, for those who hear it (ISO 32000-1, 14.8.4).</summary>
public enum TextRole
{
    Paragraph,

    /// <summary>The first heading of all.</summary>
    Heading,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    Heading6,

    /// <summary>What stands before an item of a list.</summary>
    ListLabel,
    TableHead,
    TableCell,

    /// <summary>What stands on every page again: who hears the text is not told of it.</summary>
    Furniture,
}

/// <summary>What holds texts together (ISO 32000-1, 14.8.4).</summary>
public enum TextGroup
{
    List,
    ListItem,
    ListBody,
    Table,
    TableRow,
    Quote,
}

/// <summary>Where a line stands between the left and the right edge of its box.</summary>
public enum Align
{
    Left,
    Centre,
    Right,
}
