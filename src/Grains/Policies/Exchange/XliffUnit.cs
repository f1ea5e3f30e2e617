using System.Xml.Linq;

namespace Darsgah.Grains.Policies.Exchange;

/// <summary>A heading or a body in a translation file: words, and marks in numbered places (XLIFF 1.2, 2.4 and 4.3).</summary>
internal static class XliffUnit
{
    /// <summary>The namespace of XLIFF 1.2.</summary>
    public static readonly XNamespace Space = "urn:oasis:names:tc:xliff:document:1.2";

    /// <summary>Names of the marks of a source, and of those that only the translation in the draft has.</summary>
    public static ImmutableDictionary<string, string> Names(ImmutableArray<MarkdownPiece> source, ImmutableArray<MarkdownPiece> draft)
    {
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        foreach (var (name, piece) in Named(source, []))
            names[name] = piece;

        foreach (var (name, piece) in Named(draft, source))
            names[name] = piece;

        return names.ToImmutable();
    }

    /// <summary>What stands in the source element.</summary>
    public static IEnumerable<XNode> Source(ImmutableArray<MarkdownPiece> source) => Content(source, Named(source, []));

    /// <summary>What stands in the target element.</summary>
    public static IEnumerable<XNode> Target(ImmutableArray<MarkdownPiece> draft, ImmutableArray<MarkdownPiece> source) =>
        Content(draft, Named(draft, source));

    /// <summary>The text of an element; null where it holds a mark that nobody knows.</summary>
    /// <param name="names">Marks by their names; null to take what the file says they are.</param>
    public static string? Text(XElement element, IReadOnlyDictionary<string, string>? names)
    {
        var text = new System.Text.StringBuilder();
        var open = new Stack<XNode?>([element.FirstNode]);

        while (open.TryPop(out var node))
        {
            if (node is null)
                continue;

            open.Push(node.NextNode);

            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;

                // What a program marks off, sentences above all, says nothing itself.
                case XElement mark when mark.Name == Space + "mrk":
                    open.Push(mark.FirstNode);
                    break;
                case XElement place when place.Name == Space + "ph" && names is null:
                    text.Append(place.Value);
                    break;
                case XElement place when (place.Name == Space + "ph" || place.Name == Space + "x")
                    && names is not null && names.TryGetValue(place.Attribute("id")?.Value ?? "", out var code):
                    text.Append(code);
                    break;
                case XElement:
                    return null;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<XNode> Content(ImmutableArray<MarkdownPiece> pieces, IEnumerable<(string Name, string Text)> named)
    {
        var names = named.GetEnumerator();

        foreach (var piece in pieces)
        {
            if (!piece.IsCode)
            {
                yield return new XText(piece.Text);
                continue;
            }

            names.MoveNext();
            yield return new XElement(Space + "ph", new XAttribute("id", names.Current.Name), new XAttribute("ctype", "x-markdown"), piece.Text);
        }
    }

    // 1, 2, 3 … in a source; in a translation the same mark has the same name, and what is its own is t1, t2 …
    private static List<(string Name, string Text)> Named(ImmutableArray<MarkdownPiece> pieces, ImmutableArray<MarkdownPiece> source)
    {
        var free = source.Where(piece => piece.IsCode).Select((piece, index) => (Name: Number(index + 1), piece.Text)).ToList();
        var named = new List<(string, string)>();
        var prefix = source.IsEmpty ? "" : "t";

        foreach (var piece in pieces.Where(piece => piece.IsCode))
        {
            if (free.FindIndex(one => one.Text == piece.Text) is >= 0 and var at)
            {
                named.Add(free[at]);
                free.RemoveAt(at);
            }
            else
            {
                named.Add((prefix + Number(named.Count + 1), piece.Text));
            }
        }

        return named;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
