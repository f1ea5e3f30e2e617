using System.Text.Json;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>Her privacy corner: receipts, their file, and taking consent back.</summary>
public class ReceiptTests(Campus campus)
{
    [Fact]
    public async Task A_receipt_says_what_was_shown_and_that_the_binding_text_was_missing()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);

        var page = (await ada.Get("/account/privacy/receipts/2")).Page;

        Assert.NotNull(page.QuerySelector("[data-missing='fa-AF']"));
        Assert.Contains(Campus.Text("en", "We keep your name.").Hash, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("/policies/privacy/versions/1?lang=en", page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")), StringComparer.Ordinal);
    }

    [Fact]
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
    }

    [Fact]
    public async Task The_file_holds_every_field_that_27560_demands_and_names_what_is_not_stated()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(school);

        var answer = await ada.Get("/account/privacy/receipts/2.json");
        using var json = JsonDocument.Parse(answer.Bytes);
        var record = json.RootElement.GetProperty("record");
        var processing = record.GetProperty("processing")[0];
        var happened = record.GetProperty("events")[0];
        var controller = record.GetProperty("pii_controllers")[0];

        Assert.StartsWith("application/ld+json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.All(["schema_version", "receipt_id"], name => Assert.NotEmpty(json.RootElement.GetProperty(name).GetString()!));
        Assert.All(["schema_version", "record_id", "pii_principal_id"], name => Assert.NotEmpty(record.GetProperty(name).GetString()!));
        Assert.All(
            [
                "privacy_notice", "language", "purpose", "pii_information", "storage_locations", "retention_period", "jurisdiction",
                "recipient_third_parties", "withdrawal_method",
            ],
            name => Assert.True(processing.TryGetProperty(name, out _), name));
        Assert.All(
            ["party_id", "party_address", "party_name", "party_contact", "party_type"],
            name => Assert.True(controller.TryGetProperty(name, out _), name));
        Assert.All(
            ["event_time", "validity_duration", "entity_id", "event_type", "event_state"],
            name => Assert.NotEmpty(happened.GetProperty(name).GetString()!));
        Assert.Equal("dpv:ImpliedConsent", happened.GetProperty("event_type").GetString());
        Assert.True(processing.GetProperty("privacy_notice").GetProperty("binding_text_missing").GetBoolean());
        Assert.Contains("processing.purpose", json.RootElement.GetProperty("not_stated").EnumerateArray().Select(field => field.GetString()), StringComparer.Ordinal);
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
    [InlineData("/account/privacy/receipts/99.json")]
    [InlineData("/account/privacy/receipts/0.json")]
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
            "/sign-in", (await campus.Site.Visit(school).Get("/account/privacy/receipts/2.json")).Location, StringComparison.Ordinal);
    }

    private async Task<Learner> Used(School school)
    {
        var learner = await campus.SignedIn(school);
        await learner.Get("/");
        await learner.Get("/");
        return learner;
    }
}
