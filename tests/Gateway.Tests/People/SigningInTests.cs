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
public class SigningInTests(PeopleSite people)
{
    [Fact]
    public async Task Signing_in_leads_to_where_she_was_going_and_signing_out_ends_it()
    {
        var school = await people.School();
        await people.Member(school, "in@three.example");
        var ada = people.Site.Visit(school);

        var asked = await ada.Get("/account/sessions?x=1");
        var form = await ada.Get(asked.Location!);
        var signedIn = await ada.Submit(form, ("login", "IN@three.example"), ("password", PeopleSite.Password));
        var page = await ada.Get(signedIn.Location!);
        var signedOut = await ada.Submit(page, PeopleSite.NoValues, "form[action='/sign-out']");

        Assert.Equal("/sign-in?return=%2Faccount%2Fsessions%3Fx%3D1", asked.Location);
        Assert.Equal("/account/sessions?x=1", signedIn.Location);
        Assert.Equal(200, page.Status);
        Assert.Contains("no-store", page.Headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal(302, signedOut.Status);
        Assert.False(await PeopleSite.IsSignedIn(ada));
    }

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Every_failure_is_the_same_page_and_costs_one_hash()
    {
        var school = await people.School();
        await people.Member(school, "real@three.example");
        var visitor = people.Site.Visit(school);
        var form = await visitor.Get("/sign-in");
        var bodies = new List<string>();

        (string Login, string Password)[] tries =
        [
            ("real@three.example", "wrong password"),
            ("nobody@three.example", "wrong password"),
            ("no address", "wrong password"),
            ("real@three.example", new string('x', 5000)),
            ("nobody@three.example", new string('x', 5000)),
            ("", ""),
        ];

        foreach (var (login, password) in tries)
        {
            var before = people.Hasher.Calls;
            var answer = await visitor.Submit(form, ("login", login), ("password", password));
            Assert.Equal((422, "sign_in.failed"), (answer.Status, answer.Code));
            Assert.Equal(1, people.Hasher.Calls - before);
            bodies.Add(Normalised(answer.Body, login));
        }

        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Rule", "M08")]
    [Trait("Threat", "SEC-A05")]
    public async Task The_same_address_at_two_schools_is_two_people()
    {
        var (north, south) = (await people.School(), await people.School());
        await people.Member(north, "a05@three.example");
        var ada = await people.Member(south, "a05@three.example");

        await ada.Submit(
            await ada.Get("/account/password"), ("current", PeopleSite.Password), (
                "new_password", "only in the south"));

        for (var failures = 0; failures < 6; failures++)
            await PeopleSite.SignIn(people.Site.Visit(south), "a05@three.example", "wrong password");

        Assert.Equal(302, (await PeopleSite.SignIn(people.Site.Visit(north), "a05@three.example")).Status);
        Assert.Equal(
            422, (await PeopleSite.SignIn(people.Site.Visit(north), "a05@three.example", "only in the south")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C18")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in()
    {
        var school = await people.School();
        await people.Member(school, "away@three.example");

        string[] places =
        [
            "//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example", "javascript:1",
        ];

        foreach (var wanted in places)
        {
            var visitor = people.Site.Visit(school);
            var form = await visitor.Get($"/sign-in?return={Uri.EscapeDataString(wanted)}");
            var answer = await visitor.Submit(
                form, ("login", "away@three.example"), ("password", PeopleSite.Password), ("return", wanted));

            Assert.Equal((302, "/"), (answer.Status, answer.Location));
        }
    }

    [Fact]
    [Trait("Threat", "SEC-C17")]
    public async Task No_form_of_these_pages_is_taken_without_its_token_or_from_another_site()
    {
        var school = await people.School();
        var ada = await people.Member(school, "csrf@three.example");
        var before = await people.Account(school, "csrf@three.example");
        string[] paths =
        [
            "/sign-up", "/sign-up/age", "/sign-up/resend", "/sign-up/confirm", "/sign-in", "/sign-in/second-step",
            "/sign-in/reset", "/sign-in/new-password", "/sign-in/passkey", "/sign-in/passkey/options", "/sign-out",
            "/account", "/account/email", "/account/email/confirm", "/account/password", "/account/sessions/end",
            "/account/sessions/end-others", "/account/two-factor/on", "/account/two-factor/off",
            "/account/two-factor/codes", "/account/passkeys", "/account/passkeys/options", "/account/passkeys/remove",
            "/account/privacy/close",
        ];

        foreach (var path in paths)
        {
            var tokenless = await ada.Post(
                path, new FormUrlEncodedContent([new("email", "x@y.example"), new("current", PeopleSite.Password)]));
            Assert.Equal(400, tokenless.Status);

            var cross = new HttpRequestMessage(
                HttpMethod.Post, path)
            { Content = new FormUrlEncodedContent([new("a", "b")]) };
            cross.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
            cross.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
            Assert.Equal(403, (await ada.Send(cross)).Status);
        }

        Assert.Equal(before!.Revision, (await people.Account(school, "csrf@three.example"))!.Revision);
    }

    [Fact]
    public async Task An_address_that_was_never_confirmed_does_not_sign_in()
    {
        var school = await people.School();
        await PeopleSite.SignUp(people.Site.Visit(school), "late@three.example");

        var answer = await PeopleSite.SignIn(people.Site.Visit(school), "late@three.example");

        Assert.Equal((403, "sign_in.email_unconfirmed"), (answer.Status, answer.Code));
        await people.Post.Wait("late@three.example", 2);
    }

    [Fact]
    [Trait("Threat", "SEC-C01")]
    public async Task A_hash_with_too_few_rounds_is_made_anew_at_sign_in()
    {
        var school = await people.School();
        await people.Member(school, "old@three.example");
        var account = (await people.Account(school, "old@three.example"))!;
        var old = new PasswordHasher<PersonUser>(
            Options.Create(
                new PasswordHasherOptions { IterationCount = 10 }))
            .HashPassword(null!, PeopleSite.Password);
        await people.Site.In(
            school, grains =>
                Accounts.Change(grains, account.Id, now => AccountChange.Of(now with { PasswordHash = old })));

        await PeopleSite.SignIn(people.Site.Visit(school), "old@three.example");

        var hash = Convert.FromBase64String((await people.Account(school, "old@three.example"))!.PasswordHash);
        Assert.Equal(1000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
    }


    private static string Normalised(string body, string login) => PeopleSite.WithoutToken(body)
        .Replace($" value=\"{login}\"", "", StringComparison.Ordinal);
}
