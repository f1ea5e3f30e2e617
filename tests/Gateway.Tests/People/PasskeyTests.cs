using System.Net;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Passkeys, from the first challenge to the last.</summary>
[Collection("people")]
public class PasskeyTests(PeopleSite people)
{
    [Fact]
    public async Task A_passkey_signs_in_without_address_or_password_and_past_the_second_step()
    {
        var school = await people.School();
        var ada = await people.Member(school, "key@six.example");
        using var passkey = await Added(ada);

        var browser = people.Site.Visit(school);
        var (signedIn, _) = await Use(browser, passkey);
        var (again, _) = await Use(people.Site.Visit(school), passkey);

        Assert.Equal((302, "/"), (signedIn.Status, signedIn.Location));
        Assert.Equal(302, again.Status);
        Assert.True(await PeopleSite.IsSignedIn(browser));
        var kept = Assert.Single((await people.Account(school, "key@six.example"))!.Passkeys);
        Assert.Equal(("My phone", 2u), (kept.Name, kept.SignCount));
        await people.Post.Wait("key@six.example", 2); // she is told that it was added
    }

    [Fact]
    [Trait("Threat", "SEC-C12")]
    public async Task An_answer_counts_once()
    {
        var school = await people.School();
        using var passkey = await Added(await people.Member(school, "once@six.example"));
        var browser = people.Site.Visit(school);
        var form = await browser.Get("/sign-in");
        var options = await Options(browser, form, "/sign-in/passkey/options", "[data-passkey] form");
        var challenge = browser.Cookies.GetCookies(browser.Origin)["passkey"]!.Value;
        var answer = passkey.Get(options);
        Assert.Equal(302, (await Send(browser, form, answer)).Status);

        var thief = people.Site.Visit(school);
        var thiefs = await thief.Get("/sign-in");
        thief.Cookies.Add(thief.Origin, new Cookie("passkey", challenge, "/"));

        Assert.Equal("sign_in.passkey_failed", (await Send(thief, thiefs, answer)).Code);
    }

    [Fact]
    [Trait("Threat", "SEC-A03")]
    public async Task A_passkey_of_one_school_opens_no_other()
    {
        var (north, south) = (await people.School(), await people.School());
        using var passkey = await Added(await people.Member(north, "else@six.example"));
        await people.Member(south, "else@six.example");

        var (answer, _) = await Use(people.Site.Visit(south), passkey);

        Assert.Equal((422, "sign_in.passkey_failed"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Without_the_password_nobody_adds_or_removes_one()
    {
        var school = await people.School();
        var ada = await people.Member(school, "adds@six.example");
        using var passkey = new Authenticator(ada.Origin.GetLeftPart(UriPartial.Authority));
        var page = await ada.Get("/account/passkeys");
        var options = await Options(ada, page, "/account/passkeys/options", "form[action='/account/passkeys']");

        var wrong = await ada.Submit(
            page, Values(passkey.Create(options), "wrong password"), "form[action='/account/passkeys']");
        var junk = await ada.Submit(page, Values("{}", PeopleSite.Password), "form[action='/account/passkeys']");

        Assert.Equal("account.password_wrong", wrong.Code);
        Assert.Equal("sign_in.passkey_failed", junk.Code);
        Assert.Empty((await people.Account(school, "adds@six.example"))!.Passkeys);
    }

    [Fact]
    public async Task A_removed_one_opens_nothing()
    {
        var school = await people.School();
        var ada = await people.Member(school, "gone@six.example");
        using var passkey = await Added(ada);

        var removed = await ada.Submit(
            await ada.Get("/account/passkeys"),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["current"] = PeopleSite.Password },
            "form[action='/account/passkeys/remove']");

        Assert.Equal(302, removed.Status);
        Assert.True(await PeopleSite.IsSignedIn(ada));
        Assert.Equal("sign_in.passkey_failed", (await Use(people.Site.Visit(school), passkey)).Answer.Code);
    }

    private static async Task<Authenticator> Added(Visitor visitor)
    {
        var passkey = new Authenticator(visitor.Origin.GetLeftPart(UriPartial.Authority));
        var page = await visitor.Get("/account/passkeys");
        var options = await Options(visitor, page, "/account/passkeys/options", "form[action='/account/passkeys']");
        var added = await visitor.Submit(
            page, Values(passkey.Create(options), PeopleSite.Password), "form[action='/account/passkeys']");
        Assert.Equal((302, "/account/passkeys"), (added.Status, added.Location));
        return passkey;
    }

    private static async Task<(Answer Answer, string Options)> Use(Visitor visitor, Authenticator passkey)
    {
        var form = await visitor.Get("/sign-in");
        var options = await Options(visitor, form, "/sign-in/passkey/options", "[data-passkey] form");
        return (await Send(visitor, form, passkey.Get(options)), options);
    }

    private static Task<Answer> Send(Visitor visitor, Answer form, string credential) => visitor.Submit(
        form,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["credential"] = credential },
        "[data-passkey] form");

    private static async Task<string> Options(Visitor visitor, Answer page, string path, string form)
    {
        var token = page.Form(form).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await visitor.Post(path, new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal(200, answer.Status);
        return answer.Body;
    }

    private static Dictionary<string, string?> Values(string credential, string password) => new(StringComparer.Ordinal)
    {
        ["credential"] = credential,
        ["current"] = password,
        ["name"] = "My phone",
    };
}
