using System.Text.Json;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>A student whom the school invites is asked what a student is asked who signs up herself; staff are not.</summary>
[Collection("people")]
public class InviteeTests(PeopleSite people)
{
    private static readonly SchoolRules OfAge = new() { Age = new(AgeBasis.Fixed, 18), Guardians = new(MinorAction.Refuse, 7) };

    /// <summary>The same invitation at two schools with opposite settings, on the page and over the API.</summary>
    [Theory]
    [Trait("Rule", "E02"), Trait("Rule", "N30")]
    [InlineData(AgeBasis.Fixed, false)]
    [InlineData(AgeBasis.Fixed, true)]
    [InlineData(AgeBasis.None, false)]
    [InlineData(AgeBasis.None, true)]
    public async Task Who_is_invited_is_asked_her_age_where_the_school_asks_it(AgeBasis basis, bool api)
    {
        var school = await people.School(OfAge with { Age = new(basis, 18) });
        var path = (await Invite(school, "grown@invited.example")).Path;
        using var ada = people.Site.Visit(school);

        var early = await Choose(ada, path, api);
        Assert.Equal(basis == AgeBasis.None, (await people.Account(school, "grown@invited.example"))!.EmailConfirmed);

        if (basis == AgeBasis.None)
        {
            Assert.Equal(api ? 200 : 302, early.Status);
            return;
        }

        await Born(ada, path, 30, api);
        var chosen = await Choose(ada, path, api);

        Assert.Equal(api ? 200 : 302, chosen.Status);
        Assert.Equal(200, (await ada.Get("/account")).Status);
    }

    [Theory]
    [Trait("Rule", "E02"), Trait("Rule", "N30"), Trait("Rule", "N31")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_too_young_is_refused_and_nothing_is_kept_of_her(bool api)
    {
        var school = await people.School(OfAge);
        var (account, path) = await Invite(school, "child@invited.example");
        using var child = people.Site.Visit(school);
        using var elsewhere = people.Site.Visit(school);

        var refused = await Born(child, path, 15, api);
        var again = await Choose(child, path, api);
        var other = await elsewhere.Get(path);
        await people.Site.Erased(school, account.Id);

        Assert.Equal(403, refused.Status);
        Assert.Equal(422, again.Status); // the link leads nowhere any more
        Assert.Equal("reset_password.link_expired", other.Code);
        Assert.Null(await people.Account(school, "child@invited.example"));
        Assert.Equal(0, await people.Site.In(school, grains => grains.Members.Count()));
        Assert.Null(await people.Site.In(school, grains => grains.EmailAddress("child@invited.example").Holder()));
    }

    /// <summary>The answer that a browser gave stays: neither a new invitation nor another date undoes it.</summary>
    [Fact]
    [Trait("Rule", "N30")]
    public async Task Who_was_refused_in_this_browser_stays_refused_with_an_invitation()
    {
        var school = await people.School(OfAge);
        using var child = people.Site.Visit(school);
        await child.Submit(await child.Get("/sign-up"), Birth(15));
        var (_, path) = await Invite(school, "later@invited.example");

        var shown = await child.Get(path);
        var forced = await child.Post("/sign-in/new-password", new FormUrlEncodedContent(
        [
            new("token", Token(path)), new("for", "invitation"), new("password", PeopleSite.Password),
            new("__RequestVerificationToken", (await child.Get("/sign-in")).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
        ]));

        Assert.Equal((403, "people.too_young"), (shown.Status, shown.Code));
        Assert.Equal((403, "people.too_young"), (forced.Status, forced.Code));
        Assert.False((await people.Account(school, "later@invited.example"))!.EmailConfirmed);
    }

    /// <summary>A forgotten password is no way round: the letter that comes is the invitation.</summary>
    [Fact]
    [Trait("Rule", "N30")]
    public async Task Asking_for_a_new_password_brings_the_invitation_again()
    {
        var school = await people.School(OfAge);
        var (account, _) = await Invite(school, "forgot@invited.example");
        using var ada = people.Site.Visit(school);
        await ada.Submit(await ada.Get("/sign-in/reset"), ("email", "forgot@invited.example"));
        var again = PostOffice.PathIn(await people.Post.Wait("forgot@invited.example", number: 2));
        var links = people.Site.Services.GetRequiredService<LinkTokens>();
        var reset = links.Make(school.Id, LinkKind.ResetPassword, account);

        Assert.NotNull((await ada.Get(again)).Page.QuerySelector("#birth_year"));
        Assert.Equal("reset_password.link_expired", (await ada.Get($"/sign-in/new-password?token={Uri.EscapeDataString(reset)}")).Code);
    }

    [Theory]
    [Trait("Rule", "E49")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_guardian_of_who_is_too_young_is_asked_where_the_school_does(bool api)
    {
        var school = await people.School(OfAge with { Guardians = new(MinorAction.Guardian, 7), SignUpFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password] });
        await people.Publish(school);
        var (account, path) = await Invite(school, $"ada@guarded-{api}.example");
        using var child = people.Site.Visit(school);

        await Born(child, path, 15, api);
        var alone = await Choose(child, path, api);
        var asked = api
            ? await child.PostJson("/api/v1/sign-up/guardian", JsonSerializer.Serialize(new { email = "", guardian_email = $"parent@guarded-{api}.example", name = "Ada", token = Token(path) }))
            : await child.Submit(await child.Get(path), ("guardian_email", $"parent@guarded-{api}.example"), ("name", "Ada"));
        await people.Site.Erased(school, account.Id);

        Assert.Equal(api ? 409 : 422, alone.Status); // the page is the guardian's form, without her address
        Assert.Equal(api ? 202 : 200, asked.Status);
        Assert.Null(await people.Account(school, $"ada@guarded-{api}.example")); // until the guardian agrees

        using var parent = people.Site.Visit(school);
        var page = await parent.Get(PostOffice.PathIn(await people.Post.Wait($"parent@guarded-{api}.example")));
        await parent.Submit(page, ("answer-document-privacy", "agree"), ("relation", "parent"), ("of_age", "true"), ("act", "send"));
        var joined = (await people.Account(school, $"ada@guarded-{api}.example"))!;
        var invited = await people.Post.Wait($"ada@guarded-{api}.example", number: 2);
        var chosen = await child.Submit(await child.Get(PostOffice.PathIn(invited)), ("password", PeopleSite.Password));

        Assert.NotEqual(account.Id, joined.Id);
        Assert.NotNull(joined.GuardedUntil);
        Assert.Equal(302, chosen.Status); // she is asked nothing twice
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_policy_asks_of_students_is_asked_and_what_is_known_stands_there(bool api)
    {
        var school = await people.School(new SchoolRules
        {
            SignUpFields = [SignUpField.Name, SignUpField.Country, SignUpField.Mobile, SignUpField.Email, SignUpField.Password],
            Age = new(AgeBasis.MajorityByCountry, 0),
        });
        var email = $"fields-{api}@invited.example";
        var (_, path) = await Invite(school, email, "Ada Lovelace");
        using var ada = people.Site.Visit(school);
        var page = await ada.Get(path);

        var bare = await Choose(ada, path, api, ("name", "Ada Lovelace"));
        var undeclared = await Choose(ada, path, api, ("name", "Ada King"), ("country", "DE"), ("mobile", "+49301234567"));
        var whole = await Choose(ada, path, api, ("name", "Ada King"), ("country", "DE"), ("mobile", "+49301234567"), (api ? "ofAge" : "age", "true"));
        var account = (await people.Account(school, email))!;

        Assert.Equal("Ada Lovelace", page.Page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal((422, 422, api ? 200 : 302), (bare.Status, undeclared.Status, whole.Status));
        Assert.Equal(("Ada King", "DE", "+49301234567"), (account.Name, account.Country, account.Mobile));
        Assert.Equal("Ada King", (await people.Site.In(school, grains => grains.Members.Page(null, 10, PurposeUses.MemberList))).Rows.Single().Name);
    }

    [Fact]
    public async Task Staff_are_asked_for_a_password_alone()
    {
        var school = await people.School(OfAge with { SignUpFields = [SignUpField.Mobile, SignUpField.Email, SignUpField.Password] });
        var invited = await Invite(school, "teacher@invited.example", "Grace", Role.Instructor);
        using var grace = people.Site.Visit(school);
        var page = await grace.Get(invited.Path);

        Assert.Null(page.Page.QuerySelector("#mobile"));
        Assert.Equal(302, (await grace.Submit(page, ("password", PeopleSite.Password))).Status);
    }

    private async Task<Invitation> Invite(School school, string email, string name = "", Role role = Role.Student) =>
        (await people.Site.In(school, grains => people.Site.Services.GetRequiredService<Accounts>().CreateInvited(
            grains, school, new NewPerson { Email = email, Name = name, Roles = [role] }))).Value!;

    // On the page that the link opens, or with the link's token.
    private static async Task<Answer> Choose(Visitor visitor, string path, bool api, params (string Name, string? Value)[] more)
    {
        if (!api)
        {
            var page = await visitor.Get(path);
            return page.Page.QuerySelector("main form[method=post]") is null ? page : await visitor.Submit(page, [("password", PeopleSite.Password), .. more]);
        }

        var body = more.ToDictionary(pair => pair.Name, pair => (object?)(pair.Value is "true" ? true : pair.Value), StringComparer.Ordinal);
        (body["token"], body["password"], body["invitation"]) = (Token(path), PeopleSite.Password, true);
        return await visitor.PostJson("/api/v1/password", JsonSerializer.Serialize(body));
    }

    private async Task<Answer> Born(Visitor visitor, string path, int years, bool api)
    {
        var birth = Birth(years);

        return api
            ? await visitor.PostJson("/api/v1/sign-up/age", JsonSerializer.Serialize(new
            {
                year = birth["birth_year"],
                month = birth["birth_month"],
                day = birth["birth_day"],
                token = Token(path),
            }))
            : await visitor.Submit(await visitor.Get(path), birth);
    }

    private Dictionary<string, string?> Birth(int years)
    {
        var day = DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime).AddYears(-years);
        return new(StringComparer.Ordinal) { ["birth_day"] = $"{day.Day}", ["birth_month"] = $"{day.Month}", ["birth_year"] = $"{day.Year}" };
    }

    private static string Token(string path) => Uri.UnescapeDataString(path.Split("token=")[1].Split('&')[0]);
}
