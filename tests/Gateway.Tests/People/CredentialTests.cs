using System.Net;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Links by mail.</summary>
[Collection("people")]
public class CredentialTests(PeopleSite people)
{
    [Fact]
    [Trait("Rule", "M36"), Trait("Rule", "N29")]
    public async Task A_forgotten_password_is_replaced_by_mail_and_every_other_sign_in_ends()
    {
        var school = await people.School();
        var old = await people.Member(school, "forgot@four.example");
        var ada = people.Site.Visit(school);

        var link = await Reset(ada, "forgot@four.example", 2);
        var page = await ada.Get(link);
        var common = await ada.Submit(page, ("password", "password123"));
        var done = await ada.Submit(page, ("password", "a brand new phrase"));

        Assert.Equal("people.password_common", common.Code);
        Assert.Equal("/sign-in?signed=new", done.Location);
        Assert.False(await PeopleSite.IsSignedIn(old));
        Assert.Equal(422, (await PeopleSite.SignIn(people.Site.Visit(school), "forgot@four.example")).Status);
        Assert.Equal(302, (await PeopleSite.SignIn(ada, "forgot@four.example", "a brand new phrase")).Status);
        Assert.Contains(
            "changed", (await people.Post.Wait("forgot@four.example", 3)).Subject, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Asking_for_a_link_tells_nothing_about_an_address()
    {
        var school = await people.School();
        await people.Member(school, "aaaa@four.example");
        var visitor = people.Site.Visit(school);
        var form = await visitor.Get("/sign-in/reset");
        var calls = people.Hasher.Calls;

        var known = await visitor.Submit(form, ("email", "aaaa@four.example"));
        var costKnown = people.Hasher.Calls - calls;
        var unknown = await visitor.Submit(form, ("email", "bbbb@four.example"));

        Assert.Equal((1, 1), (costKnown, people.Hasher.Calls - calls - costKnown));
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(PeopleSite.WithoutToken(known.Body), PeopleSite.WithoutToken(unknown.Body));
        Assert.Empty(people.Post.To("bbbb@four.example"));
    }

    [Fact]
    [Trait("Threat", "SEC-C06")]
    public async Task Of_fifty_uses_of_one_link_at_once_one_succeeds()
    {
        var school = await people.School();
        await people.Member(school, "fifty@four.example");
        var link = await Reset(people.Site.Visit(school), "fifty@four.example", 2);
        var racers = Enumerable.Range(0, 50).Select(_ => people.Site.Visit(school)).ToArray();
        var pages = await Task.WhenAll(racers.Select(racer => racer.Get(link)));

        var answers = await Task.WhenAll(racers.Select((racer, index) =>
            racer.Submit(pages[index], ("password", $"phrase of racer {index}"))));

        var winner = Assert.Single(Enumerable.Range(0, 50), index => answers[index].Status == 302);
        Assert.All(
            answers.Where((_, index) => index != winner),
            answer => Assert.Equal("reset_password.link_expired", answer.Code));

        var visitor = people.Site.Visit(school);
        var after = await PeopleSite.SignIn(visitor, "fifty@four.example", $"phrase of racer {winner}");
        Assert.Equal(302, after.Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C06")]
    public async Task Opening_a_link_a_hundred_times_uses_nothing_up_and_it_ends_within_the_hour()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["People:Pace"] = "00:00:00" },
            Services = services => services.AddSingleton<IMailTransport>(people.Post),
        });
        var school = await site.CreateSchool("north");
        var accounts = site.Services.GetRequiredService<Accounts>();
        var invited = await site.In(school, grains => accounts.CreateInvited(
            grains, school, new NewPerson { Email = "hour@four.example", Roles = [Role.Student] }));
        var visitor = site.Visit(school);

        for (var times = 0; times < 100; times++)
            Assert.NotNull((await visitor.Get(invited.Value!.Path)).Page.QuerySelector("#password"));

        site.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1));
        Assert.Equal("reset_password.link_expired", (await visitor.Get(invited.Value!.Path)).Code);
    }

    [Fact]
    [Trait("Threat", "SEC-A04")]
    public async Task A_link_of_one_school_is_nothing_at_another()
    {
        var (north, south) = (await people.School(), await people.School());
        await people.Member(north, "a04@four.example");
        await people.Member(south, "a04@four.example");
        var link = await Reset(people.Site.Visit(north), "a04@four.example", 3);

        var elsewhere = await people.Site.Visit(south).Get(link);

        Assert.Equal("reset_password.link_expired", elsewhere.Code);
        Assert.Equal(200, (await people.Site.Visit(north).Get(link)).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-A10")]
    public async Task A_forged_host_header_reaches_no_letter()
    {
        var school = await people.School();
        await people.Member(school, "poison@four.example");
        var visitor = people.Site.Visit(school);
        var form = await visitor.Get("/sign-in/reset");
        var token = form.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/reset")
        {
            Content = new FormUrlEncodedContent(
                [new("email", "poison@four.example"), new("__RequestVerificationToken", token)]),
        };
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "evil.example");
        request.Headers.TryAddWithoutValidation("Forwarded", "host=evil.example");
        await visitor.Send(request);

        var mail = await people.Post.Wait("poison@four.example", 2);

        Assert.DoesNotContain("evil", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.Equal(school.Hosts[0], new Uri(PostOffice.LinkIn(mail)).Host);
    }


    private async Task<string> Reset(Visitor visitor, string email, int letter)
    {
        await visitor.Submit(await visitor.Get("/sign-in/reset"), ("email", email));
        return PostOffice.PathIn(await people.Post.Wait(email, letter));
    }
}
