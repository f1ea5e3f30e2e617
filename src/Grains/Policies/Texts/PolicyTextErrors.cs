namespace Darsgah.Grains.Policies.Texts;

/// <summary>Refusals of texts: what is wrong with the file, where, and what to do.</summary>
public static class PolicyTextErrors
{
    /// <summary>Nothing in it.</summary>
    public static Error Empty() => Refuse("empty", "The file holds no text. Choose the file with the policy's text.");

    /// <summary>More than <see cref="PolicyImport.LargestFile"/> bytes.</summary>
    public static Error TooLarge(int size) => Refuse(
        "too_large",
        $"The file has {size} bytes; a policy may have {PolicyImport.LargestFile}. Remove all that is not text.",
        ("size", Text(size)), ("most", Text(PolicyImport.LargestFile)));

    /// <summary>Not a text file.</summary>
    public static Error Binary(string kind) => Refuse(
        "binary", $"This is {kind}, not text. Save the policy as plain text, Markdown or HTML in UTF-8.",
        ("kind", kind));

    /// <summary>A control character that no text holds, NUL above all.</summary>
    public static Error Nul(int offset) => Refuse(
        "nul",
        $"Byte {offset} is NUL, which no text holds. The file is damaged or not text; save it again as UTF-8.",
        ("offset", Text(offset)));

    /// <summary>A control character that no text holds.</summary>
    public static Error ControlCharacter(int code, int offset) => Refuse(
        "control_character",
        $"Byte {offset} is the control character U+{code:X4}, which no text holds. Remove it, or save it as text.",
        ("code", code.ToString("X4", CultureInfo.InvariantCulture)), ("offset", Text(offset)));

    /// <summary>Latin-1, Windows-1256 or damage.</summary>
    public static Error NotUtf8(byte value, int offset, int line) => Refuse(
        "not_utf8",
        $"Byte {offset} (0x{value:X2}, line {line}) is not UTF-8. The file was probably saved in an older encoding "
        + "such as Latin-1 or Windows-1256. Open it in an editor, check that every letter shows, and save it as UTF-8.",
        ("offset", Text(offset)), ("value", value.ToString("X2", CultureInfo.InvariantCulture)), ("line", Text(line)));

    /// <summary>Half a character in UTF-16, or UTF-32.</summary>
    public static Error NotUtf16(int offset) => Refuse(
        "not_utf16",
        $"The file looks like UTF-16 or UTF-32, but byte {offset} does not fit UTF-16. Save it as UTF-8.",
        ("offset", Text(offset)));

    /// <summary>HTML or Markdown nested beyond reason.</summary>
    public static Error TooDeep(int most) => Refuse(
        "too_deep",
        $"The text is nested more than {most} levels deep. Remove quotes, lists or tags around it."
        + " Or import plain text.",
        ("most", Text(most)));

    /// <summary>Too many tags, brackets or other marks.</summary>
    public static Error TooComplex() => Refuse(
        "too_complex",
        "The text has more tags, brackets or other marks than a policy could need. Simplify it, or import plain text.");

    /// <summary>One section longer than <see cref="MarkdownLimits.LongestText"/> characters.</summary>
    public static Error SectionTooLong(string heading, int length) => Refuse(
        "section_too_long",
        $"The section “{heading}” has {length} characters; a section may have {MarkdownLimits.LongestText}. Divide it "
        + "by headings.",
        ("heading", heading), ("length", Text(length)), ("most", Text(MarkdownLimits.LongestText)));

    /// <summary>More sections than <see cref="PolicyImport.MostSections"/>.</summary>
    public static Error TooManySections(int count) => Refuse(
        "too_many_sections",
        $"{count} sections were recognised; a policy may have {PolicyImport.MostSections}. If these are no headings, "
        + "import Markdown.",
        ("count", Text(count)), ("most", Text(PolicyImport.MostSections)));

    /// <summary>The language is not a tag of BCP 47.</summary>
    public static Error BadLanguage(string problem) =>
        Error.Invalid("policy.text_language", problem, "language", ("problem", problem));

    private static Error Refuse(string situation, string message, params (string, string)[] values) =>
        Error.Invalid($"policy.text_{situation}", message, "file", values);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
