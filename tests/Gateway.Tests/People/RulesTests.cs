using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.TestKit;
using Microsoft.AspNetCore.DataProtection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Rules on an account, without a server.</summary>
public class RulesTests
{
    private static readonly DateTimeOffset Now = ManualClock.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    private static readonly PersonAccount Ada = new(Id<Person>.Parse("ada"), 1)
    {
        Email = "ada@example.org",
        NormalizedEmail = "ada@example.org",
        SecurityStamp = "stamp",
    };

    [Fact]
    [Trait("Threat", "SEC-C03")]
    public void The_fifth_try_is_the_last_for_fifteen_minutes()
    {
        var account = Ada;

        for (var tries = 0; tries < 5; tries++)
            account = SignInRules.Try(account, Now).Value!;

        Assert.Equal("sign_in.failed", SignInRules.Try(account, Now.AddMinutes(14)).Error?.Code);
        Assert.Equal(1, SignInRules.Try(account, Now.AddMinutes(15)).Value?.AccessFailedCount);
        Assert.Equal(0, account.Cleared().AccessFailedCount);
        Assert.False(account.Cleared().Rests(Now));
    }

    [Fact]
    public void Of_sessions_the_newest_twenty_are_kept()
    {
        var account = Enumerable.Range(0, 25)
            .Aggregate(Ada, (before, index) => before.WithSession($"s{index}", "", Now.AddMinutes(index), Lifetime));

        Assert.Equal(20, account.Sessions.Length);
        Assert.Null(account.Alive("s4", "stamp", Now.AddHours(1), Lifetime));
        Assert.NotNull(account.Alive("s24", "stamp", Now.AddHours(1), Lifetime));
    }

    [Fact]
    [Trait("Threat", "SEC-C09")]
    public void A_session_ends_after_its_lifetime_whatever_happens()
    {
        var account = Ada.WithSession("s", "", Now, Lifetime);

        Assert.NotNull(account.Alive("s", "stamp", Now + Lifetime - TimeSpan.FromSeconds(1), Lifetime));
        Assert.Null(account.Alive("s", "stamp", Now + Lifetime, Lifetime));
    }

    [Fact]
    [Trait("Rule", "M36"), Trait("Rule", "N29")]
    [Trait("Threat", "SEC-C08")]
    public void A_new_stamp_ends_every_session_but_the_one_that_asked()
    {
        var account = Ada.WithSession("mine", "", Now, Lifetime).WithSession("thief", "", Now, Lifetime);

        var (after, renewed) = account.WithNewStamp("mine");

        Assert.Equal([renewed], after.Sessions.Select(session => session.Id), StringComparer.Ordinal);
        Assert.NotEqual("mine", renewed, StringComparer.Ordinal);
        Assert.Null(after.Alive(renewed!, "stamp", Now, Lifetime));
        Assert.NotNull(after.Alive(renewed!, after.SecurityStamp, Now, Lifetime));
        Assert.Null((after with { Blocked = true }).Alive(renewed!, after.SecurityStamp, Now, Lifetime));
    }

    // RFC 6238, appendix B, with the last six digits of its eight.
    [Theory]
    [InlineData(59L, "287082")]
    [InlineData(1111111109L, "081804")]
    [InlineData(1234567890L, "005924")]
    [InlineData(20000000000L, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", seconds / 30));

    [Fact]
    [Trait("Threat", "SEC-C12")]
    public void A_code_works_once_and_not_for_long()
    {
        var secret = Totp.NewSecret();
        var code = Totp.Code(secret, Totp.StepAt(Now));
        var step = Totp.Step(secret, code, Now, lastUsed: 0);

        Assert.Equal(Totp.StepAt(Now), step);
        Assert.Null(Totp.Step(secret, code, Now, step!.Value));
        Assert.NotNull(Totp.Step(secret, $" {code[..3]} {code[3..]}", Now.AddSeconds(30), lastUsed: 0));
        Assert.Null(Totp.Step(secret, code, Now.AddSeconds(90), lastUsed: 0));
        Assert.Null(Totp.Step(secret, "", Now, lastUsed: 0));
    }

    [Fact]
    [Trait("Threat", "SEC-C12")]
    public void A_recovery_code_works_once_and_is_not_kept()
    {
        var codes = RecoveryCodes.New();
        var secret = Totp.NewSecret();
        var account = SecondStep.TurnOn(Ada, secret, Totp.Code(secret, Totp.StepAt(Now)), codes, Now).Value!;

        var after = SecondStep.Use(account, codes[3].ToUpperInvariant(), Now).Value!;

        Assert.Equal(9, after.RecoveryCodes.Length);
        Assert.DoesNotContain(codes[3], account.RecoveryCodes, StringComparer.Ordinal);
        Assert.Equal("sign_in.code_wrong", SecondStep.Use(after, codes[3], Now).Error?.Code);
        Assert.Equal("sign_in.code_wrong", SecondStep.Use(SecondStep.TurnOff(account), codes[0], Now).Error?.Code);
    }

    [Fact]
    [Trait("Threat", "SEC-A04")]
    public void A_link_is_good_for_one_school_one_purpose_one_state_and_its_time()
    {
        var clock = new ManualClock();
        var links = new LinkTokens(new EphemeralDataProtectionProvider(), clock);
        var (north, south) = (Id<Tenant>.Parse("north"), Id<Tenant>.Parse("south"));
        var token = links.Make(north, LinkKind.ResetPassword, Ada);

        Assert.True(links.Read(north, LinkKind.ResetPassword, token)!.Fits(Ada));
        Assert.Null(links.Read(south, LinkKind.ResetPassword, token));
        Assert.Null(links.Read(north, LinkKind.ConfirmEmail, token));
        Assert.Null(links.Read(north, LinkKind.ResetPassword, token[..^1]));
        Assert.Null(links.Read(north, LinkKind.ResetPassword, new string('a', 5000)));
        Assert.False(links.Read(north, LinkKind.ResetPassword, token)!.Fits(Ada with { SecurityStamp = "next" }));
        Assert.False(
            links.Read(north, LinkKind.ResetPassword, token)!.Fits(Ada with { NormalizedEmail = "eve@example.org" }));
        Assert.False(links.Read(north, LinkKind.ResetPassword, token)!.Fits(Ada with { Id = Id<Person>.Parse("eve") }));
        Assert.False(links.Read(north, LinkKind.ResetPassword, token)!.Fits(Ada with { Blocked = true }));

        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.Null(links.Read(north, LinkKind.ResetPassword, token));
    }

    [Theory]
    [Trait("Threat", "SEC-C18")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%2F/evil.example")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("@evil.example")]
    [InlineData("evil.example")]
    [InlineData("/\r\nLocation: https://evil.example")]
    [InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("/\u2028x")]
    [InlineData("／／evil.example")]
    [InlineData(" /courses")]
    [InlineData("/sign-in?return=/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_a_path_of_this_site_leads_back(string? wanted) => Assert.Equal("/", ReturnPath.Clean(wanted));

    [Theory]
    [InlineData("/courses/algebra?page=2#top")]
    [InlineData("/courses/%D8%AC%D8%A8%D8%B1")]
    [InlineData("/a//b")]
    public void A_path_stays_as_it_is(string wanted) => Assert.Equal(wanted, ReturnPath.Clean(wanted));

    [Fact]
    [Trait("Threat", "SEC-C05")]
    public void Attempts_are_counted_by_window_and_given_back()
    {
        var clock = new ManualClock();
        var window = new AttemptWindow(clock, TimeSpan.FromMinutes(15));

        Assert.True(window.TryTake("net", 2));
        Assert.True(window.TryTake("net", 2));
        Assert.False(window.TryTake("net", 2));
        Assert.True(window.TryTake("other", 2));

        window.GiveBack("net");
        window.GiveBack("net");
        Assert.True(window.TryTake("net", 2));

        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(window.TryTake("net", 1));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) Chrome/129.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone")]
    [InlineData("curl/8", "")]
    [InlineData(null, "")]
    public void A_device_is_named_coarsely(string? agent, string name) => Assert.Equal(name, DeviceName.From(agent));
}
