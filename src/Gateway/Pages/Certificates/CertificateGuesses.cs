using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;

namespace Darsgah.Gateway.Pages.Certificates;

/// <summary>How many wrong codes one network may try at a school: 30 in ten minutes (SEC-J01). Right ones are not counted.</summary>
internal sealed class CertificateGuesses(TimeProvider clock)
{
    private const int Most = 30;

    private readonly AttemptWindow window = new(clock, TimeSpan.FromMinutes(10));

    public bool HasRoom(HttpContext http, TenantRequest request) => window.HasRoom(Key(http, request), Most);

    public void Count(HttpContext http, TenantRequest request) => window.TryTake(Key(http, request), Most);

    private static string Key(HttpContext http, TenantRequest request) =>
        $"{request.Tenant}/{RateLimits.Peer(http.Connection.RemoteIpAddress)}";
}
