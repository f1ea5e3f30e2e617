using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Certificates;

/// <summary>
/// The credential that says which badges of a course are good no longer (W3C Bitstring Status List 1.0): whoever checks one
/// fetches the bits of 131,072 and so does not tell the school which of them it was.
/// </summary>
internal static class StatusList
{
    /// <summary>How long a checker may keep one.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(5);

    public static string Address(string origin, Id<Course> course, int list) =>
        string.Create(CultureInfo.InvariantCulture, $"{origin}/credentials/status/{course}/{list}");

    /// <param name="bits">Base64, as the register keeps them.</param>
    public static string Payload(string address, string issuer, string bits, DateTimeOffset now) => new JsonObject
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2"),
        ["id"] = address,
        ["type"] = new JsonArray("VerifiableCredential", "BitstringStatusListCredential"),
        ["issuer"] = issuer,
        ["validFrom"] = Dates.Machine(now),
        ["credentialSubject"] = new JsonObject
        {
            ["id"] = address + "#list",
            ["type"] = "BitstringStatusList",
            ["statusPurpose"] = "revocation",
            ["encodedList"] = Encoded(Convert.FromBase64String(bits)),
            ["ttl"] = (long)TimeToLive.TotalMilliseconds,
        },
        ["iss"] = issuer,
        ["jti"] = address,
        ["sub"] = address + "#list",
        ["nbf"] = now.ToUnixTimeSeconds(),
    }.ToJsonString();

    // Multibase of base64url without padding is "u" (Bitstring Status List 1.0, 3.3).
    private static string Encoded(byte[] bits)
    {
        using var target = new MemoryStream();

        using (var zip = new GZipStream(target, CompressionLevel.Optimal))
            zip.Write(bits);

        return "u" + Base64Url.EncodeToString(target.ToArray());
    }
}
