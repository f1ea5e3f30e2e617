using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent.Receipts;

/// <summary>All that a receipt is written from.</summary>
/// <param name="Notice">The line that served the notice she answered; null where none did.</param>
/// <param name="Pseudonym">What the receipt calls her.</param>
/// <param name="IsHerOwn">She acted herself.</param>
/// <param name="Origin">The school's canonical origin, without a slash at the end.</param>
/// <param name="Purpose">The purpose as it was when she answered; null for a line about a document.</param>
/// <param name="Covered">
/// Of an agreement to the privacy policy: the purposes of that day that rest on something else than a consent of their own.
/// Null where the register of that day is not known, and for every other line.
/// </param>
internal sealed record ReceiptFacts(
    ConsentEntry Entry,
    ConsentEntry? Notice,
    string Pseudonym,
    bool IsHerOwn,
    School School,
    string Origin,
    Purpose? Purpose = null,
    ImmutableArray<Purpose>? Covered = null)
{
    /// <summary>Purposes are in the receipt.</summary>
    public bool NamesPurposes => Purpose is not null || Covered is { IsEmpty: false };
}

/// <summary>
/// A line of the ledger as a consent receipt: the fields of ISO/IEC TS 27560:2023 in the terms of W3C DPV 2.3, as JSON-LD.
/// What the school has not stated to the software is named under <c>not_stated</c> and is <c>null</c> in its place, never
/// guessed. The same facts make the same bytes, on every machine.
/// </summary>
internal static class ReceiptDocument
{
    // Characters as they are, and the same line ends everywhere.
    private static readonly JsonWriterOptions options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // Mandatory in 27560, and of a document known only to its words: it names purposes, and is none.
    private static readonly string[] notStated =
    [
        "processing.purpose", "processing.pii_information", "processing.storage_locations", "processing.retention_period",
        "processing.recipient_third_parties",
    ];

    private static readonly string[] notStatedOfPurposes = ["processing.storage_locations"];

    public static string Write(ReceiptFacts facts)
    {
        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            ReceiptContext.Write(json, ofPurpose: facts.NamesPurposes);
            json.WriteString("schema_version", SignedReceipt.Schema);
            json.WriteString("receipt_id", $"urn:uuid:{ReceiptId(facts)}");
            json.WriteString("verify_at", $"{facts.Origin}/receipts/verify");
            json.WriteString("keys_at", $"{facts.Origin}/.well-known/jwks.json");
            json.WriteStartObject("record");
            json.WriteString("schema_version", "https://w3id.org/dpv/schema/dpv-27560#record");
            json.WriteString("record_id", facts.Entry.Hash);
            json.WriteString("pii_principal_id", facts.Pseudonym);

            if (facts.Purpose is { } purpose)
                ReceiptPurpose.Write(json, facts, purpose);
            else
                WriteProcessing(json, facts);

            WriteController(json, facts);
            WriteEvent(json, facts);
            json.WriteEndObject();
            WriteEvidence(json, facts);
            WriteNotStated(json, facts);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    private static void WriteProcessing(Utf8JsonWriter json, ReceiptFacts facts)
    {
        var (shown, country) = (facts.Entry.Shown, facts.School.Profile.Country);
        var text = $"{facts.Origin}{ShownTexts.PathOf(shown.Document, shown.Version)}?lang=";
        var withdrawal = shown.Document == CookieAnswer.Document ? "/privacy/cookies" : "/account/privacy";

        json.WriteStartArray("processing");

        // One for each purpose that the policy's acceptance covers; one alone where none is known.
        foreach (var purpose in facts.Covered is { IsEmpty: false } covered ? covered.AsEnumerable<Purpose?>() : [null])
            WriteProcessing(json, facts, text, withdrawal, country, purpose);

        json.WriteEndArray();
    }

    private static void WriteProcessing(
        Utf8JsonWriter json, ReceiptFacts facts, string text, string withdrawal, string country, Purpose? purpose)
    {
        var shown = facts.Entry.Shown;

        json.WriteStartObject();
        json.WriteStartObject("privacy_notice");
        json.WriteString("@id", text + shown.Language);
        json.WriteString("document", shown.Document.Value);
        json.WriteNumber("version", shown.Version);
        json.WriteString("shown_sha256", shown.ShownHash);
        json.WriteString("binding_language", shown.BindingLanguage);
        json.WriteString("binding_text", shown.BindingHash is null ? null : text + shown.BindingLanguage);
        json.WriteString("binding_sha256", shown.BindingHash);
        json.WriteBoolean("binding_text_missing", facts.Entry.AuthoritativeMissing);
        json.WriteEndObject();
        json.WriteString("language", shown.Language);

        if (purpose is not null)
            ReceiptPurpose.WriteCovered(json, facts, purpose);
        else
            WriteNoPurpose(json, facts);

        json.WriteString("jurisdiction", country.Length > 0 ? "loc:" + country : null);

        if (purpose is not null)
            ReceiptPurpose.WriteRecipients(json, purpose.Terms);
        else
            json.WriteNull("recipient_third_parties");

        json.WriteString("withdrawal_method", facts.Origin + withdrawal);
        json.WriteString("privacy_rights", $"{facts.Origin}/account/privacy");
        json.WriteEndObject();
    }

    private static void WriteNoPurpose(Utf8JsonWriter json, ReceiptFacts facts)
    {
        json.WriteNull("purpose");
        json.WriteString(
            "lawful_basis", facts.Entry.Type == ConsentType.ExplicitlyExpressed ? "dpv:ExplicitlyExpressedConsent" : null);
        json.WriteNull("pii_information");
        json.WriteString("collection_method", facts.Entry.Surface);
        json.WriteNull("storage_locations");
        json.WriteNull("retention_period");
    }

    private static void WriteController(Utf8JsonWriter json, ReceiptFacts facts)
    {
        var profile = facts.School.Profile;

        json.WriteStartArray("pii_controllers");
        json.WriteStartObject();
        json.WriteString("party_id", facts.Origin);
        json.WriteString("party_name", profile.Controller.IsKnown ? profile.Controller.Name : profile.NameIn(profile.DefaultLanguage));
        json.WriteString("party_address", profile.Controller.Address.Length > 0 ? profile.Controller.Address : null);

        if (profile.Controller.Licence.Length > 0)
            json.WriteString("party_licence", profile.Controller.Licence);

        json.WriteString("party_contact", profile.Contact.Length > 0 ? profile.Contact : null);
        json.WriteString("party_type", "dpv:DataController");
        json.WriteString("party_url", facts.Origin);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEvent(Utf8JsonWriter json, ReceiptFacts facts)
    {
        var entry = facts.Entry;
        var lasts = entry.Act == ConsentAct.Accepted;

        json.WriteStartArray("events");
        json.WriteStartObject();
        json.WriteString("event_time", Moment(entry.At));
        json.WriteString("validity_duration", lasts ? "dpv:UntilEventDuration" : null);
        json.WriteString("validity_until", lasts ? "dpv:ConsentWithdrawn" : null);
        json.WriteString("entity_id", facts.Pseudonym);
        json.WriteString("event_type", TypeOf(entry));
        json.WriteString("event_state", StateOf(entry.Act));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter json, ReceiptFacts facts)
    {
        var entry = facts.Entry;

        json.WriteStartObject("evidence");
        json.WriteNumber("entry", entry.Number);
        json.WriteString("act", entry.Act.ToString());
        json.WriteString("mode", entry.Mode.ToString());
        json.WriteString("control_id", entry.ControlId);
        json.WriteString("control_label", entry.ControlLabel);
        json.WriteStartArray("fields_present");

        foreach (var field in entry.FieldsPresent)
            json.WriteStringValue(field);

        json.WriteEndArray();
        json.WriteString("surface", entry.Surface);
        json.WriteString("actor", Actor(facts));

        if (entry.Behalf is { } behalf)
        {
            json.WriteStartObject("on_behalf");
            json.WriteString("relation", behalf.Relation);
            json.WriteString("verified", behalf.Verified);
            json.WriteString("until", behalf.Until is { } until ? Moment(until) : null);
            json.WriteEndObject();
        }

        WriteNotice(json, facts.Notice);
        json.WriteString("previous_sha256", entry.Previous);
        json.WriteString("sha256", entry.Hash);
        json.WriteEndObject();
    }

    private static void WriteNotice(Utf8JsonWriter json, ConsentEntry? notice)
    {
        if (notice is null)
        {
            json.WriteNull("notice_served");
            return;
        }

        json.WriteStartObject("notice_served");
        json.WriteNumber("entry", notice.Number);
        json.WriteString("event_time", Moment(notice.At));
        json.WriteString("event_type", "dpv:NoticeCommunicated");
        json.WriteString("language", notice.Shown.Language);
        json.WriteString("shown_sha256", notice.Shown.ShownHash);
        json.WriteString("surface", notice.Surface);
        json.WriteString("sha256", notice.Hash);
        json.WriteEndObject();
    }

    private static void WriteNotStated(Utf8JsonWriter json, ReceiptFacts facts)
    {
        var profile = facts.School.Profile;

        json.WriteStartArray("not_stated");

        foreach (var field in facts.NamesPurposes ? notStatedOfPurposes : notStated)
            json.WriteStringValue(field);

        if (profile.Controller.Address.Length == 0)
            json.WriteStringValue("pii_controllers.party_address");

        if (profile.Contact.Length == 0)
            json.WriteStringValue("pii_controllers.party_contact");

        if (profile.Country.Length == 0)
            json.WriteStringValue("processing.jurisdiction");

        // A notice, a refusal and a withdrawal are no consent that could last or be of a kind.
        if (facts.Entry.Act != ConsentAct.Accepted)
            json.WriteStringValue("events.validity_duration");

        if (TypeOf(facts.Entry) is null)
            json.WriteStringValue("events.event_type");

        json.WriteEndArray();
    }

    private static string Actor(ReceiptFacts facts) => facts.Entry.Behalf?.Role switch
    {
        BehalfRole.Guardian => facts.Entry.Behalf.Relation is "parent" ? "dpv:ParentOfDataSubject" : "dpv:GuardianOfDataSubject",
        BehalfRole.Representative => "representative",
        _ => facts.IsHerOwn ? "dpv:DataSubject" : "other",
    };

    private static string? TypeOf(ConsentEntry entry) => entry.Type switch
    {
        ConsentType.Implied => "dpv:ImpliedConsent",
        ConsentType.Expressed => "dpv:ExpressedConsent",
        ConsentType.ExplicitlyExpressed => "dpv:ExplicitlyExpressedConsent",
        _ => entry.Act == ConsentAct.NoticeServed ? "dpv:NoticeCommunicated" : null,
    };

    private static string StateOf(ConsentAct act) => act switch
    {
        ConsentAct.Accepted => "dpv:ConsentGiven",
        ConsentAct.Refused => "dpv:ConsentRefused",
        ConsentAct.Withdrawn => "dpv:ConsentWithdrawn",
        _ => "dpv:ConsentUnknown",
    };

    // A version 8 UUID (RFC 9562, 5.8) of what makes the line this one, so that writing it again gives the same id.
    private static Guid ReceiptId(ReceiptFacts facts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{facts.Pseudonym}\n{facts.Entry.Hash}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return new Guid(bytes, bigEndian: true);
    }

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy'-'MM'-'dd'T'HH':'mm':'ss'Z'", CultureInfo.InvariantCulture);
}
