using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Consent.Receipts;

/// <summary>The receipt of one line of a person's ledger: written and signed once, and the same ever after.</summary>
/// <remarks>
/// Key <c>tenant/{person}.{number}</c>, kept under her own key, so that it goes when she does; the copy in her hands
/// stays good.
/// </remarks>
[Alias("consent.receipt"), ServesPurpose("consent-records", DataCategory.Consents)]
public interface IReceiptGrain : ITenantScopedGrain
{
    /// <summary>The receipt; null where her ledger has no such line.</summary>
    /// <param name="origin">The school's canonical origin, for the addresses in it, where it is not written yet.</param>
    [Alias("issue")]
    Task<SignedReceipt?> Issue(string origin);
}

/// <param name="Jws">JWS in its compact form; its payload is the receipt as JSON-LD.</param>
[GenerateSerializer, Immutable, Alias("consent.signed_receipt"), PersonalData(DataCategory.Consents)]
public sealed record SignedReceipt(string Jws)
{
    /// <summary>What it is (<c>typ</c>): no other kind of signature is taken for one (RFC 8725, 3.11).</summary>
    public const string Type = "consent-receipt+jwt";

    /// <summary>What is signed (<c>cty</c>).</summary>
    public const string Content = "ld+json";

    /// <summary>The profile of 27560 that it follows: a receipt with a copy of the record in it.</summary>
    public const string Schema = "https://w3id.org/dpv/schema/dpv-27560#receipt-record";
}

/// <summary>Who stands behind the pseudonym of receipts, so that a genuine one can be asked whether its consent still stands.</summary>
/// <remarks>Key <c>tenant/holder.{pseudonym}</c>. It holds an id and nothing else, and answers only to this school.</remarks>
[Alias("consent.receipt_holder"), ServesPurpose("consent-records", DataCategory.Account)]
public interface IReceiptHolderGrain : ITenantScopedGrain
{
    /// <summary>Notes whose pseudonym it is. Repeating it changes nothing.</summary>
    [Alias("hold")]
    Task Hold(Id<Person> person);

    /// <summary>The person; null where nobody has it, or nobody any more.</summary>
    [Alias("person")]
    Task<Id<Person>?> Person();

    /// <summary>Forgets her: erasing a person makes the pseudonym lead nowhere. Repeating it changes nothing.</summary>
    [Alias("forget")]
    Task Forget();
}

/// <summary>Where the consent of a receipt stands today.</summary>
public enum ConsentNow
{
    /// <summary>Nothing is known of it here any more: the person was erased.</summary>
    Unknown = 1,

    /// <summary>It stands.</summary>
    InForce = 2,

    /// <summary>It was taken back.</summary>
    Withdrawn = 3,

    /// <summary>A later answer about the same document took its place.</summary>
    Superseded = 4,

    /// <summary>The receipt is of a notice, a refusal or a withdrawal: there is no consent in it.</summary>
    NoConsent = 5,

    /// <summary>The purpose it was given for is not pursued any more (E18).</summary>
    Expired = 6,
}
