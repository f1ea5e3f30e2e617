using System.Net;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Two-step sign-in.</summary>
[Collection("people")]
public class SecondStepTests(PeopleSite people)
{
    [Fact]
    [Trait("Threat", "SEC-C12")]
    public async Task With_two_steps_the_password_alone_opens_nothing_and_a_code_works_once()
    {
        var school = await people.School();
        var ada = await people.Member(school, "two@four.example");
        var (secret, codes) = await TurnOnTwoSteps(ada);

        var visitor = people.Site.Visit(school);
        var first = await PeopleSite.SignIn(visitor, "two@four.example");
        var half = await PeopleSite.IsSignedIn(visitor);
        var second = await visitor.Get(first.Location!);
        var reused = await visitor.Submit(second, ("code", Code(secret)));
        var recovered = await visitor.Submit(second, ("code", codes[0]));

        Assert.StartsWith("/sign-in/second-step", first.Location, StringComparison.Ordinal);
        Assert.False(half);
        Assert.Equal("sign_in.code_wrong", reused.Code); // it was used to set up
        Assert.Equal(302, recovered.Status);
        Assert.True(await PeopleSite.IsSignedIn(visitor));

        var again = people.Site.Visit(school);
        var step = await again.Get((await PeopleSite.SignIn(again, "two@four.example")).Location!);
        Assert.Equal("sign_in.code_wrong", (await again.Submit(step, ("code", codes[0]))).Code);
        Assert.Equal(302, (await again.Submit(step, ("code", codes[1].ToUpperInvariant()))).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C12")]
    public async Task Codes_cannot_be_tried_out()
    {
        var school = await people.School();
        var ada = await people.Member(school, "brute@four.example");
        var (_, codes) = await TurnOnTwoSteps(ada);
        var thief = people.Site.Visit(school);
        var step = await thief.Get((await PeopleSite.SignIn(thief, "brute@four.example")).Location!);

        for (var tries = 0; tries < 6; tries++)
            await thief.Submit(step, ("code", "000000"));

        Assert.Equal("sign_in.code_wrong", (await thief.Submit(step, ("code", codes[0]))).Code);
    }

    [Fact]
    public async Task A_second_step_asked_for_at_one_school_is_nothing_at_another()
    {
        var (north, south) = (await people.School(), await people.School());
        var ada = await people.Member(north, "step@four.example");
        var (_, codes) = await TurnOnTwoSteps(ada);
        var visitor = people.Site.Visit(north);
        await PeopleSite.SignIn(visitor, "step@four.example");

        var elsewhere = people.Site.Visit(south);
        foreach (Cookie cookie in visitor.Cookies.GetAllCookies())
            elsewhere.Cookies.Add(elsewhere.Origin, new Cookie(cookie.Name, cookie.Value, "/"));

        Assert.Equal(10, codes.Length);
        Assert.Equal("/sign-in", (await elsewhere.Get("/sign-in/second-step")).Location);
    }


    private async Task<(string Secret, string[] Codes)> TurnOnTwoSteps(Visitor visitor)
    {
        var setUp = await visitor.Get("/account/two-factor");
        var secret = setUp.Page.QuerySelector("[data-secret]")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var on = await visitor.Submit(setUp, ("code", Code(secret)), ("current", PeopleSite.Password));

        return (secret, [.. on.Page.QuerySelectorAll("[data-recovery-codes] code").Select(code => code.TextContent)]);
    }

    private string Code(string secret) => Totp.Code(secret, Totp.StepAt(people.Site.Clock.GetUtcNow()));
}
