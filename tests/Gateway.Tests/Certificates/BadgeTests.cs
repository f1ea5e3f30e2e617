using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Darsgah.Gateway.Tests.Certificates;

/// <summary>The Open Badge 3.0 of a certificate, checked by another library with nothing but what the school publishes.</summary>
public class BadgeTests(Campus campus)
{
    [Fact]
    public async Task Its_signature_is_found_good_by_the_key_that_its_header_leads_to()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school, terms: new CertificateTerms(12));

        var answer = await ada.Get("/certificates/algebra/badge");
        var badge = await Validated(school, answer.Body);

        Assert.Equal("application/vc+jwt", answer.Headers["content-type"]);
        Assert.Equal(["alg", "kid", "typ"], Header(answer.Body).EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("ES256", "JWT"), (Header(answer.Body).GetProperty("alg").GetString(), Header(answer.Body).GetProperty("typ").GetString()));
        AssertOpenBadge(badge, certificate);
    }

    // The members that the schema of an AchievementCredential requires, and the claims that 8.2.4.1 compares with them.
    private static void AssertOpenBadge(JsonElement badge, Certificate certificate)
    {
        string? Text(params string[] path) => path.Aggregate(badge, (element, name) => element.GetProperty(name)).GetString();
        string[] Each(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

        Assert.Equal(
            ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], Each(badge.GetProperty("@context")));
        Assert.Equal(["VerifiableCredential", "OpenBadgeCredential"], Each(badge.GetProperty("type")));
        Assert.Equal(Text("iss"), Text("issuer", "id"));
        Assert.Equal(Text("jti"), Text("id"));
        Assert.Equal(Text("sub"), Text("credentialSubject", "id"));
        Assert.Equal(["Profile"], Each(badge.GetProperty("issuer").GetProperty("type")));
        Assert.Equal(["AchievementSubject"], Each(badge.GetProperty("credentialSubject").GetProperty("type")));

        var achievement = badge.GetProperty("credentialSubject").GetProperty("achievement");
        Assert.Equal(["Achievement"], Each(achievement.GetProperty("type")));
        Assert.Equal(certificate.CourseTitle, achievement.GetProperty("name").GetString());
        Assert.NotEmpty(achievement.GetProperty("description").GetString()!);
        Assert.NotEmpty(achievement.GetProperty("criteria").GetProperty("narrative").GetString()!);
        Assert.All((string?[])[Text("id"), Text("issuer", "id"), achievement.GetProperty("id").GetString()], id => Assert.True(Uri.IsWellFormedUriString(id, UriKind.Absolute)));

        Assert.Equal(certificate.IssuedAt, badge.GetProperty("validFrom").GetDateTimeOffset());
        Assert.Equal(certificate.IssuedAt.ToUnixTimeSeconds(), badge.GetProperty("nbf").GetInt64());
        Assert.Equal(certificate.ExpiresAt, badge.GetProperty("validUntil").GetDateTimeOffset());
        Assert.Equal(certificate.ExpiresAt!.Value.ToUnixTimeSeconds(), badge.GetProperty("exp").GetInt64());

        var status = badge.GetProperty("credentialStatus");
        Assert.Equal(("BitstringStatusListEntry", "revocation", "0"), (
            status.GetProperty("type").GetString(), status.GetProperty("statusPurpose").GetString(), status.GetProperty("statusListIndex").GetString()));
    }

    [Fact]
    public async Task The_issuers_profile_and_set_of_keys_have_that_key()
    {
        var school = await campus.School();
        var (ada, _) = await campus.Graduate(school);
        var kid = Header((await ada.Get("/certificates/algebra/badge")).Body).GetProperty("kid").GetString()!;
        var visitor = campus.Site.Visit(school);

        var key = JsonDocument.Parse((await visitor.Get(new Uri(kid).AbsolutePath)).Body).RootElement;
        var keys = JsonDocument.Parse((await visitor.Get("/.well-known/jwks.json")).Body).RootElement.GetProperty("keys");
        var issuer = JsonDocument.Parse((await visitor.Get("/credentials/issuer")).Body).RootElement;

        Assert.Contains(keys.EnumerateArray(), known => JsonElement.DeepEquals(known, key));
        Assert.False(key.TryGetProperty("d", out _));
        Assert.Contains(issuer.GetProperty("assertionMethod").EnumerateArray(), method => method.GetString() == kid);
        Assert.True(JsonElement.DeepEquals(key, issuer.GetProperty("verificationMethod")[0].GetProperty("publicKeyJwk")));
        Assert.EndsWith("/credentials/issuer", issuer.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await visitor.Get("/credentials/keys/none")).Status);
    }

    [Fact]
    public async Task It_says_who_she_is_only_where_she_asks_and_her_address_never_in_clear()
    {
        var school = await campus.School();
        var (ada, _) = await campus.Graduate(school, "Ada Lovelace");
        var email = $"{ada.Person}@example.org";

        var bare = await Validated(school, (await ada.Get("/certificates/algebra/badge")).Body);
        var bound = await Validated(school, (await ada.Get("/certificates/algebra/badge?with_name=true&with_address=true")).Body);
        var identities = bound.GetProperty("credentialSubject").GetProperty("identifier").EnumerateArray().ToList();
        var address = identities.Single(identity => identity.GetProperty("identityType").GetString() == "emailAddress");
        var salt = address.GetProperty("salt").GetString()!;

        Assert.DoesNotContain("Ada Lovelace", bare.GetRawText(), StringComparison.Ordinal);
        Assert.False(bare.GetProperty("credentialSubject").TryGetProperty("identifier", out _));
        Assert.Equal("Ada Lovelace", identities.Single(identity => identity.GetProperty("identityType").GetString() == "ext:name").GetProperty("identityHash").GetString());
        Assert.Equal("sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email + salt))), address.GetProperty("identityHash").GetString());
        Assert.True(address.GetProperty("hashed").GetBoolean());
        Assert.True(salt.Length >= 32);
        Assert.DoesNotContain("example.org", bare.GetRawText() + bound.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>SEC-J02.</summary>
    [Fact]
    public async Task A_revoked_one_is_marked_in_the_signed_list_that_it_names()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school);
        var status = (await Validated(school, (await ada.Get("/certificates/algebra/badge")).Body)).GetProperty("credentialStatus");

        var before = await Bits(school, status);
        await campus.Site.In(school, grains => grains.Certificate(certificate.Code)!.Revoke("By mistake."));
        var after = await Bits(school, status);

        Assert.Equal(131_072 / 8, before.Length);
        Assert.All(before, bits => Assert.Equal(0, bits));
        Assert.Equal(0x80, after[0]);
        Assert.All(after.Skip(1), bits => Assert.Equal(0, bits));
        Assert.Equal(404, (await campus.Site.Visit(school).Get("/credentials/status/algebra/1")).Status);
        Assert.Equal(404, (await campus.Site.Visit(school).Get("/credentials/status/none/0")).Status);
    }

    /// <summary>SEC-J01, SEC-J04.</summary>
    [Fact]
    public async Task A_changed_one_is_not_genuine_and_no_school_vouches_for_another()
    {
        var (school, other) = (await campus.School(), await campus.School());
        var (ada, _) = await campus.Graduate(school);
        var (bob, _) = await campus.Graduate(other);
        var badge = (await ada.Get("/certificates/algebra/badge")).Body;
        var parts = badge.Split('.');
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("Course algebra", "Course of all", StringComparison.Ordinal));
        var theirs = await Key(other, (await bob.Get("/certificates/algebra/badge")).Body);

        Assert.False((await Validate(badge, theirs)).IsValid);
        Assert.False((await Validate($"{parts[0]}.{forged}.{parts[2]}", await Key(school, badge))).IsValid);
        Assert.True((await Validate(badge, await Key(school, badge))).IsValid);
    }

    private static JsonElement Header(string token) => JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[0])).RootElement;

    private static JsonElement Payload(string token) => JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[1])).RootElement;

    private static Task<TokenValidationResult> Validate(string token, SecurityKey key) => new JsonWebTokenHandler().ValidateTokenAsync(
        token,
        new TokenValidationParameters
        {
            ValidateAudience = false,
            ValidateLifetime = false, // the site's clock stands still in a year of its own
            ValidIssuer = Payload(token).GetProperty("iss").GetString(),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = true,
        });

    private async Task<JsonElement> Validated(School school, string token)
    {
        var found = await Validate(token, await Key(school, token));
        Assert.True(found.IsValid, found.Exception?.Message);
        return Payload(token);
    }

    // As Open Badges 3.0, 8.2.5 says: the header's kid is dereferenced to a JWK.
    private async Task<SecurityKey> Key(School school, string token)
    {
        var address = new Uri(Header(token).GetProperty("kid").GetString()!);
        Assert.Equal(school.Hosts[0], address.Host);
        return new JsonWebKey((await campus.Site.Visit(school).Get(address.AbsolutePath)).Body);
    }

    private async Task<byte[]> Bits(School school, JsonElement status)
    {
        var token = (await campus.Site.Visit(school).Get(new Uri(status.GetProperty("statusListCredential").GetString()!).AbsolutePath)).Body;
        var list = await Validated(school, token);
        var encoded = list.GetProperty("credentialSubject").GetProperty("encodedList").GetString()!;

        Assert.Equal("BitstringStatusListCredential", list.GetProperty("type")[1].GetString());
        Assert.Equal(status.GetProperty("statusListCredential").GetString(), list.GetProperty("id").GetString());
        Assert.Equal('u', encoded[0]);

        using var bits = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(Base64UrlEncoder.DecodeBytes(encoded[1..])), CompressionMode.Decompress);
        await zip.CopyToAsync(bits);
        return bits.ToArray();
    }
}
