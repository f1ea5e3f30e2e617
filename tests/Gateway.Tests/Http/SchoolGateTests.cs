using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>What a visitor finds as a school goes through its life (SEC-A06, SEC-A17).</summary>
[Collection(GatehouseCollection.Name)]
public class SchoolGateTests(Gatehouse house)
{
    [Fact, Trait("SEC", "A17")]
    public async Task A_suspended_school_answers_503_in_its_own_colours_until_it_is_open_again()
    {
        var school = await house.Site.CreateSchool("jim");
        using var visitor = house.Site.Visit(school);

        await house.Site.Schools.MoveTo(school, SchoolStatus.Suspended, "operator:test");
        var closed = await visitor.Get("/probe");
        var api = await visitor.Get("/api/v1/anything");
        var sent = await visitor.Post("/probe/bare", new FormUrlEncodedContent([]));
        var colours = await visitor.Get("/brand.css");
        await house.Site.Schools.MoveTo(school, SchoolStatus.Active, "operator:test");
        var open = await visitor.Get("/probe");

        Assert.Equal((503, "school.suspended"), (closed.Status, closed.Code));
        Assert.Equal("3600", closed.Headers["retry-after"]);
        Assert.Contains("School jim", closed.Page.Title!, StringComparison.Ordinal);
        Assert.Equal(503, api.Status);
        Assert.Contains("\"code\":\"school.suspended\"", api.Body, StringComparison.Ordinal);
        Assert.Equal(503, sent.Status);
        Assert.Contains("--brand: #0f5c63", colours.Body, StringComparison.Ordinal);
        Assert.Equal(200, open.Status);
    }

    [Fact, Trait("SEC", "A06")]
    public async Task A_closed_school_answers_as_a_host_that_never_was()
    {
        var school = await house.Site.CreateSchool("ghain");
        using var visitor = house.Site.Visit(school);
        using var stranger = house.Site.Visit("never.localhost");

        await house.Site.Schools.MoveTo(school, SchoolStatus.Closing, "operator:test");
        Assert.Equal(200, (await visitor.Get("/probe")).Status);
        await house.Site.Schools.MoveTo(school, SchoolStatus.Closed, "operator:test");
        var closed = await visitor.Get("/probe");
        var never = await stranger.Get("/probe");

        Assert.Equal((404, "host.unknown"), (closed.Status, closed.Code));
        Assert.Equal(never.Body, closed.Body);
    }

    [Fact]
    public async Task A_host_name_leads_to_the_school_from_the_moment_it_is_routed_and_not_after()
    {
        var school = await house.Site.CreateSchool("zal");
        using var visitor = house.Site.Visit("Learn.Zal.example");

        var before = await visitor.Get("/probe");
        school = (await house.Site.Schools.Route(school, "learn.zal.example", "operator:test")).Value!;
        var routed = await visitor.Get("/probe");
        await house.Site.Schools.Unroute(school, "learn.zal.example", "operator:test");
        var after = await visitor.Get("/probe");

        Assert.Equal(404, before.Status);
        Assert.StartsWith("zal ", routed.Body, StringComparison.Ordinal);
        Assert.Contains("http://zal.localhost:", routed.Body, StringComparison.Ordinal);
        Assert.Equal(404, after.Status);
    }

    [Fact]
    public async Task A_host_in_letters_beyond_ascii_is_the_same_as_its_A_label()
    {
        var school = await house.Site.CreateSchool("qaf");
        await house.Site.Schools.Route(school, "مکتب.example", "operator:test");

        var answer = await RawHttp.Get(house.Port, HostNames.Normalise("مکتب.example")!, "/probe");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_school_whose_directory_does_not_answer_is_unavailable_and_never_unknown()
    {
        var directory = new SlowDirectory();
        await using var site = await Site.Open(new SiteOptions
        {
            Services = services => services.AddSingleton<IIncomingGrainCallFilter>(directory),
        });
        using var visitor = site.Visit(await site.CreateSchool("alif"));

        directory.IsSlow = true;
        var slow = await visitor.Get("/no-such-page");
        directory.IsSlow = false;
        var after = await visitor.Get("/no-such-page");

        Assert.Equal((503, "http.unavailable"), (slow.Status, slow.Code));
        Assert.Equal((404, "http.not_found"), (after.Status, after.Code));
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        await using var site = await Site.Open(new SiteOptions { Routes = Gatehouse.MapProbes });
        var school = await site.CreateSchool("alif");

        await site.Restart();
        using var visitor = site.Visit(school);
        var answer = await visitor.Get("/probe");

        Assert.StartsWith($"alif {school.Id}", answer.Body, StringComparison.Ordinal);
    }

    private sealed class SlowDirectory : IIncomingGrainCallFilter
    {
        public bool IsSlow { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            IsSlow && context.Grain is IHostNameGrain ? throw new TimeoutException("The directory is slow.") : context.Invoke();
    }
}
