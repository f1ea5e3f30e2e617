namespace Darsgah.Typesetting.Pdf;

/// <summary>The bookmarks of a document: its headings, each under the one that it belongs to (ISO 32000-1, 12.3.3).</summary>
internal sealed class PdfOutline
{
    private readonly Entry root = new("", 0, null, 0);
    private readonly Stack<Entry> open = [];

    public bool IsEmpty => root.Kids.Count == 0;

    /// <param name="level">From 1; one deeper than the one before belongs to that.</param>
    /// <param name="top">Its upper edge, in points from the top of the page.</param>
    public void Add(string title, int level, PdfPage page, double top)
    {
        while (open.TryPeek(out var before) && before.Level >= level)
            open.Pop();

        var entry = new Entry(title, level, page, top);
        (open.TryPeek(out var parent) ? parent : root).Kids.Add(entry);
        open.Push(entry);
    }

    /// <returns>The number of the outline's object.</returns>
    public int Write(PdfObjects objects, IReadOnlyDictionary<PdfPage, int> pages)
    {
        var number = objects.Reserve();
        objects.Put(number, $"<</Type/Outlines{Children(objects, root, number, pages)}/Count {PdfDocument.Text(root.Kids.Count)}>>");
        return number;
    }

    private static string Children(PdfObjects objects, Entry parent, int number, IReadOnlyDictionary<PdfPage, int> pages)
    {
        if (parent.Kids.Count == 0)
            return "";

        var numbers = parent.Kids.ConvertAll(_ => objects.Reserve());

        for (var index = 0; index < numbers.Count; index++)
        {
            var kid = parent.Kids[index];
            var before = index > 0 ? $"/Prev {PdfDocument.Text(numbers[index - 1])} 0 R" : "";
            var after = index + 1 < numbers.Count ? $"/Next {PdfDocument.Text(numbers[index + 1])} 0 R" : "";
            var below = Children(objects, kid, numbers[index], pages);
            var closed = kid.Kids.Count > 0 ? $"/Count -{PdfDocument.Text(kid.Kids.Count)}" : "";
            objects.Put(
                numbers[index],
                $"<</Title{PdfText.String(kid.Title)}/Parent {PdfDocument.Text(number)} 0 R{before}{after}{below}{closed}"
                + $"/Dest[{PdfDocument.Text(pages[kid.Page!])} 0 R/XYZ null {PdfText.Number(kid.Page!.Height - kid.Top)} null]>>");
        }

        return $"/First {PdfDocument.Text(numbers[0])} 0 R/Last {PdfDocument.Text(numbers[^1])} 0 R";
    }

    private sealed record Entry(string Title, int Level, PdfPage? Page, double Top)
    {
        public List<Entry> Kids { get; } = [];
    }
}
