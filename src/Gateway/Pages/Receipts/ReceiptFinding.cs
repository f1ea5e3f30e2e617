using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Receipts;

namespace Darsgah.Gateway.Pages.Receipts;

/// <summary>What a text that somebody takes for a receipt turned out to be.</summary>
public enum ReceiptVerdict
{
    /// <summary>This school signed it, and nothing in it was changed since.</summary>
    Genuine = 1,

    /// <summary>It names a key of this school, and the signature does not fit: something was changed.</summary>
    Changed = 2,

    /// <summary>It names another school as the one that gave it. Whether that one did was not looked into.</summary>
    OtherSchool = 3,

    /// <summary>It names this school and a key that the school never had.</summary>
    UnknownKey = 4,

    /// <summary>It is the readable copy of a receipt. The signature is in the other file.</summary>
    NotSigned = 5,

    /// <summary>It is no receipt.</summary>
    NotAReceipt = 6,
}

/// <summary>The result of a check. Nobody is in it: no name, no id, no pseudonym, no time of an act.</summary>
/// <param name="Verdict">What it is.</param>
/// <param name="KeyId">The school's key that signed it; null unless it is genuine.</param>
/// <param name="KeyRetiredAt">When the school stopped signing with that key, UTC; null while it does, and unless it is genuine.</param>
/// <param name="Act">What it records; null unless it is genuine.</param>
/// <param name="Document">The document it is about; null unless it is genuine.</param>
/// <param name="Version">The document's version; null unless it is genuine.</param>
/// <param name="Language">The language that was shown; null unless it is genuine.</param>
/// <param name="Consent">Where the consent stands now; null unless it is genuine.</param>
public sealed record ReceiptFinding(
    ReceiptVerdict Verdict,
    string? KeyId = null,
    DateTimeOffset? KeyRetiredAt = null,
    ConsentAct? Act = null,
    Id<Document>? Document = null,
    int? Version = null,
    string? Language = null,
    ConsentNow? Consent = null);
