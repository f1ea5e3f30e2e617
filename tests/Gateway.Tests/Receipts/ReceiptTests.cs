using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Receipts;

/// <summary>Her privacy corner: receipts, their file, and taking consent back.</summary>
public class ReceiptTests(Campus campus)
{
    private static Task<JsonDocument[]>? shared;

    /// <summary>What is mandatory in ISO/IEC TS 27560:2023, by where it stands in the file (guide of the W3C group, 7.2).</summary>
    public static TheoryData<string> Mandatory =>
    [
        "schema_version", "receipt_id", "record.schema_version", "record.record_id", "record.pii_principal_id",
        "record.processing.0.privacy_notice", "record.processing.0.language", "record.processing.0.purpose",
        "record.processing.0.pii_information", "record.processing.0.storage_locations", "record.processing.0.retention_period",
        "record.processing.0.jurisdiction", "record.processing.0.recipient_third_parties", "record.processing.0.withdrawal_method",
        "record.pii_controllers.0.party_id", "record.pii_controllers.0.party_address", "record.pii_controllers.0.party_name",
        "record.pii_controllers.0.party_contact", "record.pii_controllers.0.party_type", "record.events.0.event_time",
        "record.events.0.validity_duration", "record.events.0.entity_id", "record.events.0.event_type", "record.events.0.event_state",
    ];

    [Fact, Trait("Rule", "M02"), Trait("Rule", "T01")]
    public async Task A_receipt_says_what_was_shown_and_that_the_binding_text_was_missing()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);

        var page = (await ada.Get("/account/privacy/receipts/2")).Page;

        Assert.NotNull(page.QuerySelector("[data-missing='fa-AF']"));
        Assert.Contains(Campus.Text("en", "We keep your name.").Hash, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("/policies/privacy/versions/1?lang=en", page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")), StringComparer.Ordinal);
    }

    [Fact, Trait("Rule", "M01"), Trait("Rule", "T02")]
    public async Task The_binding_text_is_linked_where_it_was_published()
    {
        var school = await campus.School(RulesPresets.ConvenienceTranslations("fa-AF"));
        await campus.Publish(school, Campus.Text("fa-AF", "نام شما را نگه می‌داریم."), Campus.Text("en", "We keep your name."));
        var ada = await Used(school);

        var page = (await ada.Get("/account/privacy/receipts/2")).Page;
        var act = Assert.Single(await campus.Acts(school, ada));

        Assert.Equal(("en", "fa-AF"), (act.Shown.Language, act.Shown.BindingLanguage));
        Assert.Equal(Campus.Text("fa-AF", "نام شما را نگه می‌داریم.").Hash, act.Shown.BindingHash);
        Assert.Contains("/policies/privacy/versions/1?lang=fa-AF", page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")), StringComparer.Ordinal);

        using var file = JsonDocument.Parse((await ada.Get("/account/privacy/receipts/2.jsonld")).Bytes);
        var notice = file.RootElement.GetProperty("record").GetProperty("processing")[0].GetProperty("privacy_notice");
        Assert.Equal(act.Shown.ShownHash, notice.GetProperty("shown_sha256").GetString());
        Assert.Equal(act.Shown.BindingHash, notice.GetProperty("binding_sha256").GetString());

        // Both addresses lead to the texts themselves.
        foreach (var (address, words) in new[] { ("@id", "We keep your name."), ("binding_text", "نام شما را نگه می‌داریم.") })
        {
            var text = await campus.Site.Visit(school).Follow(new Uri(notice.GetProperty(address).GetString()!).PathAndQuery);
            Assert.Contains(words, text.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    /// <summary>A field is stated, or it is null and named as one that is not.</summary>
    [Theory, MemberData(nameof(Mandatory))]
    public async Task A_field_that_27560_demands_is_there(string field)
    {
        foreach (var receipt in (await Shared()).Select(file => file.RootElement))
        {
            var value = receipt;

            foreach (var name in field.Split('.'))
                value = name == "0" ? value[0] : value.GetProperty(name);

            var stated = field.Replace("record.", "", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal);
            var missing = receipt.GetProperty("not_stated").EnumerateArray().Select(name => name.GetString()).Contains(stated, StringComparer.Ordinal);

            Assert.Equal(missing, value.ValueKind == JsonValueKind.Null);
            Assert.NotEqual("\"\"", value.GetRawText());
        }
    }

    /// <summary>What was written once has to be written the same way again: a new layout is a new version of it.</summary>
    [Fact]
    public void The_layout_of_a_receipt_changes_only_on_purpose() => Assert.Equal(
        "e0d2f8bcd5f06d68ad9df807a5c5153a",
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(new Forge().Payload())).AsSpan(0, 16)));

    [Fact, Trait("Rule", "T51"), Trait("Rule", "M02")]
    public async Task The_file_says_in_the_terms_of_DPV_what_happened_and_that_the_binding_text_was_missing()
    {
        var receipt = (await Shared())[1].RootElement;
        var record = receipt.GetProperty("record");
        var processing = record.GetProperty("processing")[0];
        var happened = record.GetProperty("events")[0];
        var notice = receipt.GetProperty("evidence").GetProperty("notice_served");

        Assert.Equal("https://w3id.org/dpv#", receipt.GetProperty("@context").GetProperty("dpv").GetString());
        Assert.Equal("dpv:ImpliedConsent", happened.GetProperty("event_type").GetString());
        Assert.Equal("dpv:ConsentGiven", happened.GetProperty("event_state").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", happened.GetProperty("event_time").GetString());
        Assert.Equal(record.GetProperty("pii_principal_id").GetString(), happened.GetProperty("entity_id").GetString());
        Assert.Equal("loc:AF", processing.GetProperty("jurisdiction").GetString());
        Assert.Equal(("accounts", "dpv:Contract"), (processing.GetProperty("purpose").GetString(), processing.GetProperty("lawful_basis").GetString()));
        Assert.True(processing.GetProperty("privacy_notice").GetProperty("binding_text_missing").GetBoolean());
        Assert.Equal(JsonValueKind.Null, processing.GetProperty("privacy_notice").GetProperty("binding_sha256").ValueKind);
        Assert.Equal("dpv:NoticeCommunicated", notice.GetProperty("event_type").GetString());
        Assert.Equal(1, notice.GetProperty("entry").GetInt32());
    }

    [Fact]
    public async Task A_receipt_is_the_same_bytes_ever_after_signed_and_readable_on_the_page_and_over_the_api()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);
        var api = new ApiClient(ada.Browser);

        var signed = await ada.Get("/account/privacy/receipts/2.jws");
        await campus.Site.In(school, grains => grains.School.ChangeProfile(school.Profile with { Contact = "new@example.net" }, school.Revision));
        await campus.Site.In(school, grains => grains.SigningKeys.Rotate());
        var readable = await ada.Get("/account/privacy/receipts/2.jsonld");

        Assert.Equal(("application/jose", "application/ld+json; charset=utf-8"), (signed.Headers["content-type"], readable.Headers["content-type"]));
        Assert.Equal("attachment; filename=\"receipt-" + school.Slug + "-2.jws\"", signed.Headers["content-disposition"]);
        Assert.Equal(Payload(signed.Body), readable.Body);
        Assert.Equal(signed.Body, (await ada.Get("/account/privacy/receipts/2.jws")).Body);
        Assert.Equal(readable.Body, (await Receipt(api, "*/*")).Body);
        Assert.Equal(readable.Body, (await Receipt(api, "application/ld+json, application/jose;q=0.5")).Body);
        Assert.Equal(signed.Body, (await Receipt(api, "application/jose")).Body);
        Assert.Equal("Accept", (await Receipt(api, "application/jose")).Headers["vary"]);
        Assert.Contains("office@", readable.Body, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "E01")]
    public async Task Who_answers_for_her_data_stands_on_the_receipt_and_under_the_policy()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.NoticeOnly);
        var named = school.Profile with { Controller = new ControllerIdentity("North Star LLC", "Licence No. 12", "1 School Street\nKabul") };
        await campus.Site.In(school, grains => grains.School.ChangeProfile(named, school.Revision));
        var ada = await Used(school);

        using var file = JsonDocument.Parse((await ada.Get("/account/privacy/receipts/1.jsonld")).Bytes);
        var party = file.RootElement.GetProperty("record").GetProperty("pii_controllers")[0];
        var notStated = file.RootElement.GetProperty("not_stated").EnumerateArray().Select(field => field.GetString());
        var policy = await campus.Site.Visit(school).Get("/policies/privacy");

        Assert.Equal(
            ("North Star LLC", "Licence No. 12", "1 School Street\nKabul"),
            (party.GetProperty("party_name").GetString(), party.GetProperty("party_licence").GetString(), party.GetProperty("party_address").GetString()));
        Assert.DoesNotContain("pii_controllers.party_address", notStated);
        Assert.Contains("North Star LLC, Licence No. 12, 1 School Street, Kabul", policy.Page.QuerySelector("main dl.facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawing_is_one_button_and_is_recorded()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);

        var answer = await ada.Browser.Submit(await ada.Get("/account/privacy"));
        var after = await ada.Get(answer.Location!);

        Assert.Equal(302, answer.Status);
        Assert.NotNull(after.Page.QuerySelector("main [role=status]"));
        Assert.Equal([ConsentAct.Accepted, ConsentAct.Withdrawn], (await campus.Acts(school, ada)).Select(act => act.Act));
        Assert.Equal(303, (await ada.Get("/")).Status);
    }

    [Fact]
    public async Task Nothing_to_withdraw_is_said_and_nothing_is_recorded()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);
        var page = await ada.Get("/account/privacy");
        await ada.Browser.Submit(page);

        var again = await ada.Browser.Submit(page);

        Assert.Equal((404, "consent.nothing_to_withdraw"), (again.Status, again.Code));
        Assert.Equal(2, (await campus.Acts(school, ada)).Length);
    }

    [Theory]
    [InlineData("/account/privacy/receipts/99")]
    [InlineData("/account/privacy/receipts/99.jsonld")]
    [InlineData("/account/privacy/receipts/0.jws")]
    public async Task A_receipt_that_is_none_is_not_found(string path)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);

        Assert.Equal(404, (await ada.Get(path)).Status);
    }

    [Fact]
    public async Task Receipts_are_for_their_owner_alone()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        await Used(school);
        var eve = await campus.SignedIn(school, name: "Eve");

        Assert.Equal(404, (await eve.Get("/account/privacy/receipts/2")).Status);
        Assert.StartsWith(
            "/sign-in", (await campus.Site.Visit(school).Get("/account/privacy/receipts/2.jsonld")).Location, StringComparison.Ordinal);
    }

    /// <summary>What is signed in a JWS.</summary>
    internal static string Payload(string jws) =>
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(jws.Split('.')[1]));

    private static Task<Answer> Receipt(ApiClient api, string accept) =>
        api.Whole(HttpMethod.Get, "/api/v1/me/consents/2/receipt", null, ("Accept", accept));

    // A notice, an agreement and a withdrawal, for all the fields that are looked for in them.
    private async Task<JsonDocument[]> Shared()
    {
        shared ??= Make();
        return await shared;

        async Task<JsonDocument[]> Make()
        {
            var ada = await Used(await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF")));
            await ada.Browser.Submit(await ada.Get("/account/privacy"));
            var files = new List<JsonDocument>();

            foreach (var number in new[] { 1, 2, 3 })
                files.Add(JsonDocument.Parse((await ada.Get($"/account/privacy/receipts/{number}.jsonld")).Bytes));

            return [.. files];
        }
    }

    private async Task<Learner> Used(School school)
    {
        var learner = await campus.SignedIn(school);
        await learner.Get("/");
        await learner.Get("/");
        return learner;
    }
}
