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
}
