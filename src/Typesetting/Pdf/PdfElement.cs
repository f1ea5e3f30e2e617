namespace Darsgah.Typesetting.Pdf;

/// <summary>An element of the document's structure: a text on a page, or a group of them (ISO 32000-1, 14.7.2).</summary>
internal sealed class PdfElement(string type, string entries = "")
{
    public List<PdfElement> Kids { get; } = [];

    /// <summary>The page and its marked content; null for a group.</summary>
    public (PdfPage Page, int Content)? Place { get; init; }

    /// <summary>Writes it and what it holds.</summary>
    /// <param name="pages">Numbers of the page objects.</param>
    /// <param name="owned">By page: the elements of its marked contents, in their order.</param>
    /// <returns>Its object number.</returns>
    public int Write(
        PdfObjects objects, int parent, IReadOnlyDictionary<PdfPage, int> pages, IReadOnlyDictionary<PdfPage, SortedList<int, int>> owned)
    {
        var number = objects.Reserve();
        var head = $"<</Type/StructElem/S/{type}/P {PdfDocument.Text(parent)} 0 R{entries}";

        if (Place is var (page, content))
        {
            owned[page].Add(content, number);
            objects.Put(number, $"{head}/Pg {PdfDocument.Text(pages[page])} 0 R/K {PdfDocument.Text(content)}>>");
        }
        else
        {
            var kids = Kids.ConvertAll(kid => kid.Write(objects, number, pages, owned));
            objects.Put(number, $"{head}/K[{PdfDocument.References(kids)}]>>");
        }

        return number;
    }
}
