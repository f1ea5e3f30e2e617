using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>Asking, answering, changing one's mind, and what is kept of it.</summary>
public class CookieChoiceTests(Campus campus)
{
    [Fact]
    [Trait("Rule", "B32"), Trait("Rule", "T59")]
    public async Task Two_schools_with_opposite_rules_ask_and_do_not_ask()
    {
        var asking = await campus.Declaring(Jar.Asking);
        var free = await campus.Declaring(Jar.ByBrowser);

        Assert.Equal("ask", (await campus.Site.Visit(asking).Get("/")).Prompt());
        Assert.Null((await campus.Site.Visit(free).Get("/")).Prompt());

        // Nor does one that asks where there is nothing to refuse.
        Assert.Null((await campus.Site.Visit(await campus.School(Jar.Asking)).Get("/")).Prompt());
    }

    [Fact]
    [Trait("Rule", "B32"), Trait("Rule", "E59")]
    public async Task A_law_that_asks_for_an_act_raises_the_schools_rule_for_those_it_reaches()
    {
        var school = await campus.Declaring(Jar.ByBrowser);
        var (german, afghan) = (await campus.SignedIn(school, "DE"), await campus.SignedIn(school, "AF"));

        Assert.Equal("ask", (await german.Get("/")).Prompt());
        Assert.Null(await german.Browser.Set("_ga=1"));
        Assert.Null((await afghan.Get("/")).Prompt());
        Assert.NotNull(await afghan.Browser.Set("_ga=1"));

        // Nobody's country is known of a visitor, so the school's own counts; or the strictest, where the school says so.
        var european = await Moved(await campus.Declaring(Jar.ByBrowser), "DE");
        var strict = await campus.Declaring(Jar.ByBrowser with { Cookies = Jar.ByBrowser.Cookies with { Unknown = UnknownVisitor.Strictest } });

        Assert.Equal("ask", (await campus.Site.Visit(european).Get("/")).Prompt());
        Assert.Equal("ask", (await campus.Site.Visit(strict).Get("/")).Prompt());
        Assert.Null((await (await campus.SignedIn(strict, "AF")).Get("/")).Prompt());
    }

    [Fact]
    public async Task The_banners_answers_are_alike_and_stand_on_kept_pages_too_without_staying_there()
    {
        var school = await campus.Declaring(Jar.Asking);
        var first = await campus.Site.Visit(school).Get("/policies");
        var answered = campus.Site.Visit(school);
        await answered.Press(await answered.Get("/policies"), "refuse");

        var buttons = first.Page.QuerySelectorAll(".cookie-answers > .button");
        Assert.Equal(3, buttons.Length);
        Assert.Single(buttons.Select(button => button.ClassName).Distinct());
        Assert.Null((await answered.Get("/policies")).Prompt());
        Assert.Equal("ask", (await campus.Site.Visit(school).Get("/policies")).Prompt());
        Assert.Contains("Sec-GPC", (await answered.Get("/policies")).Headers["vary"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accept", true)]
    [InlineData("refuse", false)]
    [Trait("Threat", "SEC-I08")]
    public async Task One_press_answers_for_good_and_leads_back_to_the_page(string answer, bool set)
    {
        var school = await campus.Declaring(Jar.Asking);
        var visitor = campus.Site.Visit(school);

        var pressed = await visitor.Press(await visitor.Get("/courses?q=a"), answer);

        Assert.Equal((302, "/courses?q=a"), (pressed.Status, pressed.Location));
        Assert.Null((await visitor.Get("/")).Prompt());
        Assert.Equal(set, await visitor.Set("_ga=1; path=/") is not null);
        Assert.Equal(set ? "accepted" : "refused", (await visitor.Get("/privacy/cookies")).Page.QuerySelector("[data-answer]")!.GetAttribute("data-answer"));
    }

    [Fact]
    public async Task The_page_says_what_there_is_and_takes_a_choice_for_each_category()
    {
        var school = await campus.Declaring(Jar.Asking, Jar.Analytics, Jar.Cookie("_fbp", CookieCategory.Social));
        var visitor = campus.Site.Visit(school);
        var page = (await visitor.Get("/privacy/cookies")).Page;

        Assert.NotNull(page.QuerySelector("[data-category='essential'] [data-cookie='session']"));
        Assert.Null(page.QuerySelector("[data-category='essential'] input[name='allow']"));
        Assert.NotNull(page.QuerySelector("[data-category='functional'] [data-cookie='ui']"));
        Assert.Contains("For something (en).", page.QuerySelector("[data-cookie='_ga']")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("input[name='allow'][checked]"));

        await visitor.Choose("social");
        var chosen = (await visitor.Get("/privacy/cookies")).Page;

        Assert.Equal(["social"], chosen.QuerySelectorAll("input[name='allow'][checked]").Select(box => box.GetAttribute("value")));
        Assert.Null(await visitor.Set("_ga=1"));
        Assert.NotNull(await visitor.Set("_fbp=1"));
    }

    /// <summary>A school that sets cookies until somebody says no, and one that sets none before somebody says yes.</summary>
    [Theory]
    [InlineData(CookieConsent.None)]
    [InlineData(CookieConsent.OptIn)]
    [Trait("Rule", "M38")]
    public async Task Third_parties_are_refused_one_by_one(CookieConsent consent)
    {
        var school = await campus.Declaring(
            Jar.Asking with { Cookies = Jar.Asking.Cookies with { Consent = consent } },
            Jar.Cookie("_ga", CookieCategory.Analytics, setBy: "Counters"), Jar.Cookie("_pk", CookieCategory.Analytics, setBy: "Measurers & Co."));
        var ada = await campus.SignedIn(school);
        var before = (await ada.Get("/privacy/cookies")).Page;

        await ada.Browser.ChooseWithout(["Measurers & Co.", "Nobody here"], "analytics");
        var page = (await ada.Get("/privacy/cookies")).Page;
        var entry = (await campus.Acts(school, ada)).Single();
        var (counters, measurers) = (await ada.Browser.Set("_ga=1"), await ada.Browser.Set("_pk=1"));
        await ada.Browser.Choose("analytics");

        Assert.Equal(["Counters", "Measurers & Co."], before.QuerySelectorAll("input[name='without']").Select(box => box.GetAttribute("value")));
        Assert.Empty(before.QuerySelectorAll("input[name='without'][checked]"));
        Assert.Equal(["Measurers & Co."], page.QuerySelectorAll("input[name='without'][checked]").Select(box => box.GetAttribute("value")));
        Assert.Equal(["analytics", "without:Measurers%20%26%20Co."], entry.FieldsPresent);
        Assert.NotNull(counters);
        Assert.Null(measurers);
        Assert.NotNull(await ada.Browser.Set("_pk=1"));
    }

    [Fact]
    public async Task Over_the_api_a_visitor_and_a_member_answer_and_get_a_receipt()
    {
        var school = await campus.Declaring(Jar.Asking, Jar.Cookie("_ga", CookieCategory.Analytics, setBy: "Counters"), Jar.Cookie("_fbp", CookieCategory.Social, setBy: "Friends"));
        var learner = await campus.SignedIn(school);

        foreach (var browser in new[] { campus.Site.Visit(school), learner.Browser })
        {
            var api = new ApiClient(browser);
            var before = (await api.Get("/api/v1/cookies/answer")).Body;
            var old = await Answer(api, 0, "analytics", "");
            var stranger = await Answer(api, 1, "analytics", "Nobody");
            var essential = await Answer(api, 1, "essential", "");
            var taken = await Answer(api, 1, "analytics,social", "Friends");
            var receipt = await browser.Get(taken.Body.GetProperty("receipt").GetString()!);
            var refused = await Answer(api, 1, "", "");

            Assert.Equal(("ask", JsonValueKind.Null, JsonValueKind.Null), (before.GetProperty("question").GetString(), before.GetProperty("answer").ValueKind, before.GetProperty("receipt").ValueKind));
            Assert.Equal((409, 422, 422, 200, 200), (old.Status, stranger.Status, essential.Status, taken.Status, refused.Status));
            Assert.Equal("Friends", taken.Body.GetProperty("answer").GetProperty("without")[0].GetString());
            Assert.Equal(200, receipt.Status);
            Assert.Empty(refused.Body.GetProperty("answer").GetProperty("allow").EnumerateArray());
            Assert.Equal("none", refused.Body.GetProperty("question").GetString());
        }

        using var key = new ApiClient(campus.Site.Visit(school), await campus.Site.Schools.IssueAdminKey(school.Id, "office", "test"));
        Assert.Equal(403, (await Answer(key, 1, "", "")).Status);
    }

    [Fact]
    public async Task Where_nothing_can_be_refused_the_page_says_so_and_a_link_leads_there_from_every_page()
    {
        var visitor = campus.Site.Visit(await campus.School(Jar.Asking));
        var page = (await visitor.Get("/privacy/cookies")).Page;

        Assert.NotNull((await visitor.Get("/courses")).Page.QuerySelector(".site-footer a[href='/privacy/cookies']"));
        Assert.NotNull(page.QuerySelector("[data-none]"));
        Assert.NotNull(page.QuerySelector("[data-category='analytics'] [data-empty]"));
        Assert.NotNull(page.QuerySelector("[data-category='social'] [data-empty]"));
    }

    [Fact]
    public async Task What_is_no_longer_allowed_is_taken_from_the_browser()
    {
        var school = await campus.Declaring(Jar.Asking);
        var visitor = campus.Site.Visit(school);
        await visitor.Choose("analytics");
        await visitor.Set("_ga=1; path=/; max-age=1000");
        Assert.Contains(visitor.Cookies.GetAllCookies(), cookie => cookie is { Name: "_ga", Expired: false });

        await visitor.Choose();

        Assert.DoesNotContain(visitor.Cookies.GetAllCookies(), cookie => cookie is { Name: "_ga", Expired: false });
    }

    [Fact]
    public async Task What_a_browser_has_already_is_taken_with_its_first_answer()
    {
        var visitor = campus.Site.Visit(await campus.Declaring(Jar.Asking with { Cookies = Jar.ByBrowser.Cookies }));
        await visitor.Set("_ga=1; path=/; max-age=1000");
        Assert.Contains(visitor.Cookies.GetAllCookies(), cookie => cookie is { Name: "_ga", Expired: false });

        await visitor.Choose();

        Assert.DoesNotContain(visitor.Cookies.GetAllCookies(), cookie => cookie is { Name: "_ga", Expired: false });
    }

    [Fact]
    public async Task What_is_added_to_an_allowed_category_asks_again_and_is_not_set_before()
    {
        var school = await campus.Declaring(Jar.Asking);
        var (allowing, refusing) = (campus.Site.Visit(school), campus.Site.Visit(school));
        await allowing.Choose("analytics");
        await refusing.Choose();

        await campus.Declare(school, Jar.Analytics, Jar.Cookie("_pk", CookieCategory.Analytics));

        Assert.Equal("ask", (await allowing.Get("/")).Prompt());
        Assert.Null((await refusing.Get("/")).Prompt());
        Assert.NotNull(await allowing.Set("_ga=1"));
        Assert.Null(await allowing.Set("_pk=1"));

        // Taking something away asks nobody.
        await allowing.Press(await allowing.Get("/"), "accept");
        await campus.Declare(school, Jar.Analytics);
        Assert.Null((await allowing.Get("/")).Prompt());
        Assert.NotNull(await allowing.Set("_ga=1"));
    }

    [Fact]
    public async Task An_answer_to_a_declaration_that_changed_meanwhile_is_not_taken()
    {
        var school = await campus.Declaring(Jar.Asking);
        var visitor = campus.Site.Visit(school);
        var page = await visitor.Get("/");
        await campus.Declare(school, Jar.Analytics, Jar.Cookie("_fbp", CookieCategory.Social));

        var pressed = await visitor.Press(page, "accept");

        Assert.Equal((409, "cookies.changed"), (pressed.Status, pressed.Code));
        Assert.Null(await visitor.Set("_ga=1"));
    }

    [Fact]
    public async Task A_visitors_answer_has_a_receipt_that_anybody_can_check_and_that_names_the_declaration()
    {
        var school = await campus.Declaring(Jar.Asking);
        var visitor = campus.Site.Visit(school);
        await visitor.Choose("analytics");

        var jws = await visitor.Get("/privacy/cookies/receipt.jws");
        using var receipt = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Body.Split('.')[1]));
        var notice = receipt.RootElement.GetProperty("record").GetProperty("processing")[0].GetProperty("privacy_notice");
        var evidence = receipt.RootElement.GetProperty("evidence");
        var text = await visitor.Get(new Uri(notice.GetProperty("@id").GetString()!).PathAndQuery);

        Assert.Equal("application/jose", jws.Headers["content-type"]);
        Assert.Equal(("analytics", "save", "dpv:DataSubject"), (
            evidence.GetProperty("fields_present")[0].GetString(), evidence.GetProperty("control_id").GetString(), evidence.GetProperty("actor").GetString()));
        Assert.Equal(notice.GetProperty("shown_sha256").GetString(), text.Page.QuerySelector("[data-hash]")!.TextContent);
        Assert.NotNull(text.Page.QuerySelector("[data-cookie='_ga']"));

        Assert.Equal(("genuine", "inForce"), await Checked(school, jws.Body));
        await visitor.Choose();
        Assert.Equal(("genuine", "withdrawn"), await Checked(school, jws.Body));

        // Every version stays where receipts say it is.
        await campus.Declare(school, Jar.Cookie("_fbp", CookieCategory.Social));
        var older = await visitor.Get("/privacy/cookies/versions/1?lang=en");
        Assert.Equal(text.Page.QuerySelector("[data-hash]")!.TextContent, older.Page.QuerySelector("[data-hash]")!.TextContent);
        Assert.Equal(404, (await visitor.Get("/privacy/cookies/versions/3")).Status);
    }

    [Fact]
    public async Task Another_browser_and_another_school_know_nothing_of_an_answer()
    {
        var (school, other) = (await campus.Declaring(Jar.Asking), await campus.Declaring(Jar.Asking));
        var visitor = campus.Site.Visit(school);
        await visitor.Choose("analytics");
        var choices = visitor.Cookies.GetAllCookies().Single(cookie => cookie.Name == "choices").Value;

        var elsewhere = campus.Site.Visit(other);
        elsewhere.Cookies.Add(new System.Net.Cookie("choices", choices, "/", other.Hosts[0]));

        Assert.Equal("ask", (await elsewhere.Get("/")).Prompt());
        Assert.Equal("ask", (await campus.Site.Visit(school).Get("/")).Prompt());
        Assert.Equal(404, (await campus.Site.Visit(school).Get("/privacy/cookies/receipt.jws")).Status);
    }

    [Fact]
    public async Task A_signed_in_persons_answer_is_hers_on_every_browser_and_in_her_ledger()
    {
        var school = await campus.Declaring(Jar.Asking);
        var ada = await campus.SignedIn(school);
        await ada.Browser.Press(await ada.Get("/"), "accept");

        var second = campus.Site.Visit(school);
        await second.Get($"/test/enter/{ada.Person}");
        var act = Assert.Single(await campus.Acts(school, ada));

        Assert.Null((await second.Get("/")).Prompt());
        Assert.Equal(
            (ConsentAct.Accepted, ConsentType.ExplicitlyExpressed, 1, "accept"), (act.Act, act.Type, act.Shown.Version, act.ControlId));
        Assert.True(act.NoticeNumber > 0);
        Assert.Equal(200, (await ada.Get($"/account/privacy/receipts/{act.Number}")).Status);

        // Out again: a browser that others may use has an answer of its own.
        Assert.Equal("ask", (await campus.Site.Visit(school).Get("/")).Prompt());
    }

    [Fact]
    [Trait("Rule", "E59"), Trait("Rule", "N01")]
    public async Task Where_use_agrees_a_member_is_told_once_and_going_on_is_recorded_as_implied()
    {
        var school = await campus.Declaring(Jar.ByUse);
        var ada = await campus.SignedIn(school);

        Assert.Null(await ada.Browser.Set("_ga=1"));
        var told = await ada.Get("/courses");
        Assert.Equal("notify", told.Prompt());
        Assert.Empty(await campus.Acts(school, ada));
        Assert.Null((await ada.Get("/courses")).Prompt());

        var act = Assert.Single(await campus.Acts(school, ada));
        Assert.Equal((ConsentType.Implied, AcceptanceMode.ContinuedUse), (act.Type, act.Mode));
        Assert.NotNull(await ada.Browser.Set("_ga=1"));

        // A visitor has nothing that it could be written down in, so nothing is assumed of her.
        Assert.Null((await campus.Site.Visit(school).Get("/")).Prompt());
        Assert.Null(await campus.Site.Visit(school).Set("_ga=1"));
    }

    [Fact]
    [Trait("Rule", "E59")]
    public async Task What_use_agreed_to_is_void_where_the_law_asks_for_an_act()
    {
        var school = await campus.Declaring(Jar.ByUse);
        var ada = await campus.SignedIn(school, "AF");
        await ada.Get("/courses");
        await ada.Get("/courses");
        Assert.NotNull(await ada.Browser.Set("_ga=1"));

        await Moved(school, "DE");

        Assert.Null(await ada.Browser.Set("_ga=1"));
        Assert.Equal("ask", (await ada.Get("/courses")).Prompt());
    }

    [Fact]
    [Trait("Rule", "M32"), Trait("Rule", "B16"), Trait("Rule", "T21")]
    public async Task The_browsers_signal_is_shown_as_honoured_and_written_down_for_a_member()
    {
        var school = await campus.Declaring(Jar.Asking);
        var ada = await campus.SignedIn(school);

        var page = await ada.Browser.Ask("/privacy/cookies", gpc: true);
        var box = page.Page.QuerySelector("#allow-analytics")!;

        Assert.NotNull(page.Page.QuerySelector("[data-gpc='honoured']"));
        Assert.True(box.HasAttribute("disabled") && !box.HasAttribute("checked"));
        Assert.Null((await ada.Get("/privacy/cookies")).Page.QuerySelector("[data-gpc]"));

        var act = Assert.Single(await campus.Acts(school, ada));
        Assert.Equal((ConsentAct.Refused, "sec-gpc", AcceptanceMode.None), (act.Act, act.ControlId, act.Mode));

        // Asking for all with the signal on gives what the signal leaves: nothing here.
        Assert.Null((await ada.Browser.Ask("/", gpc: true)).Prompt());
        await ada.Browser.Choose("analytics");
        Assert.NotNull(await ada.Browser.Set("_ga=1"));
        Assert.Null(await ada.Browser.Set("_ga=1", gpc: true));
        Assert.Equal(2, (await campus.Acts(school, ada)).Length);
    }

    [Fact]
    [Trait("Rule", "M32")]
    public async Task A_visitor_with_the_signal_is_not_asked_what_it_answers()
    {
        var school = await campus.Declaring(Jar.Asking);

        Assert.Null((await campus.Site.Visit(school).Ask("/", gpc: true)).Prompt());
        Assert.Equal("ask", (await campus.Site.Visit(school).Ask("/", gpc: false)).Prompt());
    }

    [Fact]
    public async Task An_answer_leads_to_no_other_site()
    {
        var school = await campus.Declaring(Jar.Asking);
        var visitor = campus.Site.Visit(school);
        var page = await visitor.Get("/");

        var pressed = await visitor.Submit(
            page,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["answer"] = "refuse", ["return"] = "//evil.example/" },
            ".cookie-banner form");

        Assert.Equal("/", pressed.Location);
    }

    private async Task<School> Moved(School school, string country)
    {
        var changed = await campus.Site.In(school, async grains =>
        {
            var now = (await grains.School.School())!;
            return await grains.School.ChangeProfile(now.Profile with { Country = country }, now.Revision);
        });
        return changed.Value!;
    }

    private async Task<(string Verdict, string Consent)> Checked(School school, string jws)
    {
        var answer = await campus.Site.Visit(school).PostJson("/api/v1/receipts/verify", JsonSerializer.Serialize(new { receipt = jws }));
        using var json = JsonDocument.Parse(answer.Body);
        return (json.RootElement.GetProperty("verdict").GetString()!, json.RootElement.GetProperty("consent").GetString()!);
    }

    private static Task<(int Status, JsonElement Body)> Answer(ApiClient api, int version, string allow, string without) => api.Put(
        "/api/v1/cookies/answer",
        new
        {
            version,
            allow = allow.Split(',', StringSplitOptions.RemoveEmptyEntries),
            without = without.Split(',', StringSplitOptions.RemoveEmptyEntries),
        });
}
