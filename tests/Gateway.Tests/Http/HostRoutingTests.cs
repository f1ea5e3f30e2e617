using System.Globalization;
using System.Text;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Which school a host leads to, and that nothing else does (SEC-A06, SEC-A07, SEC-A09).</summary>
[Collection(GatehouseCollection.Name)]
public class HostRoutingTests(Gatehouse house)
{
    private const string Own = "alif.localhost";

    /// <summary>Spellings of the one host.</summary>
    public static TheoryData<string> Spellings =>
    [
        Own, "ALIF.localhost", "aLiF.LoCaLhOsT", "alif.localhost.", "alif.localhost:80", "alif.localhost:1",
        "alif.localhost:65535", "alif.localhost.:8080", "ALIF.LOCALHOST.:443", "alif.localhost:00080",
    ];

    /// <summary>Hosts that are none, or that lead nowhere.</summary>
    public static TheoryData<string> Others =>
    [
        "", " ", ".", "..", "localhost", "alif", "alif.localhost..", ".alif.localhost", "alif..localhost",
        "alif.localhost:", "alif.localhost:0", "alif.localhost:65536", "alif.localhost:999999", "alif.localhost:80a",
        "alif.localhost:-1", "alif.localhost:+80", "alif.localhost: 80", "alif.localhost:80:80", ":80", "alif.localhost:８０",
        "alif_localhost", "alif_.localhost", "_alif.localhost", "-alif.localhost", "alif-.localhost", "alif .localhost",
        "alif.localhost, bet.localhost", "bet.localhost@alif.localhost", "alif.localhost@bet.localhost", "alif.localhost/",
        "alif.localhost/bet.localhost", "alif.localhost?x", "alif.localhost#x", "http://alif.localhost", "alif.localhost\\x",
        "al%69f.localhost", "alif%2elocalhost", "alif%00.localhost", "alif.localhost%00", "аlif.localhost", "xn--.localhost",
        "xn--lif-5cd.localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "[::1]", "[::1]:80", "[::1",
        "::1", "[::1%25lo]", "[::ffff:127.0.0.1]", "xalif.localhost", "alif.localhost.evil.example", "evil.alif.localhost",
        "alif.localhost;x", "alif.localhost\tx", "alif~.localhost", "alif.localhost!", "*.localhost", "alif.*", "$(id).localhost",
        "a'b.localhost", "operator.localhost.evil.example",
    ];

    [Theory, MemberData(nameof(Spellings)), Trait("SEC", "A07")]
    public async Task Every_spelling_of_a_host_leads_to_its_school(string host)
    {
        var answer = await RawHttp.Get(house.Port, host, "/probe");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith($"alif {house.Alif.Id} {house.Alif.Id} http://alif.localhost:", Plain(answer), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Others)), Trait("SEC", "A07")]
    public async Task Every_other_host_is_refused(string host)
    {
        var answer = await RawHttp.Get(house.Port, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(host)), "/probe");

        Assert.InRange(answer.Status, 400, 499);
        Assert.DoesNotContain("School alif", answer.Body, StringComparison.Ordinal);
    }

    [Theory, InlineData(253), InlineData(255), InlineData(300), InlineData(4000), Trait("SEC", "A07")]
    public async Task A_host_as_long_as_this_is_refused(int length)
    {
        var answer = await RawHttp.Get(house.Port, new string('a', length - Own.Length - 1) + "." + Own, "/probe");

        Assert.InRange(answer.Status, 400, 499);
    }

    [Fact, Trait("SEC", "A06")]
    public async Task Hosts_that_nobody_owns_get_a_page_that_names_no_school_and_sets_no_cookie()
    {
        var seed = 20260302;
        var random = new Random(seed);
        var hosts = Enumerable.Range(0, 500).Select(_ => RandomHost(random)).Append("localhost").Append("127.0.0.1").ToList();

        foreach (var host in hosts)
        {
            var answer = await RawHttp.Get(house.Port, host);

            Assert.True(answer.Status == 404, $"{host} answered {answer.Status} (seed {seed})");
            Assert.Contains("host.unknown", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("School alif", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(house.Alif.Id.Value, answer.Body, StringComparison.Ordinal);
            Assert.False(answer.Headers.ContainsKey("set-cookie"), host);
        }
    }

    [Theory, Trait("SEC", "A09")]
    [InlineData("GET http://bet.localhost/probe HTTP/1.1\r\nHost: alif.localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /probe HTTP/1.1\r\nHost: alif.localhost\r\nHost: bet.localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /probe HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /probe HTTP/1.1\r\nHost : alif.localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /probe HTTP/1.1\r\nHost: alif.localhost\r\n bet.localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /probe HTTP/1.0\r\nConnection: close\r\n\r\n")]
    public async Task A_request_that_names_no_host_or_two_is_refused(string request)
    {
        var answer = await RawHttp.Send(house.Port, request);

        Assert.Equal(400, answer.Status);
    }

    [Fact, Trait("SEC", "A07")]
    public async Task A_false_A_label_is_answered_however_much_is_logged()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Services = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddSimpleConsole()),
        });

        Assert.Equal(400, (await RawHttp.Get(site.Port, "xn--.localhost")).Status);
    }

    [Fact]
    public async Task An_absolute_target_that_names_the_same_host_is_answered()
    {
        var answer = await RawHttp.Send(
            house.Port, "GET http://alif.localhost/probe HTTP/1.1\r\nHost: alif.localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_schools_links_never_take_the_port_of_the_host_header()
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost:6666", "/probe");

        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"http://alif.localhost:{house.Port} "), Plain(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_answers_on_its_own_host_only()
    {
        Assert.Equal(200, (await RawHttp.Get(house.Port, Site.PlatformHost, "/probe/console")).Status);
        Assert.Equal(404, (await RawHttp.Get(house.Port, Own, "/probe/console")).Status);
        Assert.Equal(404, (await RawHttp.Get(house.Port, Site.PlatformHost, "/probe/school")).Status);
        Assert.Equal(200, (await RawHttp.Get(house.Port, Own, "/probe/school")).Status);
    }

    // The body of a chunked answer without its framing; one chunk is all that these have.
    private static string Plain(RawAnswer answer) =>
        answer.Headers.ContainsKey("transfer-encoding") ? answer.Body.Split("\r\n")[1] : answer.Body;

    private static string RandomHost(Random random)
    {
        var labels = Enumerable.Range(0, random.Next(1, 5)).Select(_ => RandomLabel(random));
        return string.Join('.', labels.Append(random.Next(3) == 0 ? "localhost" : "example"));
    }

    private static string RandomLabel(Random random) =>
        "x" + new string([.. Enumerable.Range(0, random.Next(3, 20)).Select(_ => "abcdefghijklmnopqrstuvwxyz0123456789"[random.Next(36)])]);
}
