using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Api;

/// <summary>Creates that carry an <c>Idempotency-Key</c> happen once; a repeat gets the first answer.</summary>
/// <remarks>
/// As draft-ietf-httpapi-idempotency-key-header-07: another request under the same key is 422. One that was cut off
/// before its answer was kept is done again; what it creates is named by the request itself, so it is made once.
/// </remarks>
internal static class Idempotency
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    // Above the largest body of these endpoints (Gateway:MaxBody).
    private const int InMemory = 8 << 20;

    /// <summary>Keeps the body of a request that carries the header, so that a repeat can be told from another one.</summary>
    /// <remarks>In memory, and only where the header is honoured: an upload that carries it is never laid aside in the clear.</remarks>
    public static IApplicationBuilder UseIdempotency(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Headers.ContainsKey(Header) && http.GetEndpoint()?.Metadata.GetMetadata<HappensOnce>() is not null)
            http.Request.EnableBuffering(InMemory);

        return next(http);
    });

    /// <summary>Honours the header on this endpoint.</summary>
    public static RouteHandlerBuilder Once(this RouteHandlerBuilder endpoint) => endpoint
        .WithMetadata(new HappensOnce())
        .AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var key = http.Request.Headers[Header].ToString();

            if (key.Length == 0)
                return await next(context);

            if (key.Length > 200)
                return Problems.Of(StatusCodes.Status400BadRequest, "api.bad_idempotency_key", $"{Header} takes at most 200 characters.");

            var grain = http.RequestServices.GetRequiredService<TenantRequest>().Grains
                .Idempotency($"{http.Caller().Actor}\n{key}");
            var request = await Fingerprint(http.Request);
            var known = await grain.Begin(request);

            return known.Standing switch
            {
                IdempotencyStanding.OtherRequest => Problems.Of(
                    StatusCodes.Status422UnprocessableEntity,
                    "api.idempotency_key_reused",
                    $"This {Header} was used for another request. Use a new one."),
                IdempotencyStanding.Done => Repeat(http, known),
                _ => await Keep(http, grain, request, await next(context)),
            };
        });

    private static async Task<object?> Keep(HttpContext http, IIdempotencyGrain grain, string request, object? answer)
    {
        if (answer is not IResult result)
            return answer;

        // The answer is written aside first: it is kept before anybody sees it.
        var body = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var aside = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(aside));

        try
        {
            await result.ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            http.Features.Set(body);
        }

        var text = Encoding.UTF8.GetString(aside.ToArray());

        if (http.Response.StatusCode < 500)
        {
            var kept = result is IValueHttpResult { Value: IShownOnce once } ? WithoutSecret(http, once) : text;
            await grain.Complete(
                request, http.Response.StatusCode, http.Response.ContentType ?? "", kept, http.Response.Headers.Location.ToString());
        }

        await http.Response.WriteAsync(text);
        return Results.Empty;
    }

    private static string WithoutSecret(HttpContext http, IShownOnce answer) => JsonSerializer.Serialize(
        answer.WithoutSecret,
        answer.GetType(),
        http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);

    private static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Repeat(HttpContext http, IdempotencyAnswer known)
    {
        if (known.Location.Length > 0)
            http.Response.Headers.Location = known.Location;

        http.Response.Headers["Idempotency-Replayed"] = "true";
        return TypedResults.Text(known.Body, known.ContentType, Encoding.UTF8, known.Status);
    }

    private static async Task<string> Fingerprint(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));

        using var bytes = new MemoryStream();
        request.Body.Position = 0;
        await request.Body.CopyToAsync(bytes);
        hash.AppendData(bytes.ToArray());

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Marks endpoints that honour the header.</summary>
internal sealed record HappensOnce;

/// <summary>An answer that holds a secret: whoever repeats the request gets it without (SEC-C15).</summary>
internal interface IShownOnce
{
    /// <summary>The answer as it is kept.</summary>
    [JsonIgnore]
    object WithoutSecret { get; }
}
