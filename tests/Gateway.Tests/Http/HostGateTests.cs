using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Requests that Kestrel lets through and the gateway does not (SEC-M04 and the platform's measured leniencies).</summary>
[Collection(GatehouseCollection.Name)]
public class HostGateTests(Gatehouse house)
{
    [Theory]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("PROPFIND")]
    [InlineData("get")]
    [InlineData("DEBUG")]
    public async Task Methods_that_no_page_has_are_405(string method)
    {
        var answer = await RawHttp.Send(
            house.Port, $"{method} /probe HTTP/1.1\r\nHost: alif.localhost\r\nX-Canary: c4n4ry\r\nConnection: close\r\n\r\n");

        Assert.Equal(405, answer.Status);
        Assert.Contains("GET", answer.Headers["allow"], StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", answer.Body, StringComparison.Ordinal);
    }

    [Theory, Trait("SEC", "M04")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nX-Content-Length: 5\r\n")]
    public async Task Two_framings_are_400_and_the_connection_ends(string framing)
    {
        // What follows would be a second request to whoever believed the length.
        var answer = await RawHttp.Send(
            house.Port,
            $"POST /probe/bare HTTP/1.1\r\nHost: alif.localhost\r\n{framing}\r\n0\r\n\r\nGET /probe HTTP/1.1\r\nHost: bet.localhost\r\n\r\n");

        Assert.Equal(400, answer.Status);
        Assert.Equal("close", answer.Headers["connection"]);
        Assert.DoesNotContain("bet", answer.Body, StringComparison.Ordinal);
    }

    [Theory, Trait("SEC", "M04")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n")]
    [InlineData("Content-Length: 5, 6\r\n")]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n")]
    [InlineData("Transfer-Encoding: identity\r\n")]
    public async Task Framings_that_cannot_be_read_are_refused(string framing)
    {
        var answer = await RawHttp.Send(
            house.Port, $"POST /probe/bare HTTP/1.1\r\nHost: alif.localhost\r\n{framing}Connection: close\r\n\r\nhello");

        Assert.InRange(answer.Status, 400, 499);
    }

    [Theory, Trait("SEC", "A12")]
    [InlineData("/probe%2fform")]
    [InlineData("/probe%2Fform")]
    [InlineData("/probe%5cform")]
    [InlineData("/probe\\form")]
    [InlineData("/%2e%2e%2fprobe")]
    [InlineData("/probe%252fform")]
    [InlineData("/probe%00")]
    [InlineData("/probe%0a.png")]
    [InlineData("/probe%7f")]
    [InlineData("//evil.example/probe")]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("/x/..//evil.example")]
    [InlineData("/probe%ff")]
    public async Task Paths_that_servers_read_differently_are_refused(string path)
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost", path);

        Assert.InRange(answer.Status, 400, 404);
        Assert.DoesNotContain("evil.example", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/x/../probe")]
    [InlineData("/x/%2e%2e/probe")]
    [InlineData("/./probe")]
    public async Task Dots_are_gone_before_anything_is_decided(string path)
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost", path);

        Assert.Equal(200, answer.Status);
        Assert.Contains(" /probe", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_of_40_KB_is_refused()
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost", "/probe", $"X-Long: {new string('a', 40_000)}\r\n");

        Assert.Equal(431, answer.Status);
    }

    [Fact]
    public async Task More_headers_than_a_browser_sends_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 80).Select(n => $"X-{n}: a\r\n"));

        Assert.Equal(431, (await RawHttp.Get(house.Port, "alif.localhost", "/probe", many)).Status);
    }
}
