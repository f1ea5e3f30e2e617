using System.Text.RegularExpressions;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Whose word counts about host, address and scheme (SEC-A08).</summary>
[Collection(GatehouseCollection.Name)]
public partial class ForwardedHeaderTests(Gatehouse house)
{
    private static readonly string[] Headers =
    [
        "X-Forwarded-Host: bet.localhost", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Prefix: /bet",
        "X-Forwarded-Port: 6666", "X-Forwarded-Server: bet.localhost", "X-Forwarded-Scheme: https", "X-Forwarded-Ssl: on",
        "Forwarded: host=bet.localhost;proto=https;for=203.0.113.9", "X-Host: bet.localhost", "X-HTTP-Host-Override: bet.localhost",
        "X-Original-Host: bet.localhost", "X-Original-URL: /probe/console", "X-Rewrite-URL: /probe/console",
        "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Method-Override: DELETE", "X-Tenant-Id: bet", "X-Tenant: bet",
        "__tenant__: bet", "X-Real-IP: 203.0.113.9", "True-Client-IP: 203.0.113.9", "CF-Connecting-IP: 203.0.113.9",
        "Front-End-Https: on", "X-Original-Proto: https", "X-Original-For: 203.0.113.9", "Via: 1.1 bet.localhost",
    ];

    private static readonly string[] Routes =
    [
        "/", "/probe", "/probe/school", "/probe/console", "/probe/away", "/probe/status/403", "/probe/status/404", "/brand.css",
        "/robots.txt", "/.well-known/security.txt", "/.well-known/gpc.json", "/.well-known/change-password", "/healthz/live",
        "/healthz/ready", "/no-such-page", "/css/site.css", "/api/v1/no-such", "/sign-in", "/sign-up", "/courses", "/account",
        "/admin", "/operator", "/learn", "/policies", "/policies/privacy", "/?ui=ar", "/probe?ui=fa-AF", "/icon.svg", "/js/site.js",
    ];

    [Fact, Trait("SEC", "A08")]
    public async Task A_strangers_headers_change_nothing()
    {
        foreach (var route in Routes)
        {
            var plain = Essence(await RawHttp.Get(house.Port, "alif.localhost", route));

            foreach (var header in Headers)
            {
                var answer = Essence(await RawHttp.Get(house.Port, "alif.localhost", route, header + "\r\n"));

                Assert.True(plain == answer, $"{route} with '{header}':\n{answer}\n\nwithout:\n{plain}");
            }
        }
    }

    [Fact]
    public async Task A_known_proxy_names_the_host_that_was_asked_for()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = { ["Proxies:Known:0"] = "127.0.0.0/8", ["Gateway:PublicOrigin"] = "https://*" },
            Routes = Gatehouse.MapProbes,
        });
        await site.CreateSchool("alif");

        var answer = await RawHttp.Get(site.Port, "gateway.internal", "/probe", "X-Forwarded-Host: ALIF.localhost\r\n");

        Assert.Equal(200, answer.Status);
        Assert.Contains(" https://alif.localhost ", answer.Body, StringComparison.Ordinal);
        Assert.Contains(" https alif.localhost /probe", answer.Body, StringComparison.Ordinal);
        Assert.Equal("max-age=31536000", answer.Headers["strict-transport-security"]);
    }

    [Theory, Trait("Rule", "N28"), Trait("Rule", "B21")]
    [InlineData("GET", "/courses?q=a%20b", "https://alif.localhost/courses?q=a%20b")]
    [InlineData("GET", "/%D8%AF%D8%B1%D8%B3", "https://alif.localhost/%D8%AF%D8%B1%D8%B3")]
    [InlineData("POST", "/sign-in", "https://alif.localhost/sign-in")]
    [InlineData("POST", "/api/v1/sign-in", "https://alif.localhost/api/v1/sign-in")]
    public async Task Who_comes_without_TLS_to_a_school_that_is_reached_over_it_is_sent_there(string method, string path, string expected)
    {
        await using var site = await Secure();
        var clear = "X-Forwarded-Host: alif.localhost\r\nX-Forwarded-Proto: http\r\n";

        var sent = await Ask(site, method, path, clear);
        var secure = await Ask(site, method, path, clear.Replace("http\r", "https\r", StringComparison.Ordinal));
        var silent = await Ask(site, method, path, "X-Forwarded-Host: alif.localhost\r\n");

        Assert.Equal((308, expected), (sent.Status, sent.Headers["location"]));
        Assert.DoesNotContain("set-cookie", sent.Headers.Keys);
        Assert.Equal([secure.Status, secure.Status], [silent.Status, (await Ask(site, method, path, "X-Forwarded-Host: alif.localhost\r\nX-Original-Proto: http\r\n")).Status]);
        Assert.NotEqual(308, secure.Status);
        Assert.Equal(200, (await Ask(site, "GET", "/healthz/live", clear)).Status);
        Assert.Equal(404, (await Ask(site, "GET", "/", clear.Replace("alif", "nobody", StringComparison.Ordinal))).Status);
    }

    private static async Task<Site> Secure()
    {
        var site = await Site.Open(new SiteOptions
        {
            Settings = { ["Proxies:Known:0"] = "127.0.0.0/8", ["Gateway:PublicOrigin"] = "https://*" },
        });
        await site.CreateSchool("alif");
        return site;
    }

    private static Task<RawAnswer> Ask(Site site, string method, string path, string headers) => RawHttp.Send(
        site.Port, $"{method} {path} HTTP/1.1\r\nHost: gateway.internal\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n");

    // Dates, references and tokens differ between any two answers.
    private static string Essence(RawAnswer answer)
    {
        var headers = answer.Headers.Where(pair => pair.Key is not ("date" or "set-cookie" or "content-length"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}");
        var body = Varying().Replace(answer.Body, "");

        return $"{answer.Status}\n{string.Join('\n', headers)}\n\n{body}";
    }

    [GeneratedRegex("[0-9a-f]{32}|CfDJ8[A-Za-z0-9_-]+|\r\n[0-9a-f]+\r\n", RegexOptions.NonBacktracking)]
    private static partial Regex Varying();
}
