using System.Globalization;
using System.Text.Json;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Addresses that programs ask for.</summary>
[Collection(GatehouseCollection.Name)]
public class WellKnownTests(Gatehouse house)
{
    [Theory]
    [InlineData("alif.localhost")]
    [InlineData("nobody.example")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    [InlineData(Site.PlatformHost)]
    public async Task Probes_of_health_are_answered_on_any_host(string host)
    {
        Assert.Equal(200, (await RawHttp.Get(house.Port, host, "/healthz/live")).Status);
        Assert.Equal(200, (await RawHttp.Get(house.Port, host, "/healthz/ready")).Status);
    }

    [Fact]
    public async Task Security_txt_names_a_contact_and_expires_within_a_year()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Get("/.well-known/security.txt");
        var fields = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var expires = DateTimeOffset.Parse(fields["Expires"], CultureInfo.InvariantCulture);

        Assert.Equal("text/plain; charset=utf-8", answer.Headers["content-type"]);
        Assert.Equal("mailto:office@alif.example", fields["Contact"]);
        Assert.InRange(expires - house.Site.Clock.GetUtcNow(), TimeSpan.FromDays(30), TimeSpan.FromDays(365));
        Assert.Equal($"{visitor.Origin.GetLeftPart(UriPartial.Authority)}/.well-known/security.txt", fields["Canonical"]);
    }

    [Fact]
    public async Task The_platforms_own_contact_comes_first_where_it_has_one()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = { ["Platform:SecurityContact"] = "https://example.org/report" },
        });
        using var visitor = site.Visit(await site.CreateSchool("alif"));

        var text = (await visitor.Get("/.well-known/security.txt")).Body;

        Assert.StartsWith("Contact: https://example.org/report\nContact: mailto:office@alif.example\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gpc_json_says_that_the_signal_is_kept()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Get("/.well-known/gpc.json");
        using var json = JsonDocument.Parse(answer.Body);

        Assert.StartsWith("application/json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.True(json.RootElement.GetProperty("gpc").GetBoolean());
        Assert.Equal("2026-03-02", json.RootElement.GetProperty("lastUpdate").GetString());
    }

    [Fact]
    [Trait("Rule", "M36"), Trait("Rule", "N29")]
    public async Task Change_password_leads_to_the_page_for_it()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Get("/.well-known/change-password");

        Assert.Equal((302, "/account/password"), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task Robots_keep_out_of_private_pages_and_of_the_console()
    {
        using var visitor = house.Site.Visit(house.Alif);
        using var robot = house.Site.Visit(Site.PlatformHost);

        Assert.Contains("Disallow: /account\n", (await visitor.Get("/robots.txt")).Body, StringComparison.Ordinal);
        Assert.Equal("User-agent: *\nDisallow: /\n", (await robot.Get("/robots.txt")).Body);
    }
}
