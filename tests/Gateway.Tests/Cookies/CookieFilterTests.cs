using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Cookies;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>What is not declared, or not allowed, does not leave (B31, SEC-I08).</summary>
[Trait("Rule", "B31"), Trait("Threat", "SEC-I08")]
public class CookieFilterTests(Campus campus)
{
    [Fact]
    public async Task A_cookie_that_nobody_declared_is_taken_out_and_reported_without_its_value()
    {
        var school = await campus.Declaring(Jar.ByBrowser);
        var visitor = campus.Site.Visit(school);

        Assert.Null(await visitor.Set("_fbp=canary-of-fbp; path=/; max-age=7776000"));
        Assert.Null(await visitor.Set("_fbp=canary-of-fbp; path=/", to: "/"));

        var row = Assert.Single(await Reports(school));
        Assert.Equal(("_fbp", StripReason.Undeclared, 1), (row.Name, row.Reason, row.Times));
        Assert.Contains(campus.Site.Logs.Lines, line => line.Text.Contains("_fbp", StringComparison.Ordinal) && line.Text.Contains("/test/cookie", StringComparison.Ordinal));
        Assert.DoesNotContain(campus.Site.Logs.Lines, line => line.Text.Contains("canary-of-fbp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_add_up_a_minute_at_a_time()
    {
        // One of its own, because it moves the clock.
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.School();
        var visitor = own.Site.Visit(school);

        for (var time = 0; time < 5; time++)
            await visitor.Set("_fbp=1");

        own.Site.Clock.Advance(TimeSpan.FromMinutes(1));
        await visitor.Set("_fbp=1");

        var row = Assert.Single(await own.Site.In(school, grains => grains.CookieReports.All()));
        Assert.Equal((6, TimeSpan.FromMinutes(1)), (row.Times, row.LastAt - row.FirstAt));
    }

    [Fact]
    [Trait("Rule", "B30"), Trait("Rule", "B17"), Trait("Rule", "Q07")]
    public async Task Two_schools_with_opposite_rules_set_and_withhold_the_same_cookie()
    {
        var free = await campus.Declaring(Jar.ByBrowser);
        var asking = await campus.Declaring(Jar.Asking);

        Assert.NotNull(await campus.Site.Visit(free).Set("_ga=1; path=/"));
        Assert.Null(await campus.Site.Visit(asking).Set("_ga=1; path=/"));
        Assert.Equal([StripReason.NotAllowed], (await Reports(asking)).Select(row => row.Reason));
        Assert.Empty(await Reports(free));

        // What one school declares is nothing that another may set.
        Assert.Null(await campus.Site.Visit(await campus.School(Jar.ByBrowser)).Set("_ga=1; path=/"));
    }

    [Fact]
    public async Task A_cookie_lives_no_longer_than_declared_and_belongs_to_this_host_alone()
    {
        var school = await campus.Declaring(Jar.ByBrowser, Jar.Analytics, Jar.Cookie("_pk_*", CookieCategory.Analytics, days: 0));
        var visitor = campus.Site.Visit(school);

        Assert.Equal("_ga=1; max-age=2592000; path=/", await visitor.Set("_ga=1; max-age=63072000; domain=localhost; path=/"));
        Assert.Equal("_ga=1; max-age=60; path=/", await visitor.Set("_ga=1; max-age=60; path=/"));
        Assert.Equal("_pk_id.1=1; path=/", await visitor.Set("_pk_id.1=1; expires=Fri, 01 Jan 2055 00:00:00 GMT; path=/"));
    }

    [Fact]
    [Trait("Rule", "M32"), Trait("Rule", "B16"), Trait("Rule", "N26")]
    public async Task With_the_browsers_signal_analytics_are_not_set_whatever_the_rule_or_the_answer()
    {
        var free = await campus.Declaring(Jar.ByBrowser);
        var asking = await campus.Declaring(Jar.Asking);
        var allowing = campus.Site.Visit(asking);
        await allowing.Choose("analytics");

        Assert.NotNull(await allowing.Set("_ga=1; path=/"));
        Assert.Null(await allowing.Set("_ga=1; path=/", gpc: true));
        Assert.Null(await campus.Site.Visit(free).Set("_ga=1; path=/", gpc: true));
    }

    [Theory]
    [InlineData("0"), InlineData("true"), InlineData("1;a"), InlineData("")]
    public async Task Any_other_value_of_the_signal_is_none(string value)
    {
        var visitor = campus.Site.Visit(await campus.Declaring(Jar.ByBrowser));
        var request = new HttpRequestMessage(HttpMethod.Get, "/test/cookie?line=_ga%3D1");
        request.Headers.TryAddWithoutValidation("Sec-GPC", value);

        Assert.True((await visitor.Send(request)).Headers.ContainsKey("set-cookie"));
    }

    [Fact]
    [Trait("Rule", "B29")]
    public async Task The_language_picked_is_kept_for_a_year_only_where_preferences_are_on()
    {
        var school = await campus.School(Jar.Asking);
        var visitor = campus.Site.Visit(school);
        async Task<string> Picked() => (await visitor.Get("/?ui=ar")).Headers["set-cookie"];

        Assert.DoesNotContain("max-age", await Picked(), StringComparison.Ordinal);
        Assert.Equal("ar", (await visitor.Get("/")).Page.DocumentElement.GetAttribute("lang"));

        await visitor.Choose("functional");
        Assert.Contains("max-age=31536000", await Picked(), StringComparison.Ordinal);

        Assert.DoesNotContain("max-age=31536000", (await visitor.Choose()).Headers["set-cookie"], StringComparison.Ordinal);
        Assert.DoesNotContain("max-age", await Picked(), StringComparison.Ordinal);

        Assert.Contains(
            "max-age=31536000",
            (await campus.Site.Visit(await campus.School(Jar.ByBrowser)).Get("/?ui=ar")).Headers["set-cookie"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_operators_console_only_the_softwares_own_are_set()
    {
        var console = campus.Site.Visit(Site.PlatformHost);

        Assert.Null(await console.Set("_fbp=1; path=/"));
        Assert.Contains("ui=ar", (await console.Get("/sign-in?ui=ar")).Headers["set-cookie"], StringComparison.Ordinal);
    }

    private Task<System.Collections.Immutable.ImmutableArray<StrippedCookie>> Reports(Darsgah.Grains.Tenancy.School school) =>
        campus.Site.In(school, grains => grains.CookieReports.All());
}
