using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Headers on every answer (SEC-D03, SEC-D04).</summary>
[Collection(GatehouseCollection.Name)]
public class SecurityHeaderTests(Gatehouse house)
{
    private static readonly string[] Wanted =
    [
        "content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy",
        "cross-origin-resource-policy", "permissions-policy", "cache-control",
    ];

    /// <summary>Request line and headers after the host; pages, files, redirects, and every way to fail.</summary>
    public static TheoryData<string, int> Corpus => new()
    {
        { "GET /probe", 200 },
        { "GET /probe/away", 302 },
        { "GET /brand.css", 200 },
        { "GET /css/site.css", 200 },
        { "HEAD /css/site.css", 200 },
        { "GET /js/site.js?v=0", 200 },
        { "GET /healthz/live", 200 },
        { "GET /healthz/ready", 200 },
        { "GET /robots.txt", 200 },
        { "GET /.well-known/change-password", 302 },
        { "GET /no-such-page", 404 },
        { "GET /api/no-such", 404 },
        { "GET /probe/status/401", 401 },
        { "GET /probe/status/403", 403 },
        { "GET /probe/status/409", 409 },
        { "GET /probe/status/415", 415 },
        { "GET /probe/status/503", 503 },
        { "GET /probe/boom", 500 },
        { "GET /api/boom", 500 },
        { "GET /probe/slow", 503 },
        { "GET /probe/damaged", 503 },
        { "GET /probe/cross", 404 },
        { "POST /probe", 405 },
        { "DELETE /probe", 405 },
        { "TRACE /probe", 405 },
        { "GET //evil.example", 400 },
        { "OPTIONS /probe", 405 },
    };

    [Theory, MemberData(nameof(Corpus)), Trait("SEC", "D04")]
    public async Task Every_answer_has_them(string request, int status)
    {
        foreach (var host in new[] { "alif.localhost", Site.PlatformHost })
        {
            var answer = await RawHttp.Send(
                house.Port, $"{request} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            Assert.Equal(status, answer.Status);
            AssertComplete(answer);
        }
    }

    [Theory, Trait("SEC", "D04")]
    [InlineData("nobody.example", 404)]
    [InlineData("not a host", 400)]
    [InlineData("alif.localhost:99999", 400)]
    public async Task So_has_an_answer_without_a_school(string host, int status)
    {
        var answer = await RawHttp.Get(house.Port, host);

        Assert.Equal(status, answer.Status);

        // Kestrel itself answers what is no header at all, before any code of ours and without a body.
        if (answer.Body.Length > 0)
            AssertComplete(answer);
    }

    [Fact, Trait("SEC", "D04")]
    public async Task So_has_a_refused_upload()
    {
        var answer = await RawHttp.Send(
            house.Port,
            "POST /api/v1/probe HTTP/1.1\r\nHost: alif.localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n" +
            "Connection: close\r\n\r\n{");

        Assert.Equal(413, answer.Status);
        AssertComplete(answer);
    }

    [Fact, Trait("SEC", "D03")]
    public async Task The_content_policy_lets_nothing_in_from_elsewhere()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var policy = (await visitor.Get("/no-such-page")).Headers["content-security-policy"].Split("; ");

        Assert.Equal(
            ["base-uri 'none'", "default-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
                "script-src 'self'", "style-src 'self'"],
            policy.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact, Trait("SEC", "D03")]
    public async Task Pages_have_nothing_that_the_policy_forbids()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var page = (await visitor.Get("/no-such-page")).Page;

        Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style], [onclick], [onload], [onerror]"));
        Assert.All(
            page.QuerySelectorAll("link[href]:not([rel=canonical]), script[src], img[src]"),
            element => Assert.StartsWith("/", element.GetAttribute("href") ?? element.GetAttribute("src"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_named_by_their_content_are_kept_and_pages_are_not()
    {
        using var visitor = house.Site.Visit(house.Alif);

        Assert.Equal("public, max-age=31536000, immutable", (await visitor.Get("/css/site.css?v=1")).Headers["cache-control"]);
        Assert.Equal("public, no-cache", (await visitor.Get("/css/site.css")).Headers["cache-control"]);
        Assert.Equal("private, no-cache", (await RawHttp.Get(house.Port, "alif.localhost", "/probe")).Headers["cache-control"]);
        Assert.Equal("no-store", (await visitor.Get("/no-such-page")).Headers["cache-control"]);
        Assert.Contains("no-store", (await visitor.Get("/probe/form")).Headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal("no-store", (await visitor.Get("/probe?ui=ar")).Headers["cache-control"]);
    }

    private static void AssertComplete(RawAnswer answer)
    {
        Assert.Empty(Wanted.Except(answer.Headers.Keys, StringComparer.Ordinal));
        Assert.False(answer.Headers.ContainsKey("server"));
        Assert.False(answer.Headers.ContainsKey("x-powered-by"));
    }
}
