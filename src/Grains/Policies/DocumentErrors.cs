namespace Darsgah.Grains.Policies;

/// <summary>Refusals about which documents a school has.</summary>
public static class DocumentErrors
{
    /// <summary>A name is missing, too long, or holds what is no part of a name.</summary>
    public static Error BadName(string language) => Error.Invalid(
        "document.bad_name",
        $"A document's name takes 1 to {DocumentRules.LongestName} characters on one line, without characters that turn the text around them"
        + (language.Length > 0 ? $" (in '{language}')." : ", in at least one language."),
        language.Length > 0 ? $"name_{language}" : "name",
        ("most", DocumentRules.LongestName.ToString(CultureInfo.InvariantCulture)));

    /// <summary>An id that cannot be one.</summary>
    public static Error BadId() => Error.Invalid(
        "document.bad_id",
        $"A document's id takes {DocumentRules.ShortestId} to {DocumentRules.LongestId} of a-z, 0-9 and '-', not at either end, and is not 'new'.",
        "id");

    /// <summary>Two documents of one id.</summary>
    public static Error Taken(Id<Document> document) => Error.Conflict(
        "document.taken", $"There is a document '{document}' already. Choose another id.", "id", ("document", document.Value));

    /// <summary>It is to depend on a document that is not there.</summary>
    public static Error Unknown(Id<Document> document) => Error.Invalid(
        "document.unknown", $"The school has no document '{document}' to depend on.", "depends_on", ("document", document.Value));

    /// <summary>What was published once stays readable.</summary>
    public static Error Published(Id<Document> document) => Error.Conflict(
        "document.published",
        $"The document '{document}' was published, or is one that every school can have, so it cannot be removed. Withdraw it: its versions stay "
        + "readable, and nobody is asked any more.",
        null,
        ("document", document.Value));

    /// <summary>Documents that rest on each other.</summary>
    public static Error Circle(Id<Document> document) => Error.Invalid(
        "document.circle",
        $"The document '{document}' would depend on itself, directly or through others. Take one of these dependencies away.",
        "depends_on",
        ("document", document.Value));

    /// <summary>More than a school can have.</summary>
    public static Error TooMany() => Error.Invalid("document.too_many", $"A school has at most {DocumentSet.Most} documents.");

    /// <summary>A document for nobody.</summary>
    public static Error NoAudience() => Error.Invalid("document.no_audience", "Say whom the document is for.", "audience");

    /// <summary>The privacy policy is for everybody.</summary>
    public static Error PrivacyIsFixed() => Error.Invalid(
        "document.privacy_is_fixed",
        "The privacy policy is for everybody, is asked about as the school's rules say, and is not withdrawn. Change its name, order and "
        + "dependencies only.");
}
