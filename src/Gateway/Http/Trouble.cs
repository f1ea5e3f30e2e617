using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Antiforgery;
using Orleans.Runtime;

namespace Darsgah.Gateway.Http;

/// <summary>Why a request got no proper answer: what the error page and the API's problem details say.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">For programs: <c>http.not_found</c>.</param>
/// <param name="Text">For people: the stem of <c>errors.{Text}_title</c> and <c>errors.{Text}_text</c>.</param>
public sealed record Trouble(int Status, string Code, string Text)
{
    /// <summary>No school has this host name.</summary>
    public static Trouble UnknownHost { get; } = new(StatusCodes.Status404NotFound, "host.unknown", "unknown_host");

    /// <summary>The operator has stopped the school, or it is not open yet.</summary>
    public static Trouble Suspended { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "school.suspended", "suspended");

    /// <summary>The school is being set up; who sets it up can sign in.</summary>
    public static Trouble NotOpen { get; } = new(StatusCodes.Status503ServiceUnavailable, "school.not_open", "not_open");

    /// <summary>A form without the token that proves it comes from here, or with an old one.</summary>
    public static Trouble FormExpired { get; } = new(StatusCodes.Status400BadRequest, "http.form_expired", "form_expired");

    /// <summary>Another site sent it.</summary>
    public static Trouble CrossSite { get; } = new(StatusCodes.Status403Forbidden, "http.cross_site", "forbidden");

    /// <summary>The school's file is damaged; nothing is read or written until it is checked.</summary>
    public static Trouble Damaged { get; } = new(StatusCodes.Status503ServiceUnavailable, "school.damaged", "damaged");

    /// <summary>Something did not answer in time. What was asked may or may not have happened.</summary>
    public static Trouble Unavailable { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "http.unavailable", "failure");

    /// <summary>True where trying again later can help.</summary>
    public bool PassesWithTime => Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests;

    /// <summary>True where the reference of the request's log entries helps whoever is asked.</summary>
    public bool IsOurs => Status >= StatusCodes.Status500InternalServerError && Text is not ("suspended" or "not_open");

    /// <summary>What a bare status means.</summary>
    public static Trouble Of(int status) => status switch
    {
        400 => new(status, "http.bad_request", "bad_request"),
        401 => new(status, "http.unauthenticated", "sign_in"),
        403 => new(status, "http.forbidden", "forbidden"),
        404 or 410 => new(status, "http.not_found", "not_found"),
        405 => new(status, "http.method_not_allowed", "bad_request"),
        408 => new(status, "http.request_timeout", "bad_request"),
        409 or 412 => new(status, "http.conflict", "conflict"),
        413 => new(status, "http.too_large", "too_large"),
        415 => new(status, "http.unsupported_media_type", "bad_request"),
        422 => new(status, "http.invalid", "invalid"),
        429 => new(status, "http.too_many_requests", "too_many"),
        503 => Unavailable,
        < 500 => new(status, "http.bad_request", "bad_request"),
        _ => new(status, "http.failure", "failure"),
    };

    /// <summary>What an exception that nobody caught means to the one who asked.</summary>
    public static Trouble Of(Exception exception) => Cause(exception) switch
    {
        BadHttpRequestException bad => Of(bad.StatusCode),
        AntiforgeryValidationException => FormExpired,
        CrossTenantCallException => Of(StatusCodes.Status404NotFound),
        Silo.Storage.StoreDamagedException => Damaged,
        TimeoutException or Silo.Storage.StoreException or OrleansException => Unavailable,
        _ => Of(StatusCodes.Status500InternalServerError),
    };

    /// <summary>The exception behind one: what a grain's storage throws while the grain starts comes wrapped.</summary>
    internal static Exception Cause(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is CrossTenantCallException or Silo.Storage.StoreException)
                return inner;
        }

        return exception;
    }
}

internal static class TroubleExtensions
{
    /// <summary>Ends the request with a trouble; <see cref="ErrorPages"/> writes its page.</summary>
    public static void Refuse(this HttpContext http, Trouble trouble)
    {
        http.Features.Set(trouble);
        http.Response.StatusCode = trouble.Status;
    }
}
