using System.Text.Json;

namespace Darsgah.Grains.Consent.Receipts;

/// <summary>The JSON-LD context of a receipt, inside it: reading one fetches nothing.</summary>
internal static class ReceiptContext
{
    // Values that are terms or addresses, not words.
    private static readonly string[] references =
    [
        "schema_version", "receipt_id", "verify_at", "keys_at", "lawful_basis", "jurisdiction", "withdrawal_method", "privacy_rights",
        "binding_text", "party_id", "party_type", "party_url", "validity_duration", "validity_until", "event_type", "event_state",
    ];

    // The same, of receipts of consents to a purpose.
    private static readonly string[] ofPurposes = ["purpose_type", "processing_method", "pii_type", "special_pii_category", "recipient_role"];

    public static void Write(Utf8JsonWriter json, bool ofPurpose)
    {
        json.WriteStartObject("@context");
        json.WriteString("@vocab", "https://w3id.org/dpv/schema/dpv-27560#");
        json.WriteString("dpv", "https://w3id.org/dpv#");
        json.WriteString("loc", "https://w3id.org/dpv/loc#");
        json.WriteString("xsd", "http://www.w3.org/2001/XMLSchema#");

        foreach (var name in references)
            WriteType(json, name, "@id");

        if (ofPurpose)
        {
            json.WriteString("pd", "https://w3id.org/dpv/pd#");

            foreach (var name in ofPurposes)
                WriteType(json, name, "@id");
        }

        WriteType(json, "event_time", "xsd:dateTime");
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("@type", type);
        json.WriteEndObject();
    }
}
