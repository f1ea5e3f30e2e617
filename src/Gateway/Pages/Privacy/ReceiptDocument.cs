using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>
/// A line of the ledger as a consent receipt: the fields of ISO/IEC TS 27560:2023 in the terms of W3C DPV. What the school
/// has not stated to the software is named under <c>not_stated</c> and is <c>null</c> in its place, never guessed.
/// </summary>
internal static class ReceiptDocument
{
    private static readonly JsonWriterOptions options =
        new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    // Mandatory in 27560, and known only to the policy's words until a school keeps a register of purposes.
    private static readonly string[] notStated =
    [
        "processing.purpose", "processing.pii_information", "processing.storage_locations", "processing.retention_period",
        "processing.recipient_third_parties",
    ];

    /// <param name="origin">The school's canonical origin, without a slash at the end.</param>
    public static byte[] Write(ConsentEntry entry, School school, string origin, Id<Person> person)
    {
        var buffer = new ArrayBufferWriter<byte>();

        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            WriteContext(json);
            json.WriteString("schema_version", "https://w3id.org/dpv/schema/dpv-27560#receipt-record");
            json.WriteString("receipt_id", $"{origin}/account/privacy/receipts/{Invariant(entry.Number)}");
            json.WriteStartObject("record");
            json.WriteString("schema_version", "https://w3id.org/dpv/schema/dpv-27560#record");
            json.WriteString("record_id", entry.Hash);
            json.WriteString("pii_principal_id", person.Value);
            WriteProcessing(json, entry, school, origin);
            WriteController(json, school, origin);
            WriteEvent(json, entry, person);
            json.WriteEndObject();
            WriteEvidence(json, entry);
            WriteNotStated(json, school);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteContext(Utf8JsonWriter json)
    {
        json.WriteStartObject("@context");
        json.WriteString("@vocab", "https://w3id.org/dpv/schema/dpv-27560#");
        json.WriteString("dpv", "https://w3id.org/dpv#");
        json.WriteEndObject();
    }

    private static void WriteProcessing(Utf8JsonWriter json, ConsentEntry entry, School school, string origin)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{origin}/policies/{entry.Shown.Document}/versions/{entry.Shown.Version}");

        json.WriteStartArray("processing");
        json.WriteStartObject();
        json.WriteStartObject("privacy_notice");
        json.WriteString("@id", $"{text}?lang={entry.Shown.Language}");
        json.WriteNumber("version", entry.Shown.Version);
        json.WriteString("shown_sha256", entry.Shown.ShownHash);
        json.WriteString("binding_language", entry.Shown.BindingLanguage);
        json.WriteString("binding_sha256", entry.Shown.BindingHash);
        json.WriteBoolean("binding_text_missing", entry.AuthoritativeMissing);
        json.WriteEndObject();
        json.WriteString("language", entry.Shown.Language);
        json.WriteNull("purpose");
        json.WriteString("lawful_basis", entry.Type == ConsentType.ExplicitlyExpressed ? "dpv:ExplicitlyExpressedConsent" : null);
        json.WriteNull("pii_information");
        json.WriteString("collection_method", entry.Surface);
        json.WriteNull("storage_locations");
        json.WriteNull("retention_period");
        json.WriteString("jurisdiction", school.Profile.Country.Length > 0 ? school.Profile.Country : null);
        json.WriteNull("recipient_third_parties");
        json.WriteString("withdrawal_method", $"{origin}/account/privacy");
        json.WriteString("privacy_rights", $"{origin}/account/privacy");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteController(Utf8JsonWriter json, School school, string origin)
    {
        json.WriteStartArray("pii_controllers");
        json.WriteStartObject();
        json.WriteString("party_id", origin);
        json.WriteString("party_name", school.Profile.NameIn(school.Profile.DefaultLanguage));
        json.WriteNull("party_address");
        json.WriteString("party_contact", school.Profile.Contact.Length > 0 ? school.Profile.Contact : null);
        json.WriteString("party_type", "dpv:DataController");
        json.WriteString("party_url", origin);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEvent(Utf8JsonWriter json, ConsentEntry entry, Id<Person> person)
    {
        json.WriteStartArray("events");
        json.WriteStartObject();
        json.WriteString("event_time", Moment(entry.At));
        json.WriteString("validity_duration", entry.Act == ConsentAct.Accepted ? "dpv:UntilEventDuration" : null);
        json.WriteString("validity_until", entry.Act == ConsentAct.Accepted ? "dpv:ConsentWithdrawn" : null);
        json.WriteString("entity_id", person.Value);
        json.WriteString("event_type", Type(entry));
        json.WriteString("event_state", State(entry.Act));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteEvidence(Utf8JsonWriter json, ConsentEntry entry)
    {
        json.WriteStartObject("evidence");
        json.WriteNumber("entry", entry.Number);
        json.WriteString("mode", entry.Mode.ToString());
        json.WriteString("control_id", entry.ControlId);
        json.WriteString("control_label", entry.ControlLabel);
        json.WriteStartArray("fields_present");

        foreach (var field in entry.FieldsPresent)
            json.WriteStringValue(field);

        json.WriteEndArray();
        json.WriteString("surface", entry.Surface);
        json.WriteString("actor", entry.Actor);
        json.WriteNumber("notice_entry", entry.NoticeNumber);
        json.WriteString("previous_sha256", entry.Previous);
        json.WriteString("sha256", entry.Hash);
        json.WriteEndObject();
    }

    private static void WriteNotStated(Utf8JsonWriter json, School school)
    {
        json.WriteStartArray("not_stated");

        foreach (var field in notStated)
            json.WriteStringValue(field);

        json.WriteStringValue("pii_controllers.party_address");

        if (school.Profile.Contact.Length == 0)
            json.WriteStringValue("pii_controllers.party_contact");

        if (school.Profile.Country.Length == 0)
            json.WriteStringValue("processing.jurisdiction");

        json.WriteEndArray();
    }

    private static string? Type(ConsentEntry entry) => entry.Type switch
    {
        ConsentType.Implied => "dpv:ImpliedConsent",
        ConsentType.Expressed => "dpv:ExpressedConsent",
        ConsentType.ExplicitlyExpressed => "dpv:ExplicitlyExpressedConsent",
        _ => entry.Act == ConsentAct.NoticeServed ? "dpv:NoticeCommunicated" : null,
    };

    private static string State(ConsentAct act) => act switch
    {
        ConsentAct.Accepted => "dpv:ConsentGiven",
        ConsentAct.Refused => "dpv:ConsentRefused",
        ConsentAct.Withdrawn => "dpv:ConsentWithdrawn",
        _ => "dpv:ConsentUnknown",
    };

    private static string Moment(DateTimeOffset at) => Dates.Machine(at);

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
