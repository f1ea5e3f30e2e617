using System.Net;

namespace Darsgah.Gateway.Http;

/// <summary>How the gateway is reached, and how much of it one visitor may use. Configuration section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// Scheme and port under which visitors reach the schools: <c>https://*</c>, <c>https://*:8443</c>. Set it wherever a
    /// proxy stands in front. Empty: the first listening address. A request's own scheme and port are never believed.
    /// </summary>
    public string PublicOrigin { get; set; } = "";

    /// <summary>Bytes a request's body may have, where an endpoint does not say otherwise. Default: 1 MiB.</summary>
    public long MaxBody { get; set; } = 1 << 20;

    /// <summary>Connections open at a time. Default: 4,000.</summary>
    public int MaxConnections { get; set; } = 4_000;

    /// <summary>Of these, connections of one address that is no known proxy. Default: 200.</summary>
    public int MaxConnectionsPerPeer { get; set; } = 200;

    /// <summary>How long the head of a request may take to arrive (SEC-M01). Default: 15 seconds.</summary>
    public TimeSpan HeadersTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A body that is sent or taken slower than 240 bytes a second loses its connection after so long (SEC-M01). Default: 5
    /// seconds, and above 1.
    /// </summary>
    public TimeSpan SlowGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests of one address to one school that are answered at once. Default: 600.</summary>
    public int Burst { get; set; } = 600;

    /// <summary>Requests a second that such an address gets back. Default: 60.</summary>
    public int PerSecond { get; set; } = 60;

    /// <summary>Bytes of finished pages of visitors to keep in memory; 0 for none. Default: 64 MiB.</summary>
    public long KeptPages { get; set; } = 64 << 20;

    /// <summary>The public origin, read; null where it is not set.</summary>
    /// <exception cref="FormatException">It is no <c>scheme://*[:port]</c>.</exception>
    internal BindingAddress? Public =>
        PublicOrigin is "" ? null
        : BindingAddress.Parse(PublicOrigin) is { Host: "*" or "+", PathBase: "", Scheme: "http" or "https" } address ? address
        : throw new FormatException($"Gateway:PublicOrigin is '{PublicOrigin}'. Write it like https://* or https://*:8443.");

    /// <summary>True where visitors come over TLS: cookies get <c>Secure</c> and the <c>__Host-</c> prefix.</summary>
    public bool IsSecure => Public?.Scheme is "https";

    /// <summary>A cookie's name as it is sent: <c>__Host-name</c> over TLS, else the bare name (RFC 6265bis, 4.1.3.2).</summary>
    public string CookieName(string name) => IsSecure ? "__Host-" + name : name;
}

/// <summary>The platform's own console. Configuration section <c>Platform</c>.</summary>
public sealed class PlatformOptions
{
    /// <summary>The host name of the operators' console. Default: <c>operator.localhost</c>.</summary>
    public string Host { get; set; } = "operator.localhost";

    /// <summary>What the installation is called on pages that belong to no school.</summary>
    public string Name { get; set; } = "Darsgah";

    /// <summary>Where to report a vulnerability: an address or a URL (RFC 9116); empty: the schools' own contacts.</summary>
    public string SecurityContact { get; set; } = "";
}

/// <summary>Proxies that are believed. Configuration section <c>Proxies</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) whose <c>X-Forwarded-For</c> and <c>-Host</c> count. Default: none.</summary>
    public IList<string> Known { get; } = [];

    /// <exception cref="FormatException">An entry is neither an address nor a network.</exception>
    internal IEnumerable<IPNetwork> Networks => Known.Select(entry =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException($"Proxies:Known has '{entry}'. Write an address like 10.0.0.7, or a network like 10.0.0.0/8."));
}
