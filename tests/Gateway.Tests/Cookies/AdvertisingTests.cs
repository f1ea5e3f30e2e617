using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>There is no advertising, and nothing that switches it on: a school that wants it needs other software first (M31).</summary>
[Trait("Rule", "M31")]
public class AdvertisingTests(Office office)
{
    private const string Cookie =
        """
        {"version":0,"cookies":[{"name":"_ads","category":"advertising","setBy":"Somebody","days":30,
        "why":{"en":"Shows offers.","fa-AF":"پیشنهادها.","ar":"عروض."}}]}
        """;

    /// <summary>Schools that let everything through and that let nothing through.</summary>
    public static TheoryData<CookieConsent> Opposites => [CookieConsent.None, CookieConsent.OptIn];

    [Theory, MemberData(nameof(Opposites))]
    public async Task No_setting_and_no_cookie_of_a_schools_switches_it_on(CookieConsent consent)
    {
        var school = await office.School(Rules(consent));
        await office.Publish(school, Office.Text("en", "We may show offers."));
        var admin = await office.SignedIn(school, Role.Admin);
        using var api = new ApiClient(admin);
        var before = (await admin.Get("/api/v1/settings")).Body;

        foreach (var setting in new[] { """ "ads.enabled": {"value":true} """, """ "thirdParty.undeclaredHosts": {"value":true} """ })
        {
            var refused = await api.Send(HttpMethod.Put, "/api/v1/settings", Json("{\"format\":1,\"settings\":{" + setting + "}}"));
            Assert.Equal(422, refused.Status);
        }

        Assert.InRange((await api.Send(HttpMethod.Put, "/api/v1/cookies", Json(Cookie))).Status, 400, 422);
        Assert.Equal(before, (await admin.Get("/api/v1/settings")).Body);
        Assert.Empty(Declared(await admin.Get("/api/v1/cookies")));
    }

    [Theory, MemberData(nameof(Opposites))]
    public async Task No_page_asks_anybody_else_for_anything(CookieConsent consent)
    {
        var school = await office.School(Rules(consent));
        await office.Publish(school, Office.Text("en", "We may show offers. https://ads.example/banner"));
        var visitor = office.Site.Visit(school);

        foreach (var path in new[] { "/", "/courses", "/policies/privacy", "/privacy/cookies", "/sign-up" })
        {
            var page = await visitor.Get(path);
            var sources = page.Page.QuerySelectorAll("script[src], img[src], iframe[src], link[rel=stylesheet][href], source[src], video[src], form[action]")
                .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href") ?? element.GetAttribute("action")!);

            Assert.Equal(200, page.Status);
            Assert.All(sources, source => Assert.True(source.StartsWith('/') && !source.StartsWith("//", StringComparison.Ordinal), $"{path}: {source}"));
            Assert.DoesNotContain("http", page.Headers["content-security-policy"], StringComparison.Ordinal);
            Assert.Contains("default-src", page.Headers["content-security-policy"], StringComparison.Ordinal);
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static SchoolRules Rules(CookieConsent consent) => new() { Cookies = new(CookieControl.Browser, consent, UnknownVisitor.SchoolCountry) };

    private static List<JsonElement> Declared(Answer answer) =>
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("cookies").EnumerateArray().ToList();
}
