using System.Globalization;
using System.Security.Cryptography;
using Darsgah.Gateway.Cookies;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Darsgah.Gateway.Http;

/// <summary>Keeps the finished pages of visitors who are not signed in, and answers the next one from memory (SEC-A11).</summary>
/// <remarks>
/// Nothing is ever thrown away for being old: with each request the page's state is read from the grains, and a page that
/// was made from another state is made anew. So whoever changes something sees it at once, and so does everybody else.
/// After the authentication step; what comes later is for pages that are made.
/// </remarks>
internal sealed class KeptPages(RequestDelegate next, IPolicyLinks policies, IOptions<GatewayOptions> options) : IDisposable
{
    private readonly MemoryCache pages = new(new MemoryCacheOptions { SizeLimit = options.Value.KeptPages });

    public async Task InvokeAsync(HttpContext http)
    {
        // Who is asked about cookies gets a page with a form in it, which is nobody else's.
        if (Keepable(http) is not { } page || http.Features.Get<TenantRequest>() is not { Account: null } request
            || await CookiePrompt.Of(http, request) is not null)
        {
            await next(http);
            return;
        }

        // Read before the page is made: a change in between makes the kept page old, not wrong.
        var state = string.Join(
            ' ',
            request.School.Revision.ToString(CultureInfo.InvariantCulture),
            await policies.State(request),
            await page.State(request, http.Request.RouteValues));
        var key = PageKey.Of(request, http.Request);

        if (pages.TryGetValue(key, out KeptPage? kept) && string.Equals(kept!.State, state, StringComparison.Ordinal))
            await kept.Write(http);
        else
            await Make(http, key, state);
    }

    public void Dispose() => pages.Dispose();

    private static KeptEndpoint? Keepable(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && IsOrdinary(http.Request.QueryString.Value ?? "")
        && http.Response.Headers.SetCookie.Count == 0
            ? http.GetEndpoint()?.Metadata.GetMetadata<KeptEndpoint>()
            : null;

    // What somebody types into a search is as good as never asked again.
    private static bool IsOrdinary(string query) =>
        query.Length == 0 || (query.Length <= 16 && query.StartsWith("?lang=", StringComparison.Ordinal));

    private async Task Make(HttpContext http, PageKey key, string state)
    {
        var original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));

        try
        {
            await next(http);
        }
        finally
        {
            http.Features.Set(original);
        }

        var page = KeptPage.Of(http.Response, state, body.ToArray());

        if (http.Response.StatusCode == StatusCodes.Status200OK && http.Features.Get<PersonalPage>() is null
            && http.Response.Headers.SetCookie.Count == 0)
        {
            pages.Set(key, page, new MemoryCacheEntryOptions { Size = page.Body.Length + 1_024 });
            await page.Write(http);
        }
        else if (page.Body.Length > 0)
        {
            // A bare status stays unwritten: the error pages give it one.
            await http.Response.BodyWriter.WriteAsync(page.Body, http.RequestAborted);
        }
    }

    /// <summary>A page as it left, and what it was made from.</summary>
    private sealed record KeptPage(string State, byte[] Body, string Tag, KeyValuePair<string, StringValues>[] Headers)
    {
        public static KeptPage Of(HttpResponse response, string state, byte[] body) =>
            new(state, body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"", [.. response.Headers]);

        public Task Write(HttpContext http)
        {
            var headers = http.Response.Headers;

            foreach (var (name, value) in Headers)
                headers[name] = value;

            headers.ETag = Tag;
            headers.Vary = "Accept-Language, Cookie, " + PrivacySignal.Header;

            if (http.Request.Headers.IfNoneMatch.Any(given => given!.Contains(Tag, StringComparison.Ordinal)))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            http.Response.ContentLength = Body.Length;
            return http.Response.BodyWriter.WriteAsync(Body, http.RequestAborted).AsTask();
        }
    }

    /// <summary>All that may differ between two visitors' pages of one state. Without a tenant there is no key.</summary>
    private readonly record struct PageKey(Id<Tenant> Tenant, string Origin, string Language, string Path, string Query)
    {
        public static PageKey Of(TenantRequest request, HttpRequest http) => new(
            request.Tenant, request.Origin, request.UiLanguage.Tag, http.Path.Value ?? "", http.QueryString.Value ?? "");
    }
}
