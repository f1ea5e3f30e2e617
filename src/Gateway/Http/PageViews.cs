namespace Darsgah.Gateway.Http;

/// <summary>Requests for a page that a person looks at.</summary>
internal static class PageViews
{
    /// <summary>A page, asked for by somebody; not by a program, nor by a browser's guess at where she will go next.</summary>
    public static bool IsOne(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Headers.ContainsKey("Sec-Purpose")
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString() is var accept
        && (accept.Length == 0 || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || accept.Contains("*/*", StringComparison.Ordinal));
}
