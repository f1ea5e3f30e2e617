using System.Text.Json;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>How a school declares its cookies: on the page, and over the API.</summary>
public class CookieDeclarationTests(Office office, Campus campus)
{
    private const string Declaration =
        """
        {"version":VERSION,"cookies":[{"name":"NAME","category":"analytics","setBy":"Somebody","days":30,
        "why":{"en":"Counts visits.","fa-AF":"بازدیدها را می‌شمارد.","ar":"يعدّ الزيارات."}}]}
        """;

    [Fact]
    [Trait("Rule", "B31")]
    public async Task An_admin_declares_a_cookie_and_takes_it_away_again()
    {
        var school = await office.School(Jar.ByBrowser);
        var admin = await office.SignedIn(school, Role.Admin);

        var declared = await Declare(admin);
        Assert.Equal((302, "/admin/school/cookies?saved=1"), (declared.Status, declared.Location));
        Assert.Contains("Counts visits.", (await office.Site.Visit(school).Get("/privacy/cookies")).Page.QuerySelector("[data-cookie='_ga']")!.TextContent, StringComparison.Ordinal);

        var page = await admin.Get("/admin/school/cookies");
        await admin.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "remove" }, "li[data-cookie='_ga'] form");
        Assert.Null((await office.Site.Visit(school).Get("/privacy/cookies")).Page.QuerySelector("[data-cookie='_ga']"));
    }

    [Theory]
    [InlineData("name", "a b", "cookies.name_bad")]
    [InlineData("name", "form", "cookies.own_bad")]
    [InlineData("category", null, "cookies.essential_bad")]
    [InlineData("category", "Essential", "cookies.essential_bad")]
    [InlineData("set_by", "", "cookies.set_by_bad")]
    [InlineData("days", "many", "cookies.days_bad")]
    [InlineData("days", "401", "cookies.days_bad")]
    [InlineData("why_ar", "", "cookies.why_bad")]
    public async Task What_is_wrong_is_named_and_the_rest_of_the_form_stays(string field, string? value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await Declare(admin, (field, value));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal(field == "why_ar" ? "_ga" : "Counts visits.", field == "why_ar"
            ? refused.Page.QuerySelector("#name")!.GetAttribute("value")
            : refused.Page.QuerySelector("#why_en")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_taken_out_is_shown_with_its_name_and_how_often()
    {
        var school = await campus.School(Jar.ByBrowser);
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        Assert.Empty((await admin.Get("/admin/school/cookies")).Page.QuerySelectorAll("[data-stripped] li"));

        await campus.Site.Visit(school).Set("_fbp=1");

        var row = (await admin.Get("/admin/school/cookies")).Page.QuerySelector("[data-stripped] li")!;
        Assert.Equal(("_fbp", "undeclared"), (row.GetAttribute("data-cookie"), row.GetAttribute("data-reason")));
        Assert.Contains("_fbp", (await admin.Get("/api/v1/cookies/stripped")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "B32"), Trait("Rule", "E59")]
    public async Task How_people_decide_is_saved_and_keeps_every_other_rule()
    {
        var rules = RulesPresets.ExplicitConsent;
        var school = await office.School(rules);
        var admin = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get("/admin/school/cookies");

        await admin.Submit(
            page,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["do"] = "rules",
                ["control"] = "Banner",
                ["consent"] = "None",
                ["unknown"] = "Strictest",
                ["embeds"] = "Vimeo",
            },
            "form[data-rules]");
        var now = (await office.Now(school))!.Rules;

        Assert.Equal(new CookieRule(CookieControl.Banner, CookieConsent.None, UnknownVisitor.Strictest), now.Cookies);
        Assert.Equal([EmbedProvider.Vimeo], now.Embeds);
        Assert.Equal(rules.Acceptance, now.Acceptance);

        // And the other form of rules leaves these as they are.
        var other = await admin.Get("/admin/school/rules");
        Assert.Equal(302, (await admin.Submit(other)).Status);
        Assert.Equal(now.Cookies, (await office.Now(school))!.Rules.Cookies);
    }

    [Fact]
    public async Task The_api_gives_the_declaration_to_anybody_and_takes_another_from_an_admin()
    {
        var school = await campus.School(Jar.ByBrowser);
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        using var before = JsonDocument.Parse((await campus.Site.Visit(school).Get("/api/v1/cookies")).Body);

        Assert.Equal(0, before.RootElement.GetProperty("version").GetInt32());
        Assert.Contains(before.RootElement.GetProperty("own").EnumerateArray(), own => own.GetProperty("name").GetString() == "session");

        var put = await Put(admin.Browser, Declaration.Replace("VERSION", "0", StringComparison.Ordinal).Replace("NAME", "_ga", StringComparison.Ordinal));
        Assert.Equal(200, put.Status);
        Assert.NotNull(await campus.Site.Visit(school).Set("_ga=1"));

        Assert.Equal(409, (await Put(admin.Browser, Declaration.Replace("VERSION", "0", StringComparison.Ordinal).Replace("NAME", "_pk", StringComparison.Ordinal))).Status);
        Assert.Equal(422, (await Put(admin.Browser, Declaration.Replace("VERSION", "1", StringComparison.Ordinal).Replace("NAME", "form", StringComparison.Ordinal))).Status);
        Assert.Equal(401, (await Put(campus.Site.Visit(school), Declaration.Replace("VERSION", "1", StringComparison.Ordinal).Replace("NAME", "_pk", StringComparison.Ordinal))).Status);
    }

    private static Task<Answer> Put(Visitor visitor, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/cookies")
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Origin", visitor.Origin.GetLeftPart(UriPartial.Authority));
        return visitor.Send(request);
    }

    private static async Task<Answer> Declare(Visitor admin, (string Field, string? Value) other = default)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["do"] = "declare",
            ["name"] = "_ga",
            ["category"] = "Analytics",
            ["set_by"] = "Google",
            ["days"] = "۳۰",
            ["why_en"] = "Counts visits.",
            ["why_fa-AF"] = "بازدیدها را می‌شمارد.",
            ["why_ar"] = "يعدّ الزيارات.",
        };

        if (other.Field is not null)
            values[other.Field] = other.Value;

        return await admin.Submit(await admin.Get("/admin/school/cookies"), values, "form[data-declare]");
    }
}
