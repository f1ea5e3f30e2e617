using System.Net;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.People;

[Collection("people")]
public class SessionTests(PeopleSite people)
{
    [Fact]
    [Trait("Threat", "SEC-C07")]
    public async Task A_session_from_before_signing_in_is_not_taken_over()
    {
        var school = await people.School();
        await people.Member(school, "fixed@three.example");
        var ada = people.Site.Visit(school);
        ada.Cookies.Add(ada.Origin, new Cookie("session", "planted", "/"));

        await PeopleSite.SignIn(ada, "fixed@three.example");
        var first = Session(ada);
        await PeopleSite.SignOut(ada);
        await PeopleSite.SignIn(ada, "fixed@three.example");

        Assert.NotEqual("planted", first, StringComparer.Ordinal);
        Assert.NotEqual(first, Session(ada), StringComparer.Ordinal);
        Assert.False(await WorksWith(school, first));
        Assert.True(await WorksWith(school, Session(ada)));
    }

    [Fact]
    [Trait("Rule", "M36"), Trait("Rule", "N29")]
    [Trait("Threat", "SEC-C08")]
    public async Task A_copied_cookie_dies_with_sign_out_a_new_password_a_block_and_an_ended_session()
    {
        var school = await people.School();

        var signedOut = await people.Member(school, "c1@three.example");
        var copy = Session(signedOut);
        await PeopleSite.SignOut(signedOut);
        Assert.False(await WorksWith(school, copy));

        var changed = await people.Member(school, "c2@three.example");
        copy = Session(changed);
        var done = await changed.Submit(
            await changed.Get("/account/password"),
            ("current", PeopleSite.Password), ("new_password", "quite another phrase"));
        Assert.Equal("/account/password?done=changed", done.Location);
        Assert.False(await WorksWith(school, copy));
        Assert.True(await PeopleSite.IsSignedIn(changed));

        var blocked = await people.Member(school, "c3@three.example");
        var account = (await people.Account(school, "c3@three.example"))!;
        await people.Site.In(
            school, grains =>
                Accounts.Change(grains, account.Id, now => AccountChange.Of(now with { Blocked = true })));
        Assert.False(await PeopleSite.IsSignedIn(blocked));
        Assert.Equal("sign_in.suspended", (await PeopleSite.SignIn(blocked, "c3@three.example")).Code);

        var one = await people.Member(school, "c4@three.example");
        var two = people.Site.Visit(school);
        await PeopleSite.SignIn(two, "c4@three.example");
        await one.Submit(await one.Get("/account/sessions"), PeopleSite.NoValues, "#end-others");
        Assert.False(await PeopleSite.IsSignedIn(two));
        Assert.True(await PeopleSite.IsSignedIn(one));
    }

    [Fact]
    [Trait("Threat", "SEC-C10")]
    public async Task Cookies_are_for_this_host_only_and_out_of_reach_of_scripts()
    {
        var school = await people.School();
        var member = await people.Member(school, "flags@three.example");
        var cookies = (await PeopleSite.SignIn(people.Site.Visit(school), "flags@three.example")).Headers["set-cookie"];

        foreach (var cookie in cookies.Split(", ").Where(part => part.Contains("path=", StringComparison.Ordinal)))
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.True(cookie.Length < 4096);
        }

        Assert.True(await PeopleSite.IsSignedIn(member));
    }

    [Fact]
    [Trait("Threat", "SEC-C10")]
    public async Task Over_TLS_every_cookie_has_the_host_prefix_and_is_secure()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(
                StringComparer.Ordinal)
            { ["Gateway:PublicOrigin"] = "https://*" },
        });
        var school = await site.CreateSchool("north", new SchoolRules { Age = new(AgeBasis.Fixed, 18) });
        var visitor = site.Visit(school);
        var question = await visitor.Get("/sign-up");
        var token = question.Headers["set-cookie"];

        Assert.StartsWith("__Host-form=", token, StringComparison.Ordinal);
        Assert.Contains("secure", token, StringComparison.OrdinalIgnoreCase);
        var session = site.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        Assert.Equal("__Host-session", session.Get(SessionCookie.Scheme).Cookie.Name);
    }

    [Fact]
    [Trait("Threat", "SEC-A03")]
    public async Task A_cookie_of_one_school_is_nothing_at_another()
    {
        var (north, south) = (await people.School(), await people.School());
        var ada = await people.Member(north, "both@three.example");
        await people.Member(south, "both@three.example");

        Assert.True(await WorksWith(north, Session(ada)));
        Assert.False(await WorksWith(south, Session(ada)));
    }

    [Fact]
    public async Task Sign_ins_survive_a_restart_and_the_keys_are_readable_by_their_owner_only()
    {
        var options = new SiteOptions();
        await using var site = await Site.Open(options);
        var school = await site.CreateSchool("north");
        var before = await site.Visit(school).Get("/sign-in");
        await site.Restart();

        Assert.Equal(200, before.Status);
        var files = Directory.GetFiles(Path.Combine(site.Folder, "keys", "ring"));
        Assert.NotEmpty(files);
#pragma warning disable CA1416 // the tests run where the product is deployed
        Assert.All(
            files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
#pragma warning restore CA1416
    }

    private async Task<bool> WorksWith(School school, string session)
    {
        using var visitor = people.Site.Visit(school);
        visitor.Cookies.Add(visitor.Origin, new Cookie("session", session, "/"));
        return await PeopleSite.IsSignedIn(visitor);
    }

    private static string Session(Visitor visitor) =>
        visitor.Cookies.GetCookies(visitor.Origin)["session"]?.Value ?? "";
}
