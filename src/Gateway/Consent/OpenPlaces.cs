using Darsgah.Gateway.Api;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Consent;

/// <summary>What stays open to a person who was asked to agree and has not: reading, deciding, her own data, leaving.</summary>
internal static class OpenPlaces
{
    private static readonly string[] paths =
    [
        "/consent", "/policies", "/verify", Places.Cookies, Places.Privacy, Places.SignIn, Places.SignUp, Places.SignOut,
        "/errors", "/health", "/.well-known",
    ];

    public static bool Holds(HttpContext http, RouteEndpoint endpoint, PersonAccount account)
    {
        var path = http.Request.Path;

        return endpoint.Metadata.GetMetadata<NeedsNoAgreement>() is not null
            || endpoint.Metadata.GetMetadata<HostsMetadata>() is { Hosts: Hosts.Every }
            || paths.Any(open => path.StartsWithSegments(open, StringComparison.OrdinalIgnoreCase))
            // Whoever runs the school acts for it there, and must be able to publish a better text.
            || (account.RunsSchool && (path.StartsWithSegments(Places.Admin, StringComparison.OrdinalIgnoreCase)
                || endpoint.Metadata.GetMetadata<ApiDoor>() is { Least: ApiRole.Admin }))
            // So does whoever writes and reviews its texts: what she typed must not be lost to a question.
            || ((account.DraftsPolicies || account.ApprovesPolicies)
                && (path.StartsWithSegments(Places.AdminPolicies, StringComparison.OrdinalIgnoreCase)
                    || (endpoint.Metadata.GetMetadata<ApiDoor>() is { } door && account.Roles.Any(door.Also.Contains))));
    }
}

/// <summary>Marks endpoints that a person may use whatever she answered: taking her data along, closing her account.</summary>
internal sealed record NeedsNoAgreement;

/// <summary>How the host and other areas use the gate.</summary>
public static class AgreementGateExtensions
{
    /// <summary>Leaves endpoints open to people who were asked to agree and did not.</summary>
    public static TBuilder WithoutAgreement<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new NeedsNoAgreement());

    /// <summary>What the notice on a page needs.</summary>
    public static IServiceCollection AddConsent(this IServiceCollection services) => services.AddScoped(provider =>
        provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<PendingNotice>() ?? PendingNotice.None);

    /// <summary>Puts every request of a signed-in person through the gate. After authentication and the page's context.</summary>
    public static IApplicationBuilder UseAgreementGate(this IApplicationBuilder app) => app.UseMiddleware<AgreementGate>();
}
