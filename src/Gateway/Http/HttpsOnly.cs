namespace Darsgah.Gateway.Http;

/// <summary>
/// Where visitors reach the schools over TLS, a request that came without it is sent there (B21, N28): 308, so that the
/// method stays. Probes of health come from inside and are answered.
/// </summary>
internal sealed class HttpsOnly(RequestDelegate next, PublicAddress address)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<CameWithoutTls>() is null
            || http.Features.Get<TenantRequest>() is null
            || http.Request.Path.StartsWithSegments("/healthz", StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        var request = http.Request;
        http.Response.Redirect(
            address.Of(request.Host.Host) + request.Path.ToUriComponent() + request.QueryString.ToUriComponent(),
            permanent: true,
            preserveMethod: true);
        return Task.CompletedTask;
    }
}

/// <summary>Marks a request that a visitor sent in the clear to an installation that is reached over TLS.</summary>
internal sealed record CameWithoutTls;
