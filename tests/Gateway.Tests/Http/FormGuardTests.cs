using System.Text;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>That nobody sends a form in a visitor's name (SEC-D01, SEC-A04).</summary>
[Collection(GatehouseCollection.Name)]
public class FormGuardTests(Gatehouse house)
{
    [Fact]
    public async Task A_form_of_the_schools_own_page_is_taken()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Submit(await visitor.Get("/probe/form"), ("word", "salaam"));

        Assert.Equal((200, "took salaam"), (answer.Status, answer.Body));
    }

    [Fact, Trait("SEC", "D01")]
    public async Task A_form_without_its_token_is_refused_even_where_nobody_thought_of_it()
    {
        using var visitor = house.Site.Visit(house.Alif);
        var page = await visitor.Get("/probe/form");

        Assert.Equal(400, (await visitor.Submit(page, ("__RequestVerificationToken", null), ("word", "a"))).Status);
        Assert.Equal(400, (await visitor.Submit(page, ("__RequestVerificationToken", "CfDJ8nonsense"), ("word", "a"))).Status);
        Assert.Equal(400, (await visitor.Post("/probe/bare", new FormUrlEncodedContent([]))).Status);
        Assert.Equal(400, (await visitor.Post("/probe/bare", new StringContent("{}", Encoding.UTF8, "text/plain"))).Status);
        Assert.Equal(400, (await visitor.Post("/probe/bare", new StringContent("{}", Encoding.UTF8, "application/json"))).Status);
    }

    [Fact, Trait("SEC", "D01")]
    public async Task Another_browsers_token_is_refused()
    {
        using var visitor = house.Site.Visit(house.Alif);
        using var attacker = house.Site.Visit(house.Alif);
        await visitor.Get("/probe/form");

        var answer = await visitor.Submit(await attacker.Get("/probe/form"), ("word", "a"));

        Assert.Equal((400, "http.form_expired"), (answer.Status, answer.Code));
    }

    [Fact, Trait("SEC", "A04")]
    public async Task Another_schools_token_is_refused_together_with_its_cookie()
    {
        using var attacker = house.Site.Visit(house.Bet);
        using var visitor = house.Site.Visit(house.Alif);
        var page = await attacker.Get("/probe/form");
        visitor.Cookies.SetCookies(visitor.Origin, $"form={attacker.Cookies.GetCookies(attacker.Origin)["form"]!.Value}");

        var answer = await visitor.Submit(page, ("word", "a"));

        Assert.Equal((400, "http.form_expired"), (answer.Status, answer.Code));
    }

    [Theory, Trait("SEC", "D01")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://bet.localhost")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://alif.localhost.evil.example")]
    [InlineData("Origin", "http://evil.example#alif.localhost")]
    [InlineData("Origin", "alif.localhost")]
    public async Task A_form_that_a_browser_says_is_anothers_is_refused_whatever_token_it_has(string header, string value)
    {
        using var visitor = house.Site.Visit(house.Alif);
        var page = await visitor.Get("/probe/form");
        var token = page.Page.QuerySelector("input[type=hidden]")!.GetAttribute("value")!;
        var request = new HttpRequestMessage(HttpMethod.Post, "/probe/form")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("word", "a")]),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        var answer = await visitor.Send(request);

        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task A_form_of_a_school_in_letters_beyond_ascii_is_taken()
    {
        var school = await house.Site.CreateSchool("kaf");
        await house.Site.Schools.Route(school, "دانش.example", "operator:test");
        using var visitor = house.Site.Visit(HostNames.Normalise("دانش.example")!);

        var page = await visitor.Get("/probe/form");
        var answer = await visitor.Submit(page, ("word", "a"));

        Assert.Equal((200, "took a"), (answer.Status, answer.Body));
    }

    [Fact, Trait("SEC", "D01")]
    public async Task The_api_needs_no_token_and_takes_nothing_from_another_site()
    {
        using var program = house.Site.Visit(house.Alif);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/probe")
        {
            Content = new StringContent("""{"word":"a"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");

        Assert.Equal("took a", (await program.PostJson("/api/v1/probe", """{"word":"a"}""")).Body);
        Assert.Equal(403, (await program.Send(request)).Status);
    }

    [Theory, Trait("SEC", "D05")]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://bet.localhost")]
    [InlineData("http://alif.localhost")]
    public async Task No_other_site_may_read_an_answer(string origin)
    {
        var answer = await RawHttp.Get(house.Port, "alif.localhost", "/probe", $"Origin: {origin}\r\n");

        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("access-control-", StringComparison.Ordinal));
    }

    [Fact, Trait("SEC", "C18")]
    public async Task Over_tls_the_forms_cookie_is_bound_to_the_host()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = { ["Gateway:PublicOrigin"] = "https://*" },
            Routes = Gatehouse.MapProbes,
        });
        await site.CreateSchool("alif");

        var cookie = (await RawHttp.Get(site.Port, "alif.localhost", "/probe/form")).Headers["set-cookie"];

        Assert.StartsWith("__Host-form=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
    }
}
