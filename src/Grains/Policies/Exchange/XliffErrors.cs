namespace Darsgah.Grains.Policies.Exchange;

/// <summary>Refusals of translation files, and of sections in them.</summary>
public static class XliffErrors
{
    /// <summary>More than <see cref="XliffFile.Largest"/> bytes.</summary>
    public static Error TooLarge(int size) => File(
        "too_large", $"The file has {Text(size)} bytes; a translation may have {Text(XliffFile.Largest)}.", ("size", Text(size)), ("most", Text(XliffFile.Largest)));

    /// <summary>More elements, or deeper in each other, than a translation can need.</summary>
    public static Error TooComplex() => File("too_complex", "The file has more elements, or more inside each other, than a translation of this document can have.");

    /// <summary>No XML, or XML with a document type, which could name files and servers.</summary>
    public static Error NotXml(int line, int column) => File(
        "not_xml",
        $"The file cannot be read at line {Text(line)}, column {Text(column)}. It must be XML without a document type (DOCTYPE).",
        ("line", Text(line)), ("column", Text(column)));

    /// <summary>Another kind of XML, another version, or several files in one.</summary>
    public static Error NotXliff() => File("not_xliff", "This is not one XLIFF 1.2 file. Export the translation here, and send back that file.");

    /// <summary>It is from another document.</summary>
    public static Error OtherDocument(string document) => File(
        "other_document", $"The file is from the document '{Short(document)}'. Import it there.", ("document", Short(document)));

    /// <summary>It was not made from the text that binds.</summary>
    public static Error OtherSource(string language, string binding) => File(
        "other_source", $"The file was translated from '{Short(language)}', and the text that prevails is in '{binding}'.", ("language", Short(language)), ("binding", binding));

    /// <summary>Its target is no language, or the one that binds.</summary>
    public static Error BadTarget(string language) => File(
        "bad_target", $"'{Short(language)}' is no language to translate into. Write a BCP 47 tag like fa-AF into target-language.", ("language", Short(language)));

    /// <summary>Two units of one name.</summary>
    public static Error Twice(string unit) => File("twice", $"The unit '{Short(unit)}' is in the file twice. Nobody can tell which one counts.", ("unit", Short(unit)));

    /// <summary>The section says something else now.</summary>
    public static Error SourceChanged(string section) => Section(
        "source_changed", "The prevailing text changed after this was exported. Export it again, and carry the translation over.", section);

    /// <summary>Marks of links, lists or tables are missing, doubled or in another order.</summary>
    public static Error MarksBroken(string section) => Section(
        "marks_broken", "Marks of links, lists, tables or values are missing, doubled or out of order. Put all numbered places of the source into the translation.", section);

    /// <summary>The prevailing text has no such section any more.</summary>
    public static Error SectionGone(string section) => Section("section_gone", "The prevailing text has no such section any more.", section);

    /// <summary>A heading that is no heading.</summary>
    public static Error HeadingTooLong(string section, int most) => Section(
        "heading_too_long", $"The heading has more than {Text(most)} characters.", section, ("most", Text(most)));

    private static Error File(string situation, string message, params (string, string)[] values) =>
        Error.Invalid($"policy.xliff_{situation}", message, "file", values);

    private static Error Section(string situation, string message, string section, params (string, string)[] values) =>
        Error.Conflict($"policy.xliff_{situation}", message, section, values);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
