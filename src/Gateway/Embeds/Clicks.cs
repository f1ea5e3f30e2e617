namespace Darsgah.Gateway.Embeds;

/// <summary>Whether a request is somebody's click on a page of ours.</summary>
internal static class Clicks
{
    /// <summary>False for another site's link, for an address typed in, and for what a browser fetches ahead.</summary>
    public static bool IsOne(HttpRequest request) => !request.Headers.ContainsKey("Sec-Purpose") && request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from)
            && string.Equals(from.IdnHost, request.Host.Host, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
