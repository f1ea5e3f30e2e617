using System.Text.Json;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Consent.Receipts;

/// <summary>The <c>processing</c> part of a receipt whose line is about a purpose: what she agreed to, as it was then.</summary>
internal static class ReceiptPurpose
{
    public static void Write(Utf8JsonWriter json, ReceiptFacts facts, Purpose purpose)
    {
        var (terms, shown, country) = (purpose.Terms, facts.Entry.Shown, facts.School.Profile.Country);

        json.WriteStartArray("processing");
        json.WriteStartObject();
        json.WriteStartObject("privacy_notice");
        json.WriteString("@id", $"{facts.Origin}/account/privacy/purposes");
        json.WriteString("document", shown.Document.Value);
        json.WriteString("purpose", purpose.Key.Value);
        json.WriteNumber("version", purpose.Version);
        json.WriteString("edition_sha256", facts.Entry.Purpose!.Edition);
        json.WriteString("shown_sha256", shown.ShownHash);
        json.WriteString("clause", terms.Clause.Length > 0 ? terms.Clause : null);
        json.WriteEndObject();
        json.WriteString("language", shown.Language);
        json.WriteString("purpose", terms.Titles.GetValueOrDefault(shown.Language, purpose.Key.Value));
        json.WriteString("purpose_description", terms.Descriptions.GetValueOrDefault(shown.Language));
        json.WriteString("purpose_type", "dpv:" + terms.DpvPurpose);
        json.WriteString("lawful_basis", Basis(facts.Entry, terms));
        WriteData(json, terms);
        json.WriteString("collection_method", facts.Entry.Surface);
        WriteList(json, "processing_method", terms.Operations.Select(Dpv));
        json.WriteNull("storage_locations");
        WriteRetention(json, terms.Retention, shown.Language);
        json.WriteString("jurisdiction", country.Length > 0 ? "loc:" + country : null);
        WriteRecipients(json, terms);
        json.WriteString("withdrawal_method", $"{facts.Origin}/account/privacy/purposes");
        json.WriteString("privacy_rights", $"{facts.Origin}/account/privacy");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>A purpose that the acceptance of the policy covers: what it takes and who gets it, as on that day.</summary>
    public static void WriteCovered(Utf8JsonWriter json, ReceiptFacts facts, Purpose purpose)
    {
        var (terms, language) = (purpose.Terms, facts.Entry.Shown.Language);

        json.WriteString("purpose", terms.Titles.GetValueOrDefault(language, purpose.Key.Value));
        json.WriteString("purpose_key", purpose.Key.Value);
        json.WriteNumber("purpose_version", purpose.Version);
        json.WriteString("edition_sha256", PurposeText.Edition(purpose));
        json.WriteString("purpose_type", "dpv:" + terms.DpvPurpose);
        json.WriteString("lawful_basis", Basis(facts.Entry, terms));
        WriteData(json, terms);
        json.WriteString("collection_method", facts.Entry.Surface);
        WriteList(json, "processing_method", terms.Operations.Select(Dpv));
        json.WriteNull("storage_locations");
        WriteRetention(json, terms.Retention, language);
    }

    /// <summary>Who gets the data beside the school.</summary>
    public static void WriteRecipients(Utf8JsonWriter json, PurposeTerms terms)
    {
        json.WriteStartArray("recipient_third_parties");

        foreach (var recipient in terms.Recipients)
        {
            json.WriteStartObject();
            json.WriteString("party_name", recipient.Name);
            json.WriteString("recipient_role", Dpv(recipient.Role));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Basis(ConsentEntry entry, PurposeTerms terms) => terms.Basis switch
    {
        LawfulBasis.LegitimateInterest => "dpv:LegitimateInterest",
        LawfulBasis.Contract => "dpv:Contract",
        LawfulBasis.LegalObligation => "dpv:LegalObligation",
        LawfulBasis.VitalInterest => "dpv:VitalInterest",
        LawfulBasis.PublicTask => "dpv:PublicInterest",
        _ => entry.Type == ConsentType.ExplicitlyExpressed ? "dpv:ExplicitlyExpressedConsent" : "dpv:Consent",
    };

    private static void WriteData(Utf8JsonWriter json, PurposeTerms terms)
    {
        json.WriteStartArray("pii_information");

        foreach (var category in terms.Categories)
        {
            json.WriteStartObject();
            json.WriteString("pii_type", category.Dpv());
            json.WriteString("category", category.Written());

            if (category.IsSpecial())
                json.WriteString("special_pii_category", category.Dpv());

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRetention(Utf8JsonWriter json, PurposeRetention? retention, string language)
    {
        json.WriteStartObject("retention_period");
        json.WriteString("kind", retention?.Kind.Written());
        json.WriteString("period", retention is { Period.Length: > 0 } ? retention.Period : null);
        json.WriteString("words", retention?.Words.GetValueOrDefault(language));
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);

        foreach (var item in items)
            json.WriteStringValue(item);

        json.WriteEndArray();
    }

    private static string Dpv(DataOperation operation) => operation switch
    {
        DataOperation.Collect => "dpv:Collect",
        DataOperation.Store => "dpv:Store",
        DataOperation.Analyse => "dpv:Analyse",
        DataOperation.Depersonalise => "dpv:Anonymise",
        DataOperation.Transfer => "dpv:Transfer",
        DataOperation.Publish => "dpv:MakeAvailable",
        _ => "dpv:Use",
    };

    private static string Dpv(RecipientRole role) => role switch
    {
        RecipientRole.Processor => "dpv:DataProcessor",
        RecipientRole.Authority => "dpv:Authority",
        _ => "dpv:ThirdParty",
    };
}
