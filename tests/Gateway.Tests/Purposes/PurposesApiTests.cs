using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Purposes;

/// <summary>The register and her answers over the API.</summary>
public class PurposesApiTests(Office office)
{
    private const string Good = """
        {"terms":{"titles":{"en":"News","fa-AF":"خبرها","ar":"أخبار"},"descriptions":{"en":"Mail.","fa-AF":"ایمیل.","ar":"رسائل."},
         "dpvPurpose":"DirectMarketing","basis":"consent","categories":["contact"],"operations":["use"],"retention":{"kind":"untilWithdrawn","period":"","words":{}}}}
        """;

    private const string NoBasis = """{"terms":{"titles":{"en":"News","fa-AF":"خبرها","ar":"أخبار"},"descriptions":{"en":"Mail.","fa-AF":"ایمیل.","ar":"رسائل."},"dpvPurpose":"DirectMarketing","categories":["contact"],"operations":["use"],"retention":{"kind":"untilWithdrawn","period":"","words":{}}}}""";

    private const string NoData = """{"terms":{"titles":{"en":"News","fa-AF":"خبرها","ar":"أخبار"},"descriptions":{"en":"Mail.","fa-AF":"ایمیل.","ar":"رسائل."},"dpvPurpose":"DirectMarketing","basis":"consent","categories":[],"operations":["use"],"retention":{"kind":"untilWithdrawn","period":"","words":{}}}}""";

    [Fact]
    public async Task An_admin_puts_a_purpose_and_visitors_read_what_is_pursued()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var visitor = office.Site.Visit(school);
        var listed = await admin.Get("/api/v1/purposes");

        var put = await Put(admin, "news", Good, listed.Headers["etag"]);
        var stale = await Put(admin, "other", Good, listed.Headers["etag"]);
        var off = await Put(admin, "hidden", Good.TrimEnd()[..^1] + ",\"state\":\"disabled\"}", null);
        var seen = Keys(await visitor.Get("/api/v1/purposes"));
        var all = Keys(await admin.Get("/api/v1/purposes"));

        Assert.Equal((200, 412, 200), (put.Status, stale.Status, off.Status));
        Assert.Equal(BuiltInPurposes.All.Select(purpose => purpose.Key.Value).Append("news"), seen);
        Assert.Equal(seen.Append("hidden"), all);
        Assert.Equal((200, 404, 200), ((await visitor.Get("/api/v1/purposes/news")).Status, (await visitor.Get("/api/v1/purposes/hidden")).Status, (await admin.Get("/api/v1/purposes/hidden")).Status));
        Assert.Equal(401, (await Put(visitor, "mine", Good, null)).Status);
    }

    [Theory]
    [Trait("Rule", "N07"), Trait("Rule", "E12")]
    [InlineData("news", """{"terms":null}""", "about:blank")]
    [InlineData("news", """{"terms":{"titles":null}}""", "about:blank")]
    [InlineData("news", """{"terms":{"categories":null}}""", "about:blank")]
    [InlineData("news", """{"terms":{"recipients":[null]}}""", "purposes.bad_text")]
    [InlineData("news", """{"terms":{"titles":{"en":null}}}""", "purposes.bad_text")]
    [InlineData("news", """{"terms":{}}""", "purposes.no_title")]
    [InlineData("teaching", """{"terms":{"dpvPurpose":"Marketing","basis":"contract","categories":["contact"],"operations":["use"],"retention":{"kind":"untilWithdrawn","period":"","words":{}}}}""", "purposes.built_in")]
    [InlineData("9", Good, "purposes.bad_key")]
    [InlineData("news", NoBasis, "purposes.no_basis")]
    [InlineData("news", NoData, "purposes.no_category")]
    public async Task What_is_wrong_has_its_name(string key, string body, string code)
    {
        var school = await office.School();
        var refused = await Put(await office.SignedIn(school, Role.Admin), key, body, null);

        Assert.InRange(refused.Status, 400, 422);
        Assert.Contains($"\"{code}\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal(0, (await office.Site.In(school, grains => grains.Purposes.All())).Revision);
    }

    [Fact]
    public async Task She_answers_what_she_was_shown_and_takes_it_back()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var (ada, account) = await office.Enter(school, Role.Student);
        var mine = await Mine(ada);

        var stale = await ada.PostJson("/api/v1/me/purposes/news/answers", Answer("agree", 7, mine.Hash));
        var agreed = await ada.PostJson("/api/v1/me/purposes/news/answers", Answer("agree", mine.Version, mine.Hash));
        var given = await Mine(ada);
        var withdrawn = await ada.Post("/api/v1/me/purposes/news/withdrawals", new StringContent(""));
        var twice = await ada.Post("/api/v1/me/purposes/news/withdrawals", new StringContent(""));
        var entries = await office.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries());

        Assert.Equal((409, 201, 201, 404), (stale.Status, agreed.Status, withdrawn.Status, twice.Status));
        Assert.Contains("purposes.version_superseded", stale.Body, StringComparison.Ordinal);
        Assert.Equal("/api/v1/me/consents/1", agreed.Location);
        Assert.Equal(("asked", "given", "withdrawn"), (mine.Answer, given.Answer, (await Mine(ada)).Answer));
        Assert.Equal([ConsentAct.Accepted, ConsentAct.Withdrawn], entries.Select(entry => entry.Act));
        Assert.Equal("/api/v1/me/purposes/news/answers", entries[0].Surface);
    }

    [Fact]
    public async Task Whose_data_may_be_used_is_given_out_in_the_asked_categories_only()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms with { Categories = [DataCategory.Contact, DataCategory.Profile] });
        var (ada, account) = await office.Enter(school, Role.Student);
        await office.Enter(school, Role.Student);
        await ada.Press("agree");
        var admin = await office.SignedIn(school, Role.Admin);

        using var contact = JsonDocument.Parse((await admin.Get("/api/v1/purposes/news/people")).Bytes);
        using var profile = JsonDocument.Parse((await admin.Get("/api/v1/purposes/news/people?categories=profile")).Bytes);
        var (one, other) = (Assert.Single(contact.RootElement.GetProperty("items").EnumerateArray()), Assert.Single(profile.RootElement.GetProperty("items").EnumerateArray()));

        Assert.Equal((account.Id.Value, account.Email), (one.GetProperty("id").GetString(), one.GetProperty("email").GetString()));
        Assert.Equal((JsonValueKind.Null, account.Name), (other.GetProperty("email").ValueKind, other.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, one.GetProperty("name").ValueKind);
        Assert.Equal(404, (await ada.Get("/api/v1/purposes/news/people")).Status is 403 or 404 ? 404 : 0);
    }

    /// <summary>Two people, and a law that does not know the basis: she is left out, and nobody is said to have tried to read her.</summary>
    [Fact]
    public async Task Who_is_left_out_of_a_list_leaves_no_denial()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms with { Basis = LawfulBasis.LegitimateInterest });
        var (_, account) = await office.Enter(school, Role.Student);
        var (_, other) = await office.Enter(school, Role.Student);
        await office.Site.In(school, grains => Darsgah.Gateway.People.Accounts.Change(
            grains, other.Id, now => Darsgah.Gateway.People.AccountChange.Of(now with { Country = "AE" })));
        var admin = await office.SignedIn(school, Role.Admin);

        using var listed = JsonDocument.Parse((await admin.Get("/api/v1/purposes/news/people")).Bytes);
        var ids = listed.RootElement.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("id").GetString()).ToList();
        var rows = await office.Site.In(school, grains => grains.Audit.Months(0));

        Assert.Contains(account.Id.Value, ids);
        Assert.DoesNotContain(other.Id.Value, ids);
        Assert.DoesNotContain(rows, row => row.Action == "purpose.denied");
    }

    private static Task<Answer> Put(Visitor admin, string key, string body, string? match)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/purposes/{key}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Origin", admin.Origin.GetLeftPart(UriPartial.Authority));

        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);

        return admin.Send(request);
    }

    private static string Answer(string answer, int version, string hash) => JsonSerializer.Serialize(new { answer, version, hash, language = "en" });

    private static List<string> Keys(Answer answer)
    {
        using var body = JsonDocument.Parse(answer.Bytes);
        return [.. body.RootElement.GetProperty("items").EnumerateArray().Select(purpose => purpose.GetProperty("key").GetString()!)];
    }

    private static async Task<(int Version, string Hash, string Answer)> Mine(Visitor ada)
    {
        using var body = JsonDocument.Parse((await ada.Get("/api/v1/me/purposes")).Bytes);
        var news = body.RootElement.GetProperty("items").EnumerateArray().Single(purpose => purpose.GetProperty("purpose").GetString() == "news");

        return (news.GetProperty("version").GetInt32(), news.GetProperty("hash").GetString()!, news.GetProperty("standing").GetProperty("answer").GetString()!);
    }
}
