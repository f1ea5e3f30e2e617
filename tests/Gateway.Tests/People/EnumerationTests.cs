using System.Text.RegularExpressions;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Isolation;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

/// <summary>
/// Every way to name an account from outside costs the same hash and gets the same answer, whatever account there is (SEC-C02).
/// </summary>
[Collection("people")]
public class EnumerationTests(PeopleSite people)
{
    // Unsafe routes without a door. A new one is to be asked: can it tell who has an account? Then it belongs below.
    private static readonly string[] askedBelow =
    [
        "POST /sign-in", "POST /sign-in/reset", "POST /sign-up", "POST /sign-up/resend", "POST /sign-in/new-password", "POST /sign-up/confirm",
        "POST /account/email/confirm",
    ];

    private static readonly string[] nameNobody =
    [
        "POST /sign-out", "POST /sign-up/age", "POST /sign-in/second-step", "POST /sign-in/passkey", "POST /sign-in/passkey/options",
        "POST /receipts/verify", "POST /privacy/cookies",

        // By a link that only the guardian has; the form that asks for her is asked in GuardianTests.
        "POST /guardian", "POST /guardian/answer", "POST /guardian/delete", "POST /sign-up/guardian",
    ];

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public void Every_route_that_takes_something_from_a_visitor_is_asked_here() => Assert.Equal(
        askedBelow.Concat(nameNobody).Order(StringComparer.Ordinal),
        RouteTable.Of(people.Site.Services)
            .Where(operation => operation is { IsSafe: false, IsApi: false } && operation.Endpoint.Metadata.GetMetadata<AccountNeeded>() is null)
            .Select(operation => operation.ToString()).Order(StringComparer.Ordinal));

    [Theory]
    [Trait("Threat", "SEC-C02")]
    [InlineData("/sign-in", "login")]
    [InlineData("/sign-in/reset", "email")]
    [InlineData("/sign-up", "email")]
    public async Task Whatever_account_there_is_costs_one_hash_and_is_answered_alike(string path, string field)
    {
        var school = await people.School();
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var standing in new[] { "nobody", "member", "blocked", "unconfirmed", "invited" })
        {
            var email = await Somebody(school, standing);
            var visitor = people.Site.Visit(school);
            var form = await visitor.Get(path);
            var before = people.Hasher.Calls;
            var answer = await visitor.Submit(form, (field, email), ("password", "a password of nobody"), ("act", "sign_up"));

            Assert.True(people.Hasher.Calls - before == 1, $"{path} costs {people.Hasher.Calls - before} hashes for {standing}");
            answers[standing] = Plain(answer, email);
        }

        Assert.All(answers, answer => Assert.True(answer.Value == answers["nobody"], $"{path} tells {answer.Key} from nobody:\n{answer.Value}\n{answers["nobody"]}"));
    }

    [Theory]
    [Trait("Threat", "SEC-C02")]
    [InlineData("nobody")]
    [InlineData("member")]
    [InlineData("unconfirmed")]
    public async Task Asking_for_the_letter_again_hashes_nothing_and_tells_nothing(string standing)
    {
        var school = await people.School();
        var visitor = people.Site.Visit(school);
        var waiting = await PeopleSite.SignUp(visitor, $"resend-{standing}@seven.example");
        var email = await Somebody(school, standing);
        var before = people.Hasher.Calls;

        var answer = await visitor.Submit(waiting, new Dictionary<string, string?>(StringComparer.Ordinal) { ["email"] = email }, "form[action='/sign-up/resend']");
        var nobodys = await visitor.Submit(
            waiting, new Dictionary<string, string?>(StringComparer.Ordinal) { ["email"] = "nobody-at-all@seven.example" }, "form[action='/sign-up/resend']");

        Assert.Equal(before, people.Hasher.Calls);
        Assert.Equal(Plain(nobodys, "nobody-at-all@seven.example"), Plain(answer, email));
    }

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Changing_to_an_address_that_somebody_has_costs_the_same_hash_and_shows_the_same_page()
    {
        var school = await people.School();
        var taken = await Somebody(school, "member");
        var pages = new List<string>();

        foreach (var wanted in new[] { taken, "free@seven.example" })
        {
            var ada = await people.Member(school, $"ada{pages.Count}@seven.example");
            var form = await ada.Get("/account/email");
            var before = people.Hasher.Calls;
            var answer = await ada.Submit(form, ("new_email", wanted), ("current", PeopleSite.Password));

            Assert.Equal((302, 1), (answer.Status, people.Hasher.Calls - before));
            pages.Add(Plain(answer, wanted) + Plain(await ada.Get("/account/email"), wanted).Replace($"ada{pages.Count}@", "ada@", StringComparison.Ordinal));
        }

        Assert.Equal(pages[1], pages[0]);
    }

    [Theory]
    [Trait("Threat", "SEC-C02")]
    [InlineData("/sign-in/new-password?token=TOKEN", "token")]
    [InlineData("/sign-in/new-password?token=TOKEN&for=invitation", "token")]
    [InlineData("/sign-up/confirm?token=TOKEN", "token")]
    [InlineData("/account/email/confirm?token=TOKEN", "token")]
    public async Task A_link_that_is_nobodys_any_more_costs_nothing_and_reads_like_one_that_never_was(string path, string field)
    {
        var school = await people.School();
        var account = (await people.Account(school, await Somebody(school, "member")))!;
        var kind = path.Contains("invitation", StringComparison.Ordinal) ? LinkKind.Invitation
            : path.Contains("sign-up", StringComparison.Ordinal) ? LinkKind.ConfirmEmail
            : path.Contains("email", StringComparison.Ordinal) ? LinkKind.ChangeEmail : LinkKind.ResetPassword;
        var links = (LinkTokens)people.Site.Services.GetService(typeof(LinkTokens))!;
        var used = links.Make(school.Id, kind, account with { SecurityStamp = "another" });
        var nobodys = links.Make(school.Id, kind, account with { Id = Id<Person>.New(people.Site.Clock) });
        var visitor = people.Site.Visit(school);
        var answers = new List<string>();
        var form = await visitor.Get("/sign-in/reset");
        var before = people.Hasher.Calls;

        foreach (var token in new[] { used, nobodys })
        {
            answers.Add(Plain(await visitor.Get(path.Replace("TOKEN", token, StringComparison.Ordinal)), token) + Plain(
                await visitor.Post(path.Split('?')[0], new FormUrlEncodedContent(
                [
                    KeyValuePair.Create("__RequestVerificationToken", form.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                    KeyValuePair.Create(field, token), KeyValuePair.Create("password", "quite another phrase"),
                    KeyValuePair.Create("for", kind == LinkKind.Invitation ? "invitation" : ""),
                ])), token));
        }

        Assert.Equal(before, people.Hasher.Calls);
        Assert.Equal(answers[1], answers[0]);
    }

    // Each with an address of the same length, so that an echo of it is no difference.
    private async Task<string> Somebody(School school, string standing)
    {
        var email = $"{standing,-12}@seven.example".Replace(' ', 'x');

        if (standing is "nobody")
            return email;

        if (standing is "invited")
        {
            var accounts = (Accounts)people.Site.Services.GetService(typeof(Accounts))!;
            await people.Site.In(school, grains => accounts.CreateInvited(grains, school, new NewPerson { Email = email, Roles = [Role.Student], Name = "Invited" }));
            return email;
        }

        await PeopleSite.SignUp(people.Site.Visit(school), email);
        var account = (await people.Account(school, email))!;

        await people.Site.In(school, grains => Accounts.Change(grains, account.Id, now => AccountChange.Of(
            now with { EmailConfirmed = standing is not "unconfirmed", Blocked = standing is "blocked" })));

        return email;
    }

    private static string Plain(Answer answer, string typed)
    {
        // The length goes by the token, which is taken out of the body.
        var headers = answer.Headers.Where(header => header.Key is not ("date" or "content-length")).Select(header =>
            header.Key == "set-cookie" ? Regex.Replace(header.Value, "=[A-Za-z0-9_-]{40,}", m => $"={m.Length}", RegexOptions.None, TimeSpan.FromSeconds(5)) : $"{header.Key}: {header.Value}");

        return $"{answer.Status}\n{string.Join('\n', headers.Order(StringComparer.Ordinal))}\n{PeopleSite.WithoutToken(answer.Body)}"
            .Replace(typed, "{typed}", StringComparison.Ordinal).Replace(Uri.EscapeDataString(typed), "{typed}", StringComparison.Ordinal);
    }
}
