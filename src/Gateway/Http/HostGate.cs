using System.Globalization;
using System.Net;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Darsgah.Gateway.Http;

/// <summary>Refuses requests that Kestrel lets through and that a router of many hosts must not (SEC-A07, SEC-M04).</summary>
/// <remarks>
/// What passes has one well-formed host in the form that the directory keeps, one framing, a known method, and a path
/// that every part of the pipeline decodes alike. The answers are plain: no browser makes such requests.
/// </remarks>
internal sealed class HostGate(RequestDelegate next, PublicAddress address, IServer server)
{
    /// <summary>Where the framework leaves the last hop's scheme when a known proxy named the visitor's.</summary>
    public const string ProxyNamedScheme = "X-Original-Proto";

    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private readonly Lazy<bool> listensWithTls = new(() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.Any(
            listening => listening.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) == true);

    public async Task InvokeAsync(HttpContext http)
    {
        if (!Methods.Split(", ").Contains(http.Request.Method, StringComparer.Ordinal))
        {
            http.Response.Headers.Allow = Methods;
            await Refuse(http, StatusCodes.Status405MethodNotAllowed, $"The method is none of {Methods}.");
        }
        else if (HasTwoFramings(http.Request))
        {
            // Whatever follows on this connection may be the rest of a request that somebody else read differently.
            http.Response.Headers.Connection = "close";
            await Refuse(http, StatusCodes.Status400BadRequest, "Content-Length and Transfer-Encoding exclude each other.");
        }
        else if (IsAmbiguous(http))
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "The path has a form that servers read differently.");
        }
        else if (Canonical(http.Request) is not { } host)
        {
            await Refuse(http, StatusCodes.Status400BadRequest, "The Host header names no host.");
        }
        else
        {
            http.Request.Host = host;

            // Behind a proxy that ends TLS the scheme of the last hop says nothing; the operator says what it is.
            if (address.ConfiguredScheme is { } scheme)
            {
                if (scheme is "https" && IsPlain(http.Request))
                    http.Features.Set(new CameWithoutTls());

                http.Request.Scheme = scheme;
            }

            await next(http);
        }
    }

    // Where a known proxy says so, or where this process itself also listens with TLS. A proxy that says nothing of the
    // scheme is taken to have ended TLS.
    private bool IsPlain(HttpRequest request) =>
        !request.IsHttps && (request.Headers.ContainsKey(ProxyNamedScheme) || listensWithTls.Value);

    // Kestrel lets Transfer-Encoding win and moves the other header out of the way (RFC 9112, 6.1).
    private static bool HasTwoFramings(HttpRequest request) =>
        request.Headers.ContainsKey("Transfer-Encoding") &&
        (request.Headers.ContainsKey("X-Content-Length") || request.Headers.ContainsKey("Content-Length"));

    // An encoded slash is a letter of a segment to the router and a separator to caches and file systems; "//host" in a
    // link leads to another site.
    private static bool IsAmbiguous(HttpContext http)
    {
        var raw = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = raw.AsSpan(0, raw.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? query : raw.Length);
        var path = http.Request.Path.Value ?? "";

        return target.Contains("%2f", StringComparison.OrdinalIgnoreCase) ||
            target.Contains("%5c", StringComparison.OrdinalIgnoreCase) ||
            target.Contains("%25", StringComparison.Ordinal) ||
            path.StartsWith("//", StringComparison.Ordinal) ||
            path.Any(c => char.IsControl(c) || c is '\\' or '\uFFFD');
    }

    private static HostString? Canonical(HttpRequest request)
    {
        // The header itself: the request's own property decodes A-labels, and throws where they are none.
        if (request.Headers.Host is not [{ Length: > 0 } value])
            return null;

        var portAt = value.LastIndexOf(':');
        var name = value;

        // In an IPv6 literal the last colon is no port's unless it follows the bracket.
        if (portAt >= 0 && portAt > value.LastIndexOf(']'))
        {
            if (!IsPort(value.AsSpan(portAt + 1)))
                return null;

            name = value[..portAt];
        }

        return HostNames.Normalise(name) is { } host && IsDecodable(host) ? new HostString(host)
            : IsLiteral(name) ? new HostString(name)
            : null;
    }

    private static bool IsDecodable(string host)
    {
        try
        {
            return HostString.FromUriComponent(host).HasValue;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A literal leads to no school, but probes of health name one.
    private static bool IsLiteral(string name) =>
        name is ['[', .., ']']
            ? IPAddress.TryParse(name, out _) && !name.Contains('%', StringComparison.Ordinal)
            : name.Count(c => c == '.') == 3 && IPAddress.TryParse(name, out var v4) &&
              string.Equals(v4.ToString(), name, StringComparison.Ordinal);

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 5 &&
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    private static Task Refuse(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(reason + "\n", http.RequestAborted);
    }
}
