namespace Darsgah.Gateway.Http;

/// <summary>Headers on every answer, whatever made it (SEC-D03, SEC-D04).</summary>
/// <remarks>Set when the answer starts, so that no error handler can clear them.</remarks>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Nothing from another host, nothing inline; no page of ours needs a nonce.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
        "frame-ancestors 'none'; form-action 'self'";

    // includeSubDomains is left out: a school's own domain has subdomains that are none of ours.
    private const string StrictTransport = "max-age=31536000";

    private static readonly (string Name, string Value)[] Always =
    [
        ("Content-Security-Policy", ContentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Origin-Agent-Cluster", "?1"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
        ("Permissions-Policy",
            "browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), " +
            "publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()"),
    ];

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(Complete, http);
        return next(http);
    }

    private static Task Complete(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;

        foreach (var (name, value) in Always)
            headers[name] = value;

        if (http.Features.Get<FileContent>() is { } file)
            headers.ContentSecurityPolicy = file.Policy;
        else if (http.Features.Get<FrameSource>() is { } frame)
            headers.ContentSecurityPolicy = $"{ContentSecurityPolicy}; frame-src https://{frame.Host}";

        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = StrictTransport;

        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            headers.CacheControl = "no-store";
        else if (headers.CacheControl.Count == 0)
            headers.CacheControl = IsPersonal(http) ? "no-store" : "private, no-cache";

        return Task.CompletedTask;
    }

    // A page that was made for somebody, or that gives out a cookie, is kept by nobody (SEC-A11).
    private static bool IsPersonal(HttpContext http) =>
        http.Features.Get<TenantRequest>() is { Account: not null } ||
        http.Response.Headers.SetCookie.Count > 0 ||
        !HttpMethods.IsGet(http.Request.Method);
}

/// <summary>The one other host that a page has a frame of, because somebody asked for it there (M29).</summary>
/// <param name="Host">A host of our own list, never one that came with the request.</param>
internal sealed record FrameSource(string Host);

/// <summary>The answer is a file that somebody uploaded: it loads nothing and runs nothing, whatever is in it (SEC-E09).</summary>
internal sealed record FileContent(string Policy)
{
    /// <summary>Any file: shown as itself, in an origin of its own.</summary>
    public static FileContent Other { get; } =
        new("default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox");

    /// <summary>A PDF: browsers' viewers do not start in a sandbox of ours, and are one themselves.</summary>
    public static FileContent Document { get; } =
        new("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'");
}
