using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Darsgah.Gateway.Http;

/// <summary>How much of a school one address may ask for: a token bucket for each pair (SEC-A19, SEC-M06).</summary>
internal static class RateLimits
{
    public static void Configure(RateLimiterOptions limits, GatewayOptions options)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            {
                context.HttpContext.Response.Headers.RetryAfter =
                    Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            }

            return ValueTask.CompletedTask;
        };

        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (string Tenant, string Peer)>(http =>
            RateLimitPartition.GetTokenBucketLimiter(Key(http), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = options.PerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
    }

    /// <summary>A visitor's address; of IPv6 the /64 that a household has.</summary>
    internal static string Peer(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();

        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "";
    }

    // Hosts that lead nowhere share one bucket an address, so that guessing host names is slow.
    private static (string Tenant, string Peer) Key(HttpContext http) =>
        (http.Features.Get<TenantRequest>()?.Tenant.Value ?? "", Peer(http.Connection.RemoteIpAddress));
}
