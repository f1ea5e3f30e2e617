using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Page = AngleSharp.Dom.Document;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Parses a page that anybody may have written, within bounds (SEC-E03).</summary>
/// <remarks>
/// AngleSharp's time grows with the square of the nesting, and a scan of the tags cannot foretell its tree: misnested
/// tags are opened again, so that 600 KB can become ten million elements. The parser is therefore stopped from inside.
/// </remarks>
internal static class HtmlPage
{
    /// <summary>Elements inside each other.</summary>
    public const int Deepest = 256;

    private const int MostElements = 50_000;
    private const int MostAttributes = 200_000;

    public static Outcome<IDocument> Parse(string html)
    {
        var deep = false;
        IElement? last = null;
        var ordinary = BrowsingContext.New().GetService<IElementFactory<Page, HtmlElement>>()!;
        var context = BrowsingContext.New(
            Configuration.Default.WithOnly<IElementFactory<Page, HtmlElement>>(new BoundedElements(ordinary)));

        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            OnCreated = (element, _) =>
            {
                deep = Depth(last) > Deepest;
                last = element;
                if (deep)
                    throw new StoppedException();
            },
        }, context);

        try
        {
            return new Outcome<IDocument> { Value = parser.ParseDocument(html) };
        }
        catch (StoppedException)
        {
            return deep ? PolicyTextErrors.TooDeep(Deepest) : PolicyTextErrors.TooComplex();
        }
    }

    private static int Depth(INode? node)
    {
        var depth = 0;
        for (; node is not null && depth <= Deepest; node = node.Parent)
            depth++;

        return depth;
    }

    // Every HTML element comes from here, those that the parser opens again included.
    private sealed class BoundedElements(IElementFactory<Page, HtmlElement> ordinary)
        : IElementFactory<Page, HtmlElement>
    {
        private int elements;
        private int attributes;
        private IElement? last;

        public HtmlElement Create(
            Page document, string localName, string? prefix = null, NodeFlags flags = NodeFlags.None)
        {
            // The one before this has its attributes by now.
            attributes += last?.Attributes.Length ?? 0;
            if (++elements > MostElements || attributes > MostAttributes)
                throw new StoppedException();

            var element = ordinary.Create(document, localName, prefix, flags);
            last = element;
            return element;
        }
    }

    private sealed class StoppedException : Exception;
}
