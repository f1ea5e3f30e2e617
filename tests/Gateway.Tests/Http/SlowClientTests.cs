using System.Net;
using System.Net.Sockets;
using System.Text;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Connections that dawdle are dropped, and everybody else is answered meanwhile (SEC-M01).</summary>
public class SlowClientTests
{
    private const int Slow = 30;

    [Fact]
    [Trait("Threat", "SEC-M01")]
    public async Task Slow_headers_and_slow_bodies_lose_their_connections_and_nobody_else_does()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Gateway:HeadersTime"] = "00:00:01",
                ["Gateway:SlowGrace"] = "00:00:02",
            },
        });
        var school = await site.CreateSchool("north");

        // Half a head; and a body of which a byte has come and no more will.
        var heads = Enumerable.Range(0, Slow).Select(_ => Dawdle(site.Port, "GET / HTTP/1.1\r\nHost: north.localhost\r\nX-Slow: ")).ToList();
        var bodies = Enumerable.Range(0, Slow).Select(_ => Dawdle(
            site.Port,
            "POST /sign-in HTTP/1.1\r\nHost: north.localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nl")).ToList();
        using var visitor = site.Visit(school);

        Assert.Equal(200, (await visitor.Get("/")).Status);

        // Each of them ends: with 408, or with the connection.
        foreach (var status in await Task.WhenAll(heads.Concat(bodies)))
            Assert.True(status is 0 or 408 or 400, $"answered {status}");

        Assert.Equal(200, (await visitor.Get("/")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-M01")]
    public async Task The_limits_as_shipped_are_set()
    {
        await using var site = await Site.Open();

        var limits = site.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(TimeSpan.FromSeconds(15), limits.RequestHeadersTimeout);
        Assert.Equal((240d, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((240d, TimeSpan.FromSeconds(5)), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod));
    }

    // The status it is answered with, 0 for none, once the server has closed.
    private static async Task<int> Dawdle(int port, string beginning)
    {
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning));
        var heard = new MemoryStream();

        try
        {
            await stream.CopyToAsync(heard);
        }
        catch (IOException)
        {
            // Reset is an end, too.
        }

        var words = Encoding.ASCII.GetString(heard.ToArray()).Split(' ');
        return words.Length > 1 ? int.Parse(words[1], null) : 0;
    }
}
