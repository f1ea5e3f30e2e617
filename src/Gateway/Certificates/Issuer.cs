using System.Text.Json.Nodes;
using Darsgah.Grains.Signing;

namespace Darsgah.Gateway.Certificates;

/// <summary>A school as the issuer of badges: an address that leads to its profile, and from there to its keys.</summary>
internal static class Issuer
{
    public static string Id(string origin) => $"{origin}/credentials/issuer";

    /// <summary>Where the school's keys are, each behind it by its id.</summary>
    public static string Keys(string origin) => $"{origin}/credentials/keys/";

    /// <summary>The profile as it stands in a badge.</summary>
    public static JsonObject Profile(string origin, string name) => new()
    {
        ["id"] = Id(origin),
        ["type"] = new JsonArray("Profile"),
        ["name"] = name,
        ["url"] = origin,
    };

    /// <summary>The profile by itself, with the keys that speak for it (Controlled Identifiers 1.0, 2.2).</summary>
    public static JsonObject Document(string origin, string name, ImmutableArray<PublishedKey> keys)
    {
        var document = Profile(origin, name);
        document["@context"] = new JsonArray(
            "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "https://www.w3.org/ns/cid/v1");
        document["verificationMethod"] = new JsonArray([.. keys.Select(key => new JsonObject
        {
            ["id"] = Keys(origin) + key.Id, ["type"] = "JsonWebKey", ["controller"] = Id(origin), ["publicKeyJwk"] = Key(key),
        })]);
        document["assertionMethod"] = new JsonArray([.. keys.Select(key => JsonValue.Create(Keys(origin) + key.Id))]);

        return document;
    }

    /// <summary>The public half of a key (RFC 7517).</summary>
    public static JsonObject Key(PublishedKey key) => new()
    {
        ["kty"] = "EC",
        ["crv"] = "P-256",
        ["use"] = "sig",
        ["alg"] = "ES256",
        ["kid"] = key.Id,
        ["x"] = key.X,
        ["y"] = key.Y,
    };
}
