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
public class GuessingTests(PeopleSite people)
{
    [Fact]
    [Trait("Threat", "SEC-C03")]
    public async Task A_hundred_guesses_at_once_close_the_account_to_strangers_and_not_to_its_owner()
    {
        var school = await people.School();
        var owner = await people.Member(school, "guessed@three.example");
        var guessers = Enumerable.Range(0, 20).Select(_ => people.Site.Visit(school)).ToArray();
        var forms = await Task.WhenAll(guessers.Select(guesser => guesser.Get("/sign-in")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => guessers[index % 20].Submit(
            forms[index % 20], ("login", "guessed@three.example"), ("password", $"guess number {index}"))));

        Assert.All(answers, answer => Assert.Equal(422, answer.Status));
        Assert.NotNull((await people.Account(school, "guessed@three.example"))!.LockoutEnd);

        // The right password is of no use to a stranger now …
        Assert.Equal(422, (await PeopleSite.SignIn(people.Site.Visit(school), "guessed@three.example")).Status);

        // … but the owner's own browser has tries of its own.
        await PeopleSite.SignOut(owner);
        Assert.Equal(302, (await PeopleSite.SignIn(owner, "guessed@three.example")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C03")]
    public async Task Right_passwords_sent_at_once_after_four_failures_get_one_try()
    {
        var school = await people.School();
        await people.Member(school, "race@three.example");

        for (var failures = 0; failures < 4; failures++)
            await PeopleSite.SignIn(people.Site.Visit(school), "race@three.example", "wrong password");

        var account = (await people.Account(school, "race@three.example"))!;
        var tries = await people.Site.In(
            school, grains => Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Accounts.Change(
            grains,
            account.Id,
            now => SignInRules.Try(now, people.Site.Clock.GetUtcNow()).Succeeded(out var next, out var refusal)
                ? AccountChange.Of(next)
                : refusal))));

        Assert.Single(tries, tried => tried.Error is null);
    }

    [Fact]
    [Trait("Threat", "SEC-C03")]
    public async Task On_her_own_browser_five_tries_are_all_too()
    {
        var school = await people.School();
        var thief = await people.Member(school, "device@three.example");
        await PeopleSite.SignOut(thief);

        for (var failures = 0; failures < 5; failures++)
            await PeopleSite.SignIn(thief, "device@three.example", "wrong password");

        Assert.Equal(422, (await PeopleSite.SignIn(thief, "device@three.example")).Status);
        Assert.Equal(302, (await PeopleSite.SignIn(people.Site.Visit(school), "device@three.example")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C04")]
    public async Task One_network_fails_so_often_and_no_more_at_a_school()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["People:FailuresPerNetwork"] = "3" },
        });
        var school = await site.CreateSchool("north");
        var visitor = site.Visit(school);
        var form = await visitor.Get("/sign-in");
        var statuses = new List<int>();

        for (var tries = 0; tries < 5; tries++)
            statuses.Add(
                (await visitor.Submit(form, ("login", $"p{tries}@x.example"), ("password", "wrong password"))).Status);

        var spoofed = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        spoofed.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.7");
        await visitor.Send(spoofed);

        Assert.Equal([422, 422, 422, 429, 429], statuses);
        var elsewhere = site.Visit(await site.CreateSchool("south"));
        Assert.Equal(422, (await PeopleSite.SignIn(elsewhere, "p@x.example", "wrong password")).Status);
    }
}
