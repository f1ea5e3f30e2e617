using AngleSharp.Html.Parser;

namespace Darsgah.Grains.Tests.Policies.Texts;

/// <summary>
/// Reads rendered HTML as a browser would, and asks for each element and attribute whether it is on the list.
/// </summary>
internal static class HtmlOracle
{
    private static readonly string[] elements =
    [
        "html", "head", "body", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "bdi",
            "br", "hr",
        "blockquote", "pre", "code", "table", "thead", "tbody", "tr", "th", "td",
    ];

    private static readonly string[] attributes = ["href", "rel", "dir", "start", "style", "title", "class"];

    public static void IsInert(string html)
    {
        var page = new HtmlParser().ParseDocument(html);

        foreach (var element in page.All)
        {
            Assert.Contains(element.LocalName, elements);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, attributes));

            if (element.GetAttribute("href") is { } address)
                Assert.Matches("^(https?://|mailto:|tel:|#|/(?!/)|[a-z0-9?.%][^:]*$)", address.ToLowerInvariant());

            Assert.Matches("^(text-align: (left|right|center);)?$", element.GetAttribute("style") ?? "");
        }
    }
}
