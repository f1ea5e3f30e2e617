using Darsgah.Gateway.Shell;
using Darsgah.Grains.Tenancy;
using Finbuckle.MultiTenant.AspNetCore.Routing;

namespace Darsgah.Gateway.Http;

/// <summary>
/// Keeps a school that is being set up to those who set it up: they see it as visitors will, everybody else gets 503. After
/// the authentication step.
/// </summary>
internal sealed class OpeningGate(RequestDelegate next)
{
    // The way in for those who were invited; and the API, whose callers may be keys and are known to its endpoints.
    private static readonly string[] open = [Places.SignIn, Places.SignOut, Places.Account, "/sign-up/confirm", "/api"];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<TenantRequest>() is not { School.Status: SchoolStatus.Provisioning } request
            || request.Account is { RunsSchool: true }
            || (request.Account is { DraftsPolicies: true } or { ApprovesPolicies: true }
                && http.Request.Path.StartsWithSegments(Places.AdminPolicies, StringComparison.OrdinalIgnoreCase))
            || IsOpen(http))
            return next(http);

        http.Refuse(Trouble.NotOpen);
        return Task.CompletedTask;
    }

    private static bool IsOpen(HttpContext http) =>
        open.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        || http.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<HostsMetadata>() is { Hosts: Hosts.Every }
            || metadata.GetMetadata<IExcludeFromMultiTenantResolutionMetadata>() is not null);
}
