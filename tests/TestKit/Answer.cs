using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Darsgah.TestKit;

/// <summary>What came back.</summary>
/// <param name="Path">Path and query that were asked for.</param>
/// <param name="Headers">Headers of the answer and of its content, lower-case names, several values joined by a comma.</param>
public sealed record Answer(int Status, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    private IHtmlDocument? page;

    /// <summary>The body as text, UTF-8.</summary>
    public string Body => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as a page; an empty document where it is none.</summary>
    public IHtmlDocument Page => page ??= new HtmlParser().ParseDocument(Body);

    /// <summary>Where a redirect leads, or null.</summary>
    public string? Location => Headers.GetValueOrDefault("location");

    /// <summary>The code of the refusal or trouble on the page, or null.</summary>
    public string? Code => Page.QuerySelector("[data-code]")?.GetAttribute("data-code");

    public void Deconstruct(out int status, out IHtmlDocument document)
    {
        status = Status;
        document = Page;
    }

    /// <summary>A form of the page that is sent by POST.</summary>
    /// <param name="selector">Which one; by default the first inside the main part.</param>
    /// <exception cref="InvalidOperationException">There is no such form.</exception>
    public IHtmlFormElement Form(string? selector = null) =>
        (selector is null
            ? Page.QuerySelectorAll<IHtmlFormElement>("main form").FirstOrDefault(IsPost)
            : Page.QuerySelector<IHtmlFormElement>(selector))
        ?? throw new InvalidOperationException($"{Path} answered {Status} and has no form {selector ?? "in its main part"}.");

    internal static async Task<Answer> Read(string path, HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(pair => pair.Key.ToLowerInvariant(), pair => string.Join(", ", pair.Value), StringComparer.Ordinal);

        return new Answer((int)response.StatusCode, path, headers, await response.Content.ReadAsByteArrayAsync());
    }

    private static bool IsPost(IHtmlFormElement form) => string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase);
}
