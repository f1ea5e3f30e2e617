using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Signing;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Receipts;

/// <summary>Makes receipts with keys of its own: true ones, and those that somebody tampered with.</summary>
internal sealed class Forge
{
    private static readonly DateTimeOffset Monday = ManualClock.Start;

    private readonly SigningKey key = SigningKey.Make(Monday);

    /// <summary>The school whose receipts these are, at one host.</summary>
    public School School { get; } = new(
        Id<Tenant>.Parse("north"), "north", SchoolStatus.Active, Site.Profile("north"), new SchoolRules(), ["north.example"], 1, Monday);

    public ImmutableArray<PublishedKey> Keys => [key.Public];

    public string KeyId => key.Id;

    public byte[] Point => [4, .. System.Buffers.Text.Base64Url.DecodeFromChars(key.X), .. System.Buffers.Text.Base64Url.DecodeFromChars(key.Y)];

    /// <summary>What a genuine receipt says.</summary>
    public string Payload(string origin = "https://north.example")
    {
        var shown = new ShownText(Documents.Privacy, 1, "en", new string('a', 64), "fa-AF", BindingHash: null);
        var entry = new ConsentEntry(
            2, ConsentAct.Accepted, ConsentType.Implied, AcceptanceMode.ContinuedUse, shown, "", "", [], "/courses", "ada", 1, Monday,
            new string('b', 64), new string('c', 64));

        return ReceiptDocument.Write(new ReceiptFacts(
            entry,
            entry with { Number = 1, Act = ConsentAct.NoticeServed, Type = ConsentType.None },
            "0123456789abcdef0123456789abcdef",
            IsHerOwn: true,
            School,
            origin));
    }

    /// <summary>A payload with the header of a receipt, signed with this forge's key.</summary>
    public string Sign(string payload, string? keyId = null) => Sign(
        $$"""{"alg":"ES256","typ":"{{SignedReceipt.Type}}","cty":"ld+json","kid":"{{keyId ?? KeyId}}"}""", payload, Es256);

    /// <summary>Any header and payload, signed in any way.</summary>
    public static string Sign(string header, string payload, Func<byte[], byte[]> sign)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{CompactJws.Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The signature in ASN.1, as openssl makes it.</summary>
    public byte[] Der(byte[] input)
    {
        using var signer = ECDsa.Create();
        signer.ImportPkcs8PrivateKey(Convert.FromBase64String(key.Secret!), out _);
        return signer.SignData(input, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public byte[] Es256(byte[] input) => key.Sign(input);

    private static string Encode(string text) => CompactJws.Encode(Encoding.UTF8.GetBytes(text));
}
