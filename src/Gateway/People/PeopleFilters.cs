using System.Globalization;

namespace Darsgah.Gateway.People;

/// <summary>What every endpoint that checks credentials answers in the same way.</summary>
internal static class PeopleFilters
{
    private const int GateRetrySeconds = 5;
    private const int LimitRetrySeconds = 900;

    /// <summary>
    /// Too many at once: 503. Too many from one network: 429. Never kept by a browser or proxy (SEC-C19).
    /// </summary>
    public static RouteGroupBuilder WithCredentials(this RouteGroupBuilder endpoints) =>
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";

            try
            {
                return await next(context);
            }
            catch (PasswordGateFullException)
            {
                return Later(context.HttpContext, StatusCodes.Status503ServiceUnavailable, GateRetrySeconds);
            }
            catch (TooManyAttemptsException)
            {
                return Later(context.HttpContext, StatusCodes.Status429TooManyRequests, LimitRetrySeconds);
            }
        });

    private static IResult Later(HttpContext http, int status, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Results.StatusCode(status);
    }
}
