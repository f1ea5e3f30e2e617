using System.Security;
using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Pdf;

/// <summary>What a document says of itself.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="CreatedAt">The moment that its content is of; no clock is read, so the same content makes the same file.</param>
public sealed record DocumentProperties(string Title, string Author, string Subject, string Language, DateTimeOffset CreatedAt);

/// <summary>A PDF 1.7 file: tagged, with its language, its metadata and its fonts in it.</summary>
/// <remarks>Made after the demands of PDF/A-2a and PDF/UA-1 as far as they go; no conformance is claimed in it.</remarks>
public sealed class PdfDocument(DocumentProperties properties)
{
    private const string Producer = "Darsgah";

    private readonly PdfObjects objects = new();
    private readonly List<PdfFont> fonts = [];
    private readonly List<PdfImage> images = [];
    private readonly List<PdfPage> pages = [];
    private readonly PdfOutline outline = new();
    private readonly Stack<PdfElement> groups = new([new PdfElement("Document")]);

    /// <summary>Its pages so far.</summary>
    public IReadOnlyList<PdfPage> Pages => pages;

    /// <param name="width">In points, 1/72 inch; A4 is 595.28 by 841.89.</param>
    public PdfPage AddPage(double width, double height)
    {
        var page = new PdfPage(this, width, height);
        pages.Add(page);
        return page;
    }

    /// <summary>Holds together what is written meanwhile, on one page or several.</summary>
    public void Group(TextGroup group, Action write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var element = new PdfElement(group switch
        {
            TextGroup.List => "L",
            TextGroup.ListItem => "LI",
            TextGroup.ListBody => "LBody",
            TextGroup.Table => "Table",
            TextGroup.TableRow => "TR",
            _ => "BlockQuote",
        });
        groups.Peek().Kids.Add(element);
        groups.Push(element);
        write();
        groups.Pop();
    }

    /// <summary>Adds a heading to the bookmarks.</summary>
    /// <param name="level">From 1; one deeper than the one before belongs to that.</param>
    /// <param name="top">In points from the top of the page.</param>
    public void Bookmark(string title, int level, PdfPage page, double top) => outline.Add(title, level, page, top);

    /// <summary>The file.</summary>
    public byte[] Save()
    {
        var catalogue = objects.Reserve();
        var tree = objects.Reserve();
        var root = objects.Reserve();
        var fontList = string.Concat(fonts.Select(font => $"/{font.Name} {font.Write(objects)} 0 R"));
        var imageList = string.Concat(images.Select(image => $"/{NameOf(image)} {Text(image.Write(objects))} 0 R"));
        var numbers = new Dictionary<PdfPage, int>();

        for (var index = 0; index < pages.Count; index++)
            numbers[pages[index]] = pages[index].Write(objects, tree, index, fontList, imageList);

        var owned = pages.ToDictionary(page => page, _ => new SortedList<int, int>());
        var structure = groups.Peek().Write(objects, root, numbers, owned);
        var parents = string.Concat(pages.Select((page, index) => $"{Text(index)}[{References(owned[page].Values)}]"));

        objects.Put(tree, $"<</Type/Pages/Kids[{References(numbers.Values)}]/Count {Text(pages.Count)}>>");
        objects.Put(root, $"<</Type/StructTreeRoot/K {Text(structure)} 0 R/ParentTree<</Nums[{parents}]>>/ParentTreeNextKey {Text(pages.Count)}>>");

        var bookmarks = outline.IsEmpty ? "" : $"/Outlines {Text(outline.Write(objects, numbers))} 0 R/PageMode/UseOutlines";
        var metadata = objects.AddStream("/Type/Metadata/Subtype/XML", Encoding.UTF8.GetBytes(Metadata()), compress: false);
        objects.Put(
            catalogue,
            $"<</Type/Catalog/Pages {Text(tree)} 0 R/Lang{PdfText.String(properties.Language)}/MarkInfo<</Marked true>>"
            + $"/StructTreeRoot {Text(root)} 0 R/Metadata {Text(metadata)} 0 R{bookmarks}/ViewerPreferences<</DisplayDocTitle true>>>>");
        var date = PdfText.Date(properties.CreatedAt);
        var description = objects.Add(
            $"<</Title{PdfText.String(properties.Title)}/Author{PdfText.String(properties.Author)}/Subject{PdfText.String(properties.Subject)}"
            + $"/Producer({Producer})/CreationDate{date}/ModDate{date}>>");

        return objects.Save(catalogue, description);
    }

    internal void Add(PdfElement element) => groups.Peek().Kids.Add(element);

    internal PdfFont FontOf(FontFile file)
    {
        var font = fonts.Find(known => known.Font == file);

        if (font is null)
            fonts.Add(font = new PdfFont(file, fonts.Count + 1));

        return font;
    }

    internal string NameOf(PdfImage image)
    {
        if (!images.Contains(image))
            images.Add(image);

        return "Im" + Text(images.IndexOf(image) + 1);
    }

    internal static string References(IEnumerable<int> numbers) => string.Join(' ', numbers.Select(number => $"{Text(number)} 0 R"));

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Metadata()
    {
        var date = properties.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var (title, author, subject) = (Xml(properties.Title), Xml(properties.Author), Xml(properties.Subject));

        return $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
              xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
            <dc:language><rdf:Bag><rdf:li>{Xml(properties.Language)}</rdf:li></rdf:Bag></dc:language>
            <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><pdf:Producer>{Producer}</pdf:Producer>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>
            """;
    }

    // Control characters have no place in XML, escaped or not.
    private static string Xml(string text) => SecurityElement.Escape(string.Concat(text.Where(character => !char.IsControl(character))));
}
