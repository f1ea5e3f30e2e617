using System.Globalization;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Http;

/// <summary>Where visitors reach a school. From configuration and the directory, never from a request (SEC-A10).</summary>
public sealed class PublicAddress(IOptions<GatewayOptions> options, IServer server)
{
    private readonly BindingAddress? configured = options.Value.Public;

    private BindingAddress Address => configured ?? (
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening
            ? BindingAddress.Parse(listening)
            : throw new InvalidOperationException(
                "The gateway listens nowhere yet, and Gateway:PublicOrigin is not set, so no address can be written."));

    /// <summary>The scheme that visitors use, where configured.</summary>
    internal string? ConfiguredScheme => configured?.Scheme;

    /// <summary>The school's canonical origin, without a trailing slash: <c>https://school.example.org</c>.</summary>
    /// <exception cref="InvalidOperationException">No host name leads to the school.</exception>
    public string Of(School school) => school.Hosts is [var canonical, ..]
        ? Of(canonical)
        : throw new InvalidOperationException($"No host name leads to the school '{school.Slug}'. Route one first.");

    /// <summary>The origin of a host name that the directory knows.</summary>
    public string Of(string host) => (Address.Scheme, Address.Port) switch
    {
        ("https", 443) or ("http", 80) => $"{Address.Scheme}://{host}",
        var (scheme, port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}"),
    };
}
