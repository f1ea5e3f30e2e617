using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Api;

/// <summary>Entity tags that are revisions, and <c>If-Match</c> against them (RFC 9110, 13.1.1).</summary>
internal static class EntityTags
{
    /// <summary>The revision that is meant; null for whatever it is. A tag that none of ours can be matches nothing.</summary>
    public static bool TryMatch(HttpRequest request, out int? revision)
    {
        revision = null;
        var header = request.Headers.IfMatch.ToString();

        if (header.Length == 0 || header is "*")
            return true;

        if (!EntityTagHeaderValue.TryParse(header, out var tag) || tag.IsWeak
            || !int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;

        revision = number;
        return true;
    }

    /// <summary>Tags an answer.</summary>
    public static void Tag(HttpContext http, int revision) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
}
