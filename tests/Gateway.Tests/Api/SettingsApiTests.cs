using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>A school's settings as a file over the API, and what each value comes from.</summary>
[Collection("people")] // one after another, because some of them count hashes
public class SettingsApiTests(PeopleSite people)
{
    [Fact]
    public async Task Settings_travel_from_one_school_to_its_opposite()
    {
        var (asks, tells) = (await people.School(RulesPresets.Cautious("I agree")), await people.School(RulesPresets.NoticeOnly));
        using var from = await Office(asks);
        using var to = await Office(tells);

        var file = await from.Whole(HttpMethod.Get, "/api/v1/settings", null);
        var taken = await to.Whole(HttpMethod.Put, "/api/v1/settings", Json(file.Body), ("If-Match", $"\"{tells.Revision}\""));
        var now = (await Now(tells)).Rules;

        Assert.Equal((200, 200), (file.Status, taken.Status));
        Assert.Equal($"\"{tells.Revision + 1}\"", taken.Headers["etag"]);
        Assert.Empty(SettingsFile.Differences(asks.Rules, now));
        Assert.Equal($"{to.Visitor.Origin.GetLeftPart(UriPartial.Authority)}/schemas/privacy-settings-1.json",
            JsonDocument.Parse(taken.Body).RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    [Trait("Rule", "B31")]
    public async Task The_declared_cookies_travel_with_the_file_and_a_file_without_them_leaves_them()
    {
        var (one, other) = (await people.School(RulesPresets.NoticeOnly), await people.School(RulesPresets.DatedChanges));
        using var from = await Office(one);
        using var to = await Office(other);
        const string Cookies = """[{"name":"_ga","category":"analytics","setBy":"Counters","days":30,"why":{"en":"Counts.","fa-AF":"می‌شمارد.","ar":"يعدّ."}}]""";

        var (bad, faults) = await from.Send(HttpMethod.Put, "/api/v1/settings", Json(
            """{"format":1,"settings":{},"cookies":[{"name":"session","category":"analytics","setBy":"Us","days":1,"why":{"en":"a","fa-AF":"b","ar":"c"}}]}"""));
        var (put, _) = await from.Send(HttpMethod.Put, "/api/v1/settings", Json("{\"format\":1,\"settings\":{},\"cookies\":" + Cookies + "}"));
        var file = (await from.Whole(HttpMethod.Get, "/api/v1/settings", null)).Body;
        var (taken, _) = await to.Send(HttpMethod.Put, "/api/v1/settings", Json(file));
        var (left, _) = await to.Send(HttpMethod.Put, "/api/v1/settings", Json("""{"format":1,"settings":{}}"""));
        var declared = (await to.Get("/api/v1/cookies")).Body;
        var (gone, _) = await to.Send(HttpMethod.Put, "/api/v1/settings", Json("""{"format":1,"settings":{},"cookies":[]}"""));

        Assert.Equal((422, "/cookies/0/name"), (bad, faults.GetProperty("errors")[0].GetProperty("pointer").GetString()));
        Assert.Equal((200, 200, 200, 200), (put, taken, left, gone));
        Assert.Equal((1, "Counters"), (declared.GetProperty("version").GetInt32(), declared.GetProperty("cookies")[0].GetProperty("setBy").GetString()));
        Assert.Empty((await to.Get("/api/v1/cookies")).Body.GetProperty("cookies").EnumerateArray());
    }

    [Fact]
    public async Task Over_what_somebody_else_changed_nothing_is_put()
    {
        var school = await people.School(RulesPresets.NoticeOnly);
        using var office = await Office(school);
        var file = """{"format":1,"settings":{"version.effectiveDate":{"value":"required"}}}""";

        var first = await office.Whole(HttpMethod.Put, "/api/v1/settings", Json(file), ("If-Match", $"\"{school.Revision}\""));
        var stale = await office.Whole(HttpMethod.Put, "/api/v1/settings", Json(file), ("If-Match", $"\"{school.Revision}\""));
        var odd = await office.Whole(HttpMethod.Put, "/api/v1/settings", Json(file), ("If-Match", "W/\"x\""));

        Assert.Equal((200, 412, 412), (first.Status, stale.Status, odd.Status));
        Assert.Equal(school.Revision + 1, (await Now(school)).Revision);
    }

    [Fact]
    public async Task A_file_with_faults_changes_nothing_and_every_fault_has_its_pointer_value_and_remedy()
    {
        var school = await people.School(RulesPresets.NoticeOnly);
        using var office = await Office(school);

        var (status, body) = await office.Send(HttpMethod.Put, "/api/v1/settings", Json(
            """{"format":1,"settings":{"version.effectiveDate":{"value":"required"},"payment.storePan":{"value":true},"age.minimun":{"value":18}}}"""));
        var errors = body.GetProperty("errors").EnumerateArray().ToList();

        Assert.Equal((422, "settings.refused"), (status, body.GetProperty("code").GetString()));
        Assert.Equal(
            [("/settings/payment.storePan/value", "floor", "true"), ("/settings/age.minimun", "unknown", "age.minimun")],
            errors.Select(error => (error.GetProperty("pointer").GetString()!, error.GetProperty("code").GetString()!, error.GetProperty("value").GetString()!)));
        Assert.Contains("age.minimum", errors[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(school.Revision, (await Now(school)).Revision);
    }

    [Fact]
    public async Task A_word_weaker_than_a_law_is_kept_and_does_not_count()
    {
        var school = await people.School(RulesPresets.DatedChanges);
        using var office = await Office(school);
        var file = """{"format":1,"settings":{"change.newPurpose.needsAct":{"value":false,"clause":"12"}}}""";

        var taken = await office.Send(HttpMethod.Put, "/api/v1/settings", Json(file));
        var german = await Source(office, "change.newPurpose.needsAct", "DE");
        var afghan = await Source(office, "change.newPurpose.needsAct", "AF");

        Assert.Equal(200, taken.Status);
        Assert.True(german.GetProperty("value").GetBoolean());
        Assert.Equal(("law", true), (german.GetProperty("layer").GetString(), german.GetProperty("schoolIsOverruled").GetBoolean()));
        Assert.Equal(
            [("law", true, "eu-gdpr"), ("school", false, "12")],
            german.GetProperty("words").EnumerateArray().Select(word => (
                word.GetProperty("layer").GetString()!,
                word.GetProperty("value").GetBoolean(),
                (word.GetProperty("profile").GetString() ?? word.GetProperty("clause").GetString())!)));
        Assert.Equal(("school", false), (afghan.GetProperty("layer").GetString(), afghan.GetProperty("value").GetBoolean()));
        Assert.Equal(422, (await office.Get("/api/v1/settings/sources?country=Germany")).Status);
    }

    [Fact]
    [Trait("Rule", "T03")]
    public async Task Whoever_imports_another_prevailing_language_confirms_it()
    {
        var school = await people.School();
        using var office = await Office(school);

        await office.Send(HttpMethod.Put, "/api/v1/settings", Json(
            """{"format":1,"settings":{"policy.precedence":{"value":"authoritativePrevails","clause":"7.2"},"policy.authoritativeLanguage":{"value":"fa-AF"}}}"""));
        var language = (await Now(school)).Rules.PolicyLanguage;

        Assert.Equal(("fa-AF", "key:office"), (language.Authoritative, language.Confirmed?.By));
    }

    [Fact]
    public async Task Only_who_runs_the_school_reads_them_and_anybody_reads_the_schema()
    {
        var school = await people.School();
        using var visitor = people.Site.Visit(school);
        using var console = people.Site.Visit(Site.PlatformHost);

        var (here, there) = (await visitor.Get("/schemas/privacy-settings-1.json"), await console.Get("/schemas/privacy-settings-1.json"));

        Assert.Equal(401, (await visitor.Get("/api/v1/settings")).Status);
        Assert.Equal(401, (await visitor.Get("/api/v1/settings/sources")).Status);
        Assert.Equal((200, 200), (here.Status, there.Status));
        Assert.StartsWith("application/schema+json", here.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(SettingsSchema.Json, here.Body);
    }

    private static async Task<JsonElement> Source(ApiClient office, string path, string country) =>
        (await office.Get($"/api/v1/settings/sources?country={country}")).Body.GetProperty("settings").EnumerateArray()
            .Single(setting => setting.GetProperty("path").GetString() == path);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<School> Now(School school) => (await people.Site.In(school, grains => grains.School.School()))!;

    private async Task<ApiClient> Office(School school) => new(
        people.Site.Visit(school), await people.Site.Schools.IssueAdminKey(school.Id, "office", "test"));
}
