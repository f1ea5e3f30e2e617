using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Certificates;

/// <summary>How many wrong codes one network may try at a school: 30 in ten minutes (SEC-J01). Right ones are not counted.</summary>
internal sealed class CertificateGuesses(TimeProvider clock)
{
    private const int Most = 30;

    private readonly AttemptWindow window = new(clock, TimeSpan.FromMinutes(10));

    /// <summary>How the certificate of a code stands, the code as people copy it; null where this school gave none of it.</summary>
    /// <exception cref="TooManyAttemptsException">Nothing was looked up.</exception>
    public async Task<CertificateStanding?> Verify(HttpContext http, TenantRequest request, string typed)
    {
        var key = $"{request.Tenant}/{RateLimits.Peer(http.Connection.RemoteIpAddress)}";

        if (!window.HasRoom(key, Most))
            throw new TooManyAttemptsException();

        var code = CertificateCode.Read(typed);
        var standing = CertificateCode.IsComplete(code) && request.Grains.Certificate(code) is { } grain
            ? (await grain.Standing())?.ForAnybody()
            : null;

        if (standing is null)
            window.TryTake(key, Most);

        return standing;
    }
}
