using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Darsgah.Gateway.Cookies;

/// <summary>Takes every cookie out of an answer that nobody declared or that the person has not allowed (B31, SEC-I08).</summary>
/// <remarks>
/// When the answer starts, and before anything that sets cookies, so that nothing sets one behind it. A cookie that stays has
/// no longer life than it is declared with, and belongs to this host alone.
/// </remarks>
internal sealed class CookieFilter(
    RequestDelegate next, OwnCookies own, StrippedCookies stripped, TimeProvider clock, ILogger<CookieFilter> logger)
{
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() => http.Response.Headers.SetCookie is { Count: > 0 } set ? Clean(http, set) : Task.CompletedTask);
        return next(http);
    }

    private async Task Clean(HttpContext http, StringValues set)
    {
        var request = http.Features.Get<TenantRequest>();
        CookieTerms? terms = null;

        if (request is { IsPlatform: false } && set.Any(NeedsTerms))
            terms = await Terms(http, request);

        var kept = new List<string>(set.Count);

        foreach (var line in set)
        {
            var (left, name, reason) = Judge(line ?? "", request, terms);

            if (left is not null)
                kept.Add(left);
            else
                await Report(http, request, name, reason);
        }

        http.Response.Headers.SetCookie = kept.ToArray();
    }

    // The scope of the request's tenant has ended where an answer without a body starts.
    private async Task<CookieTerms?> Terms(HttpContext http, TenantRequest request)
    {
        try
        {
            return await TenantScope.Run(request.Tenant, () => CookieStanding.Of(http, request));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogError(failure, "What is allowed could not be read, so only essential cookies are set");
            return null;
        }
    }

    private Task Report(HttpContext http, TenantRequest? request, string name, StripReason reason)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";

        return request is null
            ? stripped.Note(null, name, reason, route)
            : TenantScope.Run(request.Tenant, () => stripped.Note(request, name, reason, route));
    }

    private bool NeedsTerms(string? line) => own.Find(NameOf(line ?? "")) is not { Category: CookieCategory.Essential };

    // What is left of it: the whole, the same with a shorter life, or nothing and why.
    private (string? Left, string Name, StripReason Reason) Judge(string line, TenantRequest? request, CookieTerms? terms)
    {
        var name = NameOf(line);

        if (own.Find(name) is { } ours)
        {
            var whole = ours.Category == CookieCategory.Essential || request is { IsPlatform: true } || terms?.Allows(ours.Category) == true;
            return (whole ? line : Shortened(line, days: 0), name, default);
        }

        var declared = terms?.Declared.Cookies.FirstOrDefault(cookie => cookie.Names(name));

        if (declared is null)
            return (null, name, StripReason.Undeclared);

        return terms!.Allows(declared) || IsTakenBack(line)
            ? (Shortened(line, declared.Days), name, default)
            : (null, name, StripReason.NotAllowed);
    }

    private string? Shortened(string line, int days)
    {
        if (!SetCookieHeaderValue.TryParse(line, out var cookie))
            return null;

        if (IsTakenBack(cookie))
            return line;

        cookie.Domain = default;

        if (days == 0)
            (cookie.MaxAge, cookie.Expires) = (null, null);
        else if (Life(cookie) is { } life && life > TimeSpan.FromDays(days))
            (cookie.MaxAge, cookie.Expires) = (TimeSpan.FromDays(days), null);

        return cookie.ToString();
    }

    private bool IsTakenBack(string line) => SetCookieHeaderValue.TryParse(line, out var cookie) && IsTakenBack(cookie);

    private bool IsTakenBack(SetCookieHeaderValue cookie) => Life(cookie) <= TimeSpan.Zero;

    private TimeSpan? Life(SetCookieHeaderValue cookie) => cookie.MaxAge ?? (cookie.Expires - clock.GetUtcNow());

    private static string NameOf(string line) =>
        line[..(line.IndexOfAny(['=', ';']) is >= 0 and var end ? end : line.Length)].Trim();
}
