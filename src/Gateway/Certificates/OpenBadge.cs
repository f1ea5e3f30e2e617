using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Certificates;

/// <summary>A certificate as an <c>OpenBadgeCredential</c> (1EdTech Open Badges 3.0, W3C Verifiable Credentials 2.0).</summary>
/// <remarks>
/// Signed it is a VC-JWT: the payload is the credential with the registered claims beside it (Open Badges 3.0, 8.2). It says
/// who she is only where she asked for that; without, its subject is the certificate's own page.
/// </remarks>
internal static class OpenBadge
{
    private const string Credentials = "https://www.w3.org/ns/credentials/v2";
    private const string Badges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    private const string Schema = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";
    private const int SaltBytes = 16;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="certificate">Entered in the course's register.</param>
    /// <param name="origin">The school's canonical origin.</param>
    /// <param name="name">Her name, where she wants it in the badge; else null.</param>
    /// <param name="address">Her e-mail address in its normal form, where she wants the badge bound to it; else null.</param>
    public static string Payload(Certificate certificate, string origin, string? name, string? address)
    {
        var verify = $"{origin}/verify/{certificate.Code}";
        var texts = Texts.Of(UiLanguages.Find(certificate.CourseLanguage) ?? UiLanguages.English);

        var subject = new JsonObject
        {
            ["id"] = verify + "#holder",
            ["type"] = new JsonArray("AchievementSubject"),
            ["achievement"] = new JsonObject
            {
                ["id"] = $"{origin}/courses/{certificate.Course}",
                ["type"] = new JsonArray("Achievement"),
                ["achievementType"] = "CertificateOfCompletion",
                ["name"] = certificate.CourseTitle,
                ["description"] = certificate.Summary.Length > 0 ? certificate.Summary : certificate.CourseTitle,
                ["criteria"] = new JsonObject { ["narrative"] = texts.Count("certificate.criteria", certificate.Lessons) },
                ["inLanguage"] = certificate.CourseLanguage,
            },
        };

        if (Identities(name, address) is { Count: > 0 } identities)
            subject["identifier"] = identities;

        var badge = new JsonObject
        {
            ["@context"] = new JsonArray(Credentials, Badges),
            ["id"] = verify + "#badge",
            ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
            ["name"] = certificate.CourseTitle,
            ["issuer"] = Issuer.Profile(origin, certificate.School),
            ["validFrom"] = Dates.Machine(certificate.IssuedAt),
            ["credentialSubject"] = subject,
            ["credentialSchema"] = new JsonArray(new JsonObject { ["id"] = Schema, ["type"] = "1EdTechJsonSchemaValidator2019" }),
            ["credentialStatus"] = StatusEntry(certificate, origin),
            ["evidence"] = new JsonArray(new JsonObject { ["id"] = verify, ["type"] = new JsonArray("Evidence") }),
            ["iss"] = Issuer.Id(origin),
            ["jti"] = verify + "#badge",
            ["sub"] = verify + "#holder",
            ["nbf"] = certificate.IssuedAt.ToUnixTimeSeconds(),
        };

        if (certificate.ExpiresAt is { } end)
        {
            badge["validUntil"] = Dates.Machine(end);
            badge["exp"] = end.ToUnixTimeSeconds();
        }

        return badge.ToJsonString(Written);
    }

    /// <summary>What <c>identityHash</c> is for a text and a salt (Open Badges 3.0, IdentityHash).</summary>
    public static string IdentityHash(string identity, string salt) =>
        "sha256$" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity + salt)));

    private static JsonArray Identities(string? name, string? address)
    {
        var identities = new JsonArray();

        if (name is not null)
        {
            identities.Add(new JsonObject
            {
                ["type"] = "IdentityObject",
                ["hashed"] = false,
                ["identityHash"] = name,
                ["identityType"] = "ext:name", // the schema's own list has no type for a person's name
            });
        }

        if (address is not null)
        {
            var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
            identities.Add(new JsonObject
            {
                ["type"] = "IdentityObject",
                ["hashed"] = true,
                ["identityHash"] = IdentityHash(address, salt),
                ["identityType"] = "emailAddress",
                ["salt"] = salt,
            });
        }

        return identities;
    }

    private static JsonObject StatusEntry(Certificate certificate, string origin)
    {
        var list = StatusList.Address(origin, certificate.Course, CertificateStatusLists.ListOf(certificate.Number));
        var index = CertificateStatusLists.IndexOf(certificate.Number).ToString(System.Globalization.CultureInfo.InvariantCulture);

        return new JsonObject
        {
            ["id"] = $"{list}#{index}",
            ["type"] = "BitstringStatusListEntry",
            ["statusPurpose"] = "revocation",
            ["statusListIndex"] = index,
            ["statusListCredential"] = list,
        };
    }
}
