using Darsgah.Grains.Common;
using Finbuckle.MultiTenant.AspNetCore.Extensions;

namespace Darsgah.Gateway.Http;

/// <summary>What an orchestrator asks. On any host, without anything of a school.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/healthz");

        health.MapGet("/live", () => "live\n");
        health.MapGet("/ready", Ready);
        health.ExcludeFromMultiTenantResolution().DisableRateLimiting().ExcludeFromDescription();
    }

    // Ready is who can read: the directory answers from storage at first, and from memory after.
    private static async Task<IResult> Ready(IGrainFactory grains, ILoggerFactory logs, TimeProvider clock)
    {
        try
        {
            await TenantScope
                .Run(TenantKey.Platform, () => new TenantGrains(grains, TenantKey.Platform).Directory.List(after: null, 1))
                .WaitAsync(Patience, clock);

            return Results.Text("ready\n");
        }
#pragma warning disable CA1031 // whatever it is, the answer is "not ready"
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logs.CreateLogger(typeof(HealthEndpoints)).LogError(failure, "The directory does not answer");
            return Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
