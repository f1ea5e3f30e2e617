using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Darsgah.Gateway.Tests.People;

/// <summary>
/// A passkey in software: makes a key pair for a site and signs its challenges (WebAuthn level 3, ES256, no
/// attestation).
/// </summary>
internal sealed class Authenticator(string origin) : IDisposable
{
    private static readonly string[] Transports = ["internal"];

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string userHandle = "";
    private uint counter;

    /// <summary>Answers <c>navigator.credentials.create</c>.</summary>
    public string Create(string optionsJson)
    {
        using var options = JsonDocument.Parse(optionsJson);
        var root = options.RootElement;
        userHandle = root.GetProperty("user").GetProperty("id").GetString()!;
        var client = ClientData("webauthn.create", root);
        var data = Concat(Head(root.GetProperty("rp").GetProperty("id").GetString()!, flags: 0x45), Attested());
        var attestation = Concat(
            [0xA3], Text("fmt"), Text("none"), Text("attStmt"), [0xA0],
            Text("authData"), [0x58, (byte)data.Length], data);

        return JsonSerializer.Serialize(new
        {
            id = Base64Url.EncodeToString(id),
            rawId = Base64Url.EncodeToString(id),
            type = "public-key",
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                attestationObject = Base64Url.EncodeToString(attestation),
                transports = Transports,
            },
            clientExtensionResults = new { },
            authenticatorAttachment = "platform",
        });
    }

    /// <summary>Answers <c>navigator.credentials.get</c>.</summary>
    public string Get(string optionsJson)
    {
        using var options = JsonDocument.Parse(optionsJson);
        var client = ClientData("webauthn.get", options.RootElement);
        counter++;
        var data = Head(options.RootElement.GetProperty("rpId").GetString()!, flags: 0x05);
        var signature = key.SignData(
            Concat(data, SHA256.HashData(client)), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

        return JsonSerializer.Serialize(new
        {
            id = Base64Url.EncodeToString(id),
            rawId = Base64Url.EncodeToString(id),
            type = "public-key",
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(client),
                authenticatorData = Base64Url.EncodeToString(data),
                signature = Base64Url.EncodeToString(signature),
                userHandle,
            },
            clientExtensionResults = new { },
        });
    }

    public void Dispose() => key.Dispose();

    private byte[] ClientData(string type, JsonElement options) => JsonSerializer.SerializeToUtf8Bytes(
        new { type, challenge = options.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private byte[] Head(string host, byte flags)
    {
        var head = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(host)).CopyTo(head, 0);
        head[32] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(33), counter);
        return head;
    }

    // AAGUID, length of the id, id, and the public key as COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    private byte[] Attested()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Concat(
            new byte[16], [0, (byte)id.Length], id,
            [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], point.X!, [0x22, 0x58, 0x20], point.Y!);
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Concat(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
