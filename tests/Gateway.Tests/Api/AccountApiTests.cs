using System.Text.Json;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>Signing up, in and out over the API: the same session, the same limits and the same silence as the pages.</summary>
[Collection("people")] // one after another, because some of them count hashes
public class AccountApiTests(PeopleSite people)
{
    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Sign_up_says_the_same_for_an_address_that_has_an_account()
    {
        var school = await people.School();
        await people.Member(school, "known@api.example");
        using var visitor = At(school);

        var known = await visitor.Post("/api/v1/sign-up", new { email = "known@api.example", password = PeopleSite.Password });
        var fresh = await visitor.Post("/api/v1/sign-up", new { email = "fresh@api.example", password = PeopleSite.Password });
        var reset = await visitor.Post("/api/v1/password/reset", new { email = "nobody@api.example" });

        Assert.Equal((202, 202, 202), (known.Status, fresh.Status, reset.Status));
        Assert.Equal(
            known.Body.GetRawText(),
            fresh.Body.GetRawText().Replace("fresh", "known", StringComparison.Ordinal));
        Assert.True(await PeopleSite.IsSignedIn(await SignedIn(school, "known@api.example")));
    }

    [Fact]
    [Trait("Rule", "E06")]
    [Trait("Threat", "SEC-L04")]
    public async Task A_text_that_is_no_longer_in_force_cannot_be_the_one_that_was_shown()
    {
        var school = await people.School(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, "I agree") });
        await people.Publish(school);
        using var visitor = At(school);
        var old = (await visitor.Get("/api/v1/sign-up")).Body;
        await people.Publish(school, "We keep less.");
        var now = (await visitor.Get("/api/v1/sign-up")).Body;

        var late = await visitor.Post("/api/v1/sign-up", Answers("late@api.example", old, "checkbox"));
        var silent = await visitor.Post("/api/v1/sign-up", new { email = "late@api.example", password = PeopleSite.Password, consent = "checkbox" });
        var unticked = await visitor.Post("/api/v1/sign-up", Answers("late@api.example", now, "none"));
        Assert.Equal((409, "consent.version_superseded"), (late.Status, Code(late.Body)));
        Assert.Equal((422, "sign_up.shown_missing"), (silent.Status, Code(silent.Body)));
        Assert.Equal((422, "people.consent_needed"), (unticked.Status, Code(unticked.Body)));
        Assert.Null(await people.Account(school, "late@api.example"));

        Assert.Equal(202, (await visitor.Post("/api/v1/sign-up", Answers("late@api.example", now, "checkbox"))).Status);
        var account = await people.Account(school, "late@api.example");
        var entries = await people.Site.In(school, grains => grains.ConsentLedger(account!.Id).Entries());
        Assert.Equal([ConsentAct.NoticeServed, ConsentAct.Accepted], entries.Select(entry => entry.Act));
        Assert.Equal(("I agree", "/api/v1/sign-up", 2), (entries[1].ControlLabel, entries[1].Surface, entries[1].Shown.Version));
        Assert.Equal(ConsentType.ExplicitlyExpressed, entries[1].Type);
    }

    [Fact]
    [Trait("Threat", "SEC-C06")]
    public async Task Where_the_sign_up_was_elsewhere_confirming_chooses_the_password()
    {
        var school = await people.School();
        using var hers = At(school);
        using var other = At(school);
        await hers.Post("/api/v1/sign-up", new { email = "else@api.example", password = PeopleSite.Password });
        var token = Token(await people.Post.Wait("else@api.example"));

        var bare = await other.Post("/api/v1/sign-up/confirm", new { token });
        var chosen = await other.Post("/api/v1/sign-up/confirm", new { token, password = "another password at all" });
        var twice = await hers.Post("/api/v1/sign-up/confirm", new { token });

        Assert.Equal((422, "people.field_required"), (bare.Status, Code(bare.Body)));
        Assert.Equal((200, "signedIn"), (chosen.Status, chosen.Body.GetProperty("standing").GetString()));
        Assert.Equal((422, "confirm_email.link_expired"), (twice.Status, Code(twice.Body)));
    }

    [Fact]
    [Trait("Threat", "SEC-C12")]
    public async Task The_second_step_is_asked_for_and_a_recovery_code_works_once()
    {
        var school = await people.School();
        await people.Member(school, "steps@api.example");
        var account = await people.Account(school, "steps@api.example");
        var codes = new[] { "abcde-fghjk" };
        await people.Site.In(school, grains => Accounts.Change(grains, account!.Id, now => AccountChange.Of(now with
        {
            TwoFactorEnabled = true,
            AuthenticatorKey = "JBSWY3DPEHPK3PXP",
            RecoveryCodes = [.. codes.Select(RecoveryCodes.Hash)],
        })));
        using var ada = At(school);

        var early = await ada.Post("/api/v1/sign-in/second-step", new { code = codes[0] });
        var password = await ada.Post("/api/v1/sign-in", new { login = "steps@api.example", password = PeopleSite.Password });
        var half = await ada.Get("/api/v1/me");
        var wrong = await ada.Post("/api/v1/sign-in/second-step", new { code = "000000" });
        var right = await ada.Post("/api/v1/sign-in/second-step", new { code = codes[0] });

        Assert.Equal((409, "sign_in.no_second_step"), (early.Status, Code(early.Body)));
        Assert.Equal((200, "secondStepNeeded"), (password.Status, password.Body.GetProperty("standing").GetString()));
        Assert.Equal(401, half.Status);
        Assert.Equal((422, "sign_in.code_wrong"), (wrong.Status, Code(wrong.Body)));
        Assert.Equal((200, 200), (right.Status, (await ada.Get("/api/v1/me")).Status));

        using var again = At(school);
        await again.Post("/api/v1/sign-in", new { login = "steps@api.example", password = PeopleSite.Password });
        Assert.Equal(422, (await again.Post("/api/v1/sign-in/second-step", new { code = codes[0] })).Status);
    }

    [Fact]
    [Trait("Threat", "SEC-C03")]
    public async Task Guesses_over_the_api_and_on_the_page_are_counted_together()
    {
        var school = await people.School();
        await people.Member(school, "guess@api.example");
        using var thief = At(school);

        for (var tries = 0; tries < 3; tries++)
            Assert.Equal(422, (await thief.Post("/api/v1/sign-in", new { login = "guess@api.example", password = "wrong password" })).Status);

        for (var tries = 0; tries < 2; tries++)
            Assert.Equal(422, (await PeopleSite.SignIn(people.Site.Visit(school), "guess@api.example", "wrong password")).Status);

        var right = await thief.Post("/api/v1/sign-in", new { login = "guess@api.example", password = PeopleSite.Password });
        Assert.Equal((422, "sign_in.failed"), (right.Status, Code(right.Body)));
    }

    [Fact]
    [Trait("Threat", "SEC-C08")]
    public async Task Signing_out_everywhere_ends_every_session_and_another_schools_cookie_opens_nothing()
    {
        var (school, other) = (await people.School(), await people.School());
        await people.Member(school, "every@api.example");
        using var one = new ApiClient(await SignedIn(school, "every@api.example"));
        using var two = new ApiClient(await SignedIn(school, "every@api.example"));
        using var stranger = At(other);

        foreach (System.Net.Cookie cookie in one.Visitor.Cookies.GetAllCookies())
            stranger.Visitor.Cookies.Add(stranger.Visitor.Origin, new System.Net.Cookie(cookie.Name, cookie.Value));

        Assert.Equal(401, (await stranger.Get("/api/v1/me")).Status);
        Assert.Equal(3, (await one.Get("/api/v1/me/sessions")).Body.GetProperty("items").GetArrayLength());
        Assert.Single((await one.Get("/api/v1/me/sessions?limit=1")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(204, (await one.Delete("/api/v1/me/sessions")).Status);
        Assert.Equal((401, 401), ((await one.Get("/api/v1/me")).Status, (await two.Get("/api/v1/me")).Status));
    }

    [Fact]
    [Trait("Threat", "SEC-D01")]
    public async Task Another_site_cannot_sign_anybody_in_or_out()
    {
        var school = await people.School();
        using var ada = new ApiClient(await people.Member(school, "cross@api.example"));

        foreach (var path in new[] { "/api/v1/sign-in", "/api/v1/sign-out", "/api/v1/sign-up", "/api/v1/password/reset" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", null, "application/json") };
            request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
            Assert.Equal(403, (await ada.Visitor.Send(request)).Status);
        }

        // A form cannot send JSON, and no operation takes what it can send.
        var form = await ada.Whole(HttpMethod.Post, "/api/v1/sign-in", new StringContent("{}", null, "text/plain"));
        Assert.Equal(415, form.Status);
        Assert.Equal(200, (await ada.Get("/api/v1/me")).Status);
    }

    [Fact]
    [Trait("Rule", "E09"), Trait("Rule", "T26")]
    public async Task Who_refused_where_the_public_part_stays_open_has_no_members_part_over_the_api_either()
    {
        var school = await people.School(RulesPresets.ExplicitConsent with { SignUpFields = [SignUpField.Email, SignUpField.Password], Age = new(AgeBasis.None, 0) });
        await people.Publish(school);
        var visitor = people.Site.Visit(school);
        await PeopleSite.SignUp(visitor, "no@api.example", ("consent", "true"));
        await visitor.Submit(await visitor.Get(PostOffice.PathIn(await people.Post.Wait("no@api.example"))));
        using var ada = new ApiClient(visitor);
        Assert.Equal(200, (await ada.Get("/api/v1/me/enrollments")).Status);

        Assert.Equal(201, (await ada.Post("/api/v1/me/policies/privacy/withdrawals")).Status);

        var shut = await ada.Get("/api/v1/me/enrollments");
        Assert.Equal((403, "consent.needed"), (shut.Status, Code(shut.Body)));
        Assert.Equal((200, 200), ((await ada.Get("/api/v1/courses")).Status, (await ada.Get("/api/v1/me")).Status));
    }

    private ApiClient At(School school) => new(people.Site.Visit(school));

    private async Task<Visitor> SignedIn(School school, string email)
    {
        var visitor = people.Site.Visit(school);
        using var answer = new StringContent(JsonSerializer.Serialize(new { login = email, password = PeopleSite.Password }), null, "application/json");
        Assert.Equal(200, (await visitor.Post("/api/v1/sign-in", answer)).Status);
        return visitor;
    }

    private static object Answers(string email, JsonElement asks, string consent) => new
    {
        email,
        password = PeopleSite.Password,
        consent,
        shown = new
        {
            version = asks.GetProperty("shown").GetProperty("version").GetInt32(),
            language = asks.GetProperty("shown").GetProperty("language").GetString(),
            hash = asks.GetProperty("shown").GetProperty("hash").GetString(),
        },
    };

    private static string Token(Gateway.Mail.OutgoingMail letter) =>
        Uri.UnescapeDataString(new Uri(PostOffice.LinkIn(letter)).Query["?token=".Length..]);

    private static string? Code(JsonElement problem) => problem.GetProperty("code").GetString();
}
