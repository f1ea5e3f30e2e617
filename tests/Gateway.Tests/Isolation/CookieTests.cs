using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Cookies: for one host, out of reach of scripts and of sibling hosts (SEC-A13, SEC-C10).</summary>
[Collection(TwinTownCollection.Name)]
public class CookieTests(TwinTown town)
{
    [Fact, Trait("SEC", "C10")]
    public async Task Every_cookie_that_any_route_sets_has_every_flag()
    {
        var census = await town.Census();
        var cookies = census.All.SelectMany(reply => reply.Cookies).ToList();
        var school = await town.FreshSchool();

        foreach (var role in new Role?[] { null, Role.Student, Role.Owner })
        {
            foreach (var operation in town.Operations.Where(operation => !operation.IsSafe))
            {
                var caller = await town.Enter(school, role);
                cookies.AddRange((await caller.Ask(operation.Method, operation.Path(_ => "nothing"), caller.Form())).Cookies);
                cookies.AddRange((await caller.Ask("GET", $"/test/enter/{school.People[Role.Student].Id}")).Cookies);
            }
        }

        foreach (var cookie in cookies.Distinct(StringComparer.Ordinal))
        {
            var parts = cookie.Split("; ").Select(part => part.ToLowerInvariant()).ToList();

            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("secure", parts);
            Assert.Contains("httponly", parts);
            Assert.Contains("path=/", parts);
            Assert.True(parts.Contains("samesite=lax", StringComparer.Ordinal) || parts.Contains("samesite=strict", StringComparer.Ordinal), cookie);
            Assert.DoesNotContain(parts, part => part.StartsWith("domain", StringComparison.Ordinal));
            Assert.InRange(cookie.Length, 1, 4096);
        }

        var names = cookies.Select(cookie => cookie.Split('=')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(["__Host-form", "__Host-session", "__Host-two-factor", "__Host-ui"], names.Where(name => name is not "__Host-passkey" and not "__Host-age"));
    }

    // What another host of the same domain can set: any name without the prefix, and names that look like it.
    [Theory, Trait("SEC", "A13")]
    [InlineData("session")]
    [InlineData("__Secure-session")]
    [InlineData("__Host-Session")]
    [InlineData("__host-session")]
    [InlineData("__HOST-SESSION")]
    [InlineData("%5F%5FHost-session")]
    [InlineData("__Host-session%20")]
    [InlineData("__Host-%73ession")]
    public async Task A_cookie_that_a_sibling_host_can_set_takes_nobodys_place(string name)
    {
        var (victim, attacker) = (await town.Enter(town.Bet, Role.Student), await town.Enter(town.Bet, Role.Owner));
        var (hers, planted) = (victim.Jar["__Host-session"], attacker.Jar["__Host-session"]);

        async Task<string> NameShown(string cookies) =>
            (await new Caller(town.Wire, victim.Host, "victim").Ask("GET", "/account/email", null, ("Cookie", cookies))).Body;

        Assert.Contains(town.Bet.People[Role.Owner].Email, await NameShown($"__Host-session={planted}"), StringComparison.Ordinal);

        // With hers, before it or after it, and alone.
        Assert.Contains(town.Bet.People[Role.Student].Email, await NameShown($"__Host-session={hers}; {name}={planted}"), StringComparison.Ordinal);
        Assert.Contains(town.Bet.People[Role.Student].Email, await NameShown($"{name}={planted}; __Host-session={hers}"), StringComparison.Ordinal);
        Assert.DoesNotContain(town.Bet.People[Role.Owner].Email, await NameShown($"{name}={planted}"), StringComparison.Ordinal);
    }

    [Fact, Trait("SEC", "A13")]
    public async Task Two_hundred_cookies_of_a_sibling_host_neither_sign_out_nor_void_a_form()
    {
        var victim = await town.Enter(town.Bet, Role.Student);
        var tossed = string.Concat(Enumerable.Range(0, 200).Select(number => $"; tossed{number}=kkkkkkkkkkkkkkkkkkkk"));
        var browser = new Caller(town.Wire, victim.Host, "victim");
        var cookies = ("Cookie", victim.CookieHeader + tossed);

        Assert.Equal(200, (await browser.Ask("GET", "/account", null, cookies)).Status);
        Assert.Equal("/account/sessions", (await browser.Ask("POST", "/account/sessions/end", victim.Form(("session", "none")), cookies)).Location);

        // More than a server reads is refused as a whole, and takes no cookie away.
        var flood = await browser.Ask("GET", "/account", null, ("Cookie", victim.CookieHeader + string.Concat(Enumerable.Repeat(tossed, 20))));
        Assert.Equal(431, flood.Status);
        Assert.Empty(flood.Cookies);
    }
}
