using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Darsgah.Gateway.Http;

/// <summary>Drops cookies whose names only look like ours, before anything reads one (SEC-A13).</summary>
/// <remarks>
/// A browser lets no other host set <c>__Host-session</c>, but an older one lets a sibling set <c>__host-session</c>
/// (RFC 6265bis, 5.7 compares the prefix without case only since 2022), and the framework takes the two for one.
/// </remarks>
internal sealed class CookieNames(RequestDelegate next, IOptions<GatewayOptions> options)
{
    private const string Prefix = "__Host-";

    private readonly bool isSecure = options.Value.IsSecure;

    public Task InvokeAsync(HttpContext http)
    {
        if (isSecure && http.Request.Headers.Cookie is { Count: > 0 } cookies && Exact(cookies) is var (exact, dropped) && dropped)
            http.Request.Headers.Cookie = exact;

        return next(http);
    }

    private static (StringValues Exact, bool Dropped) Exact(StringValues cookies)
    {
        string[] all = [.. cookies.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))];
        string[] exact = [.. all.Where(IsExact)];

        return (string.Join("; ", exact), exact.Length < all.Length);
    }

    // All of ours are in lower case after the prefix.
    private static bool IsExact(string cookie)
    {
        if (!cookie.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return true;

        var name = cookie.AsSpan(0, cookie.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? end : cookie.Length);
        return name.StartsWith(Prefix, StringComparison.Ordinal) && !name[Prefix.Length..].ContainsAnyInRange('A', 'Z');
    }
}
