using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.People;

/// <summary>
/// Who a visitor is as far as limits go: a school and an address, of IPv6 the first 64 bits (SEC-C05).
/// </summary>
internal static class Networks
{
    public static string KeyOf(HttpContext http, Id<Tenant> tenant) =>
        $"{tenant}/{RateLimits.Peer(http.Connection.RemoteIpAddress)}";
}
