using System.Text.Json;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Signing;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Receipts;

/// <summary>What a genuine receipt says that its check needs.</summary>
/// <param name="Pseudonym">What it calls the person.</param>
/// <param name="Number">The line of her ledger.</param>
/// <param name="Hash">That line's hash.</param>
internal sealed record ReceiptClaims(
    string Pseudonym, int Number, string Hash, ConsentAct Act, Id<Document> Document, int Version, string Language);

/// <summary>Tells from a text and the school's public keys what the text is. Never throws, whatever it is handed.</summary>
internal static class ReceiptExamination
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The finding without the state of the consent, and for a genuine receipt what that is looked up by.</summary>
    public static (ReceiptFinding Finding, ReceiptClaims? Claims) Examine(string? text, ImmutableArray<PublishedKey> keys, School school)
    {
        // What was sent by mail may come back broken into lines.
        var bare = text is { Length: <= CompactJws.Longest } ? string.Concat(text.Where(character => !char.IsWhiteSpace(character))) : "";

        if (bare is ['{', ..])
            return (new(IsReceipt(text!) ? ReceiptVerdict.NotSigned : ReceiptVerdict.NotAReceipt), null);

        if (!CompactJws.TryRead(bare, out var jws) || jws.Type != SignedReceipt.Type)
            return (new(ReceiptVerdict.NotAReceipt), null);

        if (keys.FirstOrDefault(key => key.Id == jws.KeyId) is not { } key)
            return (new(NamesAnother(jws.Payload, school) ? ReceiptVerdict.OtherSchool : ReceiptVerdict.UnknownKey), null);

        if (!jws.IsSignedBy(key))
            return (new(ReceiptVerdict.Changed), null);

        return Read(jws.Payload, Claims) is { } claims
            ? (new(ReceiptVerdict.Genuine, key.Id, key.RetiredAt, claims.Act, claims.Document, claims.Version, claims.Language), claims)
            : (new(ReceiptVerdict.NotAReceipt), null);
    }

    private static ReceiptClaims? Claims(JsonElement receipt)
    {
        var record = receipt.GetProperty("record");
        var notice = record.GetProperty("processing")[0].GetProperty("privacy_notice");
        var evidence = receipt.GetProperty("evidence");

        return new ReceiptClaims(
            record.GetProperty("pii_principal_id").GetString()!,
            evidence.GetProperty("entry").GetInt32(),
            evidence.GetProperty("sha256").GetString()!,
            Enum.Parse<ConsentAct>(evidence.GetProperty("act").GetString()!),
            Id<Document>.Parse(notice.GetProperty("document").GetString()!),
            notice.GetProperty("version").GetInt32(),
            record.GetProperty("processing")[0].GetProperty("language").GetString()!);
    }

    private static bool IsReceipt(string json) => Read(
        System.Text.Encoding.UTF8.GetBytes(json),
        static receipt => receipt.GetProperty("schema_version").GetString() == SignedReceipt.Schema ? "receipt" : null) is not null;

    // Said by whoever sent it, and believed only so far as to say which mistake this may be.
    private static bool NamesAnother(ReadOnlyMemory<byte> payload, School school) =>
        Read(payload, static receipt => receipt.GetProperty("record").GetProperty("pii_controllers")[0].GetProperty("party_id").GetString()) is { } named
        && Uri.TryCreate(named, UriKind.Absolute, out var origin)
        && !school.Hosts.Contains(origin.IdnHost, StringComparer.OrdinalIgnoreCase);

    private static T? Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return read(document.RootElement);
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException
            or IndexOutOfRangeException or FormatException or ArgumentException)
        {
            // Somebody's JSON of another shape.
            return null;
        }
    }
}
