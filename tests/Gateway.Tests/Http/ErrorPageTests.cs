using System.Text.Json;
using Darsgah.TestKit;
using Microsoft.Extensions.Logging;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>What a person and a program see when something fails.</summary>
[Collection(GatehouseCollection.Name)]
public class ErrorPageTests(Gatehouse house)
{
    [Theory]
    [InlineData("/no-such-page", 404, "http.not_found")]
    [InlineData("/probe/status/401", 401, "http.unauthenticated")]
    [InlineData("/probe/status/403", 403, "http.forbidden")]
    [InlineData("/probe/status/413", 413, "http.too_large")]
    [InlineData("/probe/status/415", 415, "http.unsupported_media_type")]
    [InlineData("/probe/status/422", 422, "http.invalid")]
    [InlineData("/probe/status/429", 429, "http.too_many_requests")]
    [InlineData("/probe/boom", 500, "http.failure")]
    [InlineData("/probe/slow", 503, "http.unavailable")]
    [InlineData("/probe/damaged", 503, "school.damaged")]
    [InlineData("/probe/cross", 404, "http.not_found")]
    public async Task Every_failure_has_a_page_of_the_school_without_details(string path, int status, string code)
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Get(path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Contains("School alif", answer.Page.Title!, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector("h1"));
        Assert.NotNull(answer.Page.QuerySelector("meta[name=robots][content=noindex]"));
        Assert.DoesNotContain("s3cret-detail", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal);
        Assert.Equal(status == 503, answer.Headers.ContainsKey("retry-after"));
    }

    [Theory]
    [InlineData("en", "en", "ltr")]
    [InlineData("fa-AF,en;q=0.5", "fa-AF", "rtl")]
    [InlineData("prs", "fa-AF", "rtl")]
    [InlineData("ar-EG", "ar", "rtl")]
    [InlineData("de", "en", "ltr")]
    public async Task It_speaks_the_visitors_language(string accepted, string language, string direction)
    {
        using var visitor = house.Site.Visit(house.Alif);

        var root = (await visitor.Get("/no-such-page", accepted)).Page.DocumentElement;

        Assert.Equal(language, root.GetAttribute("lang"));
        Assert.Equal(direction, root.GetAttribute("dir"));
    }

    [Fact]
    public async Task A_language_once_picked_is_kept_in_a_cookie_that_holds_nothing_else()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var picked = await visitor.Get("/no-such-page?ui=ar");
        var later = await visitor.Get("/no-such-page");

        Assert.Equal("ar", later.Page.DocumentElement.GetAttribute("lang"));
        Assert.StartsWith("ui=ar; ", picked.Headers["set-cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("domain", picked.Headers["set-cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.False(later.Headers.ContainsKey("set-cookie"));
    }

    [Fact]
    public async Task A_language_that_the_school_does_not_offer_is_not_shown()
    {
        var school = await house.Site.CreateSchool(
            "dal", profile: Site.Profile("dal") with { Languages = ["ar", "en"] });
        using var visitor = house.Site.Visit(school);

        var answer = await visitor.Get("/no-such-page?ui=fa-AF", "fa-AF");

        Assert.Equal("ar", answer.Page.DocumentElement.GetAttribute("lang"));
        Assert.False(answer.Headers.ContainsKey("set-cookie"));
    }

    [Theory]
    [InlineData("/api/no-such", 404, "http.not_found")]
    [InlineData("/api/boom", 500, "http.failure")]
    public async Task The_api_answers_with_problem_details(string path, int status, string code)
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Get(path, "fa-AF");
        using var problem = JsonDocument.Parse(answer.Body);

        Assert.Equal(status, answer.Status);
        Assert.StartsWith("application/problem+json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        Assert.DoesNotContain("s3cret-detail", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_on_the_page_is_what_the_log_has()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Get("/probe/boom");

        Assert.Matches("[0-9a-f]{32}", answer.Page.QuerySelector(".reference")!.TextContent);
        Assert.Contains(house.Site.Logs.Lines, line => line.Exception?.Message is "s3cret-detail");
    }

    [Fact, Trait("SEC", "A20")]
    public async Task A_call_across_tenants_is_logged_as_the_bug_it_is()
    {
        using var visitor = house.Site.Visit(house.Bet);

        await visitor.Get("/probe/cross");

        Assert.Contains(
            house.Site.Logs.Lines,
            line => line.Level == LogLevel.Critical && line.Exception!.ToString().Contains("other-bet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_page_that_expired_offers_the_form_again()
    {
        using var visitor = house.Site.Visit(house.Alif);

        var answer = await visitor.Post("/probe/form", new FormUrlEncodedContent([new("word", "a")]));

        Assert.Equal(400, answer.Status);
        Assert.Equal("http.form_expired", answer.Code);
        Assert.NotNull(answer.Page.QuerySelector("a[href='/probe/form']"));
    }
}
