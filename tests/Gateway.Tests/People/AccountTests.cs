using System.Net;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Invitations, profiles and other addresses.</summary>
[Collection("people")]
public class AccountTests(PeopleSite people)
{
    [Fact]
    [Trait("Threat", "SEC-C14")]
    public async Task An_address_changes_with_the_password_and_a_link_and_both_addresses_are_told()
    {
        var school = await people.School();
        var ada = await people.Member(school, "before@four.example");
        var other = people.Site.Visit(school);
        await PeopleSite.SignIn(other, "before@four.example");

        var wrong = await ada.Submit(
            await ada.Get("/account/email"), ("new_email", "after@four.example"), ("current", "wrong password"));
        var asked = await ada.Submit(
            await ada.Get("/account/email"), ("new_email", "After@four.example"), ("current", PeopleSite.Password));
        var warned = await people.Post.Wait("before@four.example", 2);
        var link = PostOffice.PathIn(await people.Post.Wait("After@four.example"));
        Assert.NotNull(await people.Account(school, "before@four.example"));
        var changed = await ada.Submit(await ada.Get(link));

        Assert.Equal("account.password_wrong", wrong.Code);
        Assert.Equal(302, asked.Status);
        Assert.Contains("After@four.example", warned.Text, StringComparison.Ordinal);
        Assert.Equal("/account/email?done=changed", changed.Location);
        Assert.Null(await people.Account(school, "before@four.example"));
        Assert.Equal("After@four.example", (await people.Account(school, "after@four.example"))!.Email);
        Assert.True(await PeopleSite.IsSignedIn(ada));
        Assert.False(await PeopleSite.IsSignedIn(other));
        Assert.Contains(
            "After@four.example", (await people.Post.Wait("before@four.example", 3)).Text, StringComparison.Ordinal);
        Assert.Equal("confirm_email.link_expired", (await ada.Get(link)).Code);

        await PeopleSite.SignUp(people.Site.Visit(school), "before@four.example"); // free again
        Assert.NotNull(await people.Account(school, "before@four.example"));
    }

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Changing_to_an_address_that_is_taken_looks_the_same_and_changes_nothing()
    {
        var school = await people.School();
        await people.Member(school, "holder@four.example");
        var ada = await people.Member(school, "wisher@four.example");

        var asked = await ada.Submit(
            await ada.Get("/account/email"), ("new_email", "holder@four.example"), ("current", PeopleSite.Password));

        Assert.Equal((302, "/account/email"), (asked.Status, asked.Location));
        Assert.Contains("/sign-in", (await people.Post.Wait("holder@four.example", 2)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            people.Post.To("holder@four.example"),
            mail => mail.Text.Contains("/account/email/confirm", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "M07")]
    public async Task An_invited_instructor_needs_a_name_chooses_her_password_and_is_in()
    {
        var school = await people.School(new SchoolRules
        {
            InstructorFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password],
        });
        var accounts = people.Site.Services.GetRequiredService<Accounts>();
        var teacher = new NewPerson { Email = "teacher@four.example", Roles = [Role.Instructor], InvitedBy = "Grace" };

        var nameless = await people.Site.In(school, grains => accounts.CreateInvited(grains, school, teacher));
        var invited = await people.Site.In(
            school, grains => accounts.CreateInvited(grains, school, teacher with { Name = "Ada Lovelace" }));
        var mail = await people.Post.Wait("teacher@four.example");
        var visitor = people.Site.Visit(school);
        var done = await visitor.Submit(await visitor.Get(PostOffice.PathIn(mail)), ("password", "teaching is fun"));
        var again = await people.Site.In(
            school, grains => accounts.CreateInvited(grains, school, teacher with { Name = "Eve" }));

        Assert.Equal(("people.field_required", "name"), (nameless.Error!.Code, nameless.Error.Field));
        Assert.Contains("Grace", mail.Text, StringComparison.Ordinal);
        Assert.Equal(invited.Value!.Path, PostOffice.PathIn(mail));
        Assert.Equal((302, "/"), (done.Status, done.Location));
        Assert.True(await PeopleSite.IsSignedIn(visitor));
        Assert.Equal("people.name_taken", again.Error!.Code);
        Assert.Equal(1, await people.Site.In(school, grains => grains.Members.Count()));
    }

    [Fact]
    public async Task The_profile_keeps_what_the_school_asks_and_a_user_name_is_hers_alone()
    {
        var school = await people.School(new SchoolRules
        {
            SignUpFields = [SignUpField.Email, SignUpField.Password, SignUpField.Name, SignUpField.UserName],
        });
        var ada = await Join(school, "p1@four.example", "Ada", "ada");
        var eve = await Join(school, "p2@four.example", "Eve", "ada"); // wished for the same name, and came later

        Assert.Equal("", (await people.Account(school, "p2@four.example"))!.UserName);

        var taken = await eve.Submit(await eve.Get("/account"), ("name", "Eve"), ("user_name", "ADA"));
        var saved = await ada.Submit(
            await ada.Get("/account"),
            ("name", "Ada L."), ("user_name", "countess"), ("mobile", "+93701234567"), ("language", "ar"));
        var freed = await eve.Submit(await eve.Get("/account"), ("name", "Eve"), ("user_name", "ada"));

        Assert.Equal((409, "people.name_taken"), (taken.Status, taken.Code));
        Assert.Equal("/account?done=saved", saved.Location);
        Assert.Equal(302, freed.Status);
        var account = (await people.Account(school, "countess"))!;
        Assert.Equal(
            ("Ada L.", "", "ar"), (account.Name, account.Mobile, account.Language)); // mobile is not asked here
        Assert.Equal("p2@four.example", (await people.Account(school, "ada"))!.NormalizedEmail);
    }

    private async Task<Visitor> Join(School school, string email, string name, string userName)
    {
        var visitor = people.Site.Visit(school);
        await PeopleSite.SignUp(visitor, email, ("name", name), ("user_name", userName));
        await visitor.Submit(await visitor.Get(PostOffice.PathIn(await people.Post.Wait(email))));
        return visitor;
    }
}
