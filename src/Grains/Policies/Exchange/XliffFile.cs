using System.Xml;
using System.Xml.Linq;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Exchange;

/// <summary>A document's text with its translation as a file for translators' programs: XLIFF 1.2.</summary>
/// <remarks>
/// Version 1.2 (https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html) and not 2.0: every translators' program reads it,
/// OmegaT, Poedit and Weblate among them, which read 2.0 partly or not at all; and all that is needed here is in it.
/// Each section is a group with its heading and its body as units. Marks of the text stand in numbered <c>ph</c> elements.
/// </remarks>
public static class XliffFile
{
    /// <summary>Bytes of a file that is read.</summary>
    public const int Largest = 2 << 20;

    internal const string Heading = ":heading";
    internal const string Body = ":body";

    // Elements of a file that is read; five times what a document of the most sections needs without marks.
    private const int MostElements = 100_000;
    private const int Deepest = 40;

    private static readonly XNamespace space = XliffUnit.Space;

    /// <summary>The file for a translator.</summary>
    /// <param name="revision">Of the draft that it is from.</param>
    /// <param name="language">That it is to be translated into, a canonical tag.</param>
    /// <param name="translation">What there is of it; null for nothing.</param>
    public static byte[] Write(Id<Document> document, int revision, PolicyText authoritative, string language, PolicyText? translation)
    {
        ArgumentNullException.ThrowIfNull(authoritative);
        var states = translation is null ? null : LanguageRules.States(translation, authoritative);

        var root = new XElement(
            space + "xliff",
            new XAttribute("version", "1.2"),
            new XElement(
                space + "file",
                new XAttribute("original", document.Value),
                new XAttribute("source-language", authoritative.Language),
                new XAttribute("target-language", language),
                new XAttribute("datatype", "x-markdown"),
                new XAttribute("product-name", "Darsgah"),
                new XAttribute("build-num", revision.ToString(CultureInfo.InvariantCulture)),
                new XElement(space + "body", authoritative.Parts.Where(part => part.Heading.Length + part.Markdown.Length > 0)
                    .Select(part => Group(part, translation?.Section(part.Key), states?.GetValueOrDefault(part.Key) ?? SectionState.Missing)))));

        using var stream = new MemoryStream();

        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            NewLineHandling = NewLineHandling.Entitize,
        }))
        {
            root.Save(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Reads a file that came back.</summary>
    /// <param name="authoritative">The text that binds, as it is in the draft now.</param>
    /// <param name="translations">By language: what the draft has now.</param>
    /// <returns>What it brings, section by section; or a refusal of the file, of which nothing is taken then.</returns>
    public static Outcome<XliffReport> Read(
        ReadOnlyMemory<byte> bytes, Id<Document> document, PolicyText authoritative, IReadOnlyDictionary<string, PolicyText> translations)
    {
        ArgumentNullException.ThrowIfNull(authoritative);
        ArgumentNullException.ThrowIfNull(translations);

        if (bytes.Length > Largest)
            return XliffErrors.TooLarge(bytes.Length);

        if (!Parsed(bytes).Succeeded(out var root, out var refusal))
            return refusal;

        if (root.Name != space + "xliff" || root.Attribute("version")?.Value != "1.2" || root.Elements(space + "file").ToList() is not [var file])
            return XliffErrors.NotXliff();

        if (file.Attribute("original")?.Value is var original && original != document.Value)
            return XliffErrors.OtherDocument(original ?? "");

        if (!LanguageTag.TryCanonical(file.Attribute("source-language")?.Value, out var source, out _) || source != authoritative.Language)
            return XliffErrors.OtherSource(file.Attribute("source-language")?.Value ?? "", authoritative.Language);

        if (!LanguageTag.TryCanonical(file.Attribute("target-language")?.Value, out var language, out _) || language == source)
            return XliffErrors.BadTarget(file.Attribute("target-language")?.Value ?? "");

        var units = new Dictionary<string, XElement>(StringComparer.Ordinal);

        foreach (var unit in file.Descendants(space + "trans-unit"))
        {
            if (!units.TryAdd(unit.Attribute("id")?.Value ?? "", unit))
                return XliffErrors.Twice(unit.Attribute("id")?.Value ?? "");
        }

        return XliffReading.Of(language, units, authoritative, translations.GetValueOrDefault(language));
    }

    // No document type, so no entity of the file's own; nothing is fetched; size, depth and number of elements are counted.
    private static Outcome<XElement> Parsed(ReadOnlyMemory<byte> bytes)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = Largest,
            MaxCharactersFromEntities = 1,
            IgnoreProcessingInstructions = true,
            IgnoreComments = true,
        };

        try
        {
            using (var counted = XmlReader.Create(new MemoryStream(bytes.ToArray()), settings))
            {
                for (var elements = 0; counted.Read();)
                {
                    if (counted.NodeType == XmlNodeType.Element && (++elements > MostElements || counted.Depth > Deepest))
                        return XliffErrors.TooComplex();
                }
            }

            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), settings);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException exception)
        {
            return XliffErrors.NotXml(exception.LineNumber, exception.LinePosition);
        }
    }

    private static XElement Group(PolicySection part, PolicySection? made, SectionState state) => new(
        space + "group",
        new XAttribute("id", part.Key),
        new XAttribute("resname", Valid($"{part.Number} {part.Heading}".Trim())),
        Unit(part.Key + Heading, MarkdownCodes.OfHeading(Valid(part.Heading)), MarkdownCodes.OfHeading(Valid(made?.Heading ?? "")), state),
        Unit(part.Key + Body, MarkdownCodes.Of(Valid(part.Markdown)), MarkdownCodes.Of(Valid(made?.Markdown ?? "")), state));

    private static XElement? Unit(string id, ImmutableArray<MarkdownPiece> source, ImmutableArray<MarkdownPiece> draft, SectionState state) => source.IsEmpty
        ? null
        : new XElement(
            space + "trans-unit",
            new XAttribute("id", id),
            new XAttribute(XNamespace.Xml + "space", "preserve"),
            new XElement(space + "source", XliffUnit.Source(source)),
            draft.IsEmpty
                ? null
                : new XElement(
                    space + "target",
                    new XAttribute("state", state == SectionState.Current ? "translated" : "needs-review-translation"),
                    XliffUnit.Target(draft, source)));

    // What XML cannot carry at all; a section that holds such a thing comes back as changed.
    private static string Valid(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
