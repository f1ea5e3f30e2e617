using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>That one address cannot take a school from everybody (SEC-A19, SEC-M06, SEC-M12).</summary>
public class RateLimitTests
{
    [Fact, Trait("SEC", "M06")]
    public async Task Beyond_its_burst_an_address_waits_at_that_school_only()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = { ["Gateway:Burst"] = "5", ["Gateway:PerSecond"] = "1" },
            Routes = Gatehouse.MapProbes,
        });
        using var visitor = site.Visit(await site.CreateSchool("alif"));
        using var elsewhere = site.Visit(await site.CreateSchool("bet"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => visitor.Get("/probe")));
        var refused = answers.Where(answer => answer.Status == 429).ToList();

        Assert.InRange(answers.Count(answer => answer.Status == 200), 5, 59);
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Equal("http.too_many_requests", answer.Code));
        Assert.All(refused, answer => Assert.Equal("1", answer.Headers["retry-after"]));
        Assert.Equal(200, (await elsewhere.Get("/probe")).Status);
        Assert.Equal(200, (await visitor.Get("/healthz/live")).Status);
        Assert.Equal(200, (await visitor.Get("/css/site.css")).Status);
    }

    [Fact, Trait("SEC", "M12")]
    public async Task An_address_holds_only_so_many_connections()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = { ["Gateway:MaxConnectionsPerPeer"] = "3" },
            Routes = Gatehouse.MapProbes,
        });
        await site.CreateSchool("alif");
        var held = new List<HttpClient>();

        for (var n = 0; n < 3; n++)
        {
            var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{site.Port}") };
            held.Add(client);
            Assert.True((await client.GetAsync(new Uri("/healthz/live", UriKind.Relative))).IsSuccessStatusCode);
        }

        var fourth = await RawHttp.Get(site.Port, "alif.localhost", "/probe");
        held.ForEach(client => client.Dispose());

        Assert.Equal(0, fourth.Status);
        Assert.True(fourth.Closed);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    public void A_household_counts_as_one_address(string address, string peer)
    {
        Assert.Equal(peer, Gateway.Http.RateLimits.Peer(System.Net.IPAddress.Parse(address)));
    }
}
