namespace Darsgah.Grains.Consent;

/// <summary>Refusals about consent.</summary>
public static class ConsentErrors
{
    /// <summary>Use accepts only after the notice was served (M04).</summary>
    public static Error NoticeNotServed(Id<Document> document) => Error.Conflict(
        "consent.notice_not_served",
        $"The document '{document}' was not put before this person yet, so use of the site cannot accept it.",
        null,
        ("document", document.Value));

    /// <summary>It stands under no acceptance.</summary>
    public static Error NothingToWithdraw(Id<Document> document) => Error.NotFound(
        "consent.nothing_to_withdraw",
        $"There is no consent to '{document}' that could be withdrawn.",
        null,
        ("document", document.Value));

    /// <summary>The text changed while she read it.</summary>
    public static Error VersionSuperseded(int seen, int inForce) => Error.Conflict(
        "consent.version_superseded",
        $"The text changed from version {seen} to {inForce} while you read. Please read it again.",
        null,
        ("seen", seen.ToString(CultureInfo.InvariantCulture)),
        ("in_force", inForce.ToString(CultureInfo.InvariantCulture)));

    /// <summary>She is not of age: her guardian agrees for her (GDPR Art. 8(1)). Saying no is hers alone.</summary>
    public static Error GuardianNeeded() => Error.Forbidden(
        "consent.guardian_needed", "Your parent or guardian has to agree to this for you.");

    /// <summary>The one who acts has no right to act for this person now.</summary>
    public static Error NobodysBehalf() => Error.Forbidden(
        "consent.nobodys_behalf", "There is no right any more to act for this person.");
}
