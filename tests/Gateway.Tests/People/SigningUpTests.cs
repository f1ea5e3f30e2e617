using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

[Collection("people")] // one after another, because they count hashes
public class SigningUpTests(PeopleSite people)
{
    [Fact]
    [Trait("Rule", "M07")]
    public async Task A_person_signs_up_confirms_her_address_and_is_signed_in()
    {
        var school = await people.School();
        var ada = people.Site.Visit(school);

        var posted = await PeopleSite.SignUp(ada, "Ada@one.example");
        var mail = await people.Post.Wait("Ada@one.example");
        var opened = await ada.Get(PostOffice.PathIn(mail));
        var signedInByOpening = await PeopleSite.IsSignedIn(ada);
        var confirmed = await ada.Submit(opened);

        Assert.Equal(200, posted.Status);
        Assert.Equal(200, opened.Status);
        Assert.False(signedInByOpening); // a mail scanner opens links, too
        Assert.Equal((302, "/"), (confirmed.Status, confirmed.Location));
        Assert.True(await PeopleSite.IsSignedIn(ada));
        Assert.Equal("confirm_email.link_expired", (await ada.Get(PostOffice.PathIn(mail))).Code);

        var account = await people.Account(school, "ada@ONE.example");
        Assert.True(account!.EmailConfirmed);
        Assert.Equal([Role.Student], account.Roles);
        Assert.Equal(1, await people.Site.In(school, grains => grains.Members.Count()));
    }

    [Fact]
    public async Task The_letter_speaks_her_language_and_leads_to_the_schools_own_host()
    {
        var school = await people.School();
        var maryam = people.Site.Visit(school);
        maryam.Language = "fa-AF";

        await PeopleSite.SignUp(maryam, "maryam@one.example");
        var mail = await people.Post.Wait("maryam@one.example");

        Assert.Equal("fa-AF", mail.Language);
        Assert.Contains("dir=\"rtl\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains($"مکتب {school.Slug}", mail.Text, StringComparison.Ordinal);
        Assert.Contains("۲۴", mail.Text, StringComparison.Ordinal);
        Assert.StartsWith(maryam.Origin.ToString(), PostOffice.LinkIn(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_another_browser_the_link_asks_for_a_password_so_that_nobody_signs_up_for_somebody_else()
    {
        var school = await people.School();
        await PeopleSite.SignUp(
            people.Site.Visit(school), "victim@one.example"); // by somebody who knows only the address
        var owner = people.Site.Visit(school);
        var opened = await owner.Get(PostOffice.PathIn(await people.Post.Wait("victim@one.example")));

        var without = await owner.Submit(opened);
        var with = await owner.Submit(opened, ("password", "her very own words"));

        Assert.Equal(422, without.Status);
        Assert.Equal(302, with.Status);
        Assert.Equal(422, (await PeopleSite.SignIn(people.Site.Visit(school), "victim@one.example")).Status);
        Assert.Equal(
            302, (
                await PeopleSite.SignIn(people.Site.Visit(school), "victim@one.example", "her very own words")).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Nothing_tells_whether_an_address_has_an_account()
    {
        var school = await people.School();
        await people.Member(school, "known@one.example");
        var (one, other) = (people.Site.Visit(school), people.Site.Visit(school));
        var forms = (await one.Get("/sign-up"), await other.Get("/sign-up"));
        var calls = people.Hasher.Calls;

        var known = await one.Submit(forms.Item1, ("email", "known@one.example"), ("password", PeopleSite.Password));
        var costKnown = people.Hasher.Calls - calls;
        var fresh = await other.Submit(forms.Item2, ("email", "fresh@one.example"), ("password", PeopleSite.Password));
        var costFresh = people.Hasher.Calls - calls - costKnown;

        Assert.Equal((1, 1), (costKnown, costFresh));
        Assert.Equal(known.Status, fresh.Status);
        Assert.Equal(Without(fresh.Body, "fresh"), Without(known.Body, "known"));
        Assert.Equal(CookieShapes(fresh), CookieShapes(known));
        Assert.Equal(HeaderNames(fresh), HeaderNames(known), StringComparer.Ordinal);
        Assert.Contains("/sign-in", (await people.Post.Wait("known@one.example", 2)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "SEC-H05")]
    public async Task One_address_gets_three_letters_an_hour_at_most()
    {
        var school = await people.School();

        for (var times = 0; times < 8; times++)
            await PeopleSite.SignUp(people.Site.Visit(school), "bombed@one.example");

        await PeopleSite.SignUp(people.Site.Visit(school), "after@one.example");
        await people.Post.Wait("after@one.example");

        Assert.Equal(3, people.Post.To("bombed@one.example").Count);
    }

    [Fact]
    public async Task The_newest_of_two_unconfirmed_sign_ups_counts_and_the_older_link_is_void()
    {
        var school = await people.School();
        var ada = people.Site.Visit(school);
        await PeopleSite.SignUp(ada, "twice@one.example");
        await PeopleSite.SignUp(ada, "twice@one.example", ("password", "another good phrase"));

        var old = await ada.Get(PostOffice.PathIn(await people.Post.Wait("twice@one.example")));
        var confirmed = await ada.Submit(
            await ada.Get(PostOffice.PathIn(await people.Post.Wait("twice@one.example", 2))));

        Assert.Equal("confirm_email.link_expired", old.Code);
        Assert.Equal(302, confirmed.Status);
        Assert.Equal(
            302, (
                await PeopleSite.SignIn(people.Site.Visit(school), "twice@one.example", "another good phrase")).Status);
    }

    [Fact]
    [Trait("Rule", "M07")]
    public async Task The_form_asks_what_the_school_asks_in_its_order_and_no_more()
    {
        var school = await people.School(new SchoolRules
        {
            SignUpFields =
            [
                SignUpField.FirstName, SignUpField.Email, SignUpField.Mobile, SignUpField.UserName,
                SignUpField.Password,
            ],
        });
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");

        Assert.Equal(
            ["first_name", "email", "mobile", "user_name", "password"],
            form.Form().QuerySelectorAll("input:not([type=hidden])").Select(input => input.GetAttribute("name")),
            StringComparer.Ordinal);

        var missing = await PeopleSite.SignUp(
            ada, "m@two.example", ("first_name", "Ada"), ("user_name", "ada"), ("mobile", ""));
        Assert.Equal((422, "people.field_required"), (missing.Status, missing.Code));
        Assert.Equal("Ada", missing.Page.QuerySelector("#first_name")!.GetAttribute("value"));
        Assert.Null(missing.Page.QuerySelector("#password")!.GetAttribute("value"));

        await PeopleSite.SignUp(
            ada, "m@two.example", ("first_name", "Ada"), ("user_name", "Ada"), ("mobile", "۰۷۰ ۱۲۳ ۴۵۶۷"));
        await ada.Submit(await ada.Get(PostOffice.PathIn(await people.Post.Wait("m@two.example"))));

        var account = await people.Account(school, "ADA"); // by user name
        Assert.Equal(("Ada", "+93701234567", "Ada"), (account!.FirstName, account.Mobile, account.UserName));
    }

    [Fact]
    [Trait("Rule", "B01")]
    public async Task A_full_name_is_needed_where_the_policy_names_it()
    {
        var school = await people.School(new SchoolRules
        {
            SignUpFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password],
        });

        var refused = await PeopleSite.SignUp(people.Site.Visit(school), "b01@two.example");

        Assert.Equal((422, "people.field_required"), (refused.Status, refused.Code));
        Assert.Null(await people.Account(school, "b01@two.example"));
    }

    [Fact]
    [Trait("Rule", "M07")]
    [Trait("Threat", "SEC-B02")]
    public async Task A_form_with_more_fields_sets_nothing_more()
    {
        var school = await people.School();

        await PeopleSite.SignUp(
            people.Site.Visit(school), "mass@two.example",
            ("roles", "Owner"), ("role", "4"), (
                "email_confirmed", "true"), ("name", "Injected"), ("MemberSegment", "7"));

        var account = await people.Account(school, "mass@two.example");
        Assert.Equal([Role.Student], account!.Roles);
        Assert.Equal((false, "", 0), (account.EmailConfirmed, account.Name, account.MemberSegment));
    }

    [Fact]
    public async Task A_closing_school_takes_nobody()
    {
        var school = await people.School();
        await people.Site.Schools.MoveTo(school, SchoolStatus.Closing, "test");

        Assert.Equal(409, (await people.Site.Visit(school).Get("/sign-up")).Status);
    }

    private static string Without(string body, string name) =>
        PeopleSite.WithoutToken(body).Replace(name, "…", StringComparison.Ordinal);

    private static IEnumerable<string> HeaderNames(Answer answer) => answer.Headers.Keys.Order(StringComparer.Ordinal);

    private static IEnumerable<(string, int)> CookieShapes(Answer answer) => answer.Headers["set-cookie"].Split(", ")
        .Select(cookie => (cookie.Split('=')[0], cookie.Length));
}
