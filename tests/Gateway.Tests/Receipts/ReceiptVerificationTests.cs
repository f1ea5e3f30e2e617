using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Keys;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Darsgah.Gateway.Tests.Receipts;

/// <summary>Checking a receipt: at the school, and without it.</summary>
public class ReceiptVerificationTests(Campus campus)
{
    [Fact]
    public async Task A_genuine_receipt_says_what_became_of_the_consent_and_not_whose_it_is()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(campus, school);
        var jws = await Signed(ada, 2);
        var stranger = campus.Site.Visit(school);

        Assert.Equal(("genuine", "inForce"), await Asked(stranger, jws));
        await ada.Browser.Submit(await ada.Get("/account/privacy"));
        Assert.Equal(("genuine", "withdrawn"), await Asked(stranger, jws));
        Assert.Equal(("genuine", "noConsent"), await Asked(stranger, await Signed(ada, 3)));
        Assert.Equal(("genuine", "noConsent"), await Asked(stranger, await Signed(ada, 1)));

        var answer = await Verify(stranger, jws);
        Assert.Equal("no-store", answer.Headers["cache-control"]);
        NamesNobody(ada, answer.Body);
    }

    [Fact]
    public async Task A_consent_to_a_newer_version_takes_the_place_of_the_older_one()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(campus, school);
        var jws = await Signed(ada, 2);
        await campus.Publish(school, Campus.Text("en", "We keep less."));
        await ada.Get("/");
        await ada.Get("/");

        Assert.Equal(("genuine", "superseded"), await Asked(campus.Site.Visit(school), jws));
        Assert.Equal(("genuine", "inForce"), await Asked(campus.Site.Visit(school), await Signed(ada, 4)));
    }

    [Fact]
    public async Task The_page_takes_a_paste_or_a_file_from_anybody_and_shows_nobody()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(campus, school);
        var jws = await Signed(ada, 2);
        var stranger = campus.Site.Visit(school);
        var form = await stranger.Get("/receipts/verify");

        var pasted = await stranger.Submit(form, ("receipt", jws));
        var sent = await stranger.Post("/receipts/verify", File(form, Encoding.ASCII.GetBytes(jws)));
        var changed = await stranger.Submit(form, ("receipt", jws[..^2] + (jws[^2] == 'A' ? 'B' : 'A') + jws[^1]));
        var nothing = await stranger.Submit(form);

        Assert.All([pasted, sent], answer => Assert.Equal("genuine", Verdict(answer)));
        Assert.Equal("in_force", pasted.Page.QuerySelector("[data-consent]")?.GetAttribute("data-consent"));
        Assert.Equal("/policies/privacy/versions/1?lang=en", pasted.Page.QuerySelector("main dd a")?.GetAttribute("href"));
        Assert.Equal("changed", Verdict(changed));
        Assert.Equal((200, null), (nothing.Status, Verdict(nothing)));
        NamesNobody(ada, sent.Body);
    }

    [Fact]
    public async Task A_file_beyond_64_KB_and_one_of_any_bytes_are_no_receipts()
    {
        var school = await campus.School();
        var stranger = campus.Site.Visit(school);
        var form = await stranger.Get("/receipts/verify");

        Assert.Equal("not_a_receipt", Verdict(await stranger.Post("/receipts/verify", File(form, new byte[66_000]))));
        Assert.Equal("not_a_receipt", Verdict(await stranger.Post("/receipts/verify", File(form, [0xFF, 0xFE, 0, 0xD8]))));
    }

    /// <summary>By its length alone: nothing of it is read.</summary>
    [Theory]
    [InlineData("/receipts/verify", "application/x-www-form-urlencoded")]
    [InlineData("/api/v1/receipts/verify", "application/json")]
    public async Task A_body_that_is_too_large_is_413(string path, string type)
    {
        var school = await campus.School();

        var answer = await RawHttp.Send(
            campus.Site.Port,
            $"POST {path} HTTP/1.1\r\nHost: {school.Hosts[0]}\r\nContent-Type: {type}\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n");

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task Another_schools_receipt_is_refused_without_a_word_about_that_school()
    {
        var here = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var there = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        await Signed(await Used(campus, here), 2);
        var jws = await Signed(await Used(campus, there), 2);
        var stranger = campus.Site.Visit(here);

        var page = await stranger.Submit(await stranger.Get("/receipts/verify"), ("receipt", jws));
        var answer = await Verify(stranger, jws);

        Assert.Equal("otherSchool", JsonDocument.Parse(answer.Body).RootElement.GetProperty("verdict").GetString());
        Assert.Equal("other_school", Verdict(page));
        Assert.DoesNotContain(there.Slug, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(there.Slug, page.Page.QuerySelector("[data-verdict]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_replaced_by_an_admin_and_what_it_signed_stays_genuine()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var ada = await Used(campus, school);
        var before = await Signed(ada, 2);
        var office = new ApiClient(campus.Site.Visit(school), await campus.Site.Schools.IssueAdminKey(school.Id, "office", "test"));

        var made = await office.Post("/api/v1/signing-keys", once: "k1");
        var again = await office.Post("/api/v1/signing-keys", once: "k1");
        var after = await Signed(ada, 1);
        var keys = (await office.Get("/api/v1/signing-keys")).Body.GetProperty("items");

        Assert.Equal((201, made.Body.GetRawText()), (again.Status, again.Body.GetRawText()));
        Assert.Equal([KeyOf(after), KeyOf(before)], keys.EnumerateArray().Select(key => key.GetProperty("id").GetString()));
        Assert.Equal([KeyOf(after), KeyOf(before)], (await Published(school)).Select(key => key.GetProperty("kid").GetString()));
        var finding = JsonDocument.Parse((await Verify(campus.Site.Visit(school), before)).Body).RootElement;
        Assert.Equal("genuine", finding.GetProperty("verdict").GetString());
        Assert.Equal(keys[1].GetProperty("retiredAt").GetString(), finding.GetProperty("keyRetiredAt").GetString());
        Assert.Equal(401, (await new ApiClient(campus.Site.Visit(school)).Post("/api/v1/signing-keys")).Status);
        Assert.Equal(403, (await new ApiClient(ada.Browser).Post("/api/v1/signing-keys")).Status);
    }

    [Fact]
    public async Task Published_keys_are_public_and_check_a_receipt_with_nothing_of_ours()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        Assert.Empty(await Published(school));
        var parts = (await Signed(await Used(campus, school), 2)).Split('.');

        var answer = await campus.Site.Visit(school).Get("/.well-known/jwks.json");
        var key = Assert.Single(await Published(school));
        using var point = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key.GetProperty("x").GetString()!), Y = Bytes(key.GetProperty("y").GetString()!) },
        });

        Assert.True(point.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256));
        Assert.Equal(("application/jwk-set+json", "public, max-age=300"), (answer.Headers["content-type"], answer.Headers["cache-control"]));
        Assert.Equal(["kty", "crv", "use", "alg", "kid", "x", "y"], key.EnumerateObject().Select(member => member.Name));
        Assert.Equal(404, (await campus.Site.Visit(Site.PlatformHost).Get("/.well-known/jwks.json")).Status);
    }

    [Fact]
    public async Task A_common_library_finds_a_receipt_good_with_the_published_keys_and_a_changed_one_bad()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var jws = await Signed(await Used(campus, school), 2);
        var rules = new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet((await campus.Site.Visit(school).Get("/.well-known/jwks.json")).Body).GetSigningKeys(),
            ValidAlgorithms = ["ES256"],
            ValidTypes = ["consent-receipt+jwt"],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        };
        var library = new JsonWebTokenHandler();

        Assert.True((await library.ValidateTokenAsync(jws, rules)).IsValid);
        Assert.False((await library.ValidateTokenAsync(jws[..^10] + (jws[^10] == 'A' ? 'B' : 'A') + jws[^9..], rules)).IsValid);
    }

    [Fact]
    public async Task After_thirty_texts_that_are_no_receipts_an_address_waits_and_a_genuine_one_is_never_counted()
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var jws = await Signed(await Used(campus, school), 2);
        var stranger = campus.Site.Visit(school);

        for (var text = 0; text < 30; text++)
        {
            Assert.Equal("notAReceipt", (await Asked(stranger, "x")).Verdict);
            Assert.Equal("genuine", text < 29 ? (await Asked(stranger, jws)).Verdict : "genuine");
        }

        Assert.Equal(429, (await Verify(stranger, jws)).Status);
        Assert.Equal(429, (await stranger.Submit(await stranger.Get("/receipts/verify"), ("receipt", jws))).Status);
    }

    [Fact]
    public async Task The_receipt_of_a_blocked_person_and_of_one_who_was_erased_stays_good_and_names_nobody()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.SchoolWithPolicy(RulesPresets.ConvenienceTranslations("fa-AF"));
        var (ada, bea) = (await Used(own, school), await Used(own, school));
        var (blocked, erased) = (await Signed(ada, 2), await Signed(bea, 2));
        var keys = (await own.Site.Visit(school).Get("/.well-known/jwks.json")).Body;

        await own.Site.In(school, async grains =>
        {
            var account = (await grains.Person(ada.Person).Account(PurposeUses.AccountChange))!;
            return await grains.Person(ada.Person).Save(account with { Blocked = true }, []);
        });
        await own.Site.Services.GetRequiredService<IKeyRing>().DestroySubjectKey(school.Id, bea.Person.Value);
        await own.Site.Restart();

        Assert.Equal(("genuine", "inForce"), await Asked(own.Site.Visit(school), blocked));
        Assert.Equal(("genuine", "unknown"), await Asked(own.Site.Visit(school), erased));
        Assert.Equal(keys, (await own.Site.Visit(school).Get("/.well-known/jwks.json")).Body);
        NamesNobody(ada, ReceiptTests.Payload(blocked));
        NamesNobody(bea, ReceiptTests.Payload(erased));
        Assert.Equal(("genuine", "unknown"), await Asked(own.Site.Visit(school), erased));

        var pseudonym = JsonDocument.Parse(ReceiptTests.Payload(erased)).RootElement.GetProperty("record").GetProperty("pii_principal_id").GetString()!;
        Assert.Null(await own.Site.In(school, grains => grains.ReceiptHolder(pseudonym).Person()));
    }

    private static async Task<Learner> Used(Campus campus, School school)
    {
        var learner = await campus.SignedIn(school, name: "Ada Lovelace-Canary");
        await learner.Get("/");
        await learner.Get("/");
        return learner;
    }

    private static async Task<string> Signed(Learner learner, int number) =>
        (await learner.Get($"/account/privacy/receipts/{number}.jws")).Body;

    private static Task<Answer> Verify(Visitor visitor, string receipt) =>
        visitor.PostJson("/api/v1/receipts/verify", JsonSerializer.Serialize(new { receipt }));

    private static async Task<(string? Verdict, string? Consent)> Asked(Visitor visitor, string receipt)
    {
        var answer = await Verify(visitor, receipt);
        Assert.Equal(200, answer.Status);
        var finding = JsonDocument.Parse(answer.Body).RootElement;
        return (finding.GetProperty("verdict").GetString(), finding.GetProperty("consent").GetString());
    }

    private static void NamesNobody(Learner learner, string text) => Assert.All(
        [learner.Person.Value, "Canary", "@example.org", "127.0.0.1"],
        personal => Assert.DoesNotContain(personal, text, StringComparison.Ordinal));

    private async Task<List<JsonElement>> Published(School school) =>
        [.. JsonDocument.Parse((await campus.Site.Visit(school).Get("/.well-known/jwks.json")).Body).RootElement.GetProperty("keys").EnumerateArray()];

    private static MultipartFormDataContent File(Answer form, byte[] content) => new()
    {
        { new StringContent(form.Page.QuerySelector("main input[type=hidden]")!.GetAttribute("value")!), "__RequestVerificationToken" },
        { new ByteArrayContent(content), "file", "receipt.jws" },
    };

    private static string? Verdict(Answer answer) => answer.Page.QuerySelector("[data-verdict]")?.GetAttribute("data-verdict");

    private static string? KeyOf(string jws) =>
        JsonDocument.Parse(Bytes(jws.Split('.')[0])).RootElement.GetProperty("kid").GetString();

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
